//! The answer that is sent when the deadline passes.

use hookglass_request::answer::{Answer, Decider};
use hookglass_senders::{answers, envelope::Envelope};

use crate::view::Automatic;

/// The automatic answer. Only blocking events can be allowed or denied; other events get `default`.
pub(super) fn answer(automatic: Automatic, envelope: &Envelope, default: Answer) -> Answer {
    let is_blocking = envelope.is_blocking();
    let answer = match automatic {
        Automatic::Allow if is_blocking => Answer::json(200, answers::default_body(envelope)),
        Automatic::Deny if is_blocking => {
            let body = br#"{"is_allowed":false,"title":"No decision","reason":"No decision was made in time."}"#;
            Answer::json(200, &body[..])
        }
        _ => default,
    };
    Answer { decided_by: Decider::Deadline, ..answer }
}

/// A short label of the automatic answer.
pub(super) fn name(automatic: Automatic, envelope: &Envelope) -> &'static str {
    let is_blocking = envelope.is_blocking();
    match automatic {
        Automatic::Deny if is_blocking => "Deny",
        _ if is_blocking => "Allow",
        _ => "Default answer",
    }
}
