//! Scenarios: recorded, edited, kept and carried out.

use hookglass_app::{
    Scenarios,
    view::{
        RecordRequest, ScenarioForm, ScenarioRead, ScenarioRecorded, ScenarioRow, ScenarioRunRequest, ScenarioRunStep,
        ScenarioRunView, SendRequest,
    },
};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn scenarios(app: AppState<'_>) -> Answer<Vec<ScenarioRow>> {
    told(app.get()?.scenarios.list().await)
}

#[tauri::command]
pub(super) async fn record_scenario(app: AppState<'_>, request: RecordRequest) -> Answer<ScenarioRecorded> {
    told(app.get()?.scenarios.record_selection(request).await)
}

#[tauri::command]
pub(super) async fn scenario(app: AppState<'_>, name: String) -> Answer<ScenarioRead> {
    told(app.get()?.scenarios.get(&name).await)
}

#[tauri::command]
pub(super) async fn scenario_file(app: AppState<'_>, name: String) -> Answer<String> {
    told(app.get()?.scenarios.file(&name).await)
}

#[tauri::command]
pub(super) async fn read_scenario(text: String) -> Answer<ScenarioRead> {
    told(Scenarios::read_text(text).await)
}

#[tauri::command]
pub(super) async fn write_scenario(form: ScenarioForm) -> Answer<ScenarioRead> {
    told(Scenarios::write(form).await)
}

#[tauri::command]
pub(super) async fn save_scenario(
    app: AppState<'_>,
    text: String,
    was: Option<String>,
    replace: bool,
) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.save(text, was, replace).await)
}

#[tauri::command]
pub(super) async fn duplicate_scenario(app: AppState<'_>, name: String) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.duplicate(&name).await)
}

#[tauri::command]
pub(super) async fn remove_scenario(app: AppState<'_>, name: String) -> Answer<()> {
    told(app.get()?.scenarios.remove(&name).await)
}

#[tauri::command]
pub(super) async fn import_scenario(app: AppState<'_>, path: String, replace: bool) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.import_file(&path, replace).await)
}

#[tauri::command]
pub(super) async fn export_scenario(app: AppState<'_>, name: String, path: String, replace: bool) -> Answer<String> {
    told(app.get()?.scenarios.export(&name, &path, replace).await)
}

#[tauri::command]
pub(super) async fn add_to_scenario(app: AppState<'_>, name: String, request: SendRequest) -> Answer<ScenarioRow> {
    told(app.get()?.scenarios.append(&name, request).await)
}

#[tauri::command]
pub(super) async fn start_scenario(app: AppState<'_>, request: ScenarioRunRequest) -> Answer<ScenarioRunView> {
    told(app.get()?.scenarios.start(request).await)
}

#[tauri::command]
pub(super) async fn cancel_scenario(app: AppState<'_>, run: u64) -> Answer<()> {
    told(app.get()?.scenarios.cancel(run))
}

#[tauri::command]
pub(super) async fn scenario_progress(app: AppState<'_>) -> Answer<Option<ScenarioRunView>> {
    Ok(app.get()?.scenarios.progress())
}

#[tauri::command]
pub(super) async fn scenario_steps(app: AppState<'_>, run: u64, start: u64, len: u64) -> Answer<Vec<ScenarioRunStep>> {
    told(app.get()?.scenarios.steps(run, start, len))
}

#[tauri::command]
pub(super) async fn export_junit(app: AppState<'_>, run: u64, path: String, replace: bool) -> Answer<String> {
    told(app.get()?.scenarios.export_junit(run, &path, replace).await)
}
