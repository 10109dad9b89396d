//! The settings, and how the receiver is.

use hookglass_app::view::{SettingsChange, SettingsView, Status};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn status(app: App<'_>) -> Answer<Status> {
    told(app.get()?.status().await)
}

#[tauri::command]
pub(super) async fn settings(app: App<'_>) -> Answer<SettingsView> {
    told(app.get()?.settings().await)
}

#[tauri::command]
pub(super) async fn change_settings(app: App<'_>, change: SettingsChange) -> Answer<SettingsView> {
    told(app.get()?.change_settings(change).await)
}

#[tauri::command]
pub(super) async fn listen_again(app: App<'_>, address: Option<String>) -> Answer<Status> {
    told(app.get()?.listen_again(address).await)
}

#[tauri::command]
pub(super) async fn forget_host(app: App<'_>, host: String) -> Answer<()> {
    told(app.get()?.forget_host(&host).await)
}
