//! Targets that events are passed on to.

use hookglass_app::view::{ForwardRow, ForwardTarget};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn forwards(app: AppState<'_>) -> Answer<Vec<ForwardRow>> {
    told(app.get()?.forward.list().await)
}

#[tauri::command]
pub(super) async fn save_forward(app: AppState<'_>, target: ForwardTarget, confirmed: bool) -> Answer<ForwardRow> {
    told(app.get()?.forward.save(target, confirmed).await)
}

#[tauri::command]
pub(super) async fn remove_forward(app: AppState<'_>, id: i64) -> Answer<()> {
    told(app.get()?.forward.remove(id).await)
}

#[tauri::command]
pub(super) async fn skip_forward(app: AppState<'_>, id: i64) -> Answer<()> {
    told(app.get()?.forward.skip(id))
}
