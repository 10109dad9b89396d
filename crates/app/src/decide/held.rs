//! Holds events until a person answers.
//!
//! Each held event has a task with its timer. Removing the event from the registry decides it, so a
//! person's answer and the automatic answer cannot both be sent. If its sender disconnects, the
//! event stays listed until the sender's timeout.

use bytes::Bytes;
use hookglass_request::answer::{Answer, Decider, Progress};
use hookglass_senders::verdict::{Outcome, Reply, Severity, Verdict};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{oneshot, watch},
    time::Instant,
};

use super::{
    automatic,
    error::{DecideError, NotHeldReason},
    held_events::HeldEvent,
    wait::{Ending, Wait},
};
use crate::{
    base::{blocking, lock},
    decide::Decide,
    outbound::verdict_on,
    view::{AnswerDraft, HeldRow},
};

/// Findings that an error about a rejected answer includes.
const MAX_FINDINGS: usize = 3;

/// Why a hold ended.
enum HoldEnd {
    Decided(Answer),
    Deadline,
    Shutdown,
    Disconnected,
}

impl Decide {
    /// Holds an event until a person decides, the deadline passes, the sender disconnects, or the
    /// receiver stops.
    pub(super) async fn hold(self: &Arc<Self>, wait: &Wait<'_>) -> Ending {
        let Wait { stored, rule, window, default, sender, .. } = wait;
        let automatic = self.hold_settings().automatic;
        let (answer, mut answered) = oneshot::channel();
        let name = automatic::name(automatic, &stored.envelope);
        let held = HeldEvent::new(stored, rule.clone(), *window, name, answer);
        lock(&self.held).insert(stored.id, held);
        self.publish_held();
        let mut end = tokio::select! {
            biased;
            Ok(answer) = &mut answered => HoldEnd::Decided(answer),
            () = self.clock.sleep_until(window.answer_at) => HoldEnd::Deadline,
            () = sender.shutting_down() => HoldEnd::Shutdown,
            () = sender.disconnected() => HoldEnd::Disconnected,
        };
        {
            let mut held = lock(&self.held);
            // A person may have answered after `select!` returned.
            if let Ok(answer) = answered.try_recv() {
                end = HoldEnd::Decided(answer);
            }
            match (&end, held.get_mut(&stored.id)) {
                (HoldEnd::Disconnected, Some(event)) => event.answer = None,
                _ => drop(held.remove(&stored.id)),
            }
        }
        self.publish_held();
        let automatic_answer = || automatic::answer(automatic, &stored.envelope, default.clone());
        match end {
            HoldEnd::Decided(answer) => Ending::answered(answer, None, window.answer_at),
            HoldEnd::Deadline => Ending::answered(automatic_answer(), None, window.answer_at),
            HoldEnd::Shutdown => {
                let note = "The receiver stopped while the event was held; the automatic answer was sent.".to_owned();
                Ending::answered(automatic_answer(), Some(note), self.clock.now())
            }
            HoldEnd::Disconnected => {
                self.unlist_at(stored.id, window.gives_up_at);
                wait.disconnected(automatic_answer(), self.clock.now())
            }
        }
    }

    /// Removes an event from the list at the given time.
    fn unlist_at(self: &Arc<Self>, id: i64, at: Instant) {
        let (decide, clock) = (Arc::downgrade(self), self.clock.clone());
        self.jobs.spawn_background(async move {
            clock.sleep_until(at).await;
            let Some(decide) = decide.upgrade() else { return };
            lock(&decide.held).remove(&id);
            decide.publish_held();
        });
    }

    fn publish_held(&self) {
        let count = self.held_count();
        // Sent even when the count is unchanged, because one event may have replaced another.
        self.held_count.send_modify(|before| *before = count);
    }

    /// The number of senders that wait for a person.
    pub fn held_count(&self) -> u64 {
        lock(&self.held).values().filter(|event| event.is_waiting()).count() as u64
    }

    /// The number of senders that wait for a person, as a receiver. It changes when a hold begins
    /// or ends.
    pub fn held_changes(&self) -> watch::Receiver<u64> {
        self.held_count.subscribe()
    }

    /// The events that this program holds, ordered by the time of their automatic answer. Includes
    /// events whose senders recently disconnected.
    pub fn held(&self) -> Vec<HeldRow> {
        let now = self.clock.now();
        let held = lock(&self.held);
        let mut events: Vec<_> = held.values().collect();
        events.sort_by_key(|event| event.order());
        events.into_iter().map(|event| event.row_at(now)).collect()
    }

    /// Answers a held event. `anyway` sends an answer that the sender would reject.
    pub async fn answer_held(&self, event_id: i64, draft: &AnswerDraft, anyway: bool) -> Result<(), DecideError> {
        let answer = draft.answer()?;
        self.ensure_held(event_id).await?;
        if !anyway {
            let verdict = self.verdict_on_answer(event_id, &answer).await?;
            if verdict.outcome == Outcome::Refused {
                return Err(DecideError::Rejected(rejection(&verdict)));
            }
        }
        let taken = {
            let mut held = lock(&self.held);
            match held.get(&event_id) {
                Some(event) if event.is_waiting() => held.remove(&event_id).and_then(|event| event.answer),
                _ => None,
            }
        };
        self.publish_held();
        match taken.map(|taken| taken.send(Answer { decided_by: Decider::Person, ..answer })) {
            Some(Ok(())) => Ok(()),
            // The hold ended while the answer was being checked.
            _ => {
                self.ensure_held(event_id).await?;
                Err(DecideError::NotHeld { id: event_id, reason: NotHeldReason::JustEnded })
            }
        }
    }

    /// Fails with a reason if an event is not held.
    async fn ensure_held(&self, id: i64) -> Result<(), DecideError> {
        let is_waiting = lock(&self.held).get(&id).map(HeldEvent::is_waiting);
        let not_held = |reason| Err(DecideError::NotHeld { id, reason });
        match is_waiting {
            Some(true) => Ok(()),
            Some(false) => not_held(NotHeldReason::Disconnected),
            None => {
                let answered = self.store.decisions().answered(id).await?.ok_or(DecideError::NoEvent(id))?;
                match (answered.answer, answered.decision) {
                    (Some(Answer { decided_by: Decider::Deadline, .. }), _) => not_held(NotHeldReason::DeadlinePassed),
                    (Some(_), _) => not_held(NotHeldReason::Answered),
                    (None, Some(decision)) if decision.progress == Progress::Waiting => {
                        not_held(NotHeldReason::HeldElsewhere)
                    }
                    (None, _) => not_held(NotHeldReason::SenderGone),
                }
            }
        }
    }

    /// The sender's verdict on an answer that arrives in time.
    async fn verdict_on_answer(&self, event_id: i64, answer: &Answer) -> Result<Verdict, DecideError> {
        let opened = self.events.opened(event_id).await?;
        let Answer { status, headers, body, .. } = answer.clone();
        Ok(blocking(move || {
            let (document, body) = (opened.document().as_ref().ok(), Bytes::from(body));
            let reply = Reply::Whole { status, headers: &headers, body: &body };
            verdict_on(&opened.event.envelope, document, reply, Duration::ZERO)
        })
        .await?)
    }
}

fn rejection(verdict: &Verdict) -> String {
    let errors = verdict.remarks.iter().filter(|remark| remark.severity == Severity::Error);
    let parts = errors.take(MAX_FINDINGS).map(|remark| match remark.pointer.as_str() {
        "" => remark.sentence.clone(),
        pointer => format!("{pointer}: {}", remark.sentence),
    });
    std::iter::once(verdict.sentence.clone()).chain(parts).collect::<Vec<_>>().join(" ")
}
