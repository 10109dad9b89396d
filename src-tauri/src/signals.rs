//! What the window hears without asking: that something is stored, how the receiver is, that a sender waits for a person, how
//! targets of forwarding are doing, and how far a bulk send and a scenario have come.

use hookglass_app::App;
use std::sync::Arc;
use tauri::{AppHandle, Emitter, async_runtime::spawn};

use crate::notice::Notice;

const INBOX: &str = "inbox";
const RECEIVER: &str = "receiver";
const HELD: &str = "held";
const FORWARDS: &str = "forwards";
const BULK: &str = "bulk";
const SCENARIO: &str = "scenario";

/// Passes signals on for as long as the window is open.
pub(crate) fn connect(window: &AppHandle, hookglass: &Arc<App>) {
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.pages.watch(|signal| emit(&handle, INBOX, signal)).await;
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.bulk.watch(|view| emit(&handle, BULK, view)).await;
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.scenarios.watch(|view| emit(&handle, SCENARIO, view)).await;
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        let mut changes = app.pages.receiver_changes();
        while changes.changed().await.is_ok() {
            match app.pages.status().await {
                Ok(status) => emit(&handle, RECEIVER, status),
                Err(error) => tracing::warn!(%error, "the receiver's status could not be read"),
            }
        }
    });
    let (app, mut held, handle) = (Arc::clone(hookglass), hookglass.decide.held_changes(), window.clone());
    spawn(async move {
        let mut notice = Notice::default();
        while held.changed().await.is_ok() {
            let count = *held.borrow_and_update();
            emit(&handle, HELD, count);
            notice.tell(&handle, &app, count);
        }
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.forward.watch(|| emit(&handle, FORWARDS, ())).await;
    });
}

fn emit<T: serde::Serialize + Clone>(window: &AppHandle, name: &str, payload: T) {
    if let Err(error) = window.emit(name, payload) {
        tracing::warn!(%error, name, "the window could not be told");
    }
}
