//! Requests made from events: drafted, sent, and what came of them.

use hookglass_app::{
    Replay,
    view::{
        CopiedRequest, CopyForm, DraftCheck, DraftCompletion, DraftView, ImportedRequest, RequestPreview, ResendView,
        SendRequest, SentWindow,
    },
};
use hookglass_command_macro::command;
use tauri::ipc::Response;

use super::{Answer, AppState, told};

/// A request as it would go out, for the editor.
#[command(provides(Draft(id)))]
pub(super) async fn draft(app: AppState<'_>, id: i64) -> Answer<DraftView> {
    told(app.get()?.replay.draft(id).await)
}

/// Exactly what would go out now. Sends nothing. A problem that prevents the send is part of the preview.
#[command(provides(Preview(request.event_id)))]
pub(super) async fn preview_send(app: AppState<'_>, request: SendRequest) -> Answer<RequestPreview> {
    told(app.get()?.replay.preview(&request).await)
}

/// Sends a draft. `cancel_send` cancels it. The same request once more, while it is in flight, is not sent again.
#[command(invalidates(Resends(request.event_id), Event(request.event_id), Preview(request.event_id), Sent, Settings))]
pub(super) async fn send(app: AppState<'_>, request: SendRequest) -> Answer<ResendView> {
    told(app.get()?.replay.send(request).await)
}

/// Cancels the sends of an event that are in flight.
#[command]
pub(super) async fn cancel_send(app: AppState<'_>, event_id: i64) -> Answer<()> {
    app.get()?.replay.cancel(event_id);
    Ok(())
}

/// Stores a draft until it is answered, or until `forget_draft`.
#[command]
pub(super) async fn keep_draft(app: AppState<'_>, request: SendRequest) -> Answer<()> {
    told(app.get()?.replay.keep_draft(request).await)
}

/// Deletes the stored draft of an event.
#[command]
pub(super) async fn forget_draft(app: AppState<'_>, event_id: i64) -> Answer<()> {
    told(app.get()?.replay.forget_draft(event_id).await)
}

/// Reads a request from a cURL command line.
#[command]
pub(super) async fn import_curl(text: String) -> Answer<ImportedRequest> {
    told(Replay::import_curl(&text))
}

/// The request of a draft as text for another tool.
#[command]
pub(super) async fn copy_request(app: AppState<'_>, request: SendRequest, form: CopyForm) -> Answer<CopiedRequest> {
    told(app.get()?.replay.copy(&request, form.into()).await)
}

/// The findings about an event with this body.
#[command]
pub(super) async fn check_draft(app: AppState<'_>, event_id: i64, body: String) -> Answer<DraftCheck> {
    told(app.get()?.replay.check_draft(event_id, body).await)
}

/// Completions at a position in a body, which counts UTF-16 units.
#[command]
pub(super) async fn complete_draft(
    app: AppState<'_>,
    event_id: i64,
    body: String,
    unit: u64,
) -> Answer<DraftCompletion> {
    told(app.get()?.replay.complete_draft(event_id, body, unit).await)
}

/// The resends of an event, newest first.
#[command(provides(Resends(id)))]
pub(super) async fn resends(app: AppState<'_>, id: i64) -> Answer<Vec<ResendView>> {
    told(app.get()?.replay.resends(id).await)
}

/// Resends of all events, newest first; `MAX_SENT_ROWS` at most. With `before`, those with lower ids.
#[command(provides(Sent))]
pub(super) async fn sent(app: AppState<'_>, before: Option<i64>, len: u64) -> Answer<SentWindow> {
    told(app.get()?.replay.sent(before, len).await)
}

/// One resend.
#[command(provides(Resend(id)))]
pub(super) async fn resend(app: AppState<'_>, id: i64) -> Answer<ResendView> {
    told(app.get()?.replay.get(id).await)
}

/// A part of the stored body of a response; `MAX_RESPONSE_PART_BYTES` at most.
#[command]
pub(super) async fn response_bytes(app: AppState<'_>, id: i64, start: u64, len: u64) -> Answer<Response> {
    Ok(Response::new(told(app.get()?.replay.response_bytes(id, start, len).await)?))
}
