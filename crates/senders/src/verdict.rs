//! What the sender of an event makes of an answer.
//!
//! An answer is judged by what is known of its sender, and by nothing else. Authgear's rules are those of authgear-server:
//! `pkg/lib/hook/hook_web.go` (status, redirects, deadlines), `pkg/api/event/hook_response.go` and
//! `pkg/api/event/blocking/*.go` (the body). It reads a blocking event's answer twice: against the schema of the event's
//! type, then into Go's structures; both can refuse it, and a member that is refused takes the whole answer with it.
//! Of an answer to a non-blocking event only the status counts. No other sender is known to read the body of an answer.
//!
//! Kept out: sending, and what mutations do to a user (`mutation.rs`).

use bytes::Bytes;
use serde::Serialize;
use std::time::Duration;
use ts_rs::TS;

use crate::catalog::{self, EventType};
use crate::envelope::{Envelope, Kind, Vendor};
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Form, Value};
use hookglass_request::encoding;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{self, FailureKind};

mod decoding;
mod effects;
mod schema;

pub(crate) use decoding::field;

/// The limits for which an answer can say by how much an attempt counts: the members of `rate_limits`.
pub const LIMITS: [&str; 2] = schema::LIMITS;

/// As many remarks are made about one answer.
const MOST: usize = 20;

/// Characters of a text of the answer that a sentence repeats.
const LONGEST: usize = 60;

/// How long a sender waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For the answer to a blocking event. Authgear: `sync_hook_timeout_seconds`.
    pub blocking: Duration,
    /// For the answer to any other event.
    pub non_blocking: Duration,
}

impl Default for Deadlines {
    /// Authgear's own (`pkg/lib/config/hook.go`, `pkg/lib/hook/hook_web.go`).
    fn default() -> Self {
        Self { blocking: Duration::from_secs(5), non_blocking: Duration::from_secs(60) }
    }
}

/// The event that was answered.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who sent it.
    pub vendor: Vendor,
    /// Its type, as its sender calls it.
    pub event_type: Option<&'a str>,
    /// How it is delivered, when that is known.
    pub kind: Option<Kind>,
}

impl<'a> Asked<'a> {
    /// The event of this envelope.
    pub fn of(envelope: &'a Envelope) -> Self {
        Self { vendor: envelope.vendor, event_type: envelope.event_type.as_deref(), kind: envelope.kind }
    }

    /// Whether the sender waits for the answer and reads its body.
    fn is_blocking(&self) -> bool {
        self.vendor == Vendor::Authgear && self.kind == Some(Kind::Blocking)
    }

    fn known(&self) -> Option<&'static EventType> {
        catalog::named(self.vendor, self.event_type?).first()
    }
}

/// What the application sent back.
#[derive(Debug, Clone, Copy)]
pub enum Reply<'a> {
    /// A whole response.
    Whole {
        /// HTTP status.
        status: u16,
        /// Its headers.
        headers: &'a Headers,
        /// Its body, as sent.
        body: &'a Bytes,
    },
    /// A response whose body ended before its announced end.
    Half {
        /// HTTP status.
        status: u16,
    },
    /// No response.
    Failed(FailureKind),
}

impl<'a> Reply<'a> {
    /// What came back to a request that was sent.
    pub fn to(outcome: &'a outgoing::Outcome) -> Self {
        match outcome {
            outgoing::Outcome::Response(response) => {
                Self::Whole { status: response.status, headers: &response.headers, body: &response.body }
            }
            outgoing::Outcome::Failed(failure) => Self::Failed(failure.why),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "VerdictOutcome")]
pub enum Outcome {
    /// The operation goes on.
    Allowed,
    /// The application forbids the operation.
    Denied,
    /// The sender takes the event for delivered; it does not read the answer.
    Delivered,
    /// An answer came that the sender does not accept.
    Refused,
    /// No answer came in time.
    TimedOut,
    /// No whole answer came.
    NotDelivered,
    /// It cannot be told.
    Unknown,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Allowed,
        Self::Denied,
        Self::Delivered,
        Self::Refused,
        Self::TimedOut,
        Self::NotDelivered,
        Self::Unknown,
    ];

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::TimedOut => "timed_out",
            Self::NotDelivered => "not_delivered",
            Self::Unknown => "unknown",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// How much a remark matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RemarkSeverity")]
pub enum Severity {
    /// What the answer does.
    Information,
    /// The answer is accepted, but this is hardly meant.
    Warning,
    /// This is why the answer is not accepted.
    Error,
}

/// One thing about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Remark {
    /// How much it matters.
    pub severity: Severity,
    /// Where in the answer's body, as a JSON Pointer; empty for the answer as a whole.
    pub pointer: String,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl Remark {
    /// A remark about a place in the answer's body.
    pub fn new(severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { severity, pointer: pointer.into(), sentence: sentence.into() }
    }
}

/// What the sender makes of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AnswerVerdict")]
pub struct Verdict {
    /// What came of it.
    pub outcome: Outcome,
    /// The reason Authgear gives its client when the operation fails, such as `HookInvalidResponse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<&'static str>,
    /// The same in a sentence.
    pub sentence: String,
    /// The title of a denial, as the person gets to see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// The reason of a denial.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// What there is to say about parts of it: errors first, each group in the order of the answer.
    pub remarks: Vec<Remark>,
}

impl Verdict {
    fn new(outcome: Outcome, sentence: impl Into<String>) -> Self {
        Self { outcome, code: None, sentence: sentence.into(), title: None, reason: None, remarks: Vec::new() }
    }

    fn failed(outcome: Outcome, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { code: Some(code), ..Self::new(outcome, sentence) }
    }

    /// Whether the sender got an answer it can use, a denial included.
    pub fn is_accepted(&self) -> bool {
        matches!(self.outcome, Outcome::Allowed | Outcome::Denied | Outcome::Delivered)
    }
}

/// What the sender of an event makes of a reply that took so long. [`crate::mutation::judge`] adds what it takes the event
/// itself to know.
pub fn of(asked: Asked<'_>, reply: Reply<'_>, took: Duration, deadlines: Deadlines) -> Verdict {
    let deadline = if asked.is_blocking() { deadlines.blocking } else { deadlines.non_blocking };
    if asked.vendor == Vendor::Authgear && (took > deadline || matches!(reply, Reply::Failed(FailureKind::Timeout))) {
        return late(&asked, deadline);
    }
    let status = match reply {
        Reply::Failed(why) => return no_answer(&asked, why),
        Reply::Whole { status, .. } | Reply::Half { status } => status,
    };
    if !(200..300).contains(&status) {
        return wrong_status(&asked, status);
    }
    if !asked.is_blocking() {
        return delivered(&asked, status);
    }
    match reply {
        Reply::Whole { headers, body, .. } => answer(&asked, headers, body),
        _ => refused(vec![Remark::new(
            Severity::Error,
            "",
            "The body ended before its announced end, so Authgear could not read it.",
        )]),
    }
}

/// The seconds of a deadline, without a fraction that says nothing.
fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}

fn late(asked: &Asked<'_>, deadline: Duration) -> Verdict {
    let within = seconds(deadline);
    if asked.is_blocking() {
        let sentence = format!(
            "Authgear waits {within} for this answer, then fails the operation: its client gets 500 \
             HookDeliveryTimeout, and everything is rolled back. It does not ask again."
        );
        return Verdict::failed(Outcome::TimedOut, "HookDeliveryTimeout", sentence);
    }
    let sentence = format!(
        "Authgear gives up after {within} and only logs it. The event is not sent again, and nothing is undone."
    );
    Verdict::new(Outcome::TimedOut, sentence)
}

fn no_answer(asked: &Asked<'_>, why: FailureKind) -> Verdict {
    let what = match why {
        FailureKind::Refused => "The connection was refused",
        FailureKind::Timeout => "No answer came in time",
        FailureKind::NameNotFound => "The host's name is not known",
        FailureKind::Unreachable => "There is no way to the host",
        FailureKind::Tls => "TLS failed",
        FailureKind::Reset => "The connection was closed before an answer",
        FailureKind::BrokenResponse => "What came back is not a whole HTTP response",
        FailureKind::Cancelled => {
            return Verdict::new(Outcome::Unknown, "The request was cancelled before an answer came.");
        }
    };
    if asked.is_blocking() {
        let sentence = format!(
            "{what}. Authgear fails the operation: its client gets 500 HookDeliveryUnknownFailure, and everything is \
             rolled back. It does not ask again."
        );
        return Verdict::failed(Outcome::NotDelivered, "HookDeliveryUnknownFailure", sentence);
    }
    let then = match asked.vendor {
        Vendor::Authgear => "Authgear only logs it; the event is not sent again.",
        _ => "Its sender takes the event for not delivered.",
    };
    let outcome = if why == FailureKind::Timeout { Outcome::TimedOut } else { Outcome::NotDelivered };
    Verdict::new(outcome, format!("{what}. {then}"))
}

fn wrong_status(asked: &Asked<'_>, status: u16) -> Verdict {
    let redirect = if (300..400).contains(&status) { " Redirects are not followed." } else { "" };
    if asked.is_blocking() {
        let sentence = format!(
            "Authgear wants a status from 200 to 299 and got {status}.{redirect} It fails the operation: its client \
             gets 500 HookInvalidResponse, and everything is rolled back. It does not ask again; the body is not read."
        );
        return Verdict::failed(Outcome::Refused, "HookInvalidResponse", sentence);
    }
    let sentence = match asked.vendor {
        Vendor::Authgear => format!(
            "Authgear wants a status from 200 to 299 and got {status}.{redirect} It only logs that; the event is not \
             sent again."
        ),
        Vendor::Fastgen => format!(
            "Status {status} is not a success. Fastgen documents no delivery: what follows is for the workflow that \
             passes the event on."
        ),
        _ => format!("Status {status} is not from 200 to 299, so its sender takes the event for not delivered."),
    };
    Verdict::new(Outcome::Refused, sentence)
}

fn delivered(asked: &Asked<'_>, status: u16) -> Verdict {
    let sentence = match (asked.vendor, asked.kind) {
        (Vendor::Authgear, Some(_)) => {
            format!(
                "Authgear takes the event for delivered: status {status}. It does not read the body of this answer."
            )
        }
        (Vendor::Authgear, None) => format!(
            "Authgear accepts status {status}. Hookglass does not know this type; if Authgear waits for its answer, \
             the body counts too."
        ),
        (Vendor::Fastgen, _) => {
            format!(
                "Status {status} is a success. Fastgen documents no delivery; its workflow goes on with this answer."
            )
        }
        _ => format!("Status {status} is a success, so its sender takes the event for delivered."),
    };
    Verdict::new(Outcome::Delivered, sentence)
}

/// An answer of 2xx to a blocking event of Authgear's.
fn answer(asked: &Asked<'_>, headers: &Headers, body: &Bytes) -> Verdict {
    let body = match plain(headers, body) {
        Ok(body) => body,
        Err(verdict) => return verdict,
    };
    let wrong = |sentence: String| refused(vec![Remark::new(Severity::Error, "", sentence)]);
    if body.iter().all(u8::is_ascii_whitespace) {
        let what = if body.is_empty() { "empty" } else { "white space only" };
        return wrong(format!("The body is {what}; Authgear wants at least {{\"is_allowed\":true}}."));
    }
    if body.starts_with(hookglass_json::BYTE_ORDER_MARK) {
        return wrong("The body begins with a byte order mark, which Go's JSON reader refuses.".to_owned());
    }
    let document = match Document::parse(body) {
        Ok(document) => document,
        Err(error) if error.gave_up => {
            return Verdict::new(Outcome::Unknown, format!("The body is too large to be judged: {error}."));
        }
        Err(error) => return wrong(format!("The body is not one JSON value: {error}.")),
    };
    let mut found = Found::default();
    let root = document.root();
    decoding::depth(&document, &mut found);
    let known = asked.known();
    schema::check(root, known, &mut found);
    decoding::check(root, &mut found);
    if found.has_errors() {
        return refused(found.sorted());
    }
    effects::tell(root, known, &mut found);
    if root.get("is_allowed").map(|value| value.form()) == Some(Form::True) {
        return allowed(root, found);
    }
    denied(root, found)
}

/// An answer's body as Authgear reads it, if it is JSON.
pub(crate) fn document(headers: &Headers, body: &Bytes) -> Option<Document> {
    Document::parse(plain(headers, body).ok()?).ok()
}

/// The body as Go's client hands it on: it undoes gzip, which it asked for, and nothing else.
fn plain(headers: &Headers, body: &Bytes) -> Result<Bytes, Verdict> {
    let declared = headers.text("content-encoding").unwrap_or_default().trim();
    if !declared.eq_ignore_ascii_case("gzip") || body.is_empty() {
        return Ok(body.clone());
    }
    let decoded = encoding::decode(headers, body, encoding::MAX_DECODED_BYTES);
    match decoded.problem {
        None => Ok(decoded.bytes),
        Some(problem) if decoded.from.is_some() => Err(Verdict::new(Outcome::Unknown, problem)),
        Some(problem) => Err(refused(vec![Remark::new(Severity::Error, "", problem)])),
    }
}

fn allowed(root: Value<'_>, found: Found) -> Verdict {
    let members = ["mutations", "constraints", "bot_protection", "rate_limits"];
    let more: Vec<_> = members.into_iter().filter(|name| root.get(name).is_some()).collect();
    let sentence = match more.is_empty() {
        true => "Authgear lets the operation go on.".to_owned(),
        false => format!("Authgear lets the operation go on, with {}.", more.join(", ")),
    };
    Verdict { remarks: found.sorted(), ..Verdict::new(Outcome::Allowed, sentence) }
}

fn denied(root: Value<'_>, mut found: Found) -> Verdict {
    let text = |name| root.get(name).and_then(|value: Value<'_>| value.string()).map(|text| text.into_owned());
    let (title, reason) = (text("title"), text("reason"));
    if title.as_deref().unwrap_or_default().is_empty() && reason.as_deref().unwrap_or_default().is_empty() {
        found.add(Severity::Warning, "", "The denial has neither title nor reason, so the person is told nothing.");
    }
    let sentence = "Authgear stops the operation: its client gets 403 HookDisallowed with this title and reason, and \
                    everything is rolled back.";
    let verdict = Verdict::failed(Outcome::Denied, "HookDisallowed", sentence);
    Verdict { title, reason, remarks: found.sorted(), ..verdict }
}

fn refused(remarks: Vec<Remark>) -> Verdict {
    let sentence = "Authgear does not accept this answer and fails the operation: its client gets 500 \
                    HookInvalidResponse, and everything is rolled back. It does not ask again.";
    Verdict { remarks, ..Verdict::failed(Outcome::Refused, "HookInvalidResponse", sentence) }
}

/// Remarks as they are made, up to [`MOST`].
#[derive(Debug, Default)]
struct Found {
    remarks: Vec<Remark>,
}

impl Found {
    fn is_full(&self) -> bool {
        self.remarks.len() >= MOST
    }

    fn has_errors(&self) -> bool {
        self.remarks.iter().any(|remark| remark.severity == Severity::Error)
    }

    /// An error is never left out for want of room: it decides.
    fn add(&mut self, severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) {
        if !self.is_full() || (severity == Severity::Error && !self.has_errors()) {
            self.remarks.push(Remark::new(severity, pointer, sentence));
        }
    }

    fn wrong(&mut self, value: Value<'_>, sentence: impl Into<String>) {
        self.at(Severity::Error, value, sentence);
    }

    fn at(&mut self, severity: Severity, value: Value<'_>, sentence: impl Into<String>) {
        if !self.is_full() || (severity == Severity::Error && !self.has_errors()) {
            self.add(severity, Pointer::of(value).to_string(), sentence);
        }
    }

    fn sorted(mut self) -> Vec<Remark> {
        self.remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        self.remarks
    }
}

/// A member's name as a sentence repeats it.
fn name(value: Value<'_>) -> String {
    format!("'{}'", elided(&value.key().unwrap_or_default(), LONGEST))
}

/// A value as a sentence repeats it.
fn shown(value: Value<'_>) -> String {
    if value.form().is_container() { value.form().word().to_owned() } else { elided(&value.raw_text(), LONGEST) }
}

#[cfg(test)]
mod tests;
