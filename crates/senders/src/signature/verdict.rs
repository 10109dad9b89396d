//! The result of a signature check.

use serde::Serialize;
use ts_rs::TS;

/// The result of a signature check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "Signature")]
pub enum Verdict {
    /// The signature verifies over the exact bytes.
    Valid,
    /// The signature does not verify.
    Invalid,
    /// No signature.
    Unsigned,
    /// No secret to check the signature with.
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

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Valid, Self::Invalid, Self::Unsigned, Self::NoSecret].into_iter().find(|verdict| verdict.word() == word)
    }
}
