//! The fields of an envelope.

use super::vendor::{Kind, Vendor};
use crate::catalog::{self, EventType};

/// What Hookglass understands of an event. `None` means unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The sender.
    pub vendor: Vendor,
    /// The type, by the sender's name.
    pub event_type: Option<String>,
    /// Distinguishes types with the same name.
    pub variant: Option<&'static str>,
    /// How it is delivered, if the type is known.
    pub kind: Option<Kind>,
    /// The sender's id of the event.
    pub event_id: Option<String>,
    /// The sender's sequence number: the digits of a JSON number, as written.
    pub seq: Option<String>,
    /// The id of the user that the event is about.
    pub user_id: Option<String>,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The OAuth client.
    pub client_id: Option<String>,
    /// What triggered the event.
    pub triggered_by: Option<String>,
    /// When it happened by the sender's clock, as written: RFC 3339 from CloudEvents and in
    /// Stripe's thin events, else UNIX seconds.
    pub timestamp: Option<String>,
    /// The IP address of the user's device.
    pub ip: Option<String>,
    /// A recognizable name for what the event is about.
    pub subject: Option<String>,
    /// What is unknown and why, as a sentence.
    pub note: Option<String>,
}

impl Envelope {
    /// An envelope with only the sender.
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

    /// The group of its type.
    pub fn family(&self) -> Option<&str> {
        Some(catalog::family(self.vendor, self.event_type.as_deref()?))
    }

    /// The catalog entry for its type. Also `None` if two types share the name and the event is
    /// ambiguous.
    pub fn known(&self) -> Option<&'static EventType> {
        match catalog::named(self.vendor, self.event_type.as_deref()?) {
            [only] => Some(only),
            several => several.iter().find(|entry| entry.variant == self.variant),
        }
    }
}
