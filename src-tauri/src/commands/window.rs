//! The window itself.

use hookglass_app::view::{OnClose, SettingsChange, Status};
use hookglass_command_macro::command;
use tauri::AppHandle;

use super::{Answer, AppState, reply};
use crate::closing;

/// Answers the question of the signal `closing`, and remembers the answer. `null` dismisses the
/// question: the window stays open, and the next request to close it asks again.
#[command(invalidates(Settings))]
pub(super) async fn answer_closing(app: AppState<'_>, handle: AppHandle, keep_receiving: Option<bool>) -> Answer<()> {
    let Some(keep_receiving) = keep_receiving else {
        closing::dismissed(&handle);
        return Ok(());
    };
    let on_close = if keep_receiving { OnClose::KeepReceiving } else { OnClose::Quit };
    let change = SettingsChange { on_close: Some(on_close), ..SettingsChange::default() };
    let stored = reply(app.get()?.pages.change_settings(change).await);
    closing::answered(&handle, keep_receiving);
    stored.map(drop)
}

/// Listens again after a pause.
#[command(provides(Status), invalidates(Settings))]
pub(super) async fn resume_receiving(app: AppState<'_>) -> Answer<Status> {
    reply(app.get()?.pages.resume_receiving().await)
}
