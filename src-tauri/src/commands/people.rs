//! Users and their histories.

use hookglass_app::view::{HistoryWindow, StateView, UserLife, UsersWindow};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn users(app: AppState<'_>, query: String, start: u64, len: u64) -> Answer<UsersWindow> {
    told(app.get()?.people.users(&query, start, len).await)
}

#[tauri::command]
pub(super) async fn user_history(app: AppState<'_>, user_id: String, start: u64, len: u64) -> Answer<HistoryWindow> {
    told(app.get()?.people.history(&user_id, start, len).await)
}

#[tauri::command]
pub(super) async fn user_life(app: AppState<'_>, user_id: String) -> Answer<UserLife> {
    told(app.get()?.people.lifetimes(&user_id).await)
}

#[tauri::command]
pub(super) async fn user_state(app: AppState<'_>, user_id: String, event: i64) -> Answer<StateView> {
    told(app.get()?.people.state(&user_id, event).await)
}
