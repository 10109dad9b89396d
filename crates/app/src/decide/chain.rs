//! The handlers of a blocking event, asked for real and in order, each with what those before it made of the event.
//!
//! A URL is asked as a resend asks it: the same headers, and another signature where the event was changed and its secret is
//! known. Rules and written answers take their turn in the same chain. A delay that a rule has is counted and not waited
//! for. Nothing is kept but the last outcome of some events, for the comparison of before and after.

use bytes::Bytes;
use hookglass_automation::rule::{Action, Break, Reply as Done, RuleSet};
use hookglass_outbound::send;
use hookglass_request::{
    answer::Answer,
    capture::Capture,
    headers::Headers,
    outgoing::{FailureKind, Outcome, Signed},
};
use hookglass_senders::{
    answers,
    chain::{Chain, End, Limits},
    parsed_request::{Budget, Reading},
    verdict::Reply,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

use super::trial::meeting;
use crate::{
    base::lock,
    decide::Decide,
    error::AppError,
    events::Opened,
    replay::{Numbers, Resend},
    view::{ChainHandler, ChainLimits, ChainStep, ChainView, Mutated},
};

/// Handlers of one chain, at most.
const MOST_HANDLERS: usize = 50;
/// The longest time a chain can be given.
const LONGEST: Duration = Duration::from_secs(600);
/// Bytes of an answer's body that are shown.
const MOST_SHOWN: usize = 64 << 10;

/// Chains that are being asked, and what the last ones came to.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    begun: AtomicU64,
    running: Mutex<HashMap<i64, (u64, watch::Sender<bool>)>>,
}

/// It is no longer asked when this is dropped, also when nobody waits for its end.
struct Asking<'a> {
    chains: &'a Chains,
    event_id: i64,
    number: u64,
    cancelled: watch::Receiver<bool>,
}

impl Asking<'_> {
    async fn cancelled(&self) {
        let mut cancelled = self.cancelled.clone();
        if cancelled.wait_for(|cancelled| *cancelled).await.is_err() {
            // Nobody can cancel any more.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let mut running = lock(&self.chains.running);
        if running.get(&self.event_id).is_some_and(|(number, _)| *number == self.number) {
            running.remove(&self.event_id);
        }
    }
}

/// What stays the same for all handlers of a chain.
struct Round<'a> {
    opened: &'a Arc<Opened>,
    book: &'a Arc<RuleSet>,
    each: Duration,
    asking: &'a Asking<'a>,
}

/// What a handler answered, before the chain looks at it.
#[derive(Default)]
struct Answered {
    status: Option<u16>,
    headers: Headers,
    body: Bytes,
    half: bool,
    failed: Option<FailureKind>,
    took: Duration,
    signed: Option<Signed>,
    note: Option<String>,
}

impl Answered {
    fn of(answer: &Answer, took: Duration) -> Self {
        Self {
            status: Some(answer.status),
            headers: answer.headers.clone(),
            body: Bytes::copy_from_slice(&answer.body),
            took,
            ..Self::default()
        }
    }

    fn failed(why: FailureKind, took: Duration) -> Self {
        Self { failed: Some(why), took, ..Self::default() }
    }

    fn reply(&self) -> Reply<'_> {
        match (self.failed, self.status) {
            (Some(why), _) => Reply::Failed(why),
            (None, Some(status)) if self.half => Reply::Half { status },
            (None, Some(status)) => Reply::Whole { status, headers: &self.headers, body: &self.body },
            (None, None) => Reply::Failed(FailureKind::Reset),
        }
    }
}

impl Decide {
    /// Asks handlers as Authgear would. A chain of the same event that is being asked is given up.
    pub async fn start_chain(
        &self,
        event_id: i64,
        handlers: Vec<ChainHandler>,
        limits: Option<ChainLimits>,
        confirmed: bool,
    ) -> Result<ChainView, AppError> {
        if handlers.len() > MOST_HANDLERS {
            return Err(AppError::Setting(format!("a chain has at most {MOST_HANDLERS} handlers here")));
        }
        let opened = self.events.opened(event_id).await?;
        let given = limits.map(|given| Limits {
            each: Duration::from_millis(given.each_ms).min(LONGEST),
            total: Duration::from_millis(given.total_ms).min(LONGEST),
        });
        let limits = given.unwrap_or_default();
        let event = &opened.event;
        let event_type = event.envelope.event_type.clone().unwrap_or_default();
        let mut chain = Chain::new(&opened.decoded_bytes(), &event_type, limits)?;
        let book = Arc::new(self.stored_book().await?);
        self.may_ask(&opened, &book, &handlers, confirmed).await?;
        let asking = self.asking(event_id);
        let round = Round { opened: &opened, book: &book, each: limits.each, asking: &asking };
        let mut steps = Vec::with_capacity(handlers.len());
        for handler in &handlers {
            let Some(body) = chain.next_body().cloned() else {
                let link = chain.answered(Reply::Failed(FailureKind::Cancelled), Duration::ZERO).clone();
                steps.push(step(handler, &Answered::default(), link, false));
                continue;
            };
            let changed = body != opened.decoded_bytes();
            let answered = self.ask_one(&round, handler, body, changed).await?;
            let link = chain.answered(answered.reply(), answered.took).clone();
            steps.push(step(handler, &answered, link, changed));
        }
        drop(asking);
        let End { verdict, mutated, effects, .. } = chain.end();
        let shown = mutated.clone().map(Mutated::from);
        self.effects.remember_chain(event_id, mutated);
        Ok(ChainView { links: steps, verdict: verdict.into(), mutated: shown, effects })
    }

    /// Gives up the chain of an event that is being asked.
    pub fn cancel_chain(&self, event_id: i64) {
        if let Some((_, cancel)) = lock(&self.chains.running).get(&event_id) {
            cancel.send_replace(true);
        }
    }

    fn asking(&self, event_id: i64) -> Asking<'_> {
        let number = self.chains.begun.fetch_add(1, Ordering::Relaxed);
        let (cancel, cancelled) = watch::channel(false);
        if let Some((_, before)) = lock(&self.chains.running).insert(event_id, (number, cancel)) {
            before.send_replace(true);
        }
        Asking { chains: &self.chains, event_id, number, cancelled }
    }

    /// Whether all that can be asked may be asked: each host that is not this computer is confirmed once, and named before
    /// anything is sent.
    async fn may_ask(
        &self,
        opened: &Opened,
        book: &RuleSet,
        handlers: &[ChainHandler],
        confirmed: bool,
    ) -> Result<(), AppError> {
        let mut urls: BTreeSet<String> = BTreeSet::new();
        for handler in handlers {
            match handler {
                ChainHandler::Url { url } => drop(urls.insert(url.trim().to_owned())),
                ChainHandler::Rules => {
                    let event = &opened.event;
                    meeting(&event.capture, &event.envelope, event.signature, event.id, |facts, now| {
                        for decision in book.matching(facts, now) {
                            if let Action::Forward { to } = &decision.rule().then.action {
                                urls.insert(to.clone());
                            }
                        }
                    });
                }
                ChainHandler::Answer { .. } => {}
            }
        }
        Ok(self.outbound.may_go_to_all(urls.iter().map(String::as_str), confirmed).await?)
    }

    async fn ask_one(
        &self,
        round: &Round<'_>,
        handler: &ChainHandler,
        body: Bytes,
        changed: bool,
    ) -> Result<Answered, AppError> {
        match handler {
            ChainHandler::Url { url } => self.ask_url(round, url.trim(), changed.then_some(body), round.each).await,
            ChainHandler::Answer { text } => Ok(Answered::of(&Answer::json(200, text.as_bytes()), Duration::ZERO)),
            ChainHandler::Rules => self.ask_rules(round, body, changed).await,
        }
    }

    /// `body` is another than the event's.
    async fn ask_url(
        &self,
        round: &Round<'_>,
        url: &str,
        body: Option<Bytes>,
        each: Duration,
    ) -> Result<Answered, AppError> {
        let changed = body.is_some();
        let how = Resend { to: Some(url.to_owned()), body, ..Resend::default() };
        let prepared = self.replay.prepared_for_command(round.opened, &how, Numbers::Shown).await?;
        let attempt =
            send(&prepared.outgoing, &self.outbound.sending(Some(each), true), round.asking.cancelled()).await?;
        let signed = Some(prepared.signed);
        let stale = changed && prepared.signed == Signed::Original;
        let stale = stale.then(|| {
            "What handlers before it made of the event could not be signed anew, since no secret for it is known here: \
             the signature is the one it came with, and does not fit."
                .to_owned()
        });
        Ok(match attempt.outcome {
            Outcome::Response(response) => Answered {
                half: (response.body.len() as u64) < response.size,
                status: Some(response.status),
                headers: response.headers,
                body: response.body,
                took: attempt.duration,
                signed,
                note: stale,
                ..Answered::default()
            },
            Outcome::Failed(failure) => Answered {
                signed,
                note: Some(failure.sentence).into_iter().chain(stale).reduce(|one, other| format!("{one} {other}")),
                ..Answered::failed(failure.why, attempt.duration)
            },
        })
    }

    async fn ask_rules(&self, round: &Round<'_>, body: Bytes, changed: bool) -> Result<Answered, AppError> {
        let (book, each) = (Arc::clone(round.book), round.each);
        let event = &round.opened.event;
        let handed_on = if changed { body } else { event.capture.body.clone() };
        let capture = Capture { body: handed_on, ..event.capture.clone() };
        let (read, given) = (capture.clone(), event.signature);
        let (id, default) = (event.id, answers::default_answer(&capture, &event.envelope));
        let found = crate::base::blocking(move || {
            let reading = Reading::of(&read, Budget::WAITING);
            meeting(&read, &reading.envelope, given, id, |facts, now| {
                book.matching(facts, now).next().map(|decision| {
                    let rule = decision.rule();
                    (rule.name.clone(), rule.then.delay(), decision.reply(reading.document.as_ref().ok()))
                })
            })
        })
        .await?;
        let Some((name, delay, reply)) = found else {
            let note = Some("No rule is for it: this is the default answer.".to_owned());
            return Ok(Answered { note, ..Answered::of(&default, Duration::ZERO) });
        };
        let by = format!("Rule '{name}' answered.");
        Ok(match reply {
            Done::Answer { answer, missing } => {
                let note = match missing.is_empty() {
                    true => by,
                    false => format!("{by} The event has nothing at {}.", missing.join(", ")),
                };
                Answered { note: Some(note), ..Answered::of(&answer, delay) }
            }
            Done::Forward { to } => {
                self.outbound.may_go_to(&to, false).await?;
                let body = changed.then_some(capture.body);
                let left = each.saturating_sub(delay);
                let asked = self.ask_url(round, &to, body, left).await?;
                let forwarded = format!("Rule '{name}' sent it on to {to}.");
                let note = Some(forwarded).into_iter().chain(asked.note).reduce(|one, other| format!("{one} {other}"));
                Answered { note, took: asked.took + delay, ..asked }
            }
            Done::Hold => {
                let note = format!("Rule '{name}' would hold it for a person; here the default answer stands in.");
                Answered { note: Some(note), ..Answered::of(&default, delay) }
            }
            Done::Break(Break::NoAnswer) => {
                let note = Some(format!("Rule '{name}' leaves it without an answer."));
                Answered { note, ..Answered::failed(FailureKind::Timeout, each) }
            }
            Done::Break(Break::Reset) => {
                let note = Some(format!("Rule '{name}' resets the connection."));
                Answered { note, ..Answered::failed(FailureKind::Reset, delay) }
            }
            Done::Break(Break::HalfBody(answer)) => {
                let note = Some(format!("Rule '{name}' closes the connection in the middle of the body."));
                Answered { note, half: true, ..Answered::of(&answer, delay) }
            }
        })
    }
}

fn step(handler: &ChainHandler, answered: &Answered, link: hookglass_senders::chain::Link, changed: bool) -> ChainStep {
    let shown = &answered.body[..answered.body.len().min(MOST_SHOWN)];
    ChainStep {
        who: match handler {
            ChainHandler::Url { url } => url.trim().to_owned(),
            ChainHandler::Rules => "the rules".to_owned(),
            ChainHandler::Answer { .. } => "a written answer".to_owned(),
        },
        asked: link.asked,
        began_ms: link.began_ms,
        took_ms: link.took_ms,
        status: answered.status,
        body: String::from_utf8_lossy(shown).into_owned(),
        changed,
        signed: answered.signed.map(|signed| signed.word().to_owned()),
        note: answered.note.clone(),
        verdict: link.verdict.into(),
        replaced: link.replaced.into_iter().map(str::to_owned).collect(),
        decided: link.decided.into_iter().map(str::to_owned).collect(),
    }
}
