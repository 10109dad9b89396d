//! What goes out when nobody decides, and how an answer is shown beside its event.

use hookglass_request::answer::{Answer, Decider, Progress};
use hookglass_senders::answers;
use hookglass_senders::envelope::Envelope;
use hookglass_store::Answered;
use jiff::{SignedDuration, Timestamp};

use crate::{
    detail::header_lines,
    view::{AnswerState, AnswerView, Automatic},
};

/// An event that waits longer than that after its deadline was left by a program that has ended.
pub(crate) const STILL_WAITING: SignedDuration = SignedDuration::from_secs(2);

/// The automatic answer, whose default is `default`. Only Authgear's blocking events can be allowed and denied.
pub(super) fn answer(automatic: Automatic, envelope: &Envelope, default: Answer) -> Answer {
    let is_blocking = envelope.is_blocking();
    let answer = match automatic {
        Automatic::Allow if is_blocking => Answer::json(200, answers::default_body(envelope)),
        Automatic::Deny if is_blocking => {
            let body = br#"{"is_allowed":false,"title":"No decision","reason":"Nobody decided in time."}"#;
            Answer::json(200, &body[..])
        }
        _ => default,
    };
    Answer { decided_by: Decider::Deadline, ..answer }
}

/// The same in a word or two.
pub(super) fn name(automatic: Automatic, envelope: &Envelope) -> &'static str {
    let is_blocking = envelope.is_blocking();
    match automatic {
        Automatic::Deny if is_blocking => "Deny",
        _ if is_blocking => "Allow",
        _ => "Default answer",
    }
}

/// An answer, and how it came about, as of `now`; `None` when there is neither.
pub(crate) fn shown(
    answered: Answered,
    envelope: &Envelope,
    received_at: Timestamp,
    now: Timestamp,
) -> Option<AnswerView> {
    let Answered { answer, decision } = answered;
    if answer.is_none() && decision.is_none() {
        return None;
    }
    let progress = decision.as_ref().map_or(Progress::Answered, |decision| decision.progress);
    let late = decision.as_ref().is_some_and(|decision| now.duration_since(decision.deadline) > STILL_WAITING);
    let state = match progress {
        Progress::Waiting if late => AnswerState::Interrupted,
        Progress::Waiting => AnswerState::Waiting,
        Progress::Answered => AnswerState::Answered,
        Progress::Gone => AnswerState::Gone,
        Progress::Broken => AnswerState::Broken,
    };
    let reason = match (&answer, state) {
        (Some(answer), _) => answers::reason(answer, envelope),
        (None, AnswerState::Waiting) => "The sender waits: the answer is not decided yet.",
        (None, AnswerState::Interrupted) => {
            "Hookglass ended while the sender waited, so this event never got an answer from it."
        }
        (None, AnswerState::Gone) => "The sender hung up before it was answered.",
        (None, _) => "A rule left the sender without a whole answer.",
    };
    let decided_by = decision.as_ref().and_then(|decision| decision.decided_by);
    let decided_by = answer.as_ref().map(|answer| answer.decided_by).or(decided_by);
    let decided = decision.as_ref().and_then(|decision| decision.decided);
    let after = decided.map(|at| at.duration_since(received_at).as_micros().max(0) as u64);
    Some(AnswerView {
        state,
        status: answer.as_ref().map(|answer| answer.status),
        decided_by: decided_by.map(|decider| decider.word().to_owned()),
        reason: reason.to_owned(),
        rule: decision.as_ref().and_then(|decision| decision.rule.clone()),
        after_us: after,
        note: decision.and_then(|decision| decision.note),
        headers: answer.as_ref().map(|answer| header_lines(&answer.headers)).unwrap_or_default(),
        body: answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()).unwrap_or_default(),
    })
}
