//! Authgear's verdict on an answer.
//!
//! The rules are those of authgear-server: `pkg/lib/hook/hook_web.go` (status, redirects, deadlines),
//! `pkg/api/event/hook_response.go` and `pkg/api/event/blocking/*.go` (the body). Authgear reads a blocking event's answer
//! twice: against the schema of the event's type, then into Go's structures; both can reject it, and a member that is
//! rejected takes the whole answer with it. Of an answer to a non-blocking event only the status counts.
//!
//! Kept out: what mutations do to a user (`mutation.rs`).

use bytes::Bytes;
use std::time::Duration;

use crate::envelope::Kind;
use crate::verdict::{AnsweredEvent, Deadlines, Outcome, Remark, Reply, Severity, Verdict, failure};
use hookglass_json::{Document, Form, Value};
use hookglass_request::encoding;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::FailureKind;

mod decoding;
mod effects;
mod found;
mod schema;

pub(super) use decoding::field;
use found::Found;

pub use schema::LIMITS;

/// Whether Authgear waits for the answer and reads its body.
fn is_blocking(event: &AnsweredEvent<'_>) -> bool {
    event.kind == Some(Kind::Blocking)
}

/// Authgear's verdict on a reply that took this long.
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
        Reply::Whole { headers, body, .. } => answer(&event, headers, body),
        _ => refused(vec![Remark::new(
            Severity::Error,
            "",
            "The body ended before its announced end, so Authgear could not read it.",
        )]),
    }
}

/// The seconds of a deadline, without trailing zeros.
fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}

fn late(event: &AnsweredEvent<'_>, deadline: Duration) -> Verdict {
    let within = seconds(deadline);
    if is_blocking(event) {
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

fn no_answer(event: &AnsweredEvent<'_>, why: FailureKind) -> Verdict {
    if !is_blocking(event) {
        return failure(why, "Authgear only logs it; the event is not sent again.");
    }
    let rolled_back = "Authgear fails the operation: its client gets 500 HookDeliveryUnknownFailure, and everything is \
                       rolled back. It does not ask again.";
    let verdict = failure(why, rolled_back);
    match verdict.outcome {
        Outcome::NotDelivered => Verdict { code: Some("HookDeliveryUnknownFailure"), ..verdict },
        _ => verdict,
    }
}

fn wrong_status(event: &AnsweredEvent<'_>, status: u16) -> Verdict {
    let redirect = if (300..400).contains(&status) { " Redirects are not followed." } else { "" };
    if is_blocking(event) {
        let sentence = format!(
            "Authgear wants a status from 200 to 299 and got {status}.{redirect} It fails the operation: its client \
             gets 500 HookInvalidResponse, and everything is rolled back. It does not ask again; the body is not read."
        );
        return Verdict::failed(Outcome::Refused, "HookInvalidResponse", sentence);
    }
    let sentence = format!(
        "Authgear wants a status from 200 to 299 and got {status}.{redirect} It only logs that; the event is not sent \
         again."
    );
    Verdict::new(Outcome::Refused, sentence)
}

fn delivered(event: &AnsweredEvent<'_>, status: u16) -> Verdict {
    let sentence = match event.kind {
        Some(_) => format!(
            "Authgear takes the event for delivered: status {status}. It does not read the body of this answer."
        ),
        None => format!(
            "Authgear accepts status {status}. Hookglass does not know this type; if Authgear waits for its answer, \
             the body counts too."
        ),
    };
    Verdict::new(Outcome::Delivered, sentence)
}

/// An answer of 2xx to a blocking event.
fn answer(event: &AnsweredEvent<'_>, headers: &Headers, body: &Bytes) -> Verdict {
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

/// The body of an answer as Authgear reads it, if it is JSON.
pub(super) fn document(headers: &Headers, body: &Bytes) -> Option<Document> {
    Document::parse(plain(headers, body).ok()?).ok()
}

/// The body as Go's client returns it: decoded if it is gzip, which the client accepts, otherwise as sent.
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

#[cfg(test)]
mod tests;
