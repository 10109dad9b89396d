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
use crate::encoding;
use crate::envelope::{Kind, Vendor};
use crate::headers::Headers;
use crate::json::{Document, Form, Value};
use crate::outgoing::Why;
use crate::pointer::Pointer;
use crate::shown::elided;

mod decoding;
mod effects;
mod schema;

pub(crate) use decoding::field;

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

impl Asked<'_> {
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
    Failed(Why),
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
    if asked.vendor == Vendor::Authgear && (took > deadline || matches!(reply, Reply::Failed(Why::Timeout))) {
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

fn no_answer(asked: &Asked<'_>, why: Why) -> Verdict {
    let what = match why {
        Why::Refused => "The connection was refused",
        Why::Timeout => "No answer came in time",
        Why::NameNotFound => "The host's name is not known",
        Why::Unreachable => "There is no way to the host",
        Why::Tls => "TLS failed",
        Why::Reset => "The connection was closed before an answer",
        Why::BrokenResponse => "What came back is not a whole HTTP response",
        Why::Cancelled => return Verdict::new(Outcome::Unknown, "The request was cancelled before an answer came."),
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
    let outcome = if why == Why::Timeout { Outcome::TimedOut } else { Outcome::NotDelivered };
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
            "Authgear accepts status {status}. Hookscope does not know this type; if Authgear waits for its answer, \
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
    if body.starts_with(crate::json::BYTE_ORDER_MARK) {
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
    let decoded = encoding::decode(headers, body, encoding::MOST_DECODED);
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
mod tests {
    use super::*;

    fn verdict(event_type: &str, status: u16, body: &str) -> Verdict {
        let kind = catalog::named(Vendor::Authgear, event_type).first().map(|entry| entry.kind);
        let asked = Asked { vendor: Vendor::Authgear, event_type: Some(event_type), kind };
        let (headers, body) = (Headers::default(), Bytes::copy_from_slice(body.as_bytes()));
        let reply = Reply::Whole { status, headers: &headers, body: &body };
        of(asked, reply, Duration::ZERO, Deadlines::default())
    }

    fn places(verdict: &Verdict, severity: Severity) -> Vec<&str> {
        verdict.remarks.iter().filter(|r| r.severity == severity).map(|r| r.pointer.as_str()).collect()
    }

    /// What is wrong with an answer to `user.pre_create`, by its places.
    fn errors(event_type: &str, body: &str) -> Vec<String> {
        let verdict = verdict(event_type, 200, body);
        assert_eq!(verdict.outcome, Outcome::Refused, "{body}: {verdict:?}");
        assert_eq!(verdict.code, Some("HookInvalidResponse"));
        places(&verdict, Severity::Error).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_member_at_fault_is_named_by_its_place() {
        for (event_type, body, place) in [
            ("user.pre_create", r#"{"is_allowed":true,"reason":"x"}"#, "/reason"),
            ("user.pre_create", r#"{"is_allowed":true,"constraints":{}}"#, "/constraints"),
            ("user.pre_create", r#"{"is_allowed":true,"mutations":null}"#, "/mutations"),
            ("user.pre_create", r#"{"is_allowed":true,"mutations":{"session":{}}}"#, "/mutations/session"),
            ("user.pre_create", r#"{"is_allowed":true,"mutations":{"user":null}}"#, "/mutations/user"),
            (
                "user.pre_create",
                r#"{"is_allowed":true,"mutations":{"user":{"custom_attributes":[]}}}"#,
                "/mutations/user/custom_attributes",
            ),
            (
                "user.pre_create",
                r#"{"is_allowed":true,"mutations":{"user":{"roles":["a",1]}}}"#,
                "/mutations/user/roles/1",
            ),
            (
                "oidc.jwt.pre_create",
                r#"{"is_allowed":true,"mutations":{"jwt":{"payload":null}}}"#,
                "/mutations/jwt/payload",
            ),
            (
                "authentication.pre_initialize",
                r#"{"is_allowed":true,"constraints":{"amr":["pwd","x"]}}"#,
                "/constraints/amr/1",
            ),
            (
                "authentication.pre_initialize",
                r#"{"is_allowed":true,"constraints":{"amr":[null]}}"#,
                "/constraints/amr/0",
            ),
            (
                "authentication.pre_initialize",
                r#"{"is_allowed":true,"bot_protection":{"mode":1}}"#,
                "/bot_protection/mode",
            ),
            ("authentication.pre_initialize", r#"{"is_allowed":true,"rate_limits":{"a/b":{}}}"#, "/rate_limits/a~1b"),
            (
                "authentication.pre_initialize",
                r#"{"is_allowed":true,"rate_limits":{"authentication.general":{"weight":-0.5}}}"#,
                "/rate_limits/authentication.general/weight",
            ),
            ("user.pre_create", r#"{"is_allowed":false,"title":null}"#, "/title"),
            ("user.pre_create", r#"{"is_allowed":false,"code":1}"#, "/code"),
            ("user.pre_create", r#"{}"#, ""),
            ("user.pre_create", r#"[]"#, ""),
        ] {
            assert_eq!(errors(event_type, body), [place], "{event_type} {body}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        let body = r#"{"is_allowed":true,"title":"t","reason":"r","rate_limits":{}}"#;
        assert_eq!(errors("user.pre_create", body), ["/title", "/reason", "/rate_limits"]);
        let many: String = (0..1000).map(|at| format!(",\"x{at}\":0")).collect();
        assert_eq!(errors("user.pre_create", &format!("{{\"is_allowed\":true{many}}}")).len(), MOST);
    }

    #[test]
    fn numbers_are_those_that_a_go_float_can_hold() {
        let weight = |digits: &str| {
            let body =
                format!(r#"{{"is_allowed":true,"rate_limits":{{"authentication.general":{{"weight":{digits}}}}}}}"#);
            verdict("authentication.pre_initialize", 200, &body).outcome
        };
        for digits in ["0", "-0", "-0.0e5", "2.5", "1e308", "1e-400", "123456789012345678901234567890"] {
            assert_eq!(weight(digits), Outcome::Allowed, "{digits}");
        }
        for digits in ["-1", "-1e-9", "1e400"] {
            assert_eq!(weight(digits), Outcome::Refused, "{digits}");
        }
        let attribute = |member: &str| format!(r#"{{"is_allowed":true,"mutations":{{"user":{{{member}}}}}}}"#);
        let place = "/mutations/user/custom_attributes/a/0";
        assert_eq!(errors("user.pre_create", &attribute(r#""custom_attributes":{"a":[1e400]}"#)), [place]);
        let ignored = verdict("user.pre_create", 200, &attribute(r#""x":1e400"#));
        assert_eq!(ignored.outcome, Outcome::Allowed, "what is ignored is not decoded");
    }

    #[test]
    fn of_two_members_with_one_name_the_schema_reads_the_last_and_go_reads_both() {
        let double = verdict("user.pre_create", 200, r#"{"is_allowed":false,"is_allowed":true}"#);
        assert_eq!(double.outcome, Outcome::Allowed);
        assert_eq!(places(&double, Severity::Warning), ["/is_allowed"]);
        let last_counts = r#"{"is_allowed":true,"is_allowed":false,"reason":"no"}"#;
        assert_eq!(verdict("user.pre_create", 200, last_counts).outcome, Outcome::Denied);
        assert_eq!(errors("user.pre_create", r#"{"is_allowed":"yes","is_allowed":true}"#), ["/is_allowed"]);
    }

    #[test]
    fn a_name_in_other_letters_is_no_name_for_the_schema_but_one_for_go() {
        let body = r#"{"is_allowed":true,"mutations":{"user":{"Roles":["a"]}}}"#;
        let read = verdict("user.pre_create", 200, body);
        assert_eq!(read.outcome, Outcome::Allowed);
        assert_eq!(places(&read, Severity::Warning), ["/mutations/user/Roles"]);
        assert_eq!(errors("user.pre_create", r#"{"is_allowed":true,"Mutations":{}}"#), ["/Mutations"]);
    }

    #[test]
    fn what_is_accepted_and_does_nothing_is_warned_of() {
        let idle = verdict("oidc.jwt.pre_create", 200, r#"{"is_allowed":true,"mutations":{"user":{"roles":["a"]}}}"#);
        assert_eq!((idle.outcome, places(&idle, Severity::Warning)), (Outcome::Allowed, vec!["/mutations/user/roles"]));
        let body = r#"{"is_allowed":true,"mutations":{"user":{"is_anonymous":true,"roles":null}}}"#;
        let idle = verdict("user.pre_create", 200, body);
        assert_eq!(places(&idle, Severity::Warning), ["/mutations/user/is_anonymous"]);
        assert!(idle.remarks.iter().any(|remark| remark.sentence.contains("left as they are")), "{idle:?}");
    }

    #[test]
    fn what_an_approval_does_is_told() {
        let body = r#"{"is_allowed":true,"constraints":{"amr":["mfa","pwd"]},"bot_protection":{"mode":"always"},
            "rate_limits":{"authentication.general":{"weight":2.5}}}"#;
        let told = verdict("authentication.pre_initialize", 200, body);
        assert_eq!(told.sentence, "Authgear lets the operation go on, with constraints, bot_protection, rate_limits.");
        let all: String =
            told.remarks.iter().map(|remark| format!("{} {}\n", remark.pointer, remark.sentence)).collect();
        for part in ["/constraints/amr", "mfa, pwd", "always", "2.5"] {
            assert!(all.contains(part), "{part} in {all}");
        }
    }

    #[test]
    fn a_denial_keeps_its_words() {
        let denied = verdict("user.pre_create", 200, r#"{"is_allowed":false,"title":"Closed","reason":"\u00e9"}"#);
        assert_eq!((denied.outcome, denied.code), (Outcome::Denied, Some("HookDisallowed")));
        assert_eq!((denied.title.as_deref(), denied.reason.as_deref()), (Some("Closed"), Some("é")));
        assert!(denied.remarks.is_empty());
        let bare = verdict("user.pre_create", 200, r#"{"is_allowed":false}"#);
        assert_eq!(places(&bare, Severity::Warning), [""]);
    }

    #[test]
    fn time_and_silence_are_failures_of_their_own() {
        let blocking =
            Asked { vendor: Vendor::Authgear, event_type: Some("user.pre_create"), kind: Some(Kind::Blocking) };
        let other = Asked { event_type: Some("user.created"), kind: Some(Kind::NonBlocking), ..blocking };
        let (headers, body) = (Headers::default(), Bytes::from_static(br#"{"is_allowed":true}"#));
        let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
        let after = |asked, seconds: f64| of(asked, reply, Duration::from_secs_f64(seconds), Deadlines::default());
        assert_eq!(after(blocking, 5.0).outcome, Outcome::Allowed);
        assert_eq!(after(blocking, 5.001).code, Some("HookDeliveryTimeout"));
        assert_eq!(after(other, 5.001).outcome, Outcome::Delivered);
        assert_eq!(after(other, 60.001).outcome, Outcome::TimedOut);
        let patient = Deadlines { blocking: Duration::from_secs(10), ..Deadlines::default() };
        assert_eq!(of(blocking, reply, Duration::from_secs(9), patient).outcome, Outcome::Allowed);
        let failed = |asked, why| of(asked, Reply::Failed(why), Duration::ZERO, Deadlines::default());
        assert_eq!(failed(blocking, Why::Refused).code, Some("HookDeliveryUnknownFailure"));
        assert_eq!(failed(blocking, Why::Timeout).code, Some("HookDeliveryTimeout"));
        assert_eq!(failed(other, Why::Reset).code, None);
        assert_eq!(failed(other, Why::Reset).outcome, Outcome::NotDelivered);
        let half = |asked, status| of(asked, Reply::Half { status }, Duration::ZERO, Deadlines::default());
        assert_eq!(half(blocking, 200).code, Some("HookInvalidResponse"));
        assert_eq!(half(other, 200).outcome, Outcome::Delivered, "nobody reads that body");
    }

    #[test]
    fn only_the_status_counts_where_nobody_reads_the_body() {
        assert_eq!(verdict("user.created", 204, "nonsense").outcome, Outcome::Delivered);
        assert_eq!(verdict("user.created", 302, "").outcome, Outcome::Refused);
        let unknown = verdict("wallet.linked", 200, "");
        assert!(unknown.outcome == Outcome::Delivered && unknown.sentence.contains("does not know this type"));
        for vendor in Vendor::ALL.into_iter().filter(|vendor| *vendor != Vendor::Authgear) {
            let asked = Asked { vendor, event_type: None, kind: None };
            let (headers, body) = (Headers::default(), Bytes::new());
            let reply = |status| Reply::Whole { status, headers: &headers, body: &body };
            let long = Duration::from_secs(3600);
            assert_eq!(of(asked, reply(204), long, Deadlines::default()).outcome, Outcome::Delivered);
            assert_eq!(of(asked, reply(500), long, Deadlines::default()).outcome, Outcome::Refused);
        }
    }

    #[test]
    fn gzip_is_undone_and_nothing_else() {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(br#"{"is_allowed":true}"#).unwrap();
        let packed = Bytes::from(encoder.finish().unwrap());
        let asked = Asked { vendor: Vendor::Authgear, event_type: Some("user.pre_create"), kind: Some(Kind::Blocking) };
        let labelled = |label: &str| {
            let headers = Headers::from_pairs([("content-encoding", label)]);
            let reply = Reply::Whole { status: 200, headers: &headers, body: &packed };
            of(asked, reply, Duration::ZERO, Deadlines::default()).outcome
        };
        assert_eq!(labelled("GZIP"), Outcome::Allowed);
        assert_eq!(labelled("x-gzip"), Outcome::Refused);
        assert_eq!(labelled(""), Outcome::Refused);
    }

    #[test]
    fn depth_is_refused_where_go_gives_up() {
        let nested = |depth: usize| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            format!(r#"{{"is_allowed":true,"mutations":{{"user":{{"x":{open}{close}}}}}}}"#)
        };
        assert_eq!(verdict("user.pre_create", 200, &nested(9_997)).outcome, Outcome::Allowed);
        assert_eq!(verdict("user.pre_create", 200, &nested(9_998)).outcome, Outcome::Refused);
        assert_eq!(verdict("user.pre_create", 200, &nested(300_000)).outcome, Outcome::Refused);
    }
}
