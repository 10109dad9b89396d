//! Resends: drafts, previews, sends and their results.

use hookglass_app::{
    Replay,
    view::{
        CopiedRequest, CopyForm, DraftCheck, DraftCompletion, DraftView, ImportedRequest, RequestPreview, ResendView,
        SendRequest, SentWindow,
    },
};
use hookglass_command_macro::command;
use tauri::ipc::Response;

use super::{Answer, AppState, reply};

/// The request that a resend of an event would send, for the editor.
#[command(provides(Draft(id)))]
pub(super) async fn draft(app: AppState<'_>, id: i64) -> Answer<DraftView> {
    reply(app.get()?.replay.draft(id).await)
}

/// The exact request that would be sent now. Sends nothing. A problem that prevents the send is
/// part of the preview.
#[command(provides(Preview(request.event_id)))]
pub(super) async fn preview_send(app: AppState<'_>, request: SendRequest) -> Answer<RequestPreview> {
    reply(app.get()?.replay.preview(&request).await)
}

/// Sends a draft. `cancel_send` cancels it. While a request is in flight, the same request is not
/// sent a second time.
#[command(invalidates(Resends(request.event_id), Event(request.event_id), Preview(request.event_id), Sent, Settings))]
pub(super) async fn send(app: AppState<'_>, request: SendRequest) -> Answer<ResendView> {
    reply(app.get()?.replay.send(request).await)
}

/// Cancels the requests in flight of an event.
#[command]
pub(super) async fn cancel_send(app: AppState<'_>, event_id: i64) -> Answer<()> {
    app.get()?.replay.cancel(event_id);
    Ok(())
}

/// Stores a draft until it gets a response, or until `delete_draft`.
#[command]
pub(super) async fn save_draft(app: AppState<'_>, request: SendRequest) -> Answer<()> {
    reply(app.get()?.replay.save_draft(request).await)
}

/// Deletes the stored draft of an event.
#[command]
pub(super) async fn delete_draft(app: AppState<'_>, event_id: i64) -> Answer<()> {
    reply(app.get()?.replay.delete_draft(event_id).await)
}

/// Reads a request from a cURL command line.
#[command]
pub(super) async fn import_curl(text: String) -> Answer<ImportedRequest> {
    reply(Replay::import_curl(&text))
}

/// The request of an event as it arrived, addressed to the receiver, as text for another tool. Secrets
/// are redacted unless `reveal` is set.
#[command]
pub(super) async fn copy_event(
    app: AppState<'_>,
    event_id: i64,
    form: CopyForm,
    reveal: bool,
) -> Answer<CopiedRequest> {
    let app = app.get()?;
    let receiver = reply(app.samples.receiver_url().await)?;
    reply(app.replay.copy_event(event_id, &receiver, form.into(), reveal).await)
}

/// The request of a draft as text for another tool, such as cURL. Secrets are redacted unless
/// `reveal` is set.
#[command]
pub(super) async fn copy_request(
    app: AppState<'_>,
    request: SendRequest,
    form: CopyForm,
    reveal: bool,
) -> Answer<CopiedRequest> {
    reply(app.get()?.replay.copy(&request, form.into(), reveal).await)
}

/// The findings about an event if it had this body.
#[command]
pub(super) async fn check_draft(app: AppState<'_>, event_id: i64, body: String) -> Answer<DraftCheck> {
    reply(app.get()?.replay.check_draft(event_id, body).await)
}

/// Completions at a position in a body. The position counts UTF-16 units.
#[command]
pub(super) async fn complete_draft(
    app: AppState<'_>,
    event_id: i64,
    body: String,
    unit: u64,
) -> Answer<DraftCompletion> {
    reply(app.get()?.replay.complete_draft(event_id, body, unit).await)
}

/// The resends of an event, newest first.
#[command(provides(Resends(id)))]
pub(super) async fn resends(app: AppState<'_>, id: i64) -> Answer<Vec<ResendView>> {
    reply(app.get()?.replay.resends(id).await)
}

/// Resends of all events, newest first; `MAX_SENT_ROWS` at most. `before` limits them to lower ids.
#[command(provides(Sent))]
pub(super) async fn sent(app: AppState<'_>, before: Option<i64>, len: u64) -> Answer<SentWindow> {
    reply(app.get()?.replay.sent(before, len).await)
}

/// One resend. Credentials in its URL and headers are redacted.
#[command(provides(Resend(id)))]
pub(super) async fn resend(app: AppState<'_>, id: i64) -> Answer<ResendView> {
    reply(app.get()?.replay.get(id).await)
}

/// One resend, when the user reveals its secrets.
#[command(provides(Resend(id)))]
pub(super) async fn revealed_resend(app: AppState<'_>, id: i64) -> Answer<ResendView> {
    reply(app.get()?.replay.revealed(id).await)
}

/// A part of the stored body of a response; `MAX_RESPONSE_PART_BYTES` at most.
#[command]
pub(super) async fn response_bytes(app: AppState<'_>, id: i64, start: u64, len: u64) -> Answer<Response> {
    Ok(Response::new(reply(app.get()?.replay.response_bytes(id, start, len).await)?))
}
