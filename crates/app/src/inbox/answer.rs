//! Converts the answer to an event into a view.

use hookglass_request::{answer::Progress, headers::Headers};
use hookglass_senders::{answers, envelope::Envelope};
use hookglass_store::Answered;
use jiff::{SignedDuration, Timestamp};

use crate::view::{AnswerState, AnswerView, HeaderLine};

/// How long after its deadline an event counts as waiting. Later, the process that held it must
/// have exited.
pub(super) const WAITING_GRACE: SignedDuration = SignedDuration::from_secs(2);

/// The answer to an event and its decision as of `now`; `None` if the event has neither. `lines`
/// converts the header lines.
pub(super) fn answer_view(
    answered: Answered,
    envelope: &Envelope,
    received_at: Timestamp,
    now: Timestamp,
    lines: fn(&Headers) -> Vec<HeaderLine>,
) -> Option<AnswerView> {
    let Answered { answer, decision } = answered;
    if answer.is_none() && decision.is_none() {
        return None;
    }
    let progress = decision.as_ref().map_or(Progress::Answered, |decision| decision.progress);
    let late = decision.as_ref().is_some_and(|decision| now.duration_since(decision.deadline) > WAITING_GRACE);
    let state = match progress {
        Progress::Waiting if late => AnswerState::Interrupted,
        Progress::Waiting => AnswerState::Waiting,
        Progress::Answered => AnswerState::Answered,
        Progress::Gone => AnswerState::Gone,
        Progress::Broken => AnswerState::Broken,
    };
    let reason = match (&answer, state) {
        (Some(answer), _) => answers::reason(answer, envelope),
        (None, AnswerState::Waiting) => "The sender is waiting for an answer.",
        (None, AnswerState::Interrupted) => {
            "Hookglass exited while the sender was waiting, so it did not answer this event."
        }
        (None, AnswerState::Gone) => "The sender disconnected before it was answered.",
        (None, _) => "A rule withheld a complete answer.",
    };
    let decided_by = decision.as_ref().and_then(|decision| decision.decided_by);
    let decided_by = answer.as_ref().map(|answer| answer.decided_by).or(decided_by);
    let decided_at = decision.as_ref().and_then(|decision| decision.decided);
    let after_us = decided_at.map(|at| at.duration_since(received_at).as_micros().max(0) as u64);
    Some(AnswerView {
        state,
        status: answer.as_ref().map(|answer| answer.status),
        decided_by: decided_by.map(|decider| decider.word().to_owned()),
        reason: reason.to_owned(),
        rule: decision.as_ref().and_then(|decision| decision.rule.clone()),
        after_us,
        note: decision.and_then(|decision| decision.note),
        headers: answer.as_ref().map(|answer| lines(&answer.headers)).unwrap_or_default(),
        body: answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()).unwrap_or_default(),
    })
}
