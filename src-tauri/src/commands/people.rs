//! Users and their histories.

use hookglass_app::view::{HistoryWindow, StateView, UserLife, UsersWindow};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn users(app: App<'_>, query: String, start: u64, len: u64) -> Answer<UsersWindow> {
    told(app.get()?.users(&query, start, len).await)
}

#[tauri::command]
pub(super) async fn user_history(app: App<'_>, user_id: String, start: u64, len: u64) -> Answer<HistoryWindow> {
    told(app.get()?.history(&user_id, start, len).await)
}

#[tauri::command]
pub(super) async fn user_life(app: App<'_>, user_id: String) -> Answer<UserLife> {
    told(app.get()?.user_life(&user_id).await)
}

#[tauri::command]
pub(super) async fn user_state(app: App<'_>, user_id: String, event: i64) -> Answer<StateView> {
    told(app.get()?.user_state(&user_id, event).await)
}
