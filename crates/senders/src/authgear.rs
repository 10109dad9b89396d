//! The sender Authgear: hooks of authgear-server, https://github.com/authgear/authgear-server.
//!
//! The event types are in `catalog.json`. The signature scheme is in `signature/authgear.rs`.

use bytes::Bytes;
use std::time::Duration;

use crate::catalog::{self, EventType, Root};
use crate::envelope::{Envelope, Kind, Vendor};
use crate::finding::Finding;
use crate::mutation::{MutationEffect, MutationError};
use crate::redact::Secret;
use crate::sample::{Sample, Story};
use crate::sender::Sender;
use crate::signature::Scheme;
use crate::snapshot::Snapshot;
use crate::verdict::{AnsweredEvent, Deadlines, Reply, Verdict};
use hookglass_json::edit::Edit;
use hookglass_json::{Document, Value};
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;

pub mod authgear_yaml;
pub mod chain;
pub mod fresh;
mod lint;
mod mutation;
mod recognition;
pub(crate) mod sample;
mod secrets;
mod snapshot;
mod subject;
mod verdict;

pub use sample::{APP, APP_VENDOR};
pub use snapshot::proposes;
pub(crate) use subject::of_identity as identity_name;
pub use verdict::LIMITS;

pub(crate) struct Authgear;

impl Sender for Authgear {
    fn name(&self) -> &'static str {
        "Authgear"
    }

    fn recognize(&self, capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
        recognition::certain(capture, root)
    }

    fn recognize_loosely(&self, capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
        recognition::loose(capture, root)
    }

    fn event_id_pointer(&self, _: &Headers) -> &'static str {
        "/id"
    }

    fn seq_pointer(&self) -> &'static str {
        "/seq"
    }

    fn root(&self, _: Option<&str>) -> Root {
        catalog::event(Vendor::Authgear).map_or(Root::Unknown, Root::Shape)
    }

    fn type_member(&self) -> Option<&'static str> {
        Some("type")
    }

    fn lint(&self, envelope: &Envelope, root: Value<'_>) -> Vec<Finding> {
        lint::findings(envelope, root)
    }

    fn secrets<'a>(&self, envelope: &Envelope, root: Value<'a>) -> Vec<Secret<'a>> {
        secrets::values(envelope, root)
    }

    fn snapshots<'a>(&self, event_type: &str, root: Value<'a>) -> Vec<Snapshot<'a>> {
        root.get("payload").map(|payload| snapshot::snapshots(event_type, payload)).unwrap_or_default()
    }

    fn ends_all(&self, event_type: &str) -> bool {
        snapshot::ends_all(event_type)
    }

    fn keeps_profile(&self, event_type: &str) -> bool {
        snapshot::keeps_profile(event_type)
    }

    fn sample(&self, story: &mut Story, entry: &'static EventType) -> Sample {
        sample::sample(story, entry)
    }

    fn place_in_tour(&self, entry: &EventType) -> (usize, u8) {
        sample::place_in_tour(entry)
    }

    fn scheme(&self) -> Option<Scheme> {
        Some(Scheme::Authgear)
    }

    fn has_generated_members(&self) -> bool {
        true
    }

    fn fresh(&self, seq: Option<i64>, id_for: Option<i64>, timestamp: Option<i64>) -> Vec<Edit> {
        fresh::edits(seq, id_for, timestamp)
    }

    fn is_blocking(&self, kind: Option<Kind>) -> bool {
        kind == Some(Kind::Blocking)
    }

    fn fixed_deadline(&self, kind: Option<Kind>) -> Option<Duration> {
        (kind == Some(Kind::NonBlocking)).then(|| Deadlines::default().non_blocking)
    }

    fn default_body(&self, kind: Option<Kind>) -> &'static str {
        if self.is_blocking(kind) { r#"{"is_allowed":true}"# } else { "{}" }
    }

    fn default_reason(&self, kind: Option<Kind>) -> &'static str {
        match kind {
            Some(Kind::Blocking) => "Authgear waits for this answer. By default, Hookglass allows the operation.",
            Some(Kind::NonBlocking) => "Authgear reads only the status of this answer.",
            _ => "The default answer: Hookglass received and stored the event.",
        }
    }

    fn judge(&self, event: AnsweredEvent<'_>, reply: Reply<'_>, took: Duration, deadlines: Deadlines) -> Verdict {
        verdict::judge(event, reply, took, deadlines)
    }

    fn mutate(
        &self,
        event: &Document,
        known: &EventType,
        headers: &Headers,
        body: &Bytes,
    ) -> Result<Option<MutationEffect>, MutationError> {
        mutation::by(event, known, headers, body)
    }

    fn judge_mutations(
        &self,
        verdict: Verdict,
        event: &Document,
        known: &EventType,
        headers: &Headers,
        body: &Bytes,
    ) -> Verdict {
        mutation::judge(verdict, event, known, headers, body)
    }

    fn unchanged_answer(&self, event: &Document, known: &EventType) -> Option<String> {
        mutation::carried(event, known)
    }
}
