//! Many events sent again.

use hookglass_app::view::{BulkForm, BulkPlan, BulkReport, BulkRequest, BulkSort, BulkView, BulkWindow};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn plan_bulk(app: AppState<'_>, request: BulkRequest) -> Answer<BulkPlan> {
    told(app.get()?.bulk.plan_bulk(&request).await)
}

#[tauri::command]
pub(super) async fn start_bulk(app: AppState<'_>, request: BulkRequest) -> Answer<BulkView> {
    told(app.get()?.bulk.start_bulk(&request).await)
}

#[tauri::command]
pub(super) async fn pause_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.bulk.pause_bulk(bulk))
}

#[tauri::command]
pub(super) async fn resume_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.bulk.resume_bulk(bulk))
}

#[tauri::command]
pub(super) async fn cancel_bulk(app: AppState<'_>, bulk: u64) -> Answer<()> {
    told(app.get()?.bulk.cancel_bulk(bulk))
}

#[tauri::command]
pub(super) async fn bulk_progress(app: AppState<'_>) -> Answer<Option<BulkView>> {
    Ok(app.get()?.bulk.bulk_progress())
}

#[tauri::command]
pub(super) async fn bulk_results(
    app: AppState<'_>,
    bulk: u64,
    sort: BulkSort,
    start: u64,
    len: u64,
) -> Answer<BulkWindow> {
    told(app.get()?.bulk.bulk_results(bulk, sort, start, len).await)
}

#[tauri::command]
pub(super) async fn bulk_report(app: AppState<'_>, bulk: u64) -> Answer<BulkReport> {
    told(app.get()?.bulk.bulk_report(bulk))
}

#[tauri::command]
pub(super) async fn bulk_text(app: AppState<'_>, bulk: u64, form: BulkForm) -> Answer<String> {
    told(app.get()?.bulk.bulk_text(bulk, form).await)
}

#[tauri::command]
pub(super) async fn export_bulk(
    app: AppState<'_>,
    bulk: u64,
    form: BulkForm,
    path: String,
    replace: bool,
) -> Answer<String> {
    told(app.get()?.bulk.export_bulk(bulk, form, &path, replace).await)
}

#[tauri::command]
pub(super) async fn recent_targets(app: AppState<'_>) -> Answer<Vec<String>> {
    told(app.get()?.outbound.recent_targets().await)
}

#[tauri::command]
pub(super) async fn place_for(app: AppState<'_>, name: String) -> Answer<String> {
    Ok(app.get()?.pages.default_path(&name))
}
