//! The signature schemes: one file per scheme, one row each in `registry.rs`.
//!
//! | scheme | header | signed | written | source |
//! | --- | --- | --- | --- | --- |
//! | Authgear | `x-authgear-body-signature` | the body | hexadecimal | authgear-server, `pkg/util/crypto/hmac_sha256.go` |
//! | Standard Webhooks | `webhook-signature`, with `-id` and `-timestamp`; Svix: `svix-` | `{id}.{timestamp}.{body}` | `v1,` and base64, entries separated by spaces | `standard-webhooks/spec/standard-webhooks.md`, "Signature scheme"; 5 minutes either way as in its libraries |
//! | GitHub | `x-hub-signature-256` | the body | `sha256=` and hexadecimal | docs.github.com, "Validating webhook deliveries" |
//! | Stripe | `stripe-signature` | `{t}.{body}` | `t=…,v1=` and hexadecimal | docs.stripe.com/webhooks/signature; 300 seconds back as `DEFAULT_TOLERANCE` in stripe-python's `_webhook.py` |
//!
//! Hexadecimal is lower-case everywhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a sender signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Authgear's hooks.
    Authgear,
    /// The Standard Webhooks specification, and the older headers of Svix.
    StandardWebhooks,
    /// GitHub's `x-hub-signature-256`.
    Github,
    /// Stripe's `stripe-signature`.
    Stripe,
}

impl Scheme {
    /// All schemes.
    pub const ALL: [Self; 4] = [Self::Authgear, Self::StandardWebhooks, Self::Github, Self::Stripe];
}
