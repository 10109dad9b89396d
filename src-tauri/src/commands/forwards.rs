//! Forwarding targets.

use hookglass_app::view::{ForwardRow, ForwardTarget, TargetUrl};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// The targets with their status: first the stored ones in the order they were added, then those of
/// this run.
#[command(provides(Forwards))]
pub(super) async fn forwards(app: AppState<'_>) -> Answer<Vec<ForwardRow>> {
    reply(app.get()?.forward.list().await)
}

/// Adds a target (id 0) or changes one. A new or newly enabled target starts with the next event
/// that arrives.
#[command(invalidates(Forwards, Settings, Status))]
pub(super) async fn save_forward(app: AppState<'_>, target: ForwardTarget, confirmed: bool) -> Answer<ForwardRow> {
    reply(app.get()?.forward.save(target, confirmed).await)
}

/// Confirms targets, and URLs that rules forward to, on this computer. Forwarding to them resumes.
#[command(invalidates(Forwards, Settings, Status))]
pub(super) async fn confirm_targets(app: AppState<'_>, targets: Vec<TargetUrl>) -> Answer<()> {
    reply(app.get()?.forward.confirm_targets(targets.into_iter().collect()).await)
}

/// Removes a target. Its deliveries stay in the list of resends.
#[command(invalidates(Forwards, Status))]
pub(super) async fn remove_forward(app: AppState<'_>, id: i64) -> Answer<()> {
    reply(app.get()?.forward.remove(id).await)
}

/// Skips the event that is waiting to be retried for a target.
#[command(invalidates(Forwards))]
pub(super) async fn skip_forward(app: AppState<'_>, id: i64) -> Answer<()> {
    reply(app.get()?.forward.skip(id))
}
