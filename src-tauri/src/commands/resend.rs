//! Requests made from events: drafted, sent, and what came of them.

use hookglass_app::{
    Replay,
    view::{
        CopiedRequest, CopyForm, DraftCheck, DraftCompletion, DraftView, ImportedRequest, RequestPreview, ResendView,
        SendRequest, SentWindow,
    },
};
use tauri::ipc::Response;

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn draft(app: AppState<'_>, id: i64) -> Answer<DraftView> {
    told(app.get()?.replay.draft(id).await)
}

#[tauri::command]
pub(super) async fn preview_send(app: AppState<'_>, request: SendRequest) -> Answer<RequestPreview> {
    told(app.get()?.replay.preview(&request).await)
}

#[tauri::command]
pub(super) async fn send(app: AppState<'_>, request: SendRequest) -> Answer<ResendView> {
    told(app.get()?.replay.send(request).await)
}

#[tauri::command]
pub(super) async fn cancel_send(app: AppState<'_>, event_id: i64) -> Answer<()> {
    app.get()?.replay.cancel(event_id);
    Ok(())
}

#[tauri::command]
pub(super) async fn keep_draft(app: AppState<'_>, request: SendRequest) -> Answer<()> {
    told(app.get()?.replay.keep_draft(request).await)
}

#[tauri::command]
pub(super) async fn forget_draft(app: AppState<'_>, event_id: i64) -> Answer<()> {
    told(app.get()?.replay.forget_draft(event_id).await)
}

#[tauri::command]
pub(super) async fn import_curl(text: String) -> Answer<ImportedRequest> {
    told(Replay::import_curl(&text))
}

#[tauri::command]
pub(super) async fn copy_request(app: AppState<'_>, request: SendRequest, form: CopyForm) -> Answer<CopiedRequest> {
    told(app.get()?.replay.copy(&request, form.into()).await)
}

#[tauri::command]
pub(super) async fn check_draft(app: AppState<'_>, event_id: i64, body: String) -> Answer<DraftCheck> {
    told(app.get()?.replay.check_draft(event_id, body).await)
}

#[tauri::command]
pub(super) async fn complete_draft(
    app: AppState<'_>,
    event_id: i64,
    body: String,
    unit: u64,
) -> Answer<DraftCompletion> {
    told(app.get()?.replay.complete_draft(event_id, body, unit).await)
}

#[tauri::command]
pub(super) async fn resends(app: AppState<'_>, id: i64) -> Answer<Vec<ResendView>> {
    told(app.get()?.replay.resends(id).await)
}

#[tauri::command]
pub(super) async fn sent(app: AppState<'_>, before: Option<i64>, len: u64) -> Answer<SentWindow> {
    told(app.get()?.replay.sent(before, len).await)
}

#[tauri::command]
pub(super) async fn resend(app: AppState<'_>, id: i64) -> Answer<ResendView> {
    told(app.get()?.replay.get(id).await)
}

#[tauri::command]
pub(super) async fn response_bytes(app: AppState<'_>, id: i64, start: u64, len: u64) -> Answer<Response> {
    Ok(Response::new(told(app.get()?.replay.response_bytes(id, start, len).await)?))
}
