//! Runs scenarios in the window. One runs at a time, and its results stay available until the next
//! run.

use std::{sync::Arc, time::Duration};

use super::{
    context::Scenarios,
    error::ScenariosError,
    run::ScenarioTarget,
    window_run::{WindowRun, step_name},
};
use crate::{
    base::{blocking, files, jobs::JobKey, lock, runs::Run as _},
    view::{ScenarioRunRequest, ScenarioRunStep, ScenarioRunView},
};

/// Rows of one window of steps.
pub(crate) const MAX_SCENARIO_ROWS: u64 = 200;

impl Scenarios {
    /// Starts a scenario, unless one is running.
    pub async fn start(&self, request: ScenarioRunRequest) -> Result<ScenarioRunView, ScenariosError> {
        let file = self.file(&request.name).await?;
        let scenario = Self::read(file.into()).await?;
        let target = ScenarioTarget {
            to: request.to.trim().to_owned(),
            timeout: request.timeout_ms.map(Duration::from_millis),
            verify_tls: request.verify_tls,
            confirmed: request.confirmed,
        };
        let step_names = scenario.steps.iter().map(step_name).collect();
        let run = self.begin(scenario, &target).await?;
        self.outbound.remember_target(&target.to).await?;
        let Some(job) = self.jobs.start_unless_running(JobKey::Scenario) else {
            let name = self.runs.last().map_or(request.name, |last| last.name.clone());
            return Err(ScenariosError::UnderWay(name));
        };
        let (jobs, clock) = (&self.jobs, self.clock.clone());
        let started =
            self.runs.begin(|number| WindowRun::begin(number, target.to, step_names, run, (jobs, job), clock));
        Ok(started.view())
    }

    /// The progress of the last run; `None` before the first.
    pub fn progress(&self) -> Option<ScenarioRunView> {
        self.runs.last().map(|last| last.view())
    }

    /// Cancels a run. The current step and all later steps are skipped.
    pub fn cancel(&self, run: u64) -> Result<(), ScenariosError> {
        self.window_run(run).map(|run| run.cancel.cancel())
    }

    /// A window of the steps of a run, at most 200 rows.
    pub fn steps(&self, run: u64, start: u64, len: u64) -> Result<Vec<ScenarioRunStep>, ScenariosError> {
        let run = self.window_run(run)?;
        let (start, len) = (usize::try_from(start).unwrap_or(usize::MAX), len.min(MAX_SCENARIO_ROWS) as usize);
        let progress = lock(&run.progress);
        let names = run.step_names.iter().enumerate().skip(start).take(len);
        Ok(names
            .map(|(at, name)| ScenarioRunStep {
                number: at as u64 + 1,
                name: name.clone(),
                done: progress.steps.get(at).cloned(),
            })
            .collect())
    }

    /// Writes the results of a run to a JUnit file and returns its path.
    pub async fn export_junit(&self, run: u64, path: &str, replace: bool) -> Result<String, ScenariosError> {
        let (run, path) = (self.window_run(run)?, path.to_owned());
        if !run.is_over() {
            return Err(ScenariosError::UnderWay(run.name.clone()));
        }
        let junit = lock(&run.progress).junit.clone();
        Ok(blocking(move || files::write(&path, junit.as_bytes(), replace)).await??)
    }

    /// Reports each run that starts from now on: its start, its changes at most ten times a second,
    /// and its end.
    pub async fn watch(&self, signal: impl FnMut(ScenarioRunView)) {
        self.jobs.until_closed(self.runs.watch(&self.clock, signal)).await;
    }

    fn window_run(&self, run: u64) -> Result<Arc<WindowRun>, ScenariosError> {
        self.runs.get(run).ok_or(ScenariosError::RunGone)
    }
}
