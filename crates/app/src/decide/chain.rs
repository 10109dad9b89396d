//! Runs the handlers of a blocking event in order. Each handler gets the event with all earlier
//! changes.
//!
//! A URL is called like a resend: with the same headers, and re-signed if the event was changed and
//! its secret is known. Rules and written answers can also be handlers. The delay of a rule counts
//! toward the time limits without an actual wait. Nothing is stored in the database. `Effects`
//! remembers the outcomes of the last chains for comparisons of the state before and after.

use bytes::Bytes;
use hookglass_automation::rule::{Action, Reply as RuleReply, RuleSet};
use hookglass_outbound::send;
use hookglass_request::{
    answer::{Answer, Fault},
    capture::Capture,
    headers::Headers,
    outgoing::{FailureKind, Outcome, Signed},
};
use hookglass_senders::{
    answers,
    chain::{Chain, End, Limits, Link},
    parsed_request::{Budget, ParsedRequest},
    verdict::Reply,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

use super::{
    error::{DecideError, MAX_CHAIN_HANDLERS},
    trial::with_facts,
};
use crate::{
    base::{
        blocking, filter_now,
        jobs::{Job, JobKey},
    },
    decide::Decide,
    events::Opened,
    replay::{Numbers, Resend},
    view::{ChainHandler, ChainLimits, ChainStep, ChainView, MutationEffect},
};

/// The longest time limit of a chain, in milliseconds.
pub(crate) const MAX_CHAIN_TIMEOUT_MS: u64 = 600_000;
/// Bytes of an answer's body in the view.
const MAX_VIEW_BODY_BYTES: usize = 64 << 10;

/// The inputs that all handlers of a chain share.
struct ChainRun<'a> {
    opened: &'a Arc<Opened>,
    rules: &'a Arc<RuleSet>,
    /// The time limit of one handler.
    each: Duration,
    job: &'a Job,
}

/// The answer of a handler, before the chain judges it.
#[derive(Default)]
struct HandlerAnswer {
    status: Option<u16>,
    headers: Headers,
    body: Bytes,
    /// The connection ended within the body.
    half: bool,
    failed: Option<FailureKind>,
    took: Duration,
    signed: Option<Signed>,
    note: Option<String>,
}

impl HandlerAnswer {
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
    /// Runs handlers as Authgear does. A running chain of the same event is canceled.
    pub async fn run_chain(
        &self,
        event_id: i64,
        handlers: Vec<ChainHandler>,
        limits: Option<ChainLimits>,
        confirmed: bool,
    ) -> Result<ChainView, DecideError> {
        if handlers.len() > MAX_CHAIN_HANDLERS {
            return Err(DecideError::TooManyHandlers);
        }
        let opened = self.events.opened(event_id).await?;
        let limits = limits.map(|limits| Limits {
            each: Duration::from_millis(limits.each_ms.min(MAX_CHAIN_TIMEOUT_MS)),
            total: Duration::from_millis(limits.total_ms.min(MAX_CHAIN_TIMEOUT_MS)),
        });
        let limits = limits.unwrap_or_default();
        let event = &opened.event;
        let event_type = event.envelope.event_type.clone().unwrap_or_default();
        let mut chain = Chain::new(&opened.decoded_bytes(), &event_type, limits)?;
        let rules = Arc::new(self.stored_rules().await?);
        self.ensure_chain_hosts_allowed(&opened, &rules, &handlers, confirmed).await?;
        let job = self.jobs.begin(JobKey::Chain(event_id));
        let run = ChainRun { opened: &opened, rules: &rules, each: limits.each, job: &job };
        let mut steps = Vec::with_capacity(handlers.len());
        for handler in &handlers {
            let Some(body) = chain.next_body().cloned() else {
                let link = chain.answered(Reply::Failed(FailureKind::Cancelled), Duration::ZERO).clone();
                steps.push(step(handler, &HandlerAnswer::default(), link, false));
                continue;
            };
            let changed = body != opened.decoded_bytes();
            let answer = self.call(&run, handler, body, changed).await?;
            let link = chain.answered(answer.reply(), answer.took).clone();
            steps.push(step(handler, &answer, link, changed));
        }
        drop(job);
        let End { verdict, mutated, effects, .. } = chain.end();
        let mutated_view = mutated.clone().map(MutationEffect::from);
        self.effects.remember_chain(event_id, mutated);
        Ok(ChainView { links: steps, verdict: verdict.into(), mutated: mutated_view, effects })
    }

    /// Cancels the chain of an event.
    pub fn cancel_chain(&self, event_id: i64) {
        self.jobs.cancel(JobKey::Chain(event_id));
    }

    /// Fails unless each host that the chain can call is this computer or confirmed. Called before
    /// anything is sent.
    async fn ensure_chain_hosts_allowed(
        &self,
        opened: &Opened,
        rules: &RuleSet,
        handlers: &[ChainHandler],
        confirmed: bool,
    ) -> Result<(), DecideError> {
        let mut urls: BTreeSet<String> = BTreeSet::new();
        for handler in handlers {
            match handler {
                ChainHandler::Url { url } => drop(urls.insert(url.trim().to_owned())),
                ChainHandler::Rules => {
                    let event = &opened.event;
                    let now = filter_now(&self.clock);
                    with_facts(&event.capture, &event.envelope, event.signature, event.id, |facts| {
                        for decision in rules.matching(facts, &now) {
                            if let Action::Forward { to } = &decision.rule().then.action {
                                urls.insert(to.clone());
                            }
                        }
                    });
                }
                ChainHandler::Answer { .. } => {}
            }
        }
        Ok(self.outbound.ensure_all_allowed(urls.iter().map(String::as_str), confirmed).await?)
    }

    async fn call(
        &self,
        run: &ChainRun<'_>,
        handler: &ChainHandler,
        body: Bytes,
        changed: bool,
    ) -> Result<HandlerAnswer, DecideError> {
        match handler {
            ChainHandler::Url { url } => self.call_url(run, url.trim(), changed.then_some(body), run.each).await,
            ChainHandler::Answer { text } => Ok(HandlerAnswer::of(&Answer::json(200, text.as_bytes()), Duration::ZERO)),
            ChainHandler::Rules => self.apply_rules(run, body, changed).await,
        }
    }

    /// Calls a URL. `body` replaces the body of the event.
    async fn call_url(
        &self,
        run: &ChainRun<'_>,
        url: &str,
        body: Option<Bytes>,
        each: Duration,
    ) -> Result<HandlerAnswer, DecideError> {
        let changed = body.is_some();
        let how = Resend { to: Some(url.to_owned()), body, ..Resend::default() };
        let prepared = self.replay.prepared_for_command(run.opened, &how, Numbers::Shown).await?;
        let attempt = send(&prepared.outgoing, &self.outbound.options(Some(each), true), run.job.cancelled()).await?;
        let signed = Some(prepared.signed);
        let is_stale = changed && prepared.signed == Signed::Original;
        let stale = is_stale.then(|| {
            "Earlier handlers changed the event, but there is no secret for it, so it could not be re-signed. Its \
             original signature does not match."
                .to_owned()
        });
        Ok(match attempt.outcome {
            Outcome::Response(response) => HandlerAnswer {
                half: (response.body.len() as u64) < response.size,
                status: Some(response.status),
                headers: response.headers,
                body: response.body,
                took: attempt.duration,
                signed,
                note: stale,
                ..HandlerAnswer::default()
            },
            Outcome::Failed(failure) => HandlerAnswer {
                signed,
                note: Some(failure.sentence).into_iter().chain(stale).reduce(|one, other| format!("{one} {other}")),
                ..HandlerAnswer::failed(failure.why, attempt.duration)
            },
        })
    }

    async fn apply_rules(&self, run: &ChainRun<'_>, body: Bytes, changed: bool) -> Result<HandlerAnswer, DecideError> {
        let (rules, each) = (Arc::clone(run.rules), run.each);
        let event = &run.opened.event;
        let current_body = if changed { body } else { event.capture.body.clone() };
        let capture = Capture { body: current_body, ..event.capture.clone() };
        let (current, signature) = (capture.clone(), event.signature);
        let (id, default) = (event.id, answers::default_answer(&capture, &event.envelope));
        let now = filter_now(&self.clock);
        let found = blocking(move || {
            let parsed = ParsedRequest::of(&current, Budget::WAITING);
            with_facts(&current, &parsed.envelope, signature, id, |facts| {
                rules.matching(facts, &now).next().map(|decision| {
                    let rule = decision.rule();
                    (rule.name.clone(), rule.then.delay(), decision.reply(parsed.document.as_ref().ok()))
                })
            })
        })
        .await?;
        let Some((name, delay, reply)) = found else {
            let note = Some("No rule matches, so this is the default answer.".to_owned());
            return Ok(HandlerAnswer { note, ..HandlerAnswer::of(&default, Duration::ZERO) });
        };
        let answered = format!("Rule '{name}' answered.");
        Ok(match reply {
            RuleReply::Answer { answer, missing } => {
                let note = match missing.is_empty() {
                    true => answered,
                    false => format!("{answered} The event has no value at {}.", missing.join(", ")),
                };
                HandlerAnswer { note: Some(note), ..HandlerAnswer::of(&answer, delay) }
            }
            RuleReply::Forward { to } => {
                self.outbound.ensure_allowed(&to, false).await?;
                let body = changed.then_some(capture.body);
                let left = each.saturating_sub(delay);
                let answer = self.call_url(run, &to, body, left).await?;
                let forwarded = format!("Rule '{name}' forwarded the event to {to}.");
                let note = Some(forwarded).into_iter().chain(answer.note).reduce(|one, other| format!("{one} {other}"));
                HandlerAnswer { note, took: answer.took + delay, ..answer }
            }
            RuleReply::Hold => {
                let note = format!("Rule '{name}' holds the event for a person; the chain uses the default answer.");
                HandlerAnswer { note: Some(note), ..HandlerAnswer::of(&default, delay) }
            }
            RuleReply::Fault(Fault::NoAnswer) => {
                let note = Some(format!("Rule '{name}' sends no answer."));
                HandlerAnswer { note, ..HandlerAnswer::failed(FailureKind::Timeout, each) }
            }
            RuleReply::Fault(Fault::Reset) => {
                let note = Some(format!("Rule '{name}' resets the connection."));
                HandlerAnswer { note, ..HandlerAnswer::failed(FailureKind::Reset, delay) }
            }
            RuleReply::Fault(Fault::HalfBody(answer)) => {
                let note = Some(format!("Rule '{name}' closes the connection in the middle of the body."));
                HandlerAnswer { note, half: true, ..HandlerAnswer::of(&answer, delay) }
            }
        })
    }
}

fn step(handler: &ChainHandler, answer: &HandlerAnswer, link: Link, changed: bool) -> ChainStep {
    let body = &answer.body[..answer.body.len().min(MAX_VIEW_BODY_BYTES)];
    ChainStep {
        who: match handler {
            ChainHandler::Url { url } => url.trim().to_owned(),
            ChainHandler::Rules => "Rules".to_owned(),
            ChainHandler::Answer { .. } => "Written answer".to_owned(),
        },
        asked: link.asked,
        began_ms: link.began_ms,
        took_ms: link.took_ms,
        status: answer.status,
        body: String::from_utf8_lossy(body).into_owned(),
        changed,
        signed: answer.signed.map(|signed| signed.word().to_owned()),
        note: answer.note.clone(),
        verdict: link.verdict.into(),
        replaced: link.replaced.into_iter().map(str::to_owned).collect(),
        decided: link.decided.into_iter().map(str::to_owned).collect(),
    }
}
