//! Signing secrets, and what a signature is worth. No secret is in here.

pub use hookglass_senders::signature::Scheme;
use hookglass_senders::signature::Verdict;
use serde::Serialize;
use ts_rs::TS;

/// A signing secret, but for the secret itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SecretView {
    /// Its id; null for the one of `HOOKGLASS_AUTHGEAR_SECRET`, which can be neither shown nor removed.
    pub id: Option<i64>,
    /// What a person calls it; no two are called the same.
    pub name: String,
    /// The scheme it signs by.
    pub scheme: Scheme,
    /// Where it is kept.
    pub place: SecretPlace,
    /// Why it cannot be used at the moment: the keychain does not give it out.
    pub problem: Option<String>,
}

/// Where a secret is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SecretPlace {
    /// In the operating system's keychain.
    Keychain,
    /// In the database, whose file only this user can read, because there was no keychain.
    Database,
    /// In `HOOKGLASS_AUTHGEAR_SECRET`, for this run only.
    Environment,
}

/// What a check of the signature says, and how it came to that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SignatureView {
    /// The verdict.
    pub verdict: Verdict,
    /// The scheme of the signature's header; null when nothing is signed.
    pub scheme: Option<Scheme>,
    /// The name of the secret it verifies with.
    pub secret: Option<String>,
    /// What was found, in a sentence. For an invalid one: what would have made it valid, if that is known.
    pub sentence: String,
}
