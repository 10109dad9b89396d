//! Stores an event and returns the reply to its sender, immediately or after a wait.

use hookglass_automation::{forward::Target, rule};
use hookglass_receiver::{Caller, NotStored, Reply};
use hookglass_request::{
    answer::{Answer, Decider, Progress},
    capture::Truncation,
};
use hookglass_senders::answers;
use hookglass_store::{Decision, NewEvent, StoreError};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

use super::{
    deadline::{WaitWindow, wall_time_at},
    wait::{Ending, Wait, missing_note},
};
use crate::{
    decide::{Decide, Planned},
    events::WaitingEvent,
    forward::{TargetAnswer, TargetCall},
};

/// How long an answer waits, after its due time, for its decision to be written.
const WRITE_TIMEOUT: Duration = Duration::from_millis(20);
/// How long an answer that is decided early waits for its decision to be written.
const EARLY_WRITE_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a target can still take when the receiver stops. The receiver closes connections after
/// four seconds.
const STOP_TIMEOUT: Duration = Duration::from_secs(2);
/// Attempts to write a decision.
const MAX_WRITE_ATTEMPTS: u32 = 5;
/// The wait after a failed attempt, multiplied by the number of the attempt.
const WRITE_RETRY_DELAY: Duration = Duration::from_millis(500);

impl Decide {
    /// Stores an event and returns the reply to its sender. The event is on disk before the reply
    /// is returned.
    pub(crate) async fn respond(
        self: &Arc<Self>,
        mut event: Box<NewEvent>,
        planned: Option<Planned>,
        sender: &Caller,
    ) -> Result<Reply, NotStored> {
        let default = answers::default_answer(&event.capture, &event.envelope);
        let Some(planned) = planned else {
            event.answer = Some(default.clone());
            self.store.events_mut().append(event).await.map_err(|error| not_stored(&error))?;
            return Ok(Reply::Answer(default));
        };
        let now = self.clock.now();
        let immediate = match &planned.reply {
            _ if !planned.delay.is_zero() => None,
            rule::Reply::Answer { answer, missing } => {
                Some(Ending::answered(answer.clone(), missing_note(missing), now))
            }
            rule::Reply::Fault(fault) => Some(Ending::fault(fault.clone(), now)),
            rule::Reply::Forward { .. } | rule::Reply::Hold => None,
        };
        if let Some(ending) = immediate {
            event.answer = ending.answer();
            let (at, began) = (self.clock.wall(), event.capture.began_at);
            let Ending { reply, progress, decided_by, note, .. } = ending;
            event.decision = Some(Decision {
                progress,
                began,
                deadline: at,
                decided: Some(at),
                decided_by,
                rule: planned.rule,
                note,
            });
            self.store.events_mut().append(event).await.map_err(|error| not_stored(&error))?;
            return Ok(reply);
        }
        let mut window = WaitWindow::of(&event.capture, &event.envelope, self.hold_settings(), &self.clock);
        if let Some(deadline) = planned.target.as_ref().and_then(|target| target.deadline_ms) {
            window.answer_at = window.answer_at.min(now + Duration::from_millis(deadline));
        }
        let reply = self.respond_later(event, default, planned, window, sender);
        // Boxed, because few events wait. This keeps the future of the other events small.
        Box::pin(reply).await
    }

    /// Stores an event without an answer, waits for the answer, and stores it with the event.
    async fn respond_later(
        self: &Arc<Self>,
        mut event: Box<NewEvent>,
        default: Answer,
        planned: Planned,
        window: WaitWindow,
        sender: &Caller,
    ) -> Result<Reply, NotStored> {
        let Planned { rule, delay, reply, target } = planned;
        let due = self.clock.now() + delay;
        let waits_until = match &reply {
            rule::Reply::Answer { .. } | rule::Reply::Fault(_) => due,
            rule::Reply::Forward { .. } | rule::Reply::Hold => window.answer_at.max(due),
        };
        let waiting = Decision {
            progress: Progress::Waiting,
            began: event.capture.began_at,
            deadline: wall_time_at(waits_until, &self.clock),
            decided: None,
            decided_by: None,
            rule,
            note: None,
        };
        event.decision = Some(waiting.clone());
        let NewEvent { capture, envelope, signature, .. } = (*event).clone();
        let id = self.store.events_mut().append(event).await.map_err(|error| not_stored(&error))?;
        let mut stored = WaitingEvent { id, capture, envelope, signature };
        let is_whole = delay.is_zero() && matches!(reply, rule::Reply::Forward { .. });
        if !is_whole {
            stored.drop_content();
        }
        let wait = Wait { stored, is_whole, rule: waiting.rule.clone(), window, default, sender };
        let ending = self.ending(&wait, due, reply, target).await;
        let answer = ending.answer();
        let decision = Decision {
            progress: ending.progress,
            decided: Some(self.clock.wall()),
            decided_by: ending.decided_by,
            note: ending.note,
            ..waiting
        };
        let now = self.clock.now();
        let latest = (now + EARLY_WRITE_TIMEOUT).min(ending.planned + WRITE_TIMEOUT).max(now + WRITE_TIMEOUT);
        self.write_until(id, decision, answer, latest).await;
        Ok(ending.reply)
    }

    async fn ending(
        self: &Arc<Self>,
        wait: &Wait<'_>,
        due: Instant,
        reply: rule::Reply,
        target: Option<Target>,
    ) -> Ending {
        let mut cut_short = None;
        if self.clock.now() < due {
            tokio::select! {
                () = self.clock.sleep_until(due) => {}
                () = wait.sender.disconnected() => return wait.disconnected(wait.default.clone(), self.clock.now()),
                () = wait.sender.shutting_down() => {
                    cut_short = Some("The receiver stopped, so the delay of the rule was cut short.".to_owned());
                }
            }
        }
        match reply {
            rule::Reply::Answer { answer, missing } => {
                let notes = cut_short.into_iter().chain(missing_note(&missing));
                let notes = notes.collect::<Vec<_>>().join(" ");
                Ending::answered(answer, Some(notes).filter(|notes| !notes.is_empty()), due)
            }
            rule::Reply::Fault(fault) => Ending::fault(fault, due),
            rule::Reply::Hold => self.hold(wait).await,
            rule::Reply::Forward { to } => self.forwarded(wait, to, target).await,
        }
    }

    /// The answer of a target, or the default answer.
    async fn forwarded(self: &Arc<Self>, wait: &Wait<'_>, url: String, target: Option<Target>) -> Ending {
        let Wait { stored, window, default, sender, .. } = wait;
        let verify_tls = target.as_ref().is_none_or(|target| target.verify_tls);
        let call = TargetCall { target: target.map(|target| target.id), url, verify_tls, deadline: window.answer_at };
        let stopped = async {
            sender.shutting_down().await;
            self.clock.sleep(STOP_TIMEOUT).await;
        };
        let called = async {
            if wait.is_whole {
                return self.forward.call_target(stored, &call).await;
            }
            match self.read_again(stored).await {
                Ok(whole) => self.forward.call_target(&whole, &call).await,
                Err(why) => TargetAnswer::none(&why),
            }
        };
        let called = tokio::select! {
            called = called => called,
            () = sender.disconnected() => return wait.disconnected(default.clone(), self.clock.now()),
            () = stopped => {
                let note = "The receiver stopped before the target answered; the default answer was sent.";
                return Ending::answered(default.clone(), Some(note.to_owned()), window.answer_at);
            }
        };
        match called.answer {
            Some(answer) => Ending::answered(answer, called.note, window.answer_at),
            None => {
                let late = self.clock.now() >= window.answer_at;
                let decided_by = if late { Decider::Deadline } else { Decider::Default };
                Ending::answered(Answer { decided_by, ..default.clone() }, called.note, window.answer_at)
            }
        }
    }

    /// The event with its headers and body.
    async fn read_again(&self, stored: &WaitingEvent) -> Result<WaitingEvent, String> {
        let event = self.store.events().get(stored.id).await;
        let event = event.map_err(|error| format!("The event could not be read: {error}."))?;
        let capture = event.ok_or("The event was deleted while its sender waited.")?.capture;
        if capture.cut == Some(Truncation::Damaged) {
            return Err("The stored event is damaged.".to_owned());
        }
        Ok(WaitingEvent { capture, ..stored.clone() })
    }

    /// Writes a decision. After `latest`, the write continues in the background.
    async fn write_until(self: &Arc<Self>, id: i64, decision: Decision, answer: Option<Answer>, latest: Instant) {
        let decide = Arc::clone(self);
        let mut writing = Box::pin(async move {
            let mut attempts = 1;
            loop {
                match decide.store.decisions_mut().resolve(id, decision.clone(), answer.clone()).await {
                    Ok(()) => return,
                    Err(error) if attempts == MAX_WRITE_ATTEMPTS || matches!(error, StoreError::Closed) => {
                        tracing::error!(%error, id, "the answer could not be stored with its event");
                        return;
                    }
                    Err(error) => {
                        tracing::warn!(%error, id, "the answer could not be stored with its event yet; retrying");
                        decide.clock.sleep(WRITE_RETRY_DELAY * attempts).await;
                        attempts += 1;
                    }
                }
            }
        });
        if self.clock.timeout_at(latest, &mut writing).await.is_err() {
            self.jobs.spawn_late(writing);
        }
    }
}

/// What a sender gets whose event cannot be stored.
pub(crate) fn not_stored(error: &StoreError) -> NotStored {
    // A full disk is logged once, when it fills up.
    if !matches!(error, StoreError::Full) {
        tracing::error!(%error, "an event could not be stored; its sender gets an error");
    }
    let reason = format!("Hookglass could not store this request: {error}");
    match error {
        StoreError::Full => NotStored::full(reason),
        _ => NotStored::unavailable(reason).retry_after(5),
    }
}
