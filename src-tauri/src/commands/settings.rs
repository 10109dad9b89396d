//! The settings, and how the receiver is.

use hookglass_app::view::{SettingsChange, SettingsView, Status};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// The state of the receiver and the size of the database.
#[command(provides(Status))]
pub(super) async fn status(app: AppState<'_>) -> Answer<Status> {
    told(app.get()?.pages.status().await)
}

/// The settings, without the secrets.
#[command(provides(Settings))]
pub(super) async fn settings(app: AppState<'_>) -> Answer<SettingsView> {
    told(app.get()?.pages.settings().await)
}

/// Changes the settings that are given. All values are validated before any of them is stored.
#[command(provides(Settings), invalidates(Status))]
pub(super) async fn change_settings(app: AppState<'_>, change: SettingsChange) -> Answer<SettingsView> {
    told(app.get()?.pages.change_settings(change).await)
}

/// Tries to listen again. An address that is given replaces the one of the settings.
#[command(provides(Status), invalidates(Settings))]
pub(super) async fn listen_again(app: AppState<'_>, address: Option<String>) -> Answer<Status> {
    told(app.get()?.pages.retry_listen(address).await)
}

/// Forgets a confirmed host. The next request to it has to be confirmed again.
#[command(invalidates(Settings))]
pub(super) async fn forget_host(app: AppState<'_>, host: String) -> Answer<()> {
    told(app.get()?.outbound.forget_host(&host).await)
}
