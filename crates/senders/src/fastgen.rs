//! The sender Fastgen: system events, https://docs.fastgen.com, that a workflow forwards.
//!
//! Fastgen does not sign events and documents no delivery.

use std::time::Duration;

use crate::catalog::{self, EventType, Root};
use crate::envelope::{Envelope, Vendor};
use crate::finding::Finding;
use crate::redact::Secret;
use crate::sample::{Sample, Story};
use crate::sender::Sender;
use crate::snapshot::Snapshot;
use crate::verdict::{AnsweredEvent, Deadlines, Outcome, Reply, Verdict, by_status};
use hookglass_json::{Document, Value};
use hookglass_request::capture::Capture;

mod lint;
mod recognition;
mod sample;
mod secrets;
mod snapshot;

pub(crate) use sample::State;
pub(crate) use secrets::values as secrets;

pub(crate) struct Fastgen;

impl Sender for Fastgen {
    fn name(&self) -> &'static str {
        "Fastgen"
    }

    fn recognize(&self, capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
        recognition::certain(capture, root?)
    }

    fn recognize_loosely(&self, _: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
        recognition::loose(root?)
    }

    fn root(&self, first: Option<&str>) -> Root {
        let Some(wrapper) = catalog::event(Vendor::Fastgen) else { return Root::Unknown };
        let is_wrapped = first.is_none_or(|first| wrapper.members.iter().any(|member| member.name == first));
        if is_wrapped { Root::Shape(wrapper) } else { Root::Payload }
    }

    fn type_member(&self) -> Option<&'static str> {
        Some("event")
    }

    /// The parameters are the event. The workflow chooses the wrapper.
    fn unwrapped<'a>(&self, root: Value<'a>) -> Value<'a> {
        let inner = root.get("param").or_else(|| root.get("$param"));
        inner.filter(|_| root.get("event").is_some()).unwrap_or(root)
    }

    fn lint(&self, envelope: &Envelope, root: Value<'_>) -> Vec<Finding> {
        lint::findings(envelope, root)
    }

    fn secrets<'a>(&self, envelope: &Envelope, root: Value<'a>) -> Vec<Secret<'a>> {
        secrets::values(envelope, root)
    }

    fn snapshots<'a>(&self, event_type: &str, root: Value<'a>) -> Vec<Snapshot<'a>> {
        snapshot::snapshot(event_type, recognition::parameters(root)).into_iter().collect()
    }

    fn state(&self, envelope: &Envelope, state: Value<'_>) -> Option<Document> {
        secrets::state_without(envelope, state)
    }

    fn sample(&self, story: &mut Story, entry: &'static EventType) -> Sample {
        sample::sample(story, entry)
    }

    fn place_in_tour(&self, entry: &EventType) -> (usize, u8) {
        sample::place_in_tour(entry)
    }

    fn judge(&self, _: AnsweredEvent<'_>, reply: Reply<'_>, _: Duration, _: Deadlines) -> Verdict {
        let verdict = by_status(reply);
        let (Reply::Whole { status, .. } | Reply::Half { status }) = reply else { return verdict };
        let sentence = match verdict.outcome {
            Outcome::Delivered => format!(
                "Status {status} is a success. Fastgen documents no delivery; the workflow continues with this answer."
            ),
            _ => format!(
                "Status {status} is not a success. Fastgen documents no delivery; the workflow decides what happens \
                 next."
            ),
        };
        Verdict { sentence, ..verdict }
    }
}
