//! The answer that a sender gets if no rule and no person decides, and the reason shown for an answer.

use hookglass_request::{
    answer::{Answer, Decider},
    capture::{Capture, Truncation},
};

use crate::envelope::Envelope;
use crate::sender::of;

/// The body of an answer that changes nothing: a blocking event is allowed.
pub fn default_body(envelope: &Envelope) -> &'static str {
    of(envelope.vendor).default_body(envelope.kind)
}

/// The answer without rules: blocking events are allowed, a body over the limit is refused, everything else gets `200 {}`.
pub fn default_answer(capture: &Capture, envelope: &Envelope) -> Answer {
    match capture.cut {
        Some(Truncation::OverLimit) => {
            Answer::json(413, &br#"{"error":"the body is larger than the receiver's body limit"}"#[..])
        }
        Some(Truncation::SenderLeft) => {
            Answer::json(400, &br#"{"error":"the body ended before its announced end"}"#[..])
        }
        None => Answer::json(200, default_body(envelope)),
    }
}

/// Why an event got this answer, in a sentence.
pub fn reason(answer: &Answer, envelope: &Envelope) -> &'static str {
    match answer.decided_by {
        Decider::Default => {}
        Decider::Rule => return "A rule decided this answer.",
        Decider::Person => return "A person decided this answer while the sender waited.",
        Decider::Forward => return "The target that the event was sent on to answered so.",
        Decider::Deadline => return "Nobody had decided in time, so the automatic answer went out.",
    }
    match answer.status {
        413 => "The body was larger than the body limit, so the sender was told to send less.",
        400 => "The body ended before its announced end.",
        _ => of(envelope.vendor).default_reason(envelope.kind),
    }
}
