//! What a sender can do.
//!
//! Every method has a default that fits a sender of which nothing but its name is known, so a new sender implements what
//! it needs.

use bytes::Bytes;
use std::time::Duration;

use crate::catalog::{EventType, Root};
use crate::envelope::{Envelope, Kind};
use crate::finding::{Finding, Severity};
use crate::mutation::{Mutated, MutationError};
use crate::sample::{Sample, Story};
use crate::signature::Scheme;
use crate::snapshot::Snapshot;
use crate::verdict::{AnsweredEvent, Deadlines, Reply, Verdict, by_status};
use hookglass_json::edit::Edit;
use hookglass_json::{Document, Value};
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;

/// What a sender can do.
pub trait Sender: Sync {
    /// The display name.
    fn name(&self) -> &'static str;

    // --- recognition

    /// Understands a request that is certainly this sender's. `root` is the value of a JSON body.
    fn recognize(&self, _capture: &Capture, _root: Option<Value<'_>>) -> Option<Envelope> {
        None
    }

    /// Understands a request that no sender recognizes with certainty.
    fn recognize_loosely(&self, _capture: &Capture, _root: Option<Value<'_>>) -> Option<Envelope> {
        None
    }

    /// Where the event id is in the body, as a JSON Pointer; empty if it is in a header or unknown.
    fn event_id_pointer(&self, _headers: &Headers) -> &'static str {
        ""
    }

    /// Where the sequence number is in the body, as a JSON Pointer; empty if there is none.
    fn seq_pointer(&self) -> &'static str {
        ""
    }

    // --- catalog

    /// What the catalog knows of a body whose first pointer token is `first`.
    fn root(&self, _first: Option<&str>) -> Root {
        Root::Unknown
    }

    /// The top-level member that names the type.
    fn type_member(&self) -> Option<&'static str> {
        None
    }

    /// The part of a body that is compared with the same part of another event: the body without a wrapper around it.
    fn unwrapped<'a>(&self, root: Value<'a>) -> Value<'a> {
        root
    }

    // --- findings, secrets, states

    /// Findings about the members of a JSON body, compared with the catalog.
    fn lint(&self, envelope: &Envelope, _root: Value<'_>) -> Vec<Finding> {
        envelope.note.iter().map(|note| Finding::of_body(Severity::Information, note.as_str())).collect()
    }

    /// The values that are secrets.
    fn secrets<'a>(&self, _envelope: &Envelope, _root: Value<'a>) -> Vec<Value<'a>> {
        Vec::new()
    }

    /// The states of users, identities and sessions that an event carries.
    fn snapshots<'a>(&self, _event_type: &str, _root: Value<'a>) -> Vec<Snapshot<'a>> {
        Vec::new()
    }

    /// A state by itself, without secrets beside it.
    fn state(&self, _envelope: &Envelope, state: Value<'_>) -> Option<Document> {
        Document::parse(Bytes::copy_from_slice(state.raw())).ok()
    }

    /// Whether the user's identities and sessions end with an event of a type.
    fn ends_all(&self, _event_type: &str) -> bool {
        false
    }

    /// Whether an event of a type is known to leave its user's profile unchanged.
    fn leaves_the_profile(&self, _event_type: &str) -> bool {
        false
    }

    // --- samples

    /// The next event of a story: a type of this sender's catalog. By default a JSON body of the catalog's members.
    fn sample(&self, story: &mut Story, entry: &'static EventType) -> Sample {
        let body = story.payload(entry, Default::default());
        Sample::new(entry, body, [("Content-Type", "application/json")], "/")
    }

    /// Where a type comes among this sender's in a tour of all types; equal places keep the catalog's order.
    fn place_in_tour(&self, _entry: &EventType) -> (usize, u8) {
        (0, 0)
    }

    // --- signatures

    /// The scheme by which it signs every event; `None` if it signs none, or that depends on the endpoint.
    fn scheme(&self) -> Option<Scheme> {
        None
    }

    /// Whether an event has members that make it a new one: see [`Sender::fresh`].
    fn can_be_fresh(&self) -> bool {
        false
    }

    /// The edits that make an event a new one: sequence number, the id for a sequence number, time in UNIX seconds.
    fn fresh(&self, _seq: Option<i64>, _id_for: Option<i64>, _timestamp: Option<i64>) -> Vec<Edit> {
        Vec::new()
    }

    // --- answers

    /// Whether it waits for the answer to such an event and reads the body.
    fn is_blocking(&self, _kind: Option<Kind>) -> bool {
        false
    }

    /// How long it waits for the answer to such an event, if that cannot be configured.
    fn fixed_deadline(&self, _kind: Option<Kind>) -> Option<Duration> {
        None
    }

    /// The body of an answer that changes nothing.
    fn default_body(&self, _kind: Option<Kind>) -> &'static str {
        "{}"
    }

    /// Why an event gets the default answer, in a sentence.
    fn default_reason(&self, _kind: Option<Kind>) -> &'static str {
        "The default answer: received and stored."
    }

    /// The verdict on a reply.
    fn judge(&self, _event: AnsweredEvent<'_>, reply: Reply<'_>, _took: Duration, _deadlines: Deadlines) -> Verdict {
        by_status(reply)
    }

    /// What the mutations of a reply do to an event; `None` if nothing.
    fn mutate(
        &self,
        _event: &Document,
        _known: &EventType,
        _headers: &Headers,
        _body: &Bytes,
    ) -> Result<Option<Mutated>, MutationError> {
        Ok(None)
    }

    /// A verdict with what mutations add to it.
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

    /// An approval that repeats what the event carries, as JSON: the start of an answer with mutations.
    fn unchanged_answer(&self, _event: &Document, _known: &EventType) -> Option<String> {
        None
    }
}
