//! The settings, and the status of the receiver.

use hookglass_app::view::{RefusedRequest, SettingsChange, SettingsView, Status};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// The status of the receiver and the size of the database.
#[command(provides(Status))]
pub(super) async fn status(app: AppState<'_>) -> Answer<Status> {
    reply(app.get()?.pages.status().await)
}

/// The newest refused requests, newest first.
#[command(provides(Status))]
pub(super) async fn refused_requests(app: AppState<'_>) -> Answer<Vec<RefusedRequest>> {
    reply(app.get()?.receive.refused().await)
}

/// The settings, without the secrets.
#[command(provides(Settings))]
pub(super) async fn settings(app: AppState<'_>) -> Answer<SettingsView> {
    reply(app.get()?.pages.settings().await)
}

/// Changes the given settings. All values are validated before any of them is stored.
#[command(provides(Settings), invalidates(Status))]
pub(super) async fn change_settings(app: AppState<'_>, change: SettingsChange) -> Answer<SettingsView> {
    reply(app.get()?.pages.change_settings(change).await)
}

/// Trusts requests to a host from now on, on this computer.
#[command(provides(Settings), invalidates(Status))]
pub(super) async fn allow_host(app: AppState<'_>, host: String) -> Answer<SettingsView> {
    reply(app.get()?.pages.allow_host(host).await)
}

/// Trusts requests to a host no longer.
#[command(provides(Settings), invalidates(Status))]
pub(super) async fn disallow_host(app: AppState<'_>, host: String) -> Answer<SettingsView> {
    reply(app.get()?.pages.disallow_host(host).await)
}

/// Tries to listen again. A given address replaces the one in the settings.
#[command(provides(Status), invalidates(Settings))]
pub(super) async fn retry_listen(app: AppState<'_>, address: Option<String>) -> Answer<Status> {
    reply(app.get()?.pages.retry_listen(address).await)
}

/// Forgets a confirmed host. The next request to it needs a new confirmation.
#[command(invalidates(Settings))]
pub(super) async fn forget_host(app: AppState<'_>, host: String) -> Answer<()> {
    reply(app.get()?.outbound.forget_host(&host).await)
}
