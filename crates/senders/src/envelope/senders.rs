//! Other senders, told by their headers or by the shape of the body: a line each, saying where type, id, time and subject
//! stand.
//!
//! Sources: https://docs.github.com/webhooks (delivery headers); https://docs.stripe.com/api/events/object and
//! https://docs.stripe.com/api/v2/core/events/object (thin events);
//! https://github.com/standard-webhooks/standard-webhooks (webhook headers), https://docs.svix.com (the same with their
//! older names); https://github.com/cloudevents/spec (HTTP protocol binding: binary, structured and batched mode).

use super::{Envelope, Vendor, counted, cut, percent_decoded, text};
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;

/// Where something stands.
#[derive(Clone, Copy)]
enum Place {
    /// Not at all.
    Nowhere,
    /// In a header.
    Header(&'static str),
    /// In the body, at a path of members.
    Member(&'static [&'static str]),
}

/// A line of the table.
struct Sender {
    vendor: Vendor,
    /// What all has to be there; with a text, that has to stand there.
    told_by: &'static [(Place, Option<&'static str>)],
    event_type: Place,
    id: Place,
    time: Place,
    /// What a person recognises the event by, best first.
    subject: &'static [Place],
}

use Place::{Header, Member, Nowhere};

const SENDERS: [Sender; 8] = [
    Sender {
        vendor: Vendor::Github,
        told_by: &[(Header("x-github-event"), None)],
        event_type: Header("x-github-event"),
        id: Header("x-github-delivery"),
        time: Nowhere,
        subject: &[
            Member(&["repository", "full_name"]),
            Member(&["organization", "login"]),
            Member(&["sender", "login"]),
        ],
    },
    Sender {
        vendor: Vendor::CloudEvents,
        told_by: &[(Header("ce-specversion"), None), (Header("ce-type"), None)],
        event_type: Header("ce-type"),
        id: Header("ce-id"),
        time: Header("ce-time"),
        subject: &[Header("ce-subject"), Header("ce-source")],
    },
    Sender {
        vendor: Vendor::CloudEvents,
        told_by: &[(Member(&["specversion"]), None), (Member(&["type"]), None), (Member(&["source"]), None)],
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

type Told = &'static [(Place, Option<&'static str>)];

const fn stripe(told_by: Told) -> Sender {
    Sender {
        vendor: Vendor::Stripe,
        told_by,
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

const fn standard(told_by: Told, id: &'static str, time: &'static str) -> Sender {
    Sender {
        vendor: Vendor::StandardWebhooks,
        told_by,
        event_type: Member(&["type"]),
        id: Header(id),
        time: Header(time),
        subject: &[Member(&["data", "email"]), Member(&["data", "id"])],
    }
}

/// Recognises an event of one of these senders. `root` is the body's value, when it is JSON.
pub(super) fn recognise(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let at = |place| found(place, &capture.headers, root);
    let is_told = |sender: &&Sender| {
        sender.told_by.iter().all(|(place, is)| at(*place).is_some_and(|text| is.is_none_or(|is| text == is)))
    };
    let Some(sender) = SENDERS.iter().find(is_told) else { return batch(capture, root) };
    Some(Envelope {
        event_type: at(sender.event_type),
        event_id: at(sender.id),
        timestamp: at(sender.time),
        subject: sender.subject.iter().find_map(|place| at(*place)),
        ..Envelope::unknown(sender.vendor)
    })
}

/// Several CloudEvents in one request are no one event.
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
