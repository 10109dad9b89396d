//! One event: its body as text, bytes and tree, and explanations of its members.

use hookglass_app::view::{BodyText, EventDetail, Explanation, TreePage};
use hookglass_command_macro::command;
use tauri::ipc::Response;

use super::{Answer, AppState, reply};

/// One event in full, except its body. Credentials in its head are redacted.
#[command(provides(Event(id)))]
pub(super) async fn event(app: AppState<'_>, id: i64) -> Answer<EventDetail> {
    reply(app.get()?.inbox.event(id).await)
}

/// One event in full, except its body, when the user reveals its secrets.
#[command(provides(Event(id)))]
pub(super) async fn revealed_event(app: AppState<'_>, id: i64) -> Answer<EventDetail> {
    reply(app.get()?.inbox.revealed_event(id).await)
}

/// A part of the decoded body as text; `MAX_BODY_PART_BYTES` at most. Values are redacted unless
/// `reveal` is set.
#[command(provides(BodyText(id)))]
pub(super) async fn body_text(app: AppState<'_>, id: i64, start: u64, len: u64, reveal: bool) -> Answer<BodyText> {
    reply(app.get()?.events.body_text(id, start, len, reveal).await)
}

/// A part of the received bytes; `MAX_BODY_PART_BYTES` at most. Redacted values are `*` unless
/// `reveal` is set.
#[command(provides(BodyBytes(id)))]
pub(super) async fn body_bytes(app: AppState<'_>, id: i64, start: u64, len: u64, reveal: bool) -> Answer<Response> {
    Ok(Response::new(reply(app.get()?.events.body_bytes(id, start, len, reveal).await)?.to_vec()))
}

/// A window of the children of a node, or the root itself for null; `MAX_TREE_NODES` at most.
/// Values are redacted unless `reveal` is set.
#[command]
pub(super) async fn tree(
    app: AppState<'_>,
    id: i64,
    node: Option<u32>,
    start: u32,
    len: u32,
    reveal: bool,
) -> Answer<TreePage> {
    reply(app.get()?.events.tree(id, node, start, len, reveal).await)
}

/// The JSON Pointer of a node.
#[command(provides(TreePointer(id)))]
pub(super) async fn tree_pointer(app: AppState<'_>, id: i64, node: u32) -> Answer<String> {
    reply(app.get()?.events.tree_pointer(id, node).await)
}

/// Explains the member at a JSON Pointer in an event's body; null if the catalog has no entry for
/// it.
#[command(provides(Explanation(id)))]
pub(super) async fn explain(app: AppState<'_>, id: i64, pointer: String) -> Answer<Option<Explanation>> {
    reply(app.get()?.events.explain(id, &pointer).await)
}
