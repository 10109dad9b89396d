//! The window itself.

use hookglass_app::view::{OnClose, SettingsChange, Status};
use hookglass_command_macro::command;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;

use super::{Answer, AppState, reply};
use crate::{closing, visibility};

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

/// Asks for a folder with the dialog of the system. Null if the dialog is dismissed.
#[command]
pub(super) async fn choose_folder(handle: AppHandle) -> Answer<Option<String>> {
    let folder = tauri::async_runtime::spawn_blocking(move || handle.dialog().file().blocking_pick_folder()).await;
    let path = folder.ok().flatten().and_then(|folder| folder.into_path().ok());
    Ok(path.map(|path| path.to_string_lossy().into_owned()))
}

/// Sets the size of everything in the window, in percent of the normal size.
#[command]
pub(super) async fn set_zoom(handle: AppHandle, percent: u16) -> Answer<()> {
    visibility::set_zoom(&handle, percent);
    Ok(())
}

/// Opens the database again after it could not be opened, in another folder if one is given.
#[command(invalidates(Status, Settings))]
pub(super) async fn reopen_database(app: AppState<'_>, handle: AppHandle, folder: Option<String>) -> Answer<()> {
    app.reopen(&handle, folder).await
}

/// Moves the database that cannot be opened into a new folder beside it, and starts with a new one.
/// Returns that folder.
#[command(invalidates(Status, Settings))]
pub(super) async fn move_database_aside(app: AppState<'_>, handle: AppHandle) -> Answer<String> {
    app.move_aside(&handle).await.map(|folder| folder.display().to_string())
}
