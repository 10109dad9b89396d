//! Scenarios: recorded, edited, kept and carried out.

use hookglass_app::{
    Hookglass,
    view::{
        RecordRequest, ScenarioForm, ScenarioRead, ScenarioRecorded, ScenarioRow, ScenarioRunRequest, ScenarioRunStep,
        ScenarioRunView, SendRequest,
    },
};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn scenarios(app: App<'_>) -> Answer<Vec<ScenarioRow>> {
    told(app.get()?.scenarios().await)
}

#[tauri::command]
pub(super) async fn record_scenario(app: App<'_>, request: RecordRequest) -> Answer<ScenarioRecorded> {
    told(app.get()?.record_selection(request).await)
}

#[tauri::command]
pub(super) async fn scenario(app: App<'_>, name: String) -> Answer<ScenarioRead> {
    told(app.get()?.scenario(&name).await)
}

#[tauri::command]
pub(super) async fn scenario_file(app: App<'_>, name: String) -> Answer<String> {
    told(app.get()?.scenario_file(&name).await)
}

#[tauri::command]
pub(super) async fn read_scenario(text: String) -> Answer<ScenarioRead> {
    told(Hookglass::read_scenario_text(text).await)
}

#[tauri::command]
pub(super) async fn write_scenario(form: ScenarioForm) -> Answer<ScenarioRead> {
    told(Hookglass::write_scenario(form).await)
}

#[tauri::command]
pub(super) async fn save_scenario(
    app: App<'_>,
    text: String,
    was: Option<String>,
    replace: bool,
) -> Answer<ScenarioRow> {
    told(app.get()?.save_scenario(text, was, replace).await)
}

#[tauri::command]
pub(super) async fn duplicate_scenario(app: App<'_>, name: String) -> Answer<ScenarioRow> {
    told(app.get()?.duplicate_scenario(&name).await)
}

#[tauri::command]
pub(super) async fn remove_scenario(app: App<'_>, name: String) -> Answer<()> {
    told(app.get()?.remove_scenario(&name).await)
}

#[tauri::command]
pub(super) async fn import_scenario(app: App<'_>, path: String, replace: bool) -> Answer<ScenarioRow> {
    told(app.get()?.import_scenario_file(&path, replace).await)
}

#[tauri::command]
pub(super) async fn export_scenario(app: App<'_>, name: String, path: String, replace: bool) -> Answer<String> {
    told(app.get()?.export_scenario(&name, &path, replace).await)
}

#[tauri::command]
pub(super) async fn add_to_scenario(app: App<'_>, name: String, request: SendRequest) -> Answer<ScenarioRow> {
    told(app.get()?.add_to_scenario(&name, request).await)
}

#[tauri::command]
pub(super) async fn start_scenario(app: App<'_>, request: ScenarioRunRequest) -> Answer<ScenarioRunView> {
    told(app.get()?.start_scenario(request).await)
}

#[tauri::command]
pub(super) async fn cancel_scenario(app: App<'_>, run: u64) -> Answer<()> {
    told(app.get()?.cancel_scenario(run))
}

#[tauri::command]
pub(super) async fn scenario_progress(app: App<'_>) -> Answer<Option<ScenarioRunView>> {
    Ok(app.get()?.scenario_progress())
}

#[tauri::command]
pub(super) async fn scenario_steps(app: App<'_>, run: u64, start: u64, len: u64) -> Answer<Vec<ScenarioRunStep>> {
    told(app.get()?.scenario_steps(run, start, len))
}

#[tauri::command]
pub(super) async fn export_junit(app: App<'_>, run: u64, path: String, replace: bool) -> Answer<String> {
    told(app.get()?.export_junit(run, &path, replace).await)
}
