//! Scenarios as the window has them: recorded from a selection, edited as a form or as a text, and carried out, one at a time,
//! while nobody needs to look.

use bytes::Bytes;
use hookglass_automation::scenario::{self, Expect, Scenario, Step};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::sync::watch;

use super::{Recording, ScenarioRun, ScenarioTarget, form};
use crate::{
    base::{blocking, files, lock, report_until_over},
    error::AppError,
    replay::Numbers,
    scenarios::Scenarios,
    view::{
        BulkSelection, FreshDraft, RecordRequest, ScenarioForm, ScenarioRead, ScenarioRecorded, ScenarioRow,
        ScenarioRunRequest, ScenarioRunState, ScenarioRunStep, ScenarioRunView, ScenarioStep, ScenarioStepState,
        SendRequest, SigningChoice,
    },
};

/// Steps of one window.
const MOST_ROWS: usize = 200;
/// Bytes of the largest file that is edited in the window.
const MOST_EDITABLE: usize = 8 << 20;

/// The run of the window.
#[derive(Debug, Default)]
pub(crate) struct ScenarioRuns {
    last: Mutex<Option<Arc<Running>>>,
    /// The number of the last one.
    begun: watch::Sender<u64>,
}

/// A scenario that is being carried out, or was.
#[derive(Debug)]
struct Running {
    number: u64,
    name: String,
    to: String,
    /// Names of all steps.
    names: Vec<String>,
    stop: watch::Sender<bool>,
    over: watch::Receiver<bool>,
    so_far: Mutex<SoFar>,
}

#[derive(Debug)]
struct SoFar {
    began: Instant,
    took: Option<Duration>,
    steps: Vec<ScenarioStep>,
    junit: String,
    problem: Option<String>,
}

/// What a step is called; its request, where it has no name.
fn called(step: &Step) -> String {
    if !step.name.trim().is_empty() {
        return step.name.clone();
    }
    let target = if step.request.target.is_empty() { "/" } else { &step.request.target };
    format!("{} {target}", step.request.method)
}

impl Running {
    fn view(&self) -> ScenarioRunView {
        let (is_over, is_stopped) = (*self.over.borrow(), *self.stop.borrow());
        let so_far = lock(&self.so_far);
        let count = |state| so_far.steps.iter().filter(|step| step.state == state).count() as u64;
        let skipped = count(ScenarioStepState::Skipped);
        let elapsed = so_far.took.unwrap_or_else(|| so_far.began.elapsed());
        ScenarioRunView {
            run: self.number,
            name: self.name.clone(),
            to: self.to.clone(),
            state: match (is_over, is_stopped && skipped > 0) {
                (false, _) => ScenarioRunState::Running,
                (true, true) => ScenarioRunState::Cancelled,
                (true, false) => ScenarioRunState::Done,
            },
            steps: self.names.len() as u64,
            passed: count(ScenarioStepState::Passed),
            failed: count(ScenarioStepState::Failed),
            not_sent: count(ScenarioStepState::NotSent),
            skipped,
            elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            problem: so_far.problem.clone(),
        }
    }

    fn is_over(&self) -> bool {
        *self.over.borrow()
    }

    /// Carries out all steps, or those before it is stopped.
    async fn carry_out(&self, app: &Scenarios, mut run: ScenarioRun) {
        let problem = loop {
            let mut stop = self.stop.subscribe();
            let stopped = async {
                // Without its sender nobody can stop it any more; it is held by this.
                let _ = stop.wait_for(|stop| *stop).await;
            };
            match run.next(app, stopped).await {
                Ok(Some(step)) => lock(&self.so_far).steps.push(step),
                Ok(None) => break None,
                Err(error) => break Some(error.problem().detail),
            }
        };
        let mut so_far = lock(&self.so_far);
        so_far.took = Some(so_far.began.elapsed());
        (so_far.junit, so_far.problem) = (run.junit(), problem);
    }
}

impl Scenarios {
    /// Records the events of a selection, in the order of their arrival.
    pub async fn record_selection(&self, request: RecordRequest) -> Result<ScenarioRecorded, AppError> {
        let mut ids = match request.selection {
            BulkSelection::Ids { ids } => ids,
            BulkSelection::Filter { filter } => self.inbox.newest(&filter, usize::MAX).await?,
        };
        ids.sort_unstable();
        let recording = Recording {
            about: request.about.trim().to_owned(),
            fresh: form::fresh(request.fresh),
            sign: form::sign(&request.signing),
            status: form::status(&request.status).map_err(AppError::Setting)?,
            pauses: request.pauses,
            replace: request.replace,
        };
        let recorded = self.record_scenario(&request.name, &ids, &recording).await?;
        Ok(ScenarioRecorded { row: recorded.row, cut: recorded.cut })
    }

    /// A scenario that is kept, to be edited.
    pub async fn scenario(&self, name: &str) -> Result<ScenarioRead, AppError> {
        let text = self.scenario_file(name).await?;
        if text.len() > MOST_EDITABLE {
            let sentence = format!("the scenario '{name}' is larger than 8 MiB; export it, and edit the file");
            return Err(AppError::Setting(sentence));
        }
        Self::read_scenario_text(text).await
    }

    /// Reads a text as a file would be read, and says what is wrong with it.
    pub async fn read_scenario_text(text: String) -> Result<ScenarioRead, AppError> {
        Ok(blocking(move || match scenario::read(&Bytes::copy_from_slice(text.as_bytes())) {
            Ok(read) => ScenarioRead { text: Some(text), form: Some(ScenarioForm::from(&read)), error: None },
            Err(error) => ScenarioRead { text: Some(text), form: None, error: Some(error.into()) },
        })
        .await?)
    }

    /// The text of a form's file, or what is wrong with the form.
    pub async fn write_scenario(form: ScenarioForm) -> Result<ScenarioRead, AppError> {
        Ok(blocking(move || match form.scenario() {
            Ok(made) => ScenarioRead { text: Some(scenario::write(&made)), form: Some(form), error: None },
            Err(error) => ScenarioRead { text: None, form: Some(form), error: Some(error) },
        })
        .await?)
    }

    /// Keeps the scenario of a text; the one that it was, under its earlier name, goes.
    pub async fn save_scenario(
        &self,
        text: String,
        was: Option<String>,
        replace: bool,
    ) -> Result<ScenarioRow, AppError> {
        let scenario = Self::read_scenario(text.into()).await?;
        let renamed = was.filter(|was| *was != scenario.name);
        let row = self.keep_scenario(scenario, replace || renamed.is_none()).await?;
        if let Some(was) = renamed {
            match self.remove_scenario(&was).await {
                // Somebody else may have taken it away.
                Ok(()) | Err(AppError::NoScenario(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(row)
    }

    /// Keeps a copy of a scenario under a name that is free.
    pub async fn duplicate_scenario(&self, name: &str) -> Result<ScenarioRow, AppError> {
        let file = self.scenario_file(name).await?;
        let scenario = Self::read_scenario(file.into()).await?;
        let taken: Vec<_> = self.scenarios().await?.into_iter().map(|row| row.name).collect();
        let names = (2..).map(|number| format!("{name} ({number})"));
        let free = names.take(taken.len() + 1).find(|name| !taken.contains(name)).unwrap_or_default();
        self.keep_scenario(Scenario { name: free, ..scenario }, false).await
    }

    /// Keeps the scenario of a file.
    pub async fn import_scenario_file(&self, path: &str, replace: bool) -> Result<ScenarioRow, AppError> {
        let path = path.to_owned();
        let bytes = blocking(move || files::read(&path)).await??;
        self.import_scenario(bytes.into(), replace).await
    }

    /// Writes a scenario to a file, and returns where that is.
    pub async fn export_scenario(&self, name: &str, path: &str, replace: bool) -> Result<String, AppError> {
        let (text, path) = (self.scenario_file(name).await?, path.to_owned());
        Ok(blocking(move || files::write(&path, text.as_bytes(), replace)).await??)
    }

    /// Makes a draft the last step of a scenario, which begins with it when there is none of that name.
    pub async fn add_to_scenario(&self, name: &str, request: SendRequest) -> Result<ScenarioRow, AppError> {
        let mut scenario = match self.scenario_file(name.trim()).await {
            Ok(text) => Self::read_scenario(text.into()).await?,
            Err(AppError::NoScenario(_)) => Scenario { name: name.trim().to_owned(), ..Scenario::default() },
            Err(error) => return Err(error),
        };
        let opened = self.events.opened(request.event_id).await?;
        let (fresh, sign) = (form::fresh(request.fresh), form::sign(&request.signing));
        // What is made new and signed when it is sent is made new and signed each time.
        let untouched = SendRequest { fresh: FreshDraft::default(), signing: SigningChoice::AsReceived, ..request };
        let prepared = self.replay.prepared_request(&opened, &untouched, Numbers::Shown).await?;
        let event_type = opened.event.envelope.event_type.clone().unwrap_or_default();
        let mut step = Step::recorded(event_type, &opened.event.capture);
        step.request.method = prepared.outgoing.method;
        step.request.headers = hookglass_request::outgoing::end_to_end(&prepared.outgoing.headers).0;
        step.request.body = prepared.outgoing.body;
        scenario.steps.push(Step { fresh, sign, expect: Expect::default(), ..step });
        self.keep_scenario(scenario, true).await
    }

    /// Begins to carry out a scenario. One is carried out at a time.
    pub async fn start_scenario(self: &Arc<Self>, request: ScenarioRunRequest) -> Result<ScenarioRunView, AppError> {
        let file = self.scenario_file(&request.name).await?;
        let scenario = Self::read_scenario(file.into()).await?;
        let target = ScenarioTarget {
            to: request.to.trim().to_owned(),
            timeout: request.timeout_ms.map(Duration::from_millis),
            verify_tls: request.verify_tls,
            confirmed: request.confirmed,
        };
        let names = scenario.steps.iter().map(called).collect();
        let run = self.begin_scenario(scenario, &target).await?;
        self.outbound.remember_target(&target.to).await?;
        let (end, over) = watch::channel(false);
        let begun = {
            let mut last = lock(&self.runs.last);
            if let Some(last) = &*last
                && !last.is_over()
            {
                return Err(AppError::ScenarioUnderWay(last.name.clone()));
            }
            let number = last.as_ref().map_or(0, |last| last.number) + 1;
            let so_far =
                SoFar { began: Instant::now(), took: None, steps: Vec::new(), junit: run.junit(), problem: None };
            Arc::clone(last.insert(Arc::new(Running {
                number,
                name: request.name,
                to: target.to,
                names,
                stop: watch::Sender::new(false),
                over,
                so_far: Mutex::new(so_far),
            })))
        };
        let (app, running) = (Arc::clone(self), Arc::clone(&begun));
        tokio::spawn(async move {
            running.carry_out(&app, run).await;
            // Nobody may wait for it.
            let _ = end.send(true);
        });
        self.runs.begun.send_replace(begun.number);
        Ok(begun.view())
    }

    /// How far the last run has come; `None` when there was none yet.
    pub fn scenario_progress(&self) -> Option<ScenarioRunView> {
        lock(&self.runs.last).as_ref().map(|last| last.view())
    }

    /// Ends a run; the step that is under way is skipped, and those after it.
    pub fn cancel_scenario(&self, run: u64) -> Result<(), AppError> {
        self.run_of(run).map(|of| {
            of.stop.send_replace(true);
        })
    }

    /// Some steps of a run; 200 at most.
    pub fn scenario_steps(&self, run: u64, start: u64, len: u64) -> Result<Vec<ScenarioRunStep>, AppError> {
        let of = self.run_of(run)?;
        let (start, len) = (usize::try_from(start).unwrap_or(usize::MAX), len.min(MOST_ROWS as u64) as usize);
        let so_far = lock(&of.so_far);
        let names = of.names.iter().enumerate().skip(start).take(len);
        Ok(names
            .map(|(at, name)| ScenarioRunStep {
                number: at as u64 + 1,
                name: name.clone(),
                done: so_far.steps.get(at).cloned(),
            })
            .collect())
    }

    /// Writes what came of a run as JUnit's XML, and returns where that is.
    pub async fn export_junit(&self, run: u64, path: &str, replace: bool) -> Result<String, AppError> {
        let (of, path) = (self.run_of(run)?, path.to_owned());
        if !of.is_over() {
            return Err(AppError::ScenarioUnderWay(of.name.clone()));
        }
        let junit = lock(&of.so_far).junit.clone();
        Ok(blocking(move || files::write(&path, junit.as_bytes(), replace)).await??)
    }

    /// Calls `signal` with each run that begins, at most ten times a second while something changes, and at its end. Runs for as
    /// long as the application does.
    pub async fn watch_scenarios(&self, mut signal: impl FnMut(ScenarioRunView)) {
        let mut begun = self.runs.begun.subscribe();
        while begun.changed().await.is_ok() {
            let Some(last) = lock(&self.runs.last).clone() else { continue };
            // Whether it is over is asked first: what is told last is then the end.
            let look = || {
                let is_over = last.is_over();
                (last.view(), is_over)
            };
            let over = || {
                let mut over = last.over.clone();
                async move { over.wait_for(|over| *over).await.is_ok() }
            };
            report_until_over(&self.clock, look, over, &mut signal).await;
        }
    }

    fn run_of(&self, run: u64) -> Result<Arc<Running>, AppError> {
        let last = lock(&self.runs.last).clone();
        last.filter(|last| last.number == run).ok_or(AppError::NoScenarioRun)
    }
}
