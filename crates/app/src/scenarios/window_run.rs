//! A scenario run that the window started.

use hookglass_automation::scenario::Step;
use hookglass_clock::Clock;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{sync::watch, time::Instant};
use tokio_util::sync::CancellationToken;

use super::run::ScenarioRun;
use crate::{
    base::{
        jobs::{Job, Jobs},
        lock,
        runs::Run,
    },
    error::AppError,
    view::{ScenarioRunState, ScenarioRunView, ScenarioStep, ScenarioStepState},
};

/// A scenario run that the window started.
#[derive(Debug)]
pub(crate) struct WindowRun {
    pub(super) number: u64,
    pub(super) name: String,
    pub(super) to: String,
    /// The names of all steps.
    pub(super) step_names: Vec<String>,
    pub(super) cancel: CancellationToken,
    pub(super) progress: Arc<Mutex<Progress>>,
    pub(super) state: watch::Receiver<ScenarioRunState>,
}

/// The progress and results of a run.
#[derive(Debug)]
pub(super) struct Progress {
    clock: Clock,
    began: Instant,
    took: Option<Duration>,
    pub(super) steps: Vec<ScenarioStep>,
    pub(super) junit: String,
    problem: Option<String>,
    state: watch::Sender<ScenarioRunState>,
}

/// The name of a step, or its request line if it has no name.
pub(super) fn step_name(step: &Step) -> String {
    if !step.name.trim().is_empty() {
        return step.name.clone();
    }
    let target = if step.request.target.is_empty() { "/" } else { &step.request.target };
    format!("{} {target}", step.request.method)
}

impl Progress {
    fn count(&self, state: ScenarioStepState) -> u64 {
        self.steps.iter().filter(|step| step.state == state).count() as u64
    }

    fn end(&mut self, cancelled: bool, problem: Option<String>) {
        self.took = Some(self.clock.now() - self.began);
        self.problem = problem;
        let is_cancelled = cancelled && self.count(ScenarioStepState::Skipped) > 0;
        self.state.send_replace(if is_cancelled { ScenarioRunState::Cancelled } else { ScenarioRunState::Done });
    }
}

impl WindowRun {
    /// Starts a run as this job.
    pub(super) fn begin(
        number: u64,
        to: String,
        step_names: Vec<String>,
        run: ScenarioRun,
        (jobs, job): (&Jobs, Job),
        clock: Clock,
    ) -> Self {
        let (state, state_of_run) = watch::channel(ScenarioRunState::Running);
        let name = run.name().to_owned();
        let began = clock.now();
        let junit = run.junit();
        let progress = Progress { clock, began, took: None, steps: Vec::new(), junit, problem: None, state };
        let progress = Arc::new(Mutex::new(progress));
        let cancel = job.token();
        let running = job.spawn(run_steps(run, Arc::clone(&progress), cancel.clone()));
        let (ending, cancelled) = (Arc::clone(&progress), cancel.clone());
        jobs.spawn(async move {
            // If the run panics, it still ends.
            let problem = running.await.unwrap_or_else(|error| Some(error.to_string()));
            // Dropped before the end is reported, because the next run can start then.
            drop(job);
            lock(&ending).end(cancelled.is_cancelled(), problem);
        });
        Self { number, name, to, step_names, cancel, progress, state: state_of_run }
    }
}

/// Runs all steps until the run is canceled. Returns the error that ended it early.
async fn run_steps(mut run: ScenarioRun, progress: Arc<Mutex<Progress>>, cancel: CancellationToken) -> Option<String> {
    let problem = loop {
        match run.next(cancel.cancelled()).await {
            Ok(Some(step)) => lock(&progress).steps.push(step),
            Ok(None) => break None,
            Err(error) => break Some(AppError::from(error).problem().detail),
        }
    };
    lock(&progress).junit = run.junit();
    problem
}

impl Run for WindowRun {
    type View = ScenarioRunView;

    fn view(&self) -> ScenarioRunView {
        let progress = lock(&self.progress);
        let elapsed = progress.took.unwrap_or_else(|| progress.clock.now() - progress.began);
        ScenarioRunView {
            run: self.number,
            name: self.name.clone(),
            to: self.to.clone(),
            state: *self.state.borrow(),
            steps: self.step_names.len() as u64,
            passed: progress.count(ScenarioStepState::Passed),
            failed: progress.count(ScenarioStepState::Failed),
            not_sent: progress.count(ScenarioStepState::NotSent),
            skipped: progress.count(ScenarioStepState::Skipped),
            elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            problem: progress.problem.clone(),
        }
    }

    fn is_over(&self) -> bool {
        *self.state.borrow() != ScenarioRunState::Running
    }

    async fn ended(&self) {
        // Cannot fail: `self.progress` holds the watch sender.
        let _ = self.state.clone().wait_for(|state| *state != ScenarioRunState::Running).await;
    }
}
