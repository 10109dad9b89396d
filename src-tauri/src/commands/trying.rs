//! The decision desk: rules tried on events, hook sections, chains of handlers.

use hookglass_app::view::{ChainHandler, ChainLimits, ChainView, HooksView, RuleTrial, rule::Rule};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// Which of these rules would answer an event, and how. Null tries the stored rules.
#[command(provides(RuleTrial(event_id)))]
pub(super) async fn try_rules(app: AppState<'_>, event_id: i64, rules: Option<Vec<Rule>>) -> Answer<RuleTrial> {
    told(app.get()?.decide.try_rules(event_id, rules).await)
}

/// Reads an `authgear.yaml`, or its `hook:` section alone.
#[command(provides(Hooks))]
pub(super) async fn read_hooks(app: AppState<'_>, yaml: String) -> Answer<HooksView> {
    told(app.get()?.decide.read_hooks(&yaml).await)
}

/// Calls the handlers of a blocking event one after another, as Authgear does. A chain of the same event that is under way
/// is cancelled.
#[command(invalidates(Settings))]
pub(super) async fn start_chain(
    app: AppState<'_>,
    event_id: i64,
    handlers: Vec<ChainHandler>,
    limits: Option<ChainLimits>,
    confirmed: bool,
) -> Answer<ChainView> {
    told(app.get()?.decide.run_chain(event_id, handlers, limits, confirmed).await)
}

/// Cancels the chain of an event.
#[command]
pub(super) async fn cancel_chain(app: AppState<'_>, event_id: i64) -> Answer<()> {
    app.get()?.decide.cancel_chain(event_id);
    Ok(())
}
