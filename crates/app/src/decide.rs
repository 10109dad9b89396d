//! Who decides an answer, and when it goes out.
//!
//! An event gets the answer of the first rule that it meets (`rules`), else that of the first target of forwarding that answers
//! for the sender and whose filter it passes, or the default. If that is known at once it is stored
//! with the event, in one transaction. Else the event is stored first, and its sender waits: for a delay to pass, for the
//! target that the event is sent on to, or for a person (`held`). What was decided, by whom and after how long, is written
//! beside the event before it is sent, as long as that makes no answer late; what could not be written in time is written
//! after. A sender that hangs up is noticed, and nobody decides for it any more. Who can wait for how long is in `patience`;
//! when the receiver stops, everybody who waits is answered.
//!
//! Kept out: what rules are (`hookglass_automation::rule`), and how a sender is left without an answer (`hookglass_receiver`).

use chain::Chains;
use deadline::Patience;
use hookglass_automation::{
    forward::Target,
    rule::{self, Break},
};
use hookglass_clock::Clock;
use hookglass_receiver::{Caller, NotStored, Reply};
use hookglass_request::answer::{Answer, Decider, Progress};
use hookglass_senders::answers;
use hookglass_store::{Decision, NewEvent, Store, StoreError};
use jiff::Timestamp;
use std::{
    sync::{Arc, Mutex, RwLock, atomic::AtomicBool},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout_at},
};

use crate::{
    base::{changes::Changes, jobs::Jobs},
    effects::Effects,
    events::{Events, WaitingEvent},
    forward::{Ask, Forward},
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    settings::Settings,
    view::HoldSettings,
};

mod automatic;
mod chain;
mod check;
mod deadline;
mod draft;
mod form;
mod held;
mod hooks;
mod reasons;
mod rules;
mod trial;

pub(crate) use rules::Planned;

/// How long an answer waits for being written beside its event, after the moment at which it was to go out.
const WRITTEN_FIRST: Duration = Duration::from_millis(20);
/// The same for an answer that was decided with time to spare.
const WRITTEN_EARLY: Duration = Duration::from_secs(1);
/// How long a target may still take when the receiver stops. Its connections are cut after four seconds.
const STOP_FORWARD: Duration = Duration::from_secs(2);
/// How often, and in which steps, it is tried again to write what was decided.
const TRIES: u32 = 5;
const AGAIN: Duration = Duration::from_millis(500);

/// Decides what senders get as their answer, and when.
#[derive(Debug)]
pub struct Decide {
    store: Arc<Store>,
    clock: Clock,
    changes: Changes,
    settings: Arc<Settings>,
    events: Arc<Events>,
    inbox: Arc<Inbox>,
    outbound: Arc<Outbound>,
    effects: Arc<Effects>,
    replay: Arc<Replay>,
    forward: Arc<Forward>,
    jobs: Jobs,
    chains: Chains,
    rules: RwLock<rules::Rules>,
    turns: Mutex<rule::MatchCounts>,
    held: Mutex<held::Held>,
    /// How many events are held; sent for every change of one of them.
    count: watch::Sender<u64>,
    following: AtomicBool,
    /// For this run, instead of the setting's.
    deadline: RwLock<Option<Duration>>,
}

impl Decide {
    #[expect(clippy::too_many_arguments, reason = "each is a context that a decision needs")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        changes: Changes,
        settings: Arc<Settings>,
        events: Arc<Events>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        effects: Arc<Effects>,
        replay: Arc<Replay>,
        forward: Arc<Forward>,
        jobs: Jobs,
    ) -> Self {
        Self {
            store,
            clock,
            changes,
            settings,
            events,
            inbox,
            outbound,
            effects,
            replay,
            forward,
            jobs,
            chains: Chains::default(),
            rules: RwLock::default(),
            turns: Mutex::default(),
            held: Mutex::default(),
            count: watch::Sender::default(),
            following: AtomicBool::new(false),
            deadline: RwLock::default(),
        }
    }
}

/// A sender that waits.
struct Wait<'a> {
    stored: WaitingEvent,
    /// The rule that has it wait.
    rule: Option<String>,
    patience: Patience,
    /// What the event gets without rules.
    default: Answer,
    sender: &'a Caller,
}

impl Wait<'_> {
    /// The end when the sender has hung up. Somebody may still read the answer who only said that no more will be sent.
    fn gone(&self, answer: Answer) -> Ending {
        let waited = Instant::now().saturating_duration_since(self.patience.began);
        let note = format!("The sender hung up after {:.2} s, before it was answered.", waited.as_secs_f64());
        Ending {
            reply: Reply::Answer(answer),
            progress: Progress::Gone,
            decided_by: None,
            note: Some(note),
            planned: self.patience.answer_at,
        }
    }
}

/// How the wait of a sender ends.
#[derive(Debug)]
struct Ending {
    reply: Reply,
    progress: Progress,
    decided_by: Option<Decider>,
    note: Option<String>,
    /// When it was to go out at the latest.
    planned: Instant,
}

impl Ending {
    fn answered(answer: Answer, note: Option<String>, planned: Instant) -> Self {
        let decided_by = Some(answer.decided_by);
        Self { reply: Reply::Answer(answer), progress: Progress::Answered, decided_by, note, planned }
    }

    fn broken(how: Break, planned: Instant) -> Self {
        let note = match how {
            Break::NoAnswer => "The rule gives no answer: nothing is sent until the sender goes.",
            Break::Reset => "The rule resets the connection.",
            Break::HalfBody(_) => "The rule ends the connection in the middle of the body.",
        };
        Self {
            reply: Reply::Fault(how),
            progress: Progress::Broken,
            decided_by: Some(Decider::Rule),
            note: Some(note.to_owned()),
            planned,
        }
    }

    /// The answer that goes beside the event.
    fn answer(&self) -> Option<Answer> {
        match &self.reply {
            Reply::Answer(answer) if self.progress == Progress::Answered => Some(answer.clone()),
            _ => None,
        }
    }
}

/// What is in a sentence about members that a rule names and an event does not have.
fn note_of(missing: &[String]) -> Option<String> {
    const MOST: usize = 5;
    let named: Vec<_> = missing.iter().take(MOST).map(|pointer| hookglass_json::display::elided(pointer, 80)).collect();
    let more = missing.len().saturating_sub(MOST);
    let and = if more > 0 { format!(" and {more} more") } else { String::new() };
    let sentence = "The rule names what this event does not have";
    (!named.is_empty())
        .then(|| format!("{sentence}: {}{and}. What the rule gives for that case stands there.", named.join(", ")))
}

impl Decide {
    /// Stores an event and says what its sender gets. What counts only once it is on the disk is returned after that.
    pub(crate) async fn answer(
        self: &Arc<Self>,
        mut event: NewEvent,
        planned: Option<Planned>,
        sender: &Caller,
    ) -> Result<Reply, NotStored> {
        let default = answers::default_answer(&event.capture, &event.envelope);
        let Some(planned) = planned else {
            event.answer = Some(default.clone());
            self.store.events_mut().append(event).await.map_err(|error| not_stored(&error))?;
            return Ok(Reply::Answer(default));
        };
        let now = Instant::now();
        let at_once = match &planned.reply {
            _ if !planned.delay.is_zero() => None,
            rule::Reply::Answer { answer, missing } => Some(Ending::answered(answer.clone(), note_of(missing), now)),
            rule::Reply::Break(how) => Some(Ending::broken(how.clone(), now)),
            rule::Reply::Forward { .. } | rule::Reply::Hold => None,
        };
        if let Some(ending) = at_once {
            event.answer = ending.answer();
            let (at, began) = (Timestamp::now(), event.capture.began_at);
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
        let mut patience = Patience::of(&event.capture, &event.envelope, self.hold_now(), now);
        if let Some(deadline) = planned.target.as_ref().and_then(|target| target.deadline_ms) {
            patience.answer_at = patience.answer_at.min(now + Duration::from_millis(deadline));
        }
        let reply = self.answer_later(event, default, planned, patience, sender);
        // Hardly any event is answered later, and all others need not be as large.
        Box::pin(reply).await
    }

    /// Stores an event whose answer is not known yet, waits for that, and writes it beside the event.
    async fn answer_later(
        self: &Arc<Self>,
        mut event: NewEvent,
        default: Answer,
        planned: Planned,
        patience: Patience,
        sender: &Caller,
    ) -> Result<Reply, NotStored> {
        let Planned { rule, delay, reply, target } = planned;
        let now = Instant::now();
        let due = now + delay;
        let waits_until = match &reply {
            rule::Reply::Answer { .. } | rule::Reply::Break(_) => due,
            rule::Reply::Forward { .. } | rule::Reply::Hold => patience.answer_at.max(due),
        };
        let waiting = Decision {
            progress: Progress::Waiting,
            began: event.capture.began_at,
            deadline: deadline::on_the_wall(waits_until, now),
            decided: None,
            decided_by: None,
            rule,
            note: None,
        };
        event.decision = Some(waiting.clone());
        let NewEvent { capture, envelope, signature, .. } = event.clone();
        let id = self.store.events_mut().append(event).await.map_err(|error| not_stored(&error))?;
        let stored = WaitingEvent { id, capture, envelope, signature };
        let wait = Wait { stored, rule: waiting.rule.clone(), patience, default, sender };
        let ending = self.ending(&wait, due, reply, target).await;
        let answer = ending.answer();
        let decision = Decision {
            progress: ending.progress,
            decided: Some(Timestamp::now()),
            decided_by: ending.decided_by,
            note: ending.note,
            ..waiting
        };
        let now = Instant::now();
        let latest = (now + WRITTEN_EARLY).min(ending.planned + WRITTEN_FIRST).max(now + WRITTEN_FIRST);
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
        if Instant::now() < due {
            tokio::select! {
                () = sleep_until(due) => {}
                () = wait.sender.disconnected() => return wait.gone(wait.default.clone()),
                () = wait.sender.shutting_down() => {
                    cut_short = Some("The receiver stopped, so the rule's delay was cut short.".to_owned());
                }
            }
        }
        match reply {
            rule::Reply::Answer { answer, missing } => {
                let notes = cut_short.into_iter().chain(note_of(&missing));
                let notes = notes.collect::<Vec<_>>().join(" ");
                Ending::answered(answer, Some(notes).filter(|notes| !notes.is_empty()), due)
            }
            rule::Reply::Break(how) => Ending::broken(how, due),
            rule::Reply::Hold => self.hold(wait).await,
            rule::Reply::Forward { to } => self.forwarded(wait, to, target).await,
        }
    }

    /// What the target says, or the default.
    async fn forwarded(self: &Arc<Self>, wait: &Wait<'_>, url: String, target: Option<Target>) -> Ending {
        let Wait { stored, patience, default, sender, .. } = wait;
        let verify_tls = target.as_ref().is_none_or(|target| target.verify_tls);
        let ask = Ask { target: target.map(|target| target.id), url, verify_tls, deadline: patience.answer_at };
        let stopped = async {
            sender.shutting_down().await;
            tokio::time::sleep(STOP_FORWARD).await;
        };
        let asked = tokio::select! {
            asked = self.forward.ask_target(stored, &ask) => asked,
            () = sender.disconnected() => return wait.gone(default.clone()),
            () = stopped => {
                let note = "The receiver stopped before the target had answered; the default answer went out.";
                return Ending::answered(default.clone(), Some(note.to_owned()), patience.answer_at);
            }
        };
        match asked.answer {
            Some(answer) => Ending::answered(answer, asked.note, patience.answer_at),
            None => {
                let late = Instant::now() >= patience.answer_at;
                let decided_by = if late { Decider::Deadline } else { Decider::Default };
                Ending::answered(Answer { decided_by, ..default.clone() }, asked.note, patience.answer_at)
            }
        }
    }

    /// Writes what was decided. What is not written at `latest` is written after that.
    async fn write_until(self: &Arc<Self>, id: i64, decision: Decision, answer: Option<Answer>, latest: Instant) {
        let app = Arc::clone(self);
        let mut writing = Box::pin(async move {
            let mut tries = 1;
            loop {
                match app.store.decisions_mut().resolve(id, decision.clone(), answer.clone()).await {
                    Ok(()) => return,
                    Err(error) if tries == TRIES || matches!(error, StoreError::Closed) => {
                        tracing::error!(%error, id, "what was answered could not be written beside its event");
                        return;
                    }
                    Err(error) => {
                        tracing::warn!(%error, id, "what was answered is not written yet; it is tried again");
                        tokio::time::sleep(AGAIN * tries).await;
                        tries += 1;
                    }
                }
            }
        });
        if timeout_at(latest, &mut writing).await.is_err() {
            self.jobs.finish_late(writing);
        }
    }

    /// How long senders are let wait, by the settings and by what was asked for in this run.
    pub(crate) fn hold_now(&self) -> HoldSettings {
        let hold = self.settings.now().hold;
        let deadline = *self.deadline.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        match deadline {
            Some(deadline) => HoldSettings { deadline_ms: deadline.as_millis() as u64, ..hold },
            None => hold,
        }
    }
}

fn not_stored(error: &StoreError) -> NotStored {
    tracing::error!(%error, "an event could not be stored; its sender is told so");
    let reason = format!("Hookglass could not store this request: {error}");
    match error {
        StoreError::Full => NotStored::full(reason),
        _ => NotStored::unavailable(reason).retry_after(5),
    }
}
