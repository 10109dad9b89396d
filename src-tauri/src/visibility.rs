//! Shows, hides and zooms the window, and remembers its place on the screen.

use hookglass_app::ConfigDir;
use std::fs;
use tauri::{AppHandle, Manager, WebviewWindow, Wry, plugin::TauriPlugin};
use tauri_plugin_window_state::{AppHandleExt, StateFlags, WindowExt};

/// The file with the size and the position, in the configuration folder.
const FILE: &str = "window.json";

/// What is remembered: not whether the window is hidden, because a start always shows it.
const REMEMBERED: StateFlags = StateFlags::SIZE.union(StateFlags::POSITION).union(StateFlags::MAXIMIZED);

/// The plugin that restores size, position and maximization. Without a configuration folder, it uses
/// Tauri's.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    let builder = tauri_plugin_window_state::Builder::new().with_state_flags(REMEMBERED);
    let Some(file) = ConfigDir::choose().file(FILE) else { return builder.build() };
    // The plugin does not create the folder of its file.
    if let Some(folder) = file.parent()
        && let Err(error) = fs::create_dir_all(folder)
    {
        tracing::warn!(folder = %folder.display(), %error, "cannot create the configuration folder");
    }
    builder.with_filename(file.to_string_lossy()).build()
}

/// Shows the window in front of the others.
pub(crate) fn show(app: &AppHandle) {
    for window in app.webview_windows().values() {
        if let Err(error) = show_window(window) {
            tracing::warn!(%error, "cannot show the window");
        }
    }
}

fn show_window(window: &WebviewWindow) -> tauri::Result<()> {
    if !window.is_visible()? {
        window.show()?;
        // A window manager chooses a new place for a window that was hidden.
        window.restore_state(REMEMBERED)?;
    }
    window.unminimize()?;
    window.set_focus()
}

/// Hides the window. The program keeps running.
pub(crate) fn hide(app: &AppHandle) {
    if let Err(error) = app.save_window_state(REMEMBERED) {
        tracing::warn!(%error, "cannot remember the place of the window");
    }
    for window in app.webview_windows().values() {
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "cannot hide the window");
        }
    }
}

/// The smallest and the largest zoom in percent. WebKit draws nothing useful beyond them.
const ZOOM: std::ops::RangeInclusive<u16> = 50..=300;

/// Sets the zoom of the window in percent of the normal size.
pub(crate) fn set_zoom(app: &AppHandle, percent: u16) {
    let percent = percent.clamp(*ZOOM.start(), *ZOOM.end());
    for window in app.webview_windows().values() {
        if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
            tracing::warn!(%error, percent, "cannot zoom the window");
        }
    }
}
