//! The capabilities of a sender.
//!
//! Every method except `name` has a default for a sender that is only recognized, so a new sender
//! implements only what it needs.

use bytes::Bytes;
use std::time::Duration;

use crate::catalog::{EventType, Root};
use crate::envelope::{Envelope, Kind};
use crate::finding::{Finding, Severity};
use crate::mutation::{MutationEffect, MutationError};
use crate::redact::Secret;
use crate::sample::{Sample, Story};
use crate::signature::Scheme;
use crate::snapshot::Snapshot;
use crate::verdict::{AnsweredEvent, Deadlines, Reply, Verdict, by_status};
use hookglass_json::edit::Edit;
use hookglass_json::{Document, Value};
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;

/// The capabilities of a sender.
pub trait Sender: Sync {
    /// The display name.
    fn name(&self) -> &'static str;

    // --- recognition

    /// Recognizes a request that is certainly from this sender. `root` is the value of a JSON body.
    fn recognize(&self, _capture: &Capture, _root: Option<Value<'_>>) -> Option<Envelope> {
        None
    }

    /// Recognizes a request that no sender recognizes with certainty.
    fn recognize_loosely(&self, _capture: &Capture, _root: Option<Value<'_>>) -> Option<Envelope> {
        None
    }

    /// The JSON Pointer of the event id in the body; empty if the id is in a header or unknown.
    fn event_id_pointer(&self, _headers: &Headers) -> &'static str {
        ""
    }

    /// The JSON Pointer of the sequence number in the body; empty if there is none.
    fn seq_pointer(&self) -> &'static str {
        ""
    }

    // --- catalog

    /// Where the catalog looks up a pointer whose first token is `first`.
    fn root(&self, _first: Option<&str>) -> Root {
        Root::Unknown
    }

    /// The top-level member that names the type.
    fn type_member(&self) -> Option<&'static str> {
        None
    }

    /// The part of a body that is compared with another event: the body without its wrapper.
    fn unwrapped<'a>(&self, root: Value<'a>) -> Value<'a> {
        root
    }

    // --- findings, secrets, snapshots

    /// Findings about the members of a JSON body, compared with the catalog.
    fn lint(&self, envelope: &Envelope, _root: Value<'_>) -> Vec<Finding> {
        envelope.note.iter().map(|note| Finding::of_body(Severity::Information, note.as_str())).collect()
    }

    /// The secrets in a body.
    fn secrets<'a>(&self, _envelope: &Envelope, _root: Value<'a>) -> Vec<Secret<'a>> {
        Vec::new()
    }

    /// The snapshots of users, identities and sessions in an event.
    fn snapshots<'a>(&self, _event_type: &str, _root: Value<'a>) -> Vec<Snapshot<'a>> {
        Vec::new()
    }

    /// A snapshot by itself, without the secrets that the sender adds to it.
    fn state(&self, _envelope: &Envelope, state: Value<'_>) -> Option<Document> {
        Document::parse(Bytes::copy_from_slice(state.raw())).ok()
    }

    /// Whether an event of a type ends all identities and sessions of its user.
    fn ends_all(&self, _event_type: &str) -> bool {
        false
    }

    /// Whether an event of a type is known to leave its user's profile unchanged.
    fn keeps_profile(&self, _event_type: &str) -> bool {
        false
    }

    // --- samples

    /// The next event of a story, of a type in this sender's catalog. By default, a JSON body with
    /// the members in the catalog.
    fn sample(&self, story: &mut Story, entry: &'static EventType) -> Sample {
        let body = story.payload(entry, Default::default());
        Sample::new(entry, body, [("Content-Type", "application/json")], "/")
    }

    /// The position of a type among this sender's types in a tour. Types with equal positions keep
    /// the order of the catalog.
    fn place_in_tour(&self, _entry: &EventType) -> (usize, u8) {
        (0, 0)
    }

    // --- signatures

    /// The scheme of its signatures; `None` if it does not sign events, or if the scheme depends on
    /// the endpoint.
    fn scheme(&self) -> Option<Scheme> {
        None
    }

    /// Whether events have members that can be generated on send; see [`Sender::fresh`].
    fn has_generated_members(&self) -> bool {
        false
    }

    /// The edits that set generated members: the sequence number, the id for a sequence number, and
    /// the time in UNIX seconds.
    fn fresh(&self, _seq: Option<i64>, _id_for: Option<i64>, _timestamp: Option<i64>) -> Vec<Edit> {
        Vec::new()
    }

    // --- answers

    /// Whether it waits for the answer to events of this kind and reads the body.
    fn is_blocking(&self, _kind: Option<Kind>) -> bool {
        false
    }

    /// How long it waits for the answer to events of this kind, if that cannot be configured.
    fn fixed_deadline(&self, _kind: Option<Kind>) -> Option<Duration> {
        None
    }

    /// The body of the default answer, which changes nothing.
    fn default_body(&self, _kind: Option<Kind>) -> &'static str {
        "{}"
    }

    /// Why an event gets the default answer, as a sentence.
    fn default_reason(&self, _kind: Option<Kind>) -> &'static str {
        "The default answer: Hookglass received and stored the event."
    }

    /// The verdict on a reply.
    fn judge(&self, _event: AnsweredEvent<'_>, reply: Reply<'_>, _took: Duration, _deadlines: Deadlines) -> Verdict {
        by_status(reply)
    }

    /// The effect of a reply's mutations on an event; `None` if there is no effect.
    fn mutate(
        &self,
        _event: &Document,
        _known: &EventType,
        _headers: &Headers,
        _body: &Bytes,
    ) -> Result<Option<MutationEffect>, MutationError> {
        Ok(None)
    }

    /// Adds the effect of mutations to a verdict.
    fn judge_mutations(
        &self,
        verdict: Verdict,
        _event: &Document,
        _known: &EventType,
        _headers: &Headers,
        _body: &Bytes,
    ) -> Verdict {
        verdict
    }

    /// An approval that repeats the current values of the event, as JSON: the template for an
    /// answer with mutations.
    fn unchanged_answer(&self, _event: &Document, _known: &EventType) -> Option<String> {
        None
    }
}
