//! One event: its body, as text, bytes and tree, and what its members mean.

use hookglass_app::view::{BodyText, EventDetail, Explanation, TreePage};
use hookglass_command_macro::command;
use tauri::ipc::Response;

use super::{Answer, AppState, told};

/// One event in full, except its body.
#[command(provides(Event(id)))]
pub(super) async fn event(app: AppState<'_>, id: i64) -> Answer<EventDetail> {
    told(app.get()?.inbox.event(id).await)
}

/// A part of the decoded body as text; `MAX_BODY_PART_BYTES` at most. Without `reveal`, masked values are redacted.
#[command(provides(BodyText(id)))]
pub(super) async fn body_text(app: AppState<'_>, id: i64, start: u64, len: u64, reveal: bool) -> Answer<BodyText> {
    told(app.get()?.events.body_text(id, start, len, reveal).await)
}

/// A part of the bytes as received; `MAX_BODY_PART_BYTES` at most. Without `reveal`, masked values are `*`.
#[command(provides(BodyBytes(id)))]
pub(super) async fn body_bytes(app: AppState<'_>, id: i64, start: u64, len: u64, reveal: bool) -> Answer<Response> {
    Ok(Response::new(told(app.get()?.events.body_bytes(id, start, len, reveal).await)?.to_vec()))
}

/// A window of the children of a node, or the root itself for null; `MAX_TREE_NODES` at most. Without `reveal`, masked
/// values are redacted.
#[command]
pub(super) async fn tree(
    app: AppState<'_>,
    id: i64,
    node: Option<u32>,
    start: u32,
    len: u32,
    reveal: bool,
) -> Answer<TreePage> {
    told(app.get()?.events.tree(id, node, start, len, reveal).await)
}

/// The JSON Pointer of a node.
#[command(provides(TreePointer(id)))]
pub(super) async fn tree_pointer(app: AppState<'_>, id: i64, node: u32) -> Answer<String> {
    told(app.get()?.events.tree_pointer(id, node).await)
}

/// Explains the member at a JSON Pointer in an event's body; null if the catalog does not know it.
#[command(provides(Explanation(id)))]
pub(super) async fn explain(app: AppState<'_>, id: i64, pointer: String) -> Answer<Option<Explanation>> {
    told(app.get()?.events.explain(id, &pointer).await)
}
