//! The decision desk: rules tried on events, hook sections, chains of handlers.

use hookglass_app::view::{ChainHandler, ChainLimits, ChainView, HooksView, RuleTrial, rule::Rule};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn try_rules(app: AppState<'_>, event_id: i64, rules: Option<Vec<Rule>>) -> Answer<RuleTrial> {
    told(app.get()?.decide.try_rules(event_id, rules).await)
}

#[tauri::command]
pub(super) async fn read_hooks(app: AppState<'_>, yaml: String) -> Answer<HooksView> {
    told(app.get()?.decide.read_hooks(&yaml).await)
}

#[tauri::command]
pub(super) async fn start_chain(
    app: AppState<'_>,
    event_id: i64,
    handlers: Vec<ChainHandler>,
    limits: Option<ChainLimits>,
    confirmed: bool,
) -> Answer<ChainView> {
    told(app.get()?.decide.run_chain(event_id, handlers, limits, confirmed).await)
}

#[tauri::command]
pub(super) async fn cancel_chain(app: AppState<'_>, event_id: i64) -> Answer<()> {
    app.get()?.decide.cancel_chain(event_id);
    Ok(())
}
