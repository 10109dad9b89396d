//! What is understood of an event.

use super::vendor::{Kind, Vendor};
use crate::catalog::{self, EventType};

/// What Hookglass understands of an event. An absent member is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who sent it.
    pub vendor: Vendor,
    /// The type, as the sender calls it.
    pub event_type: Option<String>,
    /// Which of several events of that name.
    pub variant: Option<&'static str>,
    /// How it is delivered, when the type is known.
    pub kind: Option<Kind>,
    /// The sender's id of the event.
    pub event_id: Option<String>,
    /// The sender's sequence number: the digits of a JSON number, as written.
    pub seq: Option<String>,
    /// The user it is about.
    pub user_id: Option<String>,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The OAuth client.
    pub client_id: Option<String>,
    /// Who caused it.
    pub triggered_by: Option<String>,
    /// When it happened by the sender's clock, as written: UNIX seconds; RFC 3339 from CloudEvents and in
    /// Stripe's thin events.
    pub timestamp: Option<String>,
    /// The address of the person's device.
    pub ip: Option<String>,
    /// The name that a person recognizes it by.
    pub subject: Option<String>,
    /// What remains unknown, in a sentence.
    pub note: Option<String>,
}

impl Envelope {
    /// An envelope of which only the sender is known.
    pub fn unknown(vendor: Vendor) -> Self {
        Self {
            vendor,
            event_type: None,
            variant: None,
            kind: None,
            event_id: None,
            seq: None,
            user_id: None,
            app_id: None,
            client_id: None,
            triggered_by: None,
            timestamp: None,
            ip: None,
            subject: None,
            note: None,
        }
    }

    /// The group its type belongs to.
    pub fn family(&self) -> Option<&str> {
        Some(catalog::family(self.vendor, self.event_type.as_deref()?))
    }

    /// The catalog's entry for its type; `None` as well if two types share the name and the event fits neither alone.
    pub fn known(&self) -> Option<&'static EventType> {
        match catalog::named(self.vendor, self.event_type.as_deref()?) {
            [only] => Some(only),
            several => several.iter().find(|entry| entry.variant == self.variant),
        }
    }
}
