//! The default answer to a sender, used when neither a rule nor a user decides, and the reason
//! shown for an answer.

use hookglass_request::{
    answer::{Answer, Decider},
    capture::{Capture, Truncation},
};

use crate::envelope::Envelope;
use crate::sender::of;

/// The body of the default answer: it allows a blocking event and changes nothing.
pub fn default_body(envelope: &Envelope) -> &'static str {
    of(envelope.vendor).default_body(envelope.kind)
}

/// The answer without rules. Blocking events are allowed, an incomplete body gets 413 or 400, and
/// everything else gets `200 {}`.
pub fn default_answer(capture: &Capture, envelope: &Envelope) -> Answer {
    match capture.cut {
        Some(Truncation::OverLimit) => {
            Answer::json(413, &br#"{"error":"the body exceeds the receiver's body size limit"}"#[..])
        }
        Some(Truncation::SenderLeft) => Answer::json(400, &br#"{"error":"the body is incomplete"}"#[..]),
        Some(Truncation::Damaged) | None => Answer::json(200, default_body(envelope)),
    }
}

/// Why an event got this answer, as a sentence.
pub fn reason(answer: &Answer, envelope: &Envelope) -> &'static str {
    match answer.decided_by {
        Decider::Default => {}
        Decider::Rule => return "A rule decided this answer.",
        Decider::Person => return "You decided this answer while the sender waited.",
        Decider::Forward => return "The forwarding target gave this answer.",
        Decider::Deadline => return "No decision in time, so Hookglass sent the automatic answer.",
    }
    match answer.status {
        413 => "The body exceeded the body size limit.",
        400 => "The body ended early.",
        _ => of(envelope.vendor).default_reason(envelope.kind),
    }
}
