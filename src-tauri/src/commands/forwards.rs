//! Targets that events are passed on to.

use hookglass_app::view::{ForwardRow, ForwardTarget};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// The targets with their status: the stored ones in the order of their addition, then those of this run.
#[command(provides(Forwards))]
pub(super) async fn forwards(app: AppState<'_>) -> Answer<Vec<ForwardRow>> {
    told(app.get()?.forward.list().await)
}

/// Adds a target (id 0) or changes one. A target that is new, or was off, begins with the next event that arrives.
#[command(invalidates(Forwards, Settings))]
pub(super) async fn save_forward(app: AppState<'_>, target: ForwardTarget, confirmed: bool) -> Answer<ForwardRow> {
    told(app.get()?.forward.save(target, confirmed).await)
}

/// Removes a target. Its deliveries stay among the resends.
#[command(invalidates(Forwards))]
pub(super) async fn remove_forward(app: AppState<'_>, id: i64) -> Answer<()> {
    told(app.get()?.forward.remove(id).await)
}

/// Skips the event that waits to be sent to a target again.
#[command(invalidates(Forwards))]
pub(super) async fn skip_forward(app: AppState<'_>, id: i64) -> Answer<()> {
    told(app.get()?.forward.skip(id))
}
