//! Senders that are recognized and not understood further: by their headers or the shape of the body. A table row says
//! where type, id, time and subject are.
//!
//! Sources: https://docs.github.com/webhooks (delivery headers); https://docs.stripe.com/api/events/object and
//! https://docs.stripe.com/api/v2/core/events/object (thin events);
//! https://github.com/standard-webhooks/standard-webhooks (webhook headers), https://docs.svix.com (the same with their
//! older names); https://github.com/cloudevents/spec (HTTP protocol binding: binary, structured and batched mode).

use crate::envelope::text::{counted, cut, percent_decoded, text};
use crate::envelope::{Envelope, Vendor};
use crate::fastgen;
use crate::sender::Sender;
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;

/// A sender that is only recognized.
pub(crate) struct Known {
    name: &'static str,
    /// Where the event id is in the body, as a JSON Pointer, and the header that has it in the other mode.
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

    /// A request that nothing identifies can be a Fastgen event that lost its name.
    fn secrets<'a>(&self, envelope: &Envelope, root: Value<'a>) -> Vec<Value<'a>> {
        fastgen::secrets(envelope, root)
    }
}

/// Where a value is.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere.
    Nowhere,
    /// In a header.
    Header(&'static str),
    /// In the body, at a path of members.
    Member(&'static [&'static str]),
}

/// A table row.
struct Row {
    vendor: Vendor,
    /// What has to be present; with a text, the value has to be that text.
    identified_by: &'static [(Place, Option<&'static str>)],
    event_type: Place,
    id: Place,
    time: Place,
    /// The name that a person recognizes the event by, best first.
    subject: &'static [Place],
}

use Place::{Header, Member, Nowhere};

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

type Identity = &'static [(Place, Option<&'static str>)];

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

/// Recognizes an event of one of these senders. `root` is the value of a JSON body.
pub(crate) fn recognize(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let at = |place| found(place, &capture.headers, root);
    let is_identified = |sender: &&Row| {
        sender.identified_by.iter().all(|(place, is)| at(*place).is_some_and(|text| is.is_none_or(|is| text == is)))
    };
    let Some(sender) = ROWS.iter().find(is_identified) else { return batch(capture, root) };
    Some(Envelope {
        event_type: at(sender.event_type),
        event_id: at(sender.id),
        timestamp: at(sender.time),
        subject: sender.subject.iter().find_map(|place| at(*place)),
        ..Envelope::unknown(sender.vendor)
    })
}

/// Several CloudEvents in one request are not one event.
fn batch(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let media_type = capture.headers.text("content-type")?.trim().to_ascii_lowercase();
    let events =
        root.filter(|root| root.form() == Form::Array && media_type.starts_with("application/cloudevents-batch"))?;
    let note = format!("A batch of {}, not one event.", counted(events.len(), "CloudEvent"));
    Some(Envelope { note: Some(note), ..Envelope::unknown(Vendor::CloudEvents) })
}

fn found(place: Place, headers: &Headers, root: Option<Value<'_>>) -> Option<String> {
    match place {
        Nowhere => None,
        Header(name) => {
            let text = headers.text(name).map(str::trim).filter(|text| !text.is_empty())?;
            // CloudEvents' binding writes what does not go into a header as %XX (3.1.3.2).
            let decoded = name.starts_with("ce-").then(|| percent_decoded(text.as_bytes()));
            Some(cut(decoded.as_deref().unwrap_or(text)))
        }
        Member(path) => {
            let value = root?.path(path)?;
            value.digits().map(cut).or_else(|| text(value))
        }
    }
}
