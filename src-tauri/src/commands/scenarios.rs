//! Scenarios: recording, editing, storage and runs.

use hookglass_app::{
    Scenarios,
    view::{
        RecordRequest, ScenarioForm, ScenarioRead, ScenarioRecorded, ScenarioRow, ScenarioRunRequest, ScenarioRunStep,
        ScenarioRunView, SendRequest,
    },
};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// The stored scenarios, oldest first.
#[command(provides(Scenarios))]
pub(super) async fn scenarios(app: AppState<'_>) -> Answer<Vec<ScenarioRow>> {
    reply(app.get()?.scenarios.list().await)
}

/// Records the events of a selection, in the order they arrived.
#[command(invalidates(Scenarios))]
pub(super) async fn record_scenario(app: AppState<'_>, request: RecordRequest) -> Answer<ScenarioRecorded> {
    reply(app.get()?.scenarios.record_selection(request).await)
}

/// A stored scenario, for the editor.
#[command(provides(Scenario(name)))]
pub(super) async fn scenario(app: AppState<'_>, name: String) -> Answer<ScenarioRead> {
    reply(app.get()?.scenarios.get(&name).await)
}

/// The text of a stored scenario's file.
#[command]
pub(super) async fn scenario_file(app: AppState<'_>, name: String) -> Answer<String> {
    reply(app.get()?.scenarios.file(&name).await)
}

/// Parses the text of a scenario file. An error has its position.
#[command]
pub(super) async fn read_scenario(text: String) -> Answer<ScenarioRead> {
    reply(Scenarios::read_text(text).await)
}

/// The text of a scenario file for a form, or the error in the form.
#[command]
pub(super) async fn write_scenario(form: ScenarioForm) -> Answer<ScenarioRead> {
    reply(Scenarios::write(form).await)
}

/// Stores the scenario of a text. `was` is its previous name, or null for a new scenario. The
/// scenario with the previous name is deleted.
#[command(invalidates(Scenarios, Scenario))]
pub(super) async fn save_scenario(
    app: AppState<'_>,
    text: String,
    was: Option<String>,
    replace: bool,
) -> Answer<ScenarioRow> {
    reply(app.get()?.scenarios.save(text, was, replace).await)
}

/// Stores a copy of a scenario under an unused name.
#[command(invalidates(Scenarios))]
pub(super) async fn duplicate_scenario(app: AppState<'_>, name: String) -> Answer<ScenarioRow> {
    reply(app.get()?.scenarios.duplicate(&name).await)
}

/// Deletes a stored scenario.
#[command(invalidates(Scenarios, Scenario(name)))]
pub(super) async fn remove_scenario(app: AppState<'_>, name: String) -> Answer<()> {
    reply(app.get()?.scenarios.remove(&name).await)
}

/// Stores the scenario of a file.
#[command(invalidates(Scenarios, Scenario))]
pub(super) async fn import_scenario(app: AppState<'_>, path: String, replace: bool) -> Answer<ScenarioRow> {
    reply(app.get()?.scenarios.import_file(&path, replace).await)
}

/// Writes a scenario to a file, and returns its path.
#[command]
pub(super) async fn export_scenario(app: AppState<'_>, name: String, path: String, replace: bool) -> Answer<String> {
    reply(app.get()?.scenarios.export(&name, &path, replace).await)
}

/// Appends a draft to a scenario as its last step. Creates the scenario if it does not exist.
#[command(invalidates(Scenarios, Scenario(name)))]
pub(super) async fn add_to_scenario(app: AppState<'_>, name: String, request: SendRequest) -> Answer<ScenarioRow> {
    reply(app.get()?.scenarios.append(&name, request).await)
}

/// Starts a scenario, unless one is running.
#[command(invalidates(ScenarioRun, RecentTargets, Settings))]
pub(super) async fn start_scenario(app: AppState<'_>, request: ScenarioRunRequest) -> Answer<ScenarioRunView> {
    reply(app.get()?.scenarios.start(request).await)
}

/// Cancels a run. The current step and all later steps are skipped.
#[command(invalidates(ScenarioRun))]
pub(super) async fn cancel_scenario(app: AppState<'_>, run: u64) -> Answer<()> {
    reply(app.get()?.scenarios.cancel(run))
}

/// The progress of the last run, also after it ended. Null before the first one.
#[command(provides(ScenarioRun))]
pub(super) async fn scenario_progress(app: AppState<'_>) -> Answer<Option<ScenarioRunView>> {
    Ok(app.get()?.scenarios.progress())
}

/// A window of the steps of a run; `MAX_SCENARIO_ROWS` at most.
#[command(provides(ScenarioSteps(run)))]
pub(super) async fn scenario_steps(app: AppState<'_>, run: u64, start: u64, len: u64) -> Answer<Vec<ScenarioRunStep>> {
    reply(app.get()?.scenarios.steps(run, start, len))
}

/// Writes the results of a run to a JUnit file, and returns its path.
#[command]
pub(super) async fn export_junit(app: AppState<'_>, run: u64, path: String, replace: bool) -> Answer<String> {
    reply(app.get()?.scenarios.export_junit(run, &path, replace).await)
}
