//! The result of a signature check.

use serde::Serialize;
use ts_rs::TS;

/// The result of a signature check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "Signature")]
pub enum Verdict {
    /// It verifies over the exact bytes.
    Valid,
    /// There is one, and it does not verify.
    Invalid,
    /// There is none.
    Unsigned,
    /// There is one, and no secret to check it with.
    NoSecret,
}

impl Verdict {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unsigned => "unsigned",
            Self::NoSecret => "no_secret",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Valid, Self::Invalid, Self::Unsigned, Self::NoSecret].into_iter().find(|verdict| verdict.word() == word)
    }
}
