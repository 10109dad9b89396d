//! An expected status.

use std::fmt;

/// An expected status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// This status.
    Exactly(u16),
    /// Any status of a class: 2 is 200 to 299.
    Class(u8),
}

impl Status {
    /// Whether a status meets the expectation.
    pub(super) fn matches(self, status: u16) -> bool {
        match self {
            Self::Exactly(expected) => status == expected,
            Self::Class(class) => status / 100 == u16::from(class),
        }
    }

    /// Parses `200` or `2xx`.
    pub fn read(text: &str) -> Option<Self> {
        let exactly = || text.parse().ok().filter(|status| (100..600).contains(status)).map(Self::Exactly);
        Self::class(text).or_else(exactly)
    }

    /// Parses `2xx`.
    pub(super) fn class(text: &str) -> Option<Self> {
        let digit = text.strip_suffix("xx").and_then(|digit| digit.parse::<u8>().ok());
        digit.filter(|digit| (1..=5).contains(digit) && text.len() == 3).map(Self::Class)
    }
}

/// Writes `200` or `2xx`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(status) => write!(f, "{status}"),
            Self::Class(class) => write!(f, "{class}xx"),
        }
    }
}
