//! Scenarios: recorded, edited, kept and carried out.

use hookglass_app::{
    Scenarios,
    view::{
        RecordRequest, ScenarioForm, ScenarioRead, ScenarioRecorded, ScenarioRow, ScenarioRunRequest, ScenarioRunStep,
        ScenarioRunView, SendRequest,
    },
};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// The stored scenarios, oldest first.
#[command(provides(Scenarios))]
pub(super) async fn scenarios(app: AppState<'_>) -> Answer<Vec<ScenarioRow>> {
    told(app.get()?.scenarios.list().await)
}

/// Records the events of a selection, in the order they arrived.
#[command(invalidates(Scenarios))]
pub(super) async fn record_scenario(app: AppState<'_>, request: RecordRequest) -> Answer<ScenarioRecorded> {
    told(app.get()?.scenarios.record_selection(request).await)
}

/// A stored scenario, for the editor.
#[command(provides(Scenario(name)))]
pub(super) async fn scenario(app: AppState<'_>, name: String) -> Answer<ScenarioRead> {
    told(app.get()?.scenarios.get(&name).await)
}

/// The file of a stored scenario.
#[command]
pub(super) async fn scenario_file(app: AppState<'_>, name: String) -> Answer<String> {
    told(app.get()?.scenarios.file(&name).await)
}

/// Reads the text of a file, or points at the mistake in it.
#[command]
pub(super) async fn read_scenario(text: String) -> Answer<ScenarioRead> {
    told(Scenarios::read_text(text).await)
}

/// The file of a form, or the mistake in the form.
#[command]
pub(super) async fn write_scenario(form: ScenarioForm) -> Answer<ScenarioRead> {
    told(Scenarios::write(form).await)
}

/// Stores the scenario of a text. `was` is its earlier name, or null for a new one; the scenario of that name is deleted.
#[command(invalidates(Scenarios, Scenario))]
pub(super) async fn save_scenario(
    app: AppState<'_>,
    text: String,
    was: Option<String>,
    replace: bool,
) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.save(text, was, replace).await)
}

/// Stores a copy of a scenario under a free name.
#[command(invalidates(Scenarios))]
pub(super) async fn duplicate_scenario(app: AppState<'_>, name: String) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.duplicate(&name).await)
}

/// Deletes a stored scenario.
#[command(invalidates(Scenarios, Scenario(name)))]
pub(super) async fn remove_scenario(app: AppState<'_>, name: String) -> Answer<()> {
    told(app.get()?.scenarios.remove(&name).await)
}

/// Stores the scenario of a file.
#[command(invalidates(Scenarios, Scenario))]
pub(super) async fn import_scenario(app: AppState<'_>, path: String, replace: bool) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.import_file(&path, replace).await)
}

/// Writes a scenario to a file, and returns its path.
#[command]
pub(super) async fn export_scenario(app: AppState<'_>, name: String, path: String, replace: bool) -> Answer<String> {
    told(app.get()?.scenarios.export(&name, &path, replace).await)
}

/// Appends a draft to a scenario as its last step. A scenario that does not exist is created.
#[command(invalidates(Scenarios, Scenario(name)))]
pub(super) async fn add_to_scenario(app: AppState<'_>, name: String, request: SendRequest) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.append(&name, request).await)
}

/// Starts to run a scenario, unless one is running.
#[command(invalidates(ScenarioRun, RecentTargets, Settings))]
pub(super) async fn start_scenario(app: AppState<'_>, request: ScenarioRunRequest) -> Answer<ScenarioRunView> {
    told(app.get()?.scenarios.start(request).await)
}

/// Ends a run. The step under way is skipped, and the rest.
#[command(invalidates(ScenarioRun))]
pub(super) async fn cancel_scenario(app: AppState<'_>, run: u64) -> Answer<()> {
    told(app.get()?.scenarios.cancel(run))
}

/// The progress of the last run, also after its end; null if there was none yet.
#[command(provides(ScenarioRun))]
pub(super) async fn scenario_progress(app: AppState<'_>) -> Answer<Option<ScenarioRunView>> {
    Ok(app.get()?.scenarios.progress())
}

/// A window of the steps of a run; `MAX_SCENARIO_ROWS` at most.
#[command(provides(ScenarioSteps(run)))]
pub(super) async fn scenario_steps(app: AppState<'_>, run: u64, start: u64, len: u64) -> Answer<Vec<ScenarioRunStep>> {
    told(app.get()?.scenarios.steps(run, start, len))
}

/// Writes the results of a run to a JUnit file, and returns its path.
#[command]
pub(super) async fn export_junit(app: AppState<'_>, run: u64, path: String, replace: bool) -> Answer<String> {
    told(app.get()?.scenarios.export_junit(run, &path, replace).await)
}
