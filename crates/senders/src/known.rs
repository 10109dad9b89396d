//! Senders that are only recognized, by their headers or the shape of the body.
//!
//! A row of the table has the location of type, id, time and subject. Sources:
//! https://docs.github.com/webhooks (delivery headers); https://docs.stripe.com/api/events/object
//! and https://docs.stripe.com/api/v2/core/events/object (thin events);
//! https://github.com/standard-webhooks/standard-webhooks (webhook headers), https://docs.svix.com
//! (the same with their older names); https://github.com/cloudevents/spec (HTTP protocol binding:
//! binary, structured and batched mode).

use crate::envelope::text::{counted, cut, percent_decoded, text};
use crate::envelope::{Envelope, Vendor};
use crate::fastgen;
use crate::redact::Secret;
use crate::sender::Sender;
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;

/// A sender that is only recognized.
pub(crate) struct Known {
    name: &'static str,
    /// The JSON Pointer of the event id in the body, and the header that contains the id in the
    /// other mode.
    event_id: Option<(&'static str, Option<&'static str>)>,
}

const fn known(name: &'static str) -> Known {
    Known { name, event_id: None }
}

pub(crate) static GITHUB: Known = known("GitHub");
pub(crate) static STRIPE: Known = Known { event_id: Some(("/id", None)), ..known("Stripe") };
pub(crate) static STANDARD_WEBHOOKS: Known = known("Standard Webhooks");
pub(crate) static CLOUD_EVENTS: Known = Known { event_id: Some(("/id", Some("ce-id"))), ..known("CloudEvents") };
/// Any other sender.
pub(crate) static GENERIC: Generic = Generic;

impl Sender for Known {
    fn name(&self) -> &'static str {
        self.name
    }

    fn event_id_pointer(&self, headers: &Headers) -> &'static str {
        let in_body = self.event_id.filter(|(_, header)| header.is_none_or(|header| headers.get(header).is_none()));
        in_body.map_or("", |(pointer, _)| pointer)
    }
}

pub(crate) struct Generic;

impl Sender for Generic {
    fn name(&self) -> &'static str {
        "Other"
    }

    /// An unrecognized request can be a Fastgen event without a name, so it can contain Fastgen's
    /// secrets.
    fn secrets<'a>(&self, envelope: &Envelope, root: Value<'a>) -> Vec<Secret<'a>> {
        fastgen::secrets(envelope, root)
    }
}

/// The location of a value.
#[derive(Clone, Copy)]
enum Location {
    /// Nowhere.
    Nowhere,
    /// In a header.
    Header(&'static str),
    /// In the body, at this path of members.
    Member(&'static [&'static str]),
}

/// A row of the table.
struct Row {
    vendor: Vendor,
    /// The values that must be present. With a text, the value must equal it.
    identified_by: &'static [(Location, Option<&'static str>)],
    event_type: Location,
    id: Location,
    time: Location,
    /// The locations of a recognizable name, most recognizable first.
    subject: &'static [Location],
}

use Location::{Header, Member, Nowhere};

const ROWS: [Row; 8] = [
    Row {
        vendor: Vendor::Github,
        identified_by: &[(Header("x-github-event"), None)],
        event_type: Header("x-github-event"),
        id: Header("x-github-delivery"),
        time: Nowhere,
        subject: &[
            Member(&["repository", "full_name"]),
            Member(&["organization", "login"]),
            Member(&["sender", "login"]),
        ],
    },
    Row {
        vendor: Vendor::CloudEvents,
        identified_by: &[(Header("ce-specversion"), None), (Header("ce-type"), None)],
        event_type: Header("ce-type"),
        id: Header("ce-id"),
        time: Header("ce-time"),
        subject: &[Header("ce-subject"), Header("ce-source")],
    },
    Row {
        vendor: Vendor::CloudEvents,
        identified_by: &[(Member(&["specversion"]), None), (Member(&["type"]), None), (Member(&["source"]), None)],
        event_type: Member(&["type"]),
        id: Member(&["id"]),
        time: Member(&["time"]),
        subject: &[Member(&["subject"]), Member(&["source"])],
    },
    stripe(&[(Header("stripe-signature"), None)]),
    stripe(&[(Member(&["object"]), Some("event")), (Member(&["type"]), None), (Member(&["created"]), None)]),
    stripe(&[(Member(&["object"]), Some("v2.core.event")), (Member(&["type"]), None), (Member(&["created"]), None)]),
    standard(&[(Header("webhook-id"), None), (Header("webhook-timestamp"), None)], "webhook-id", "webhook-timestamp"),
    standard(&[(Header("svix-id"), None), (Header("svix-timestamp"), None)], "svix-id", "svix-timestamp"),
];

type Identity = &'static [(Location, Option<&'static str>)];

const fn stripe(identified_by: Identity) -> Row {
    Row {
        vendor: Vendor::Stripe,
        identified_by,
        event_type: Member(&["type"]),
        id: Member(&["id"]),
        time: Member(&["created"]),
        subject: &[
            Member(&["data", "object", "customer_email"]),
            Member(&["data", "object", "email"]),
            Member(&["data", "object", "id"]),
            Member(&["related_object", "id"]),
        ],
    }
}

const fn standard(identified_by: Identity, id: &'static str, time: &'static str) -> Row {
    Row {
        vendor: Vendor::StandardWebhooks,
        identified_by,
        event_type: Member(&["type"]),
        id: Header(id),
        time: Header(time),
        subject: &[Member(&["data", "email"]), Member(&["data", "id"])],
    }
}

/// Recognizes an event from one of these senders. `root` is the value of a JSON body.
pub(crate) fn recognize(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let at = |location| value_at(location, &capture.headers, root);
    let is_identified = |sender: &&Row| {
        sender.identified_by.iter().all(|(location, expected)| {
            at(*location).is_some_and(|text| expected.is_none_or(|expected| text == expected))
        })
    };
    let Some(sender) = ROWS.iter().find(is_identified) else { return batch(capture, root) };
    Some(Envelope {
        event_type: at(sender.event_type),
        event_id: at(sender.id),
        timestamp: at(sender.time),
        subject: sender.subject.iter().find_map(|location| at(*location)),
        ..Envelope::unknown(sender.vendor)
    })
}

/// Recognizes several CloudEvents in one request.
fn batch(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let media_type = capture.headers.text("content-type")?.trim().to_ascii_lowercase();
    let events =
        root.filter(|root| root.form() == Form::Array && media_type.starts_with("application/cloudevents-batch"))?;
    let note = format!("A batch of {}, not a single event.", counted(events.len(), "CloudEvent"));
    Some(Envelope { note: Some(note), ..Envelope::unknown(Vendor::CloudEvents) })
}

fn value_at(location: Location, headers: &Headers, root: Option<Value<'_>>) -> Option<String> {
    match location {
        Nowhere => None,
        Header(name) => {
            let text = headers.text(name).map(str::trim).filter(|text| !text.is_empty())?;
            // The HTTP binding of CloudEvents percent-encodes characters that a header cannot
            // contain (3.1.3.2).
            let decoded = name.starts_with("ce-").then(|| percent_decoded(text.as_bytes()));
            Some(cut(decoded.as_deref().unwrap_or(text)))
        }
        Member(path) => {
            let value = root?.path(path)?;
            value.digits().map(cut).or_else(|| text(value))
        }
    }
}
