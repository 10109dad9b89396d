//! Records scenarios in the window, and edits them as a form or as text.

use bytes::Bytes;
use hookglass_automation::scenario::{self, Expect, Scenario, Step};

use super::{context::Scenarios, error::ScenariosError, form, library::RecordOptions};
use crate::{
    base::{blocking, files},
    replay::Numbers,
    view::{
        BulkSelection, GenerateOnSend, RecordRequest, ScenarioForm, ScenarioRead, ScenarioRecorded, ScenarioRow,
        SendRequest, SigningChoice,
    },
};

/// Bytes of the largest file that can be edited in the window.
const MAX_EDITABLE_BYTES: usize = 8 << 20;

impl Scenarios {
    /// Records the events of a selection in order of arrival.
    pub async fn record_selection(&self, request: RecordRequest) -> Result<ScenarioRecorded, ScenariosError> {
        let mut ids = match request.selection {
            BulkSelection::Ids { ids } => ids,
            BulkSelection::Filter { filter } => self.inbox.newest(&filter, usize::MAX).await?,
        };
        ids.sort_unstable();
        let recording = RecordOptions {
            about: request.about.trim().to_owned(),
            fresh: form::fresh(request.fresh),
            sign: form::sign(&request.signing),
            status: form::status(&request.status)?,
            pauses: request.pauses,
            replace: request.replace,
        };
        let recorded = self.record(&request.name, &ids, &recording).await?;
        Ok(ScenarioRecorded { row: recorded.row, cut: recorded.cut })
    }

    /// Reads a stored scenario for the editor.
    pub async fn get(&self, name: &str) -> Result<ScenarioRead, ScenariosError> {
        let text = self.file(name).await?;
        if text.len() > MAX_EDITABLE_BYTES {
            return Err(ScenariosError::TooLargeToEdit(name.to_owned()));
        }
        Self::read_text(text).await
    }

    /// Reads the text of a scenario file. An error points at its position in the text.
    pub async fn read_text(text: String) -> Result<ScenarioRead, ScenariosError> {
        Ok(blocking(move || match scenario::read(&Bytes::copy_from_slice(text.as_bytes())) {
            Ok(read) => ScenarioRead { text: Some(text), form: Some(ScenarioForm::from(&read)), error: None },
            Err(error) => ScenarioRead { text: Some(text), form: None, error: Some(error.into()) },
        })
        .await?)
    }

    /// Writes a form as the text of a scenario file. An error points at its field.
    pub async fn write(form: ScenarioForm) -> Result<ScenarioRead, ScenariosError> {
        Ok(blocking(move || match form.scenario() {
            Ok(scenario) => ScenarioRead { text: Some(scenario::write(&scenario)), form: Some(form), error: None },
            Err(error) => ScenarioRead { text: None, form: Some(form), error: Some(error) },
        })
        .await?)
    }

    /// Stores a scenario from its text. If `old_name` differs from its name, that scenario is
    /// deleted.
    pub async fn save(
        &self,
        text: String,
        old_name: Option<String>,
        replace: bool,
    ) -> Result<ScenarioRow, ScenariosError> {
        let scenario = Self::read(text.into()).await?;
        let renamed_from = old_name.filter(|old_name| *old_name != scenario.name);
        let row = self.store_scenario(scenario, replace || renamed_from.is_none()).await?;
        if let Some(old_name) = renamed_from {
            match self.remove(&old_name).await {
                // Another program may have deleted it.
                Ok(()) | Err(ScenariosError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(row)
    }

    /// Stores a copy of a scenario under a free name.
    pub async fn duplicate(&self, name: &str) -> Result<ScenarioRow, ScenariosError> {
        let file = self.file(name).await?;
        let scenario = Self::read(file.into()).await?;
        let taken: Vec<_> = self.list().await?.into_iter().map(|row| row.name).collect();
        let names = (2..).map(|number| format!("{name} ({number})"));
        let free = names.take(taken.len() + 1).find(|name| !taken.contains(name)).unwrap_or_default();
        self.store_scenario(Scenario { name: free, ..scenario }, false).await
    }

    /// Stores a scenario from a file.
    pub async fn import_file(&self, path: &str, replace: bool) -> Result<ScenarioRow, ScenariosError> {
        let path = path.to_owned();
        let bytes = blocking(move || files::read(&path)).await??;
        self.import(bytes.into(), replace).await
    }

    /// Writes a scenario to a file and returns its path.
    pub async fn export(&self, name: &str, path: &str, replace: bool) -> Result<String, ScenariosError> {
        let (text, path) = (self.file(name).await?, path.to_owned());
        Ok(blocking(move || files::write(&path, text.as_bytes(), replace)).await??)
    }

    /// Appends a draft to a scenario as the last step. Creates the scenario if it does not exist.
    pub async fn append(&self, name: &str, request: SendRequest) -> Result<ScenarioRow, ScenariosError> {
        let mut scenario = match self.file(name.trim()).await {
            Ok(text) => Self::read(text.into()).await?,
            Err(ScenariosError::NotFound(_)) => Scenario { name: name.trim().to_owned(), ..Scenario::default() },
            Err(error) => return Err(error),
        };
        let opened = self.events.opened(request.event_id).await?;
        let (fresh, sign) = (form::fresh(request.fresh), form::sign(&request.signing));
        // The step generates its members and signature on each send, so they are not recorded.
        let unsigned = SendRequest { fresh: GenerateOnSend::default(), signing: SigningChoice::AsReceived, ..request };
        let prepared = self.replay.prepared_request(&opened, &unsigned, Numbers::Shown).await?;
        let event_type = opened.event.envelope.event_type.clone().unwrap_or_default();
        let mut step = Step::recorded(event_type, &opened.event.capture);
        step.request.method = prepared.outgoing.method;
        step.request.headers = hookglass_request::outgoing::end_to_end(&prepared.outgoing.headers).0;
        step.request.body = prepared.outgoing.body;
        scenario.steps.push(Step { fresh, sign, expect: Expect::default(), ..step });
        self.store_scenario(scenario, true).await
    }
}
