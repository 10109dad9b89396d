//! The signals: what the window gets without asking. One table holds their names, payloads and cache tags.

use hookglass_app::{App, view};
use std::{marker::PhantomData, sync::Arc};
use tauri::{AppHandle, Emitter, async_runtime::spawn};

use crate::notice::Notice;

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
            tracing::warn!(%error, name = self.name, "a signal could not be sent to the window");
        }
    }
}

/// Defines the signals and, for the generated TypeScript, their descriptions. `provides` and `invalidates` mean the same as
/// in `#[command]`; `Tag("name")` is a part of a tag with a fixed name.
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
    /// Something was stored, also by another process; at most ten per second.
    INBOX "inbox": view::Signal,
        invalidates(Sidebar, Status, Event, Resends, Catalog, Users("recent"), UserLife);
    /// The receiver started, stopped or moved.
    RECEIVER "receiver": view::Status, provides(Status);
    /// The number of held events changed.
    HELD "held": u64, invalidates(Held);
    /// The status of a forwarding target, or the list of targets, changed; at most four per second.
    FORWARDS "forwards": (), invalidates(Forwards);
    /// The progress of a bulk resend; at most ten per second, and at its end.
    BULK "bulk": view::BulkView, provides(Bulk), invalidates(BulkResults, BulkReport);
    /// The progress of a scenario; at most ten per second, and at its end.
    SCENARIO "scenario": view::ScenarioRunView, provides(ScenarioRun), invalidates(ScenarioSteps);
}

/// Passes signals on for as long as the window is open.
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
                Ok(status) => RECEIVER.emit(&handle, status),
                Err(error) => tracing::warn!(%error, "the receiver's status could not be read"),
            }
        }
    });
    let (app, mut held, handle) = (Arc::clone(hookglass), hookglass.decide.held_changes(), window.clone());
    spawn(async move {
        let mut notice = Notice::default();
        while held.changed().await.is_ok() {
            let count = *held.borrow_and_update();
            HELD.emit(&handle, count);
            notice.tell(&handle, &app, count);
        }
    });
    let (app, handle) = (Arc::clone(hookglass), window.clone());
    spawn(async move {
        app.forward.watch(|| FORWARDS.emit(&handle, ())).await;
    });
}
