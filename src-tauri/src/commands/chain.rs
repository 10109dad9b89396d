//! Hook chains: the hooks of an `authgear.yaml`, and runs of their handlers for a stored event.

use hookglass_app::view::{ChainHandler, ChainLimits, ChainView, HooksView};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// Reads an `authgear.yaml`, or only its `hook:` section.
#[command(provides(Hooks))]
pub(super) async fn read_hooks(app: AppState<'_>, yaml: String) -> Answer<HooksView> {
    reply(app.get()?.decide.read_hooks(&yaml).await)
}

/// Calls the handlers of a blocking event one after another, as Authgear does. A running chain of
/// the same event is canceled.
#[command(invalidates(Settings))]
pub(super) async fn start_chain(
    app: AppState<'_>,
    event_id: i64,
    handlers: Vec<ChainHandler>,
    limits: Option<ChainLimits>,
    confirmed: bool,
) -> Answer<ChainView> {
    reply(app.get()?.decide.run_chain(event_id, handlers, limits, confirmed).await)
}

/// Cancels the chain of an event.
#[command]
pub(super) async fn cancel_chain(app: AppState<'_>, event_id: i64) -> Answer<()> {
    app.get()?.decide.cancel_chain(event_id);
    Ok(())
}
