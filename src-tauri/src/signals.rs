//! Signals: events that Rust pushes to the window. One table defines their names, payloads and
//! cache tags.

use hookglass_app::{App, view};
use std::{marker::PhantomData, sync::Arc};
use tauri::{AppHandle, Emitter, async_runtime::spawn};

use crate::{notice::HeldNotice, tray};

/// A signal and the type of its payload.
struct Signal<T> {
    name: &'static str,
    payload: PhantomData<T>,
}

impl<T> Signal<T> {
    const fn new(name: &'static str) -> Self {
        Self { name, payload: PhantomData }
    }
}

impl<T: serde::Serialize + Clone> Signal<T> {
    fn emit(&self, window: &AppHandle, payload: T) {
        if let Err(error) = window.emit(self.name, payload) {
            // The program is ending, so the window is gone.
            tracing::debug!(%error, name = self.name, "cannot send a signal to the window");
        }
    }
}

/// Defines the signals and their descriptions for the generated TypeScript.
///
/// `provides` and `invalidates` mean the same as in `#[command]`. `Tag("name")` is the part of a
/// tag with a fixed name.
macro_rules! signals {
    ($(
        #[doc = $docs:literal]
        $constant:ident $name:literal: $payload:ty
        $(, provides($provided:ident))?
        $(, invalidates($($invalidated:ident $(($part:literal))?),+))?;
    )*) => {
        $(
            #[doc = $docs]
            const $constant: Signal<$payload> = Signal::new($name);
        )*

        /// The signals, for the generated TypeScript.
        #[cfg(test)]
        pub(crate) fn descriptions() -> Vec<crate::contract::Signal> {
            use crate::contract::{CacheTag, Key, Tagged, Type};
            vec![$(crate::contract::Signal {
                name: $name,
                docs: $docs,
                payload: Type::of::<$payload>(),
                provides: [$(Tagged { tag: CacheTag::$provided, key: Key::All })?].first().copied(),
                invalidates: vec![$($(Tagged {
                    tag: CacheTag::$invalidated,
                    key: [$(Key::Named($part),)? Key::All][0],
                }),+)?],
            }),*]
        }
    };
}

signals! {
    /// This process or another one stored something. At most ten per second.
    INBOX "inbox": view::Signal,
        invalidates(Sidebar, Status, Event, Resends, Catalog, Users("recent"), UserLifetimes);
    /// The receiver started, stopped, or changed its address.
    RECEIVER "receiver": view::Status, provides(Status);
    /// The number of held events changed.
    HELD "held": u64, invalidates(Held);
    /// The list of forwarding targets or the status of a target changed. At most four per second.
    FORWARDS "forwards": (), invalidates(Forwards);
    /// The window asks whether to keep receiving, and answers with `answer_closing`.
    CLOSING "closing": ();
    /// The progress of a bulk resend. At most ten per second, and once when it ends.
    BULK "bulk": view::BulkView, provides(Bulk), invalidates(BulkResults, BulkReport);
    /// The progress of a scenario. At most ten per second, and once when it ends.
    SCENARIO "scenario": view::ScenarioRunView, provides(ScenarioRun), invalidates(ScenarioSteps);
}

/// Asks what closing the window should do.
pub(crate) fn ask_on_close(window: &AppHandle) {
    CLOSING.emit(window, ());
}

/// Forwards signals to the window while it is open.
pub(crate) fn connect(window: &AppHandle, hookglass: &Arc<App>) {
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.pages.watch(|signal| INBOX.emit(&handle, signal)).await;
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.bulk.watch(|view| BULK.emit(&handle, view)).await;
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.scenarios.watch(|view| SCENARIO.emit(&handle, view)).await;
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        let mut changes = app.pages.receiver_changes();
        while changes.changed().await.is_ok() {
            match app.pages.status().await {
                Ok(status) => {
                    RECEIVER.emit(&handle, status);
                    tray::update(&handle, &app);
                }
                Err(error) => tracing::warn!(%error, "cannot read the status of the receiver"),
            }
        }
    });
    let (app, mut held, handle) = (Arc::clone(hookglass), hookglass.decide.held_changes(), window.clone());
    spawn(async move {
        let mut notice = HeldNotice::default();
        while held.changed().await.is_ok() {
            let count = *held.borrow_and_update();
            HELD.emit(&handle, count);
            notice.update(&handle, &app, count);
            tray::update(&handle, &app);
        }
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.forward.watch(|| FORWARDS.emit(&handle, ())).await;
    });
}
