//! Targets that events are passed on to.

use hookglass_app::view::{ForwardRow, ForwardTarget};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn forwards(app: App<'_>) -> Answer<Vec<ForwardRow>> {
    told(app.get()?.forwards().await)
}

#[tauri::command]
pub(super) async fn save_forward(app: App<'_>, target: ForwardTarget, confirmed: bool) -> Answer<ForwardRow> {
    told(app.get()?.save_forward(target, confirmed).await)
}

#[tauri::command]
pub(super) async fn remove_forward(app: App<'_>, id: i64) -> Answer<()> {
    told(app.get()?.remove_forward(id).await)
}

#[tauri::command]
pub(super) async fn skip_forward(app: App<'_>, id: i64) -> Answer<()> {
    told(app.get()?.skip_forward(id))
}
