//! A scenario, carried out: its steps are sent one after the other, and what comes back is held against what is expected.
//!
//! What can be told to be wrong before anything is sent is told then. An edit that a body does not have a place for is the
//! matter of its step. Nothing of a run is kept in the database: what came of it is here, and in the JUnit file.

use hookglass_automation::scenario::{
    BuildError, Check, RequestContext, Scenario, ScenarioReport, Sign, Step, StepOutcome, StepReport, junit,
};
use hookglass_outbound::{Options, check, send};
use hookglass_request::outgoing::{Attempt, Outcome, Outgoing};
use hookglass_senders::verdict::{self, Reply};
use jiff::Timestamp;
use std::{pin::pin, sync::Arc, time::Duration};

use crate::{
    base::blocking,
    error::AppError,
    outbound::judged,
    scenarios::Scenarios,
    view::{ScenarioCheck, ScenarioStep, ScenarioStepState},
};

/// Why a step was not sent when somebody stopped the scenario.
const STOPPED: &str = "The scenario was stopped before this step was answered.";

/// Where a scenario goes, and how.
#[derive(Debug, Clone)]
pub struct ScenarioTarget {
    /// The URL that the targets of its steps follow.
    pub to: String,
    /// How long to wait for each answer; 30 seconds, if `None`.
    pub timeout: Option<Duration>,
    /// Whether the target's certificate has to be believed.
    pub verify_tls: bool,
    /// Whether it may leave this computer for a host that was not confirmed before.
    pub confirmed: bool,
}

/// A scenario that is being carried out.
#[derive(Debug)]
pub struct ScenarioRun {
    steps: Vec<Arc<Step>>,
    to: String,
    options: Options,
    stopped: bool,
    run: ScenarioReport,
}

/// A step that was sent.
struct Sent {
    outgoing: Outgoing,
    attempt: Attempt,
    verdict: verdict::Outcome,
    checks: Vec<Check>,
}

/// Why a step was not.
enum NotSent {
    /// It cannot be.
    Cannot(String),
    /// Somebody stopped it.
    Stopped,
}

impl Scenarios {
    /// Looks at what can be told before anything is sent; [`ScenarioRun::next`] sends.
    pub async fn begin_scenario(&self, scenario: Scenario, target: &ScenarioTarget) -> Result<ScenarioRun, AppError> {
        scenario.check()?;
        let secrets = self.secrets.named_secrets();
        for step in &scenario.steps {
            if let Sign::With(name) = &step.sign
                && !secrets.iter().any(|secret| secret.name == *name)
            {
                return Err(BuildError::NoSecret(name.clone()).into());
            }
        }
        let given = RequestContext { base: &target.to, seq: 0, now: Timestamp::now(), secrets: &secrets };
        for step in &scenario.steps {
            match step.outgoing(given) {
                Ok((outgoing, _)) => check(&outgoing)?,
                Err(BuildError::Edit(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.outbound.may_go_to(&target.to, target.confirmed).await?;
        let run = ScenarioReport { name: scenario.name, began_at: Timestamp::now(), steps: Vec::new() };
        let steps = scenario.steps.into_iter().map(Arc::new).collect();
        let options = self.outbound.sending(target.timeout, target.verify_tls);
        Ok(ScenarioRun { steps, to: target.to.clone(), options, stopped: false, run })
    }
}

impl ScenarioRun {
    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// What the scenario is called.
    pub fn name(&self) -> &str {
        &self.run.name
    }

    /// What came of the steps so far, as JUnit's XML.
    pub fn junit(&self) -> String {
        junit(std::slice::from_ref(&self.run))
    }

    /// Carries out the next step; `None` after the last. When `stop` is ready, this step and those after it are skipped.
    pub async fn next(
        &mut self,
        app: &Scenarios,
        stop: impl Future<Output = ()>,
    ) -> Result<Option<ScenarioStep>, AppError> {
        let at = self.run.steps.len();
        let Some(step) = self.steps.get(at).map(Arc::clone) else { return Ok(None) };
        let sent = if self.stopped { Err(NotSent::Stopped) } else { self.send(app, &step, stop).await? };
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
        };
        let (took, came) = match sent {
            Ok(sent) => {
                tell(&mut view, &sent);
                (sent.attempt.duration, StepOutcome::Checked(sent.checks))
            }
            Err(NotSent::Cannot(why)) => {
                view.state = ScenarioStepState::NotSent;
                view.why = Some(why.clone());
                (Duration::ZERO, StepOutcome::NotSent(why))
            }
            Err(NotSent::Stopped) => {
                self.stopped = true;
                view.why = Some(STOPPED.to_owned());
                (Duration::ZERO, StepOutcome::Skipped(STOPPED.to_owned()))
            }
        };
        self.run.steps.push(StepReport { name: step.name.clone(), took, came });
        Ok(Some(view))
    }

    async fn send(
        &self,
        app: &Scenarios,
        step: &Arc<Step>,
        stop: impl Future<Output = ()>,
    ) -> Result<Result<Sent, NotSent>, AppError> {
        let mut stop = pin!(stop);
        tokio::select! {
            biased;
            () = &mut stop => return Ok(Err(NotSent::Stopped)),
            () = tokio::time::sleep(step.pause()) => {}
        }
        let seq =
            if step.fresh.id || step.fresh.seq { app.replay.hand_out_seqs(1).await?.saturating_add(1) } else { 0 };
        let secrets = app.secrets.named_secrets();
        let given = RequestContext { base: &self.to, seq, now: Timestamp::now(), secrets: &secrets };
        let outgoing = match step.outgoing(given) {
            Ok((outgoing, _)) => outgoing,
            Err(error) => return Ok(Err(NotSent::Cannot(error.to_string()))),
        };
        let mut stopped = false;
        let cancel = async {
            stop.await;
            stopped = true;
        };
        let attempt = match send(&outgoing, &self.options, cancel).await {
            Ok(attempt) => attempt,
            Err(error) => return Ok(Err(NotSent::Cannot(error.to_string()))),
        };
        if stopped {
            return Ok(Err(NotSent::Stopped));
        }
        let step = Arc::clone(step);
        Ok(Ok(blocking(move || held_against(&step, outgoing, attempt)).await?))
    }
}

fn held_against(step: &Step, outgoing: Outgoing, attempt: Attempt) -> Sent {
    let verdict = judged(step.request.target.as_bytes(), &outgoing, &attempt);
    let checks = step.expect.check(Reply::to(&attempt.outcome), attempt.duration, Some(verdict));
    Sent { outgoing, attempt, verdict, checks }
}

fn tell(view: &mut ScenarioStep, sent: &Sent) {
    let is_met = sent.checks.iter().all(|check| check.met);
    view.state = if is_met { ScenarioStepState::Passed } else { ScenarioStepState::Failed };
    view.method = Some(sent.outgoing.method.clone());
    view.url = Some(sent.outgoing.url.clone());
    view.verdict = Some(sent.verdict.word().to_owned());
    view.duration_us = u64::try_from(sent.attempt.duration.as_micros()).unwrap_or(u64::MAX);
    match &sent.attempt.outcome {
        Outcome::Response(response) => view.status = Some(response.status),
        Outcome::Failed(failure) => view.why = Some(failure.sentence.clone()),
    }
    let checks = sent.checks.iter().map(|check| ScenarioCheck { met: check.met, sentence: check.sentence.clone() });
    view.checks = checks.collect();
    view.checks.sort_by_key(|check| check.met);
}
