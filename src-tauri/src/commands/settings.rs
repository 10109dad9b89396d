//! The settings, and how the receiver is.

use hookglass_app::view::{SettingsChange, SettingsView, Status};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn status(app: AppState<'_>) -> Answer<Status> {
    told(app.get()?.pages.status().await)
}

#[tauri::command]
pub(super) async fn settings(app: AppState<'_>) -> Answer<SettingsView> {
    told(app.get()?.pages.settings().await)
}

#[tauri::command]
pub(super) async fn change_settings(app: AppState<'_>, change: SettingsChange) -> Answer<SettingsView> {
    told(app.get()?.pages.change_settings(change).await)
}

#[tauri::command]
pub(super) async fn listen_again(app: AppState<'_>, address: Option<String>) -> Answer<Status> {
    told(app.get()?.pages.retry_listen(address).await)
}

#[tauri::command]
pub(super) async fn forget_host(app: AppState<'_>, host: String) -> Answer<()> {
    told(app.get()?.outbound.forget_host(&host).await)
}
