//! Requests made from events: drafted, sent, and what came of them.

use hookglass_app::{
    Hookglass,
    view::{
        CopiedRequest, CopyForm, DraftCheck, DraftCompletion, DraftView, ImportedRequest, RequestPreview, ResendView,
        SendRequest, SentWindow,
    },
};
use tauri::ipc::Response;

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn draft(app: App<'_>, id: i64) -> Answer<DraftView> {
    told(app.get()?.draft(id).await)
}

#[tauri::command]
pub(super) async fn preview_send(app: App<'_>, request: SendRequest) -> Answer<RequestPreview> {
    told(app.get()?.preview_send(&request).await)
}

#[tauri::command]
pub(super) async fn send(app: App<'_>, request: SendRequest) -> Answer<ResendView> {
    told(app.get()?.send(request).await)
}

#[tauri::command]
pub(super) async fn cancel_send(app: App<'_>, event_id: i64) -> Answer<()> {
    app.get()?.cancel_send(event_id);
    Ok(())
}

#[tauri::command]
pub(super) async fn keep_draft(app: App<'_>, request: SendRequest) -> Answer<()> {
    told(app.get()?.keep_draft(request).await)
}

#[tauri::command]
pub(super) async fn forget_draft(app: App<'_>, event_id: i64) -> Answer<()> {
    told(app.get()?.forget_draft(event_id).await)
}

#[tauri::command]
pub(super) async fn import_curl(text: String) -> Answer<ImportedRequest> {
    told(Hookglass::import_curl(&text))
}

#[tauri::command]
pub(super) async fn copy_request(app: App<'_>, request: SendRequest, form: CopyForm) -> Answer<CopiedRequest> {
    told(app.get()?.copy_request(&request, form.into()).await)
}

#[tauri::command]
pub(super) async fn check_draft(app: App<'_>, event_id: i64, body: String) -> Answer<DraftCheck> {
    told(app.get()?.check_draft(event_id, body).await)
}

#[tauri::command]
pub(super) async fn complete_draft(app: App<'_>, event_id: i64, body: String, unit: u64) -> Answer<DraftCompletion> {
    told(app.get()?.complete_draft(event_id, body, unit).await)
}

#[tauri::command]
pub(super) async fn resends(app: App<'_>, id: i64) -> Answer<Vec<ResendView>> {
    told(app.get()?.resends(id).await)
}

#[tauri::command]
pub(super) async fn sent(app: App<'_>, before: Option<i64>, len: u64) -> Answer<SentWindow> {
    told(app.get()?.sent(before, len).await)
}

#[tauri::command]
pub(super) async fn resend(app: App<'_>, id: i64) -> Answer<ResendView> {
    told(app.get()?.resend_by_id(id).await)
}

#[tauri::command]
pub(super) async fn response_bytes(app: App<'_>, id: i64, start: u64, len: u64) -> Answer<Response> {
    Ok(Response::new(told(app.get()?.response_bytes(id, start, len).await)?))
}
