//! Signing secrets without their texts, and verdicts on signatures.

pub use hookglass_senders::signature::Scheme;
use hookglass_senders::signature::Verdict;
use serde::Serialize;
use ts_rs::TS;

/// A signing secret without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SecretView {
    /// Its id; null for the secret of `HOOKGLASS_AUTHGEAR_SECRET`, which can be neither shown nor removed.
    pub id: Option<i64>,
    /// Its unique name.
    pub name: String,
    /// The signature scheme.
    pub scheme: Scheme,
    /// Where it is stored.
    pub place: SecretPlace,
    /// Why it cannot be used now: the keychain does not return it.
    pub problem: Option<String>,
}

/// Where a secret is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SecretPlace {
    /// In the operating system's keychain.
    Keychain,
    /// In the database, because there was no keychain. Only this user can read the file.
    Database,
    /// In `HOOKGLASS_AUTHGEAR_SECRET`, for this run only.
    Environment,
}

/// The verdict on a signature, with an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SignatureView {
    /// The verdict.
    pub verdict: Verdict,
    /// The scheme of the signature's header; null for an unsigned event.
    pub scheme: Option<Scheme>,
    /// The name of the secret that verifies it.
    pub secret: Option<String>,
    /// The explanation, in a sentence. For an invalid signature it says what would be valid, if that is known.
    pub sentence: String,
}
