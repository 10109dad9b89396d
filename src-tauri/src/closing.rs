//! What happens when the user closes the window: it quits, or it keeps receiving in the tray.

use hookglass_app::view::OnClose;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::{AppHandle, CloseRequestApi, Manager};

use crate::{opened::Opened, signals, tray, visibility};

/// Whether the window shows the question and waits for the answer.
#[derive(Debug, Default)]
pub(crate) struct Asking(AtomicBool);

#[derive(Debug, PartialEq)]
enum Reaction {
    Quit,
    Hide,
    Ask,
}

/// Handles the request to close the window.
pub(crate) fn requested(app: &AppHandle, request: &CloseRequestApi) {
    match reaction(app) {
        Reaction::Quit => return,
        Reaction::Hide => visibility::hide(app),
        Reaction::Ask => signals::ask_on_close(app),
    }
    request.prevent_close();
}

/// Hides the window or quits, as the user answered.
pub(crate) fn answered(app: &AppHandle, keep_receiving: bool) {
    app.state::<Asking>().0.store(false, Ordering::Relaxed);
    if keep_receiving { visibility::hide(app) } else { app.exit(0) }
}

/// The user dismissed the question: the next request asks again.
pub(crate) fn dismissed(app: &AppHandle) {
    app.state::<Asking>().0.store(false, Ordering::Relaxed);
}

fn reaction(app: &AppHandle) -> Reaction {
    let opened = app.state::<Opened>();
    let Ok(hookglass) = opened.get() else { return Reaction::Quit };
    let receives = hookglass.pages.address().is_some() && tray::exists(app);
    let was_asked = app.state::<Asking>().0.swap(true, Ordering::Relaxed);
    decide(hookglass.pages.on_close(), receives, was_asked)
}

/// `receives`: there is something to keep, and a tray that can show the window again. A second
/// request quits, so that a page that does not answer cannot keep the window open.
fn decide(on_close: OnClose, receives: bool, was_asked: bool) -> Reaction {
    match on_close {
        _ if !receives => Reaction::Quit,
        OnClose::Quit => Reaction::Quit,
        OnClose::KeepReceiving => Reaction::Hide,
        OnClose::Ask if was_asked => Reaction::Quit,
        OnClose::Ask => Reaction::Ask,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_decides_while_the_receiver_listens() {
        assert_eq!(decide(OnClose::Ask, true, false), Reaction::Ask);
        assert_eq!(decide(OnClose::KeepReceiving, true, false), Reaction::Hide);
        assert_eq!(decide(OnClose::Quit, true, false), Reaction::Quit);
    }

    #[test]
    fn without_a_tray_or_a_receiver_the_window_quits() {
        for on_close in [OnClose::Ask, OnClose::KeepReceiving, OnClose::Quit] {
            assert_eq!(decide(on_close, false, false), Reaction::Quit, "{on_close:?}");
        }
    }

    #[test]
    fn a_second_request_quits_if_the_question_is_not_answered() {
        assert_eq!(decide(OnClose::Ask, true, true), Reaction::Quit);
    }
}
