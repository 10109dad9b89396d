//! The tray icon: the state of the receiver and the number of held events, and a menu to copy the
//! address, pause, show the window and quit.

use hookglass_app::App;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};
use tauri::{
    AppHandle, Manager, Wry,
    async_runtime::spawn,
    include_image,
    menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tauri_plugin_clipboard_manager::ClipboardExt;

use crate::{opened::Opened, visibility};

const COPY: &str = "copy";
const PAUSE: &str = "pause";
const SHOW: &str = "show";
const QUIT: &str = "quit";

/// The icon, and the items whose text changes.
struct Tray {
    icon: TrayIcon,
    state: MenuItem<Wry>,
    held: MenuItem<Wry>,
    copy: MenuItem<Wry>,
    pause: MenuItem<Wry>,
}

/// Whether the tray shows an icon.
pub(crate) fn exists(app: &AppHandle) -> bool {
    app.try_state::<Tray>().is_some()
}

/// Shows the icon. Without a tray, the window works as usual and quits when it is closed.
pub(crate) fn start(app: &AppHandle, hookglass: &App) {
    // On Linux, a missing library of the tray is a panic.
    match catch_unwind(AssertUnwindSafe(|| build(app))) {
        Ok(Ok(tray)) => {
            app.manage(tray);
            update(app, hookglass);
        }
        Ok(Err(error)) => tracing::warn!(%error, "cannot show the tray icon"),
        Err(_) => tracing::warn!("cannot show the tray icon: install libayatana-appindicator3"),
    }
}

fn build(app: &AppHandle) -> tauri::Result<Tray> {
    let item = |id: &str, text: &str, enabled| MenuItem::with_id(app, id, text, enabled, None::<&str>);
    let (state, held) = (item("state", "", false)?, item("held", "", false)?);
    let (copy, pause) = (item(COPY, "Copy address", true)?, item(PAUSE, "", true)?);
    let (show, quit) = (item(SHOW, "Show window", true)?, item(QUIT, "Quit", true)?);
    let lines = (PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?);
    let menu = Menu::with_items(app, &[&state, &held, &lines.0, &copy, &pause, &lines.1, &show, &quit])?;
    let icon = TrayIconBuilder::new()
        .icon(include_image!("../icons/tray.png"))
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(chosen)
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                visibility::show(icon.app_handle());
            }
        })
        .build(app)?;
    Ok(Tray { icon, state, held, copy, pause })
}

/// Shows the current state.
pub(crate) fn update(app: &AppHandle, hookglass: &App) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    let address = hookglass.pages.address().map(|address| format!("http://{address}"));
    let held = hookglass.decide.held().iter().filter(|row| !row.gone).count();
    let state = address.as_ref().map_or("Not listening".to_owned(), |address| format!("Listening on {address}"));
    let pause = if address.is_some() { "Pause receiving" } else { "Resume receiving" };
    let shown = tray
        .state
        .set_text(&state)
        .and_then(|()| tray.held.set_text(held_text(held)))
        .and_then(|()| tray.copy.set_enabled(address.is_some()))
        .and_then(|()| tray.pause.set_text(pause))
        .and_then(|()| tray.icon.set_tooltip(Some(format!("Hookglass\n{state}\n{}", held_text(held)))));
    if let Err(error) = shown {
        // The program is ending, or the tray has gone.
        tracing::debug!(%error, "cannot update the tray icon");
    }
}

fn held_text(held: usize) -> String {
    match held {
        0 => "No held events".to_owned(),
        1 => "1 held event".to_owned(),
        more => format!("{more} held events"),
    }
}

fn chosen(app: &AppHandle, event: MenuEvent) {
    let opened = app.state::<Opened>();
    let Ok(hookglass) = opened.get() else { return };
    match event.id().as_ref() {
        COPY => copy(app, &hookglass),
        PAUSE => pause_or_resume(hookglass),
        SHOW => visibility::show(app),
        QUIT => app.exit(0),
        _ => {}
    }
}

fn copy(app: &AppHandle, hookglass: &App) {
    let Some(address) = hookglass.pages.address() else { return };
    if let Err(error) = app.clipboard().write_text(format!("http://{address}")) {
        tracing::warn!(%error, "cannot copy the address");
    }
}

fn pause_or_resume(hookglass: Arc<App>) {
    spawn(async move {
        if hookglass.pages.address().is_some() {
            hookglass.pages.pause_receiving().await;
        } else if let Err(error) = hookglass.pages.resume_receiving().await {
            tracing::warn!(%error, "cannot resume receiving");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::held_text;

    #[test]
    fn held_events_are_counted_in_words() {
        assert_eq!([0, 1, 2].map(held_text), ["No held events", "1 held event", "2 held events"]);
    }
}
