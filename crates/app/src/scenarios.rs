//! Scenarios: recorded from events, kept by name, taken from files and given to files.
//!
//! What a scenario is and its file are the domain's (`hookglass_automation::scenario`). The database keeps the file's text, so
//! that an export is what was imported or recorded, laid out anew. `run` carries one out, `form` is one to be edited, and
//! `window` what the window does with them.

mod form;
mod run;
mod window;

use bytes::Bytes;
use hookglass_automation::scenario::{self, Expect, GeneratedMembers, Scenario, Sign, Status, Step};
use hookglass_clock::Clock;
use hookglass_request::capture::Capture;
use hookglass_store::{ScenarioRow as Row, Store};
use std::sync::Arc;

use crate::{
    base::{blocking, jobs::Jobs},
    error::AppError,
    events::Events,
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    secrets::Secrets,
    view::ScenarioRow,
};

pub use run::{ScenarioRun, ScenarioTarget};
use window::ScenarioRuns;

/// Bytes of bodies that are read at once.
const PAGE: usize = 4 << 20;
/// Bytes of bodies in one scenario, at most.
const MOST_BYTES: usize = 64 << 20;
/// The longest pause that is recorded, in milliseconds; a longer one becomes this.
const LONGEST_PAUSE_MS: i64 = 600_000;

/// What is made of events when they are recorded. By default they go out as they came, one right after the other, and any
/// whole answer will do.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    /// What the scenario is for.
    pub about: String,
    /// Members to be made new each time.
    pub fresh: GeneratedMembers,
    /// What becomes of signatures.
    pub sign: Sign,
    /// The status that each answer is to have.
    pub status: Option<Status>,
    /// With the pauses between which the events arrived, ten minutes at most.
    pub pauses: bool,
    /// In the place of a scenario of that name.
    pub replace: bool,
}

/// A scenario that was recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// As the list shows it.
    pub row: ScenarioRow,
    /// Events whose bodies are not whole in the database.
    pub cut: Vec<i64>,
}

/// Records, edits and runs scenarios.
#[derive(Debug)]
pub struct Scenarios {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    events: Arc<Events>,
    secrets: Arc<Secrets>,
    inbox: Arc<Inbox>,
    outbound: Arc<Outbound>,
    replay: Arc<Replay>,
    runs: ScenarioRuns,
}

impl Scenarios {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        events: Arc<Events>,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, clock, jobs, events, secrets, inbox, outbound, replay, runs: ScenarioRuns::default() }
    }

    /// Records events, in this order, as a scenario, and keeps it.
    pub async fn record_scenario(&self, name: &str, ids: &[i64], how: &Recording) -> Result<Recorded, AppError> {
        if ids.is_empty() {
            return Err(AppError::NothingToRecord);
        }
        let mut scenario =
            Scenario { name: name.trim().to_owned(), about: how.about.clone(), steps: Vec::with_capacity(ids.len()) };
        let (mut cut, mut bytes, mut before) = (Vec::new(), 0, None);
        let mut left = ids;
        while let Some(first) = left.first() {
            let page = self.store.events().by_ids(left.to_vec(), PAGE).await?;
            // An id that is not there is left out of a page, which would not do here.
            if let Some((wanted, _)) = left.iter().zip(&page).find(|(wanted, event)| **wanted != event.id) {
                return Err(AppError::NoEvent(*wanted));
            }
            if page.is_empty() {
                return Err(AppError::NoEvent(*first));
            }
            left = &left[page.len()..];
            for event in &page {
                bytes += event.capture.body.len();
                if bytes > MOST_BYTES {
                    return Err(AppError::TooMuchToRecord { most: MOST_BYTES >> 20, steps: scenario.steps.len() });
                }
                if event.capture.cut.is_some() {
                    cut.push(event.id);
                }
                let event_type = event.envelope.event_type.as_deref().unwrap_or_default();
                scenario.steps.push(recorded(event_type, &event.capture, how, before));
                before = Some(&event.capture).map(|capture| capture.received_at.as_millisecond());
            }
        }
        Ok(Recorded { row: self.keep_scenario(scenario, how.replace).await?, cut })
    }

    /// Keeps the scenario of a file.
    pub async fn import_scenario(&self, file: Bytes, replace: bool) -> Result<ScenarioRow, AppError> {
        self.keep_scenario(Self::read_scenario(file).await?, replace).await
    }

    /// Reads the scenario of a file.
    pub async fn read_scenario(file: Bytes) -> Result<Scenario, AppError> {
        Ok(blocking(move || scenario::read(&file)).await??)
    }

    async fn keep_scenario(&self, scenario: Scenario, replace: bool) -> Result<ScenarioRow, AppError> {
        scenario.check()?;
        let row =
            Row { name: scenario.name.clone(), about: scenario.about.clone(), steps: scenario.steps.len() as u64 };
        let file = blocking(move || scenario::write(&scenario)).await?;
        if !self.store.scenarios_mut().put(row.clone(), file, replace).await? {
            return Err(AppError::ScenarioTaken(row.name));
        }
        Ok(row.into())
    }

    /// The scenarios that are kept, in the order in which they were first kept.
    pub async fn scenarios(&self) -> Result<Vec<ScenarioRow>, AppError> {
        Ok(self.store.scenarios().all().await?.into_iter().map(ScenarioRow::from).collect())
    }

    /// The file of a scenario that is kept.
    pub async fn scenario_file(&self, name: &str) -> Result<String, AppError> {
        let file = self.store.scenarios().file(name.to_owned()).await?;
        file.ok_or_else(|| AppError::NoScenario(name.to_owned()))
    }

    /// Forgets a scenario.
    pub async fn remove_scenario(&self, name: &str) -> Result<(), AppError> {
        if self.store.scenarios_mut().remove(name.to_owned()).await? {
            Ok(())
        } else {
            Err(AppError::NoScenario(name.to_owned()))
        }
    }
}

/// The step that an event becomes; `before` is when the one before it arrived, in milliseconds.
fn recorded(event_type: &str, capture: &Capture, how: &Recording, before: Option<i64>) -> Step {
    let pause = before
        .filter(|_| how.pauses)
        .map_or(0, |before| capture.received_at.as_millisecond().saturating_sub(before).clamp(0, LONGEST_PAUSE_MS));
    Step {
        pause_ms: u32::try_from(pause).unwrap_or_default(),
        fresh: how.fresh,
        sign: how.sign.clone(),
        expect: Expect { status: how.status, ..Expect::default() },
        ..Step::recorded(event_type, capture)
    }
}

impl From<Row> for ScenarioRow {
    fn from(Row { name, about, steps }: Row) -> Self {
        Self { name, about, steps }
    }
}
