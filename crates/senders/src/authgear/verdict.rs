//! Authgear's verdict on an answer.
//!
//! The rules are those of authgear-server: `pkg/lib/hook/hook_web.go` (status, redirects,
//! deadlines), `pkg/api/event/hook_response.go` and `pkg/api/event/blocking/*.go` (the body).
//! Authgear checks the answer to a blocking event twice: first against the schema of the event
//! type, then by decoding it into Go structs. Both can reject it, and one rejected member rejects
//! the whole answer. For a non-blocking event, only the status counts.
//!
//! Kept out: the effect of mutations on a user (`mutation.rs`).

use bytes::Bytes;
use std::time::Duration;

use crate::envelope::Kind;
use crate::verdict::{AnswerFinding, AnsweredEvent, Deadlines, Outcome, Reply, Severity, Verdict, failure};
use hookglass_json::{Document, Form, Value};
use hookglass_request::encoding;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::FailureKind;

mod decoding;
mod effects;
mod found;
mod schema;

pub(super) use decoding::field;
use found::RemarkList;

pub use schema::LIMITS;

/// Whether Authgear waits for the answer and reads its body.
fn is_blocking(event: &AnsweredEvent<'_>) -> bool {
    event.kind == Some(Kind::Blocking)
}

/// Authgear's verdict on a reply, given how long it took.
pub(super) fn judge(event: AnsweredEvent<'_>, reply: Reply<'_>, took: Duration, deadlines: Deadlines) -> Verdict {
    let deadline = if is_blocking(&event) { deadlines.blocking } else { deadlines.non_blocking };
    if took > deadline || matches!(reply, Reply::Failed(FailureKind::Timeout)) {
        return late(&event, deadline);
    }
    let status = match reply {
        Reply::Failed(why) => return no_answer(&event, why),
        Reply::Whole { status, .. } | Reply::Half { status } => status,
    };
    if !(200..300).contains(&status) {
        return wrong_status(&event, status);
    }
    if !is_blocking(&event) {
        return delivered(&event, status);
    }
    match reply {
        Reply::Whole { headers, body, .. } => judge_answer(&event, headers, body),
        _ => {
            refused(vec![AnswerFinding::new(Severity::Error, "", "The body ended early, so Authgear cannot read it.")])
        }
    }
}

/// A deadline in seconds, without trailing zeros.
fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}

fn late(event: &AnsweredEvent<'_>, deadline: Duration) -> Verdict {
    let within = seconds(deadline);
    if is_blocking(event) {
        let sentence = format!(
            "Authgear waits {within} for this answer, then fails the operation: its client gets 500 \
             HookDeliveryTimeout, and everything is rolled back. It does not retry."
        );
        return Verdict::failed(Outcome::TimedOut, "HookDeliveryTimeout", sentence);
    }
    let sentence = format!(
        "Authgear gives up after {within} and only logs the failure. It does not retry, and nothing is rolled back."
    );
    Verdict::new(Outcome::TimedOut, sentence)
}

fn no_answer(event: &AnsweredEvent<'_>, why: FailureKind) -> Verdict {
    if !is_blocking(event) {
        return failure(why, "Authgear only logs the failure; it does not retry.");
    }
    let rolled_back = "Authgear fails the operation: its client gets 500 HookDeliveryUnknownFailure, and everything is \
                       rolled back. It does not retry.";
    let verdict = failure(why, rolled_back);
    match verdict.outcome {
        Outcome::NotDelivered => Verdict { code: Some("HookDeliveryUnknownFailure"), ..verdict },
        _ => verdict,
    }
}

fn wrong_status(event: &AnsweredEvent<'_>, status: u16) -> Verdict {
    let redirect = if (300..400).contains(&status) { " It does not follow redirects." } else { "" };
    if is_blocking(event) {
        let sentence = format!(
            "Rejected: Authgear expects 2xx, got {status}.{redirect} It fails the operation: its client gets 500 \
             HookInvalidResponse, and everything is rolled back. It does not retry, and it does not read the body."
        );
        return Verdict::failed(Outcome::Refused, "HookInvalidResponse", sentence);
    }
    let sentence =
        format!("Rejected: Authgear expects 2xx, got {status}.{redirect} It only logs the failure; it does not retry.");
    Verdict::new(Outcome::Refused, sentence)
}

fn delivered(event: &AnsweredEvent<'_>, status: u16) -> Verdict {
    let sentence = match event.kind {
        Some(_) => format!("Authgear counts this as delivered ({status}). It does not read the body."),
        None => format!(
            "Authgear accepts the status ({status}). Hookglass does not know this type; if it is blocking, the body \
             counts too."
        ),
    };
    Verdict::new(Outcome::Delivered, sentence)
}

/// The verdict on a 2xx answer to a blocking event.
fn judge_answer(event: &AnsweredEvent<'_>, headers: &Headers, body: &Bytes) -> Verdict {
    let body = match decoded(headers, body) {
        Ok(body) => body,
        Err(verdict) => return verdict,
    };
    let wrong = |sentence: String| refused(vec![AnswerFinding::new(Severity::Error, "", sentence)]);
    if body.iter().all(u8::is_ascii_whitespace) {
        let what = if body.is_empty() { "is empty" } else { "is only white space" };
        return wrong(format!("The body {what}; Authgear expects at least {{\"is_allowed\":true}}."));
    }
    if body.starts_with(hookglass_json::BYTE_ORDER_MARK) {
        return wrong("The body starts with a byte order mark, which Go's JSON decoder rejects.".to_owned());
    }
    let document = match Document::parse(body) {
        Ok(document) => document,
        Err(error) if error.gave_up => {
            return Verdict::new(Outcome::Unknown, format!("The body is too large to judge: {error}."));
        }
        Err(error) => return wrong(format!("The body is not a single JSON value: {error}.")),
    };
    let mut found = RemarkList::default();
    let root = document.root();
    decoding::check_depth(&document, &mut found);
    let known = event.known();
    schema::check(root, known, &mut found);
    decoding::check(root, &mut found);
    if found.has_errors() {
        return refused(found.sorted());
    }
    effects::report(root, known, &mut found);
    if root.get("is_allowed").map(|value| value.form()) == Some(Form::True) {
        return allowed(root, found);
    }
    denied(root, found)
}

/// The body of an answer as Authgear reads it; `None` if it is not JSON.
pub(super) fn document(headers: &Headers, body: &Bytes) -> Option<Document> {
    Document::parse(decoded(headers, body).ok()?).ok()
}

/// The body as Go's HTTP client returns it. The client decodes gzip and nothing else.
fn decoded(headers: &Headers, body: &Bytes) -> Result<Bytes, Verdict> {
    let declared = headers.text("content-encoding").unwrap_or_default().trim();
    if !declared.eq_ignore_ascii_case("gzip") || body.is_empty() {
        return Ok(body.clone());
    }
    let decoded = encoding::decode(headers, body, encoding::MAX_DECODED_BYTES);
    match decoded.problem {
        None => Ok(decoded.bytes),
        Some(problem) if decoded.from.is_some() => Err(Verdict::new(Outcome::Unknown, problem)),
        Some(problem) => Err(refused(vec![AnswerFinding::new(Severity::Error, "", problem)])),
    }
}

fn allowed(root: Value<'_>, found: RemarkList) -> Verdict {
    let members = ["mutations", "constraints", "bot_protection", "rate_limits"];
    let more: Vec<_> = members.into_iter().filter(|name| root.get(name).is_some()).collect();
    let sentence = match more.is_empty() {
        true => "Authgear continues the operation.".to_owned(),
        false => format!("Authgear continues the operation, with {}.", more.join(", ")),
    };
    Verdict { remarks: found.sorted(), ..Verdict::new(Outcome::Allowed, sentence) }
}

fn denied(root: Value<'_>, mut found: RemarkList) -> Verdict {
    let text = |name| root.get(name).and_then(|value: Value<'_>| value.string()).map(|text| text.into_owned());
    let (title, reason) = (text("title"), text("reason"));
    if title.as_deref().unwrap_or_default().is_empty() && reason.as_deref().unwrap_or_default().is_empty() {
        found.add(Severity::Warning, "", "The denial has neither title nor reason, so the user gets no explanation.");
    }
    let sentence = "Authgear stops the operation: its client gets 403 HookDisallowed with this title and reason, and \
                    everything is rolled back.";
    let verdict = Verdict::failed(Outcome::Denied, "HookDisallowed", sentence);
    Verdict { title, reason, remarks: found.sorted(), ..verdict }
}

fn refused(remarks: Vec<AnswerFinding>) -> Verdict {
    let sentence = "Authgear rejects this answer and fails the operation: its client gets 500 HookInvalidResponse, and \
                    everything is rolled back. It does not retry.";
    Verdict { remarks, ..Verdict::failed(Outcome::Refused, "HookInvalidResponse", sentence) }
}

#[cfg(test)]
mod tests;
