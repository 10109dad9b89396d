//! Signing secrets without their values, and verdicts on signatures.

pub use hookglass_senders::signature::Scheme;
use hookglass_senders::signature::Verdict;
use serde::Serialize;
use ts_rs::TS;

/// A signing secret without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SecretView {
    /// The id; null for the secret in `HOOKGLASS_AUTHGEAR_SECRET`, which can be neither shown nor
    /// removed.
    pub id: Option<i64>,
    /// The unique name.
    pub name: String,
    /// The signature scheme.
    pub scheme: Scheme,
    /// Where the secret is stored.
    pub place: SecretStorage,
    /// Why the secret cannot be used now, in a sentence. For example: the keychain does not return
    /// it.
    pub problem: Option<String>,
}

/// Where a secret is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SecretStorage {
    /// In the operating system's keychain.
    Keychain,
    /// In the database, because there was no keychain. Only the current user can read the file.
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
    /// The scheme, according to the signature header; null for an unsigned event.
    pub scheme: Option<Scheme>,
    /// The name of the secret that verifies the signature.
    pub secret: Option<String>,
    /// The explanation, in a sentence. For an invalid signature it includes the change that would
    /// make it valid, if one is found.
    pub sentence: String,
}
