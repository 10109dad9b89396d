//! Stored scenarios: recorded from events, and imported and exported as files.
//!
//! The database stores the text of a scenario's file, so an export has the same text as the import
//! or the recording.

use bytes::Bytes;
use hookglass_automation::scenario::{self, Expect, GeneratedMembers, Scenario, Sign, Status, Step};
use hookglass_request::capture::Capture;
use hookglass_store::ScenarioRow as Row;

use super::{context::Scenarios, error::ScenariosError};
use crate::{base::blocking, view::ScenarioRow};

/// Bytes of bodies that are read in one query.
const PAGE_BYTES: usize = 4 << 20;
/// Bytes of bodies in one scenario.
const MAX_BYTES: usize = 64 << 20;
/// The longest recorded pause, in milliseconds. Longer pauses are shortened to it.
const MAX_PAUSE_MS: i64 = 600_000;

/// The options of a recording. By default, steps send the received requests without pauses, and any
/// complete answer passes.
#[derive(Debug, Clone, Default)]
pub struct RecordOptions {
    /// A description of the scenario.
    pub about: String,
    /// Members that are generated on send.
    pub fresh: GeneratedMembers,
    /// How requests are signed.
    pub sign: Sign,
    /// The expected status of each answer.
    pub status: Option<Status>,
    /// Whether to record the pauses between events, at most ten minutes each.
    pub pauses: bool,
    /// Whether to replace a scenario with the same name.
    pub replace: bool,
}

/// A scenario that was recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its row in the list.
    pub row: ScenarioRow,
    /// Events whose bodies are incomplete in the database.
    pub cut: Vec<i64>,
}

impl Scenarios {
    /// Records events in this order as a scenario, and stores it.
    pub async fn record(&self, name: &str, ids: &[i64], how: &RecordOptions) -> Result<Recorded, ScenariosError> {
        if ids.is_empty() {
            return Err(ScenariosError::NothingToRecord);
        }
        let mut scenario =
            Scenario { name: name.trim().to_owned(), about: how.about.clone(), steps: Vec::with_capacity(ids.len()) };
        let (mut cut, mut bytes, mut before) = (Vec::new(), 0, None);
        let mut left = ids;
        while let Some(first) = left.first() {
            let page = self.store.events().by_ids(left.to_vec(), PAGE_BYTES).await?;
            // A page has no rows for ids that do not exist.
            if let Some((id, _)) = left.iter().zip(&page).find(|(id, event)| **id != event.id) {
                return Err(ScenariosError::NoEvent(*id));
            }
            if page.is_empty() {
                return Err(ScenariosError::NoEvent(*first));
            }
            left = &left[page.len()..];
            for event in &page {
                bytes += event.capture.body.len();
                if bytes > MAX_BYTES {
                    let (max_mib, steps) = (MAX_BYTES >> 20, scenario.steps.len());
                    return Err(ScenariosError::TooMuchToRecord { max_mib, steps });
                }
                if event.capture.cut.is_some() {
                    cut.push(event.id);
                }
                let event_type = event.envelope.event_type.as_deref().unwrap_or_default();
                scenario.steps.push(recorded(event_type, &event.capture, how, before));
                before = Some(&event.capture).map(|capture| capture.received_at.as_millisecond());
            }
        }
        Ok(Recorded { row: self.store_scenario(scenario, how.replace).await?, cut })
    }

    /// Stores a scenario from a file.
    pub async fn import(&self, file: Bytes, replace: bool) -> Result<ScenarioRow, ScenariosError> {
        self.store_scenario(Self::read(file).await?, replace).await
    }

    /// Reads a scenario from a file.
    pub async fn read(file: Bytes) -> Result<Scenario, ScenariosError> {
        Ok(blocking(move || scenario::read(&file)).await??)
    }

    pub(super) async fn store_scenario(
        &self,
        scenario: Scenario,
        replace: bool,
    ) -> Result<ScenarioRow, ScenariosError> {
        scenario.check()?;
        let row =
            Row { name: scenario.name.clone(), about: scenario.about.clone(), steps: scenario.steps.len() as u64 };
        let file = blocking(move || scenario::write(&scenario)).await?;
        if !self.store.scenarios_mut().put(row.clone(), file, replace).await? {
            return Err(ScenariosError::Taken(row.name));
        }
        Ok(row.into())
    }

    /// The stored scenarios, oldest first.
    pub async fn list(&self) -> Result<Vec<ScenarioRow>, ScenariosError> {
        Ok(self.store.scenarios().all().await?.into_iter().map(ScenarioRow::from).collect())
    }

    /// The file text of a stored scenario.
    pub async fn file(&self, name: &str) -> Result<String, ScenariosError> {
        let file = self.store.scenarios().file(name.to_owned()).await?;
        file.ok_or_else(|| ScenariosError::NotFound(name.to_owned()))
    }

    /// Deletes a stored scenario.
    pub async fn remove(&self, name: &str) -> Result<(), ScenariosError> {
        if self.store.scenarios_mut().remove(name.to_owned()).await? {
            Ok(())
        } else {
            Err(ScenariosError::NotFound(name.to_owned()))
        }
    }
}

/// The step of an event; `before` is when the previous event arrived, in milliseconds.
fn recorded(event_type: &str, capture: &Capture, how: &RecordOptions, before: Option<i64>) -> Step {
    let pause = before
        .filter(|_| how.pauses)
        .map_or(0, |before| capture.received_at.as_millisecond().saturating_sub(before).clamp(0, MAX_PAUSE_MS));
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
