//! The events whose senders wait for a person.
//!
//! Each has a timer of its own in the task that holds it. Whoever takes an event out of the registry decides it, so that an
//! answer of a person and the automatic one cannot both be sent. One whose sender has hung up stays to be seen until that
//! sender would have given up.

use bytes::Bytes;
use hookglass_request::{
    answer::{Answer, Decider},
    capture::Capture,
};
use hookglass_senders::verdict::{Outcome, Reply, Severity, Verdict as Judgement};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{
    sync::{oneshot, watch},
    time::{Instant, sleep_until},
};

use super::{Ending, Patience, Wait, WaitingEvent, automatic};
use crate::{
    base::{blocking, instant, lock},
    decide::Decide,
    error::AppError,
    outbound::verdict_on,
    view::{AnswerDraft, HeldRow},
};

/// By their ids.
pub(super) type Held = HashMap<i64, Hold>;

/// An event that is held.
#[derive(Debug)]
pub(super) struct Hold {
    /// What is shown of it, but for the time that is left.
    row: HeldRow,
    patience: Patience,
    /// Whoever has it decides. `None`: the sender has hung up.
    answer: Option<oneshot::Sender<Answer>>,
}

impl Hold {
    fn row_at(&self, now: Instant) -> HeldRow {
        let left = |moment: Instant| moment.saturating_duration_since(now).as_millis() as u64;
        HeldRow {
            answers_in_ms: left(self.patience.answer_at),
            sender_gives_up_in_ms: left(self.patience.gives_up_at),
            gone: self.answer.is_none(),
            ..self.row.clone()
        }
    }
}

impl Decide {
    /// Holds an event until a person decides, the time is over, the sender hangs up, or the receiver stops.
    pub(super) async fn hold(self: &Arc<Self>, wait: &Wait<'_>) -> Ending {
        let Wait { stored, rule, patience, default, sender } = wait;
        let automatic = self.hold_now().automatic;
        let (answer, mut answered) = oneshot::channel();
        let name = automatic::name(automatic, &stored.envelope);
        let hold = Hold { row: row(stored, rule.clone(), patience, name), patience: *patience, answer: Some(answer) };
        lock(&self.held).insert(stored.id, hold);
        self.held_have_changed();
        enum End {
            Decided(Answer),
            Late,
            Stop,
            Gone,
        }
        let mut end = tokio::select! {
            biased;
            Ok(answer) = &mut answered => End::Decided(answer),
            () = sleep_until(patience.answer_at) => End::Late,
            () = sender.shutting_down() => End::Stop,
            () = sender.disconnected() => End::Gone,
        };
        {
            let mut held = lock(&self.held);
            // A person can have been quicker by a hair.
            if let Ok(answer) = answered.try_recv() {
                end = End::Decided(answer);
            }
            match (&end, held.get_mut(&stored.id)) {
                (End::Gone, Some(hold)) => hold.answer = None,
                _ => drop(held.remove(&stored.id)),
            }
        }
        self.held_have_changed();
        match end {
            End::Decided(answer) => Ending::answered(answer, None, patience.answer_at),
            End::Late => {
                let answer = automatic::answer(automatic, &stored.envelope, default.clone());
                Ending::answered(answer, None, patience.answer_at)
            }
            End::Stop => {
                let note = "The receiver stopped while the event was held; the automatic answer went out.".to_owned();
                let answer = automatic::answer(automatic, &stored.envelope, default.clone());
                Ending::answered(answer, Some(note), Instant::now())
            }
            End::Gone => {
                self.forget_at(stored.id, patience.gives_up_at);
                wait.gone(automatic::answer(automatic, &stored.envelope, default.clone()))
            }
        }
    }

    /// Leaves one whose sender has hung up out of the list, at a moment.
    fn forget_at(self: &Arc<Self>, id: i64, moment: Instant) {
        let app = Arc::downgrade(self);
        tokio::spawn(async move {
            sleep_until(moment).await;
            let Some(app) = app.upgrade() else { return };
            lock(&app.held).remove(&id);
            app.held_have_changed();
        });
    }

    fn held_have_changed(&self) {
        let count = self.held_count();
        // Told also when one came and another went.
        self.count.send_modify(|before| *before = count);
    }

    /// How many senders wait for a person.
    pub fn held_count(&self) -> u64 {
        lock(&self.held).values().filter(|hold| hold.answer.is_some()).count() as u64
    }

    /// How many senders wait for a person; told at once for every one that begins, is answered, or hangs up.
    pub fn held_changes(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    /// The events whose senders wait for a person in this program, the one that is answered first at the top, and those whose
    /// senders have just hung up.
    pub fn held(&self) -> Vec<HeldRow> {
        let now = Instant::now();
        let held = lock(&self.held);
        let mut holds: Vec<_> = held.values().collect();
        holds.sort_by_key(|hold| (hold.patience.answer_at, hold.row.event_id));
        holds.into_iter().map(|hold| hold.row_at(now)).collect()
    }

    /// Answers a held event. What its sender would refuse is sent only `anyway`.
    pub async fn answer_held(&self, event_id: i64, draft: &AnswerDraft, anyway: bool) -> Result<(), AppError> {
        let answer = draft.answer()?;
        self.is_held(event_id).await?;
        if !anyway {
            let judgement = self.judge_answer(event_id, &answer).await?;
            if judgement.outcome == Outcome::Refused {
                return Err(AppError::RefusedAnswer(why_refused(&judgement)));
            }
        }
        let taken = {
            let mut held = lock(&self.held);
            match held.get(&event_id) {
                Some(Hold { answer: Some(_), .. }) => held.remove(&event_id).and_then(|hold| hold.answer),
                _ => None,
            }
        };
        self.held_have_changed();
        match taken.map(|taken| taken.send(Answer { decided_by: Decider::Person, ..answer })) {
            Some(Ok(())) => Ok(()),
            // It ended while this looked at the answer.
            _ => self.is_held(event_id).await.and(Err(AppError::NotHeld { id: event_id, why: "it just ended".into() })),
        }
    }

    /// Whether an event is held, and if not, why not.
    async fn is_held(&self, id: i64) -> Result<(), AppError> {
        let is_here = lock(&self.held).get(&id).map(|hold| hold.answer.is_some());
        let not_held = |why: &str| Err(AppError::NotHeld { id, why: why.to_owned() });
        match is_here {
            Some(true) => Ok(()),
            Some(false) => not_held("its sender has hung up"),
            None => {
                let answered = self.store.decisions().answered(id).await?.ok_or(AppError::NoEvent(id))?;
                match (answered.answer, answered.decision) {
                    (Some(Answer { decided_by: Decider::Deadline, .. }), _) => {
                        not_held("the time was over, and the automatic answer went out")
                    }
                    (Some(_), _) => not_held("it was answered"),
                    (None, Some(decision)) if decision.progress == hookglass_request::answer::Progress::Waiting => {
                        not_held("its sender does not wait for this program")
                    }
                    (None, _) => not_held("its sender is gone"),
                }
            }
        }
    }

    /// What an event's sender makes of an answer that comes in time.
    pub(crate) async fn judge_answer(&self, event_id: i64, answer: &Answer) -> Result<Judgement, AppError> {
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

fn why_refused(judgement: &Judgement) -> String {
    let wrong = judgement.remarks.iter().filter(|remark| remark.severity == Severity::Error);
    let parts = wrong.take(3).map(|remark| match remark.pointer.as_str() {
        "" => remark.sentence.clone(),
        pointer => format!("{pointer}: {}", remark.sentence),
    });
    std::iter::once(judgement.sentence.clone()).chain(parts).collect::<Vec<_>>().join(" ")
}

fn row(stored: &WaitingEvent, rule: Option<String>, patience: &Patience, automatic: &str) -> HeldRow {
    let WaitingEvent { id, capture, envelope, signature } = stored;
    let Capture { method, received_at, .. } = capture;
    HeldRow {
        event_id: *id,
        kind_of_event: envelope.event_type.clone(),
        kind: envelope.kind,
        vendor: envelope.vendor,
        subject: envelope.subject.clone(),
        user_id: envelope.user_id.clone(),
        method: method.clone(),
        path: capture.path(),
        received_at: instant(*received_at),
        signature: *signature,
        rule,
        answers_in_ms: 0,
        sender_gives_up_in_ms: 0,
        total_ms: patience.total().as_millis() as u64,
        automatic: automatic.to_owned(),
        gone: false,
    }
}
