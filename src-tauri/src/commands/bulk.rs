//! Many events sent again.

use hookglass_app::view::{BulkForm, BulkPlan, BulkReport, BulkRequest, BulkSort, BulkView, BulkWindow};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn plan_bulk(app: App<'_>, request: BulkRequest) -> Answer<BulkPlan> {
    told(app.get()?.plan_bulk(&request).await)
}

#[tauri::command]
pub(super) async fn start_bulk(app: App<'_>, request: BulkRequest) -> Answer<BulkView> {
    told(app.get()?.start_bulk(&request).await)
}

#[tauri::command]
pub(super) async fn pause_bulk(app: App<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.pause_bulk(bulk))
}

#[tauri::command]
pub(super) async fn resume_bulk(app: App<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.resume_bulk(bulk))
}

#[tauri::command]
pub(super) async fn cancel_bulk(app: App<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.cancel_bulk(bulk))
}

#[tauri::command]
pub(super) async fn bulk_progress(app: App<'_>) -> Answer<Option<BulkView>> {
    Ok(app.get()?.bulk_progress())
}

#[tauri::command]
pub(super) async fn bulk_results(app: App<'_>, bulk: u64, sort: BulkSort, start: u64, len: u64) -> Answer<BulkWindow> {
    told(app.get()?.bulk_results(bulk, sort, start, len).await)
}

#[tauri::command]
pub(super) async fn bulk_report(app: App<'_>, bulk: u64) -> Answer<BulkReport> {
    told(app.get()?.bulk_report(bulk))
}

#[tauri::command]
pub(super) async fn bulk_text(app: App<'_>, bulk: u64, form: BulkForm) -> Answer<String> {
    told(app.get()?.bulk_text(bulk, form).await)
}

#[tauri::command]
pub(super) async fn export_bulk(
    app: App<'_>,
    bulk: u64,
    form: BulkForm,
    path: String,
    replace: bool,
) -> Answer<String> {
    told(app.get()?.export_bulk(bulk, form, &path, replace).await)
}

#[tauri::command]
pub(super) async fn recent_targets(app: App<'_>) -> Answer<Vec<String>> {
    told(app.get()?.recent_targets().await)
}

#[tauri::command]
pub(super) async fn place_for(app: App<'_>, name: String) -> Answer<String> {
    Ok(app.get()?.place_for(&name))
}
