//! Runs a scenario: sends its steps in order and checks the answers.
//!
//! All errors that can be found before the first request are reported before it. An edit that does
//! not apply to its body fails only its own step. Results are returned and written to the JUnit
//! file, not to the database.

use hookglass_automation::scenario::{
    BuildError, Check, RequestContext, Scenario, ScenarioReport, Sign, Step, StepOutcome, StepReport, junit,
};
use hookglass_clock::Clock;
use hookglass_outbound::{Options, check, send};
use hookglass_request::outgoing::{Attempt, Outcome, Outgoing};
use hookglass_senders::verdict::{self, Reply};
use std::{pin::pin, sync::Arc, time::Duration};

use super::{context::Scenarios, error::ScenariosError};
use crate::{
    base::{blocking, excerpt::excerpt},
    outbound::judge_request,
    replay::Replay,
    secrets::Secrets,
    view::{ScenarioCheck, ScenarioStep, ScenarioStepState},
};

/// Why a step was skipped.
const STOPPED: &str = "The scenario was stopped before this step was answered.";

/// Bytes of an answer's body that a failed step shows.
const MAX_ANSWER_BYTES: usize = 16 * 1024;

/// Where and how a scenario is sent.
#[derive(Debug, Clone)]
pub struct ScenarioTarget {
    /// The target URL. Without a path or a query, it gets that of each step.
    pub to: String,
    /// How long to wait for each answer; `None` waits 30 seconds.
    pub timeout: Option<Duration>,
    /// Whether the target's certificate is verified.
    pub verify_tls: bool,
    /// Whether the requests may be sent to a remote host that is not confirmed yet.
    pub confirmed: bool,
}

/// A running scenario.
#[derive(Debug)]
pub struct ScenarioRun {
    clock: Clock,
    secrets: Arc<Secrets>,
    replay: Arc<Replay>,
    steps: Vec<Arc<Step>>,
    to: String,
    options: Options,
    stopped: bool,
    report: ScenarioReport,
}

/// A step that was sent.
struct Sent {
    outgoing: Outgoing,
    attempt: Attempt,
    verdict: verdict::Outcome,
    checks: Vec<Check>,
}

/// The outcome of a step.
enum Delivery {
    Sent(Box<Sent>),
    /// The request cannot be built or sent.
    NotSent(String),
    /// The scenario was stopped.
    Stopped,
}

impl Scenarios {
    /// Checks a scenario and starts a run. [`ScenarioRun::next`] sends each step.
    pub async fn begin(&self, scenario: Scenario, target: &ScenarioTarget) -> Result<ScenarioRun, ScenariosError> {
        scenario.check()?;
        let secrets = self.secrets.named_secrets();
        for step in &scenario.steps {
            if let Sign::With(name) = &step.sign
                && !secrets.iter().any(|secret| secret.name == *name)
            {
                return Err(BuildError::NoSecret(name.clone()).into());
            }
        }
        let context = RequestContext { base: &target.to, seq: 0, now: self.clock.wall(), secrets: &secrets };
        for step in &scenario.steps {
            match step.outgoing(context) {
                Ok((outgoing, _)) => check(&outgoing)?,
                Err(BuildError::Edit(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.outbound.ensure_allowed(&target.to, target.confirmed).await?;
        let report = ScenarioReport { name: scenario.name, began_at: self.clock.wall(), steps: Vec::new() };
        let steps = scenario.steps.into_iter().map(Arc::new).collect();
        let options = self.outbound.options(target.timeout, target.verify_tls);
        Ok(ScenarioRun {
            clock: self.clock.clone(),
            secrets: Arc::clone(&self.secrets),
            replay: Arc::clone(&self.replay),
            steps,
            to: target.to.clone(),
            options,
            stopped: false,
            report,
        })
    }
}

impl ScenarioRun {
    /// The number of steps.
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// The name of the scenario.
    pub fn name(&self) -> &str {
        &self.report.name
    }

    /// The results so far as JUnit XML.
    pub fn junit(&self) -> String {
        junit(std::slice::from_ref(&self.report))
    }

    /// Runs the next step; `None` after the last. When `stop` completes, this step and all later
    /// steps are skipped.
    pub async fn next(&mut self, stop: impl Future<Output = ()>) -> Result<Option<ScenarioStep>, ScenariosError> {
        let at = self.report.steps.len();
        let Some(step) = self.steps.get(at).map(Arc::clone) else { return Ok(None) };
        let sent = if self.stopped { Delivery::Stopped } else { self.send(&step, stop).await? };
        let mut view = ScenarioStep {
            number: at as u64 + 1,
            name: step.name.clone(),
            state: ScenarioStepState::Skipped,
            method: None,
            url: None,
            status: None,
            verdict: None,
            duration_us: 0,
            checks: Vec::new(),
            why: None,
            answer: None,
        };
        let (took, outcome) = match sent {
            Delivery::Sent(sent) => {
                fill(&mut view, &sent);
                (sent.attempt.duration, StepOutcome::Checked(sent.checks))
            }
            Delivery::NotSent(why) => {
                view.state = ScenarioStepState::NotSent;
                view.why = Some(why.clone());
                (Duration::ZERO, StepOutcome::NotSent(why))
            }
            Delivery::Stopped => {
                self.stopped = true;
                view.why = Some(STOPPED.to_owned());
                (Duration::ZERO, StepOutcome::Skipped(STOPPED.to_owned()))
            }
        };
        self.report.steps.push(StepReport { name: step.name.clone(), took, came: outcome });
        Ok(Some(view))
    }

    async fn send(&self, step: &Arc<Step>, stop: impl Future<Output = ()>) -> Result<Delivery, ScenariosError> {
        let mut stop = pin!(stop);
        tokio::select! {
            biased;
            () = &mut stop => return Ok(Delivery::Stopped),
            () = self.clock.sleep(step.pause()) => {}
        }
        let seq =
            if step.fresh.id || step.fresh.seq { self.replay.reserve_seqs(1).await?.saturating_add(1) } else { 0 };
        let secrets = self.secrets.named_secrets();
        let context = RequestContext { base: &self.to, seq, now: self.clock.wall(), secrets: &secrets };
        let outgoing = match step.outgoing(context) {
            Ok((outgoing, _)) => outgoing,
            Err(error) => return Ok(Delivery::NotSent(error.to_string())),
        };
        let mut stopped = false;
        let cancel = async {
            stop.await;
            stopped = true;
        };
        let attempt = match send(&outgoing, &self.options, cancel).await {
            Ok(attempt) => attempt,
            Err(error) => return Ok(Delivery::NotSent(error.to_string())),
        };
        if stopped {
            return Ok(Delivery::Stopped);
        }
        let step = Arc::clone(step);
        Ok(Delivery::Sent(Box::new(blocking(move || check_answer(&step, outgoing, attempt)).await?)))
    }
}

fn check_answer(step: &Step, outgoing: Outgoing, attempt: Attempt) -> Sent {
    let verdict = judge_request(step.request.target.as_bytes(), &outgoing, &attempt);
    let checks = step.expect.check(Reply::to(&attempt.outcome), attempt.duration, Some(verdict));
    Sent { outgoing, attempt, verdict, checks }
}

fn fill(view: &mut ScenarioStep, sent: &Sent) {
    let is_met = sent.checks.iter().all(|check| check.met);
    view.state = if is_met { ScenarioStepState::Passed } else { ScenarioStepState::Failed };
    view.method = Some(sent.outgoing.method.clone());
    view.url = Some(sent.outgoing.url.clone());
    view.verdict = Some(sent.verdict.word().to_owned());
    view.duration_us = u64::try_from(sent.attempt.duration.as_micros()).unwrap_or(u64::MAX);
    match &sent.attempt.outcome {
        Outcome::Response(response) => {
            view.status = Some(response.status);
            view.answer = (!is_met).then(|| excerpt(&response.body, MAX_ANSWER_BYTES));
        }
        Outcome::Failed(failure) => view.why = Some(failure.sentence.clone()),
    }
    let checks = sent.checks.iter().map(|check| ScenarioCheck { met: check.met, sentence: check.sentence.clone() });
    view.checks = checks.collect();
    view.checks.sort_by_key(|check| check.met);
}
