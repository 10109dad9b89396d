//! Finds and redacts values that are secrets while they are valid.
//!
//! This module is the only place that knows what is secret: [`values`] in JSON bodies, by the
//! catalog and the sender; [`header`] and [`url`] in heads, by name. Whatever the program prints,
//! copies or exports is redacted with it. Stored and sent data is complete.

mod cover;
mod http;
mod names;
mod secret;
mod secret_members;

pub use cover::{ASCII_MASK, MASK, cover_bytes, cover_text};
pub(crate) use http::form_spans;
pub use http::{header, headers, url};
pub use secret::Secret;
pub use secret_members::members;
pub(crate) use secret_members::{named, names};

use crate::catalog;
use crate::envelope::Envelope;
use crate::sender::of;
use hookglass_json::Document;

pub use hookglass_json::pretty::REDACTED;

/// The secrets in a body, in its order. Includes every duplicate of a member.
pub fn values<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Secret<'a>> {
    let mut found = of(envelope.vendor).secrets(envelope, document.root());
    found.sort_by_key(|secret| secret.span);
    // A secret inside a secret is redacted with it.
    found.dedup_by(|inner, outer| inner.span.1 <= outer.span.1);
    found
}

/// How long the secrets of an event are valid, in seconds from receipt, if known.
pub fn lifetime(envelope: &Envelope) -> Option<u32> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    catalog::named(envelope.vendor, name).iter().find_map(|entry| entry.lifetime)
}
