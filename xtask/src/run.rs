//! `cargo xtask run`: builds and starts the window with its receiver.
//!
//! Without a display, the window opens on a virtual one, so that the receiver works over ssh and in
//! a container. Arguments are passed to the app unchanged.

use std::process::Command;

use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome};

/// The receiver's address, unless an argument or a setting changes it.
const DEFAULT_ADDRESS: &str = "http://127.0.0.1:4665";

/// Builds the app, starts it and waits until it stops. After the start, Ctrl-C counts as success.
pub(crate) fn run(checkout: &Checkout, args: &[String]) -> Outcome {
    let present = display::present();
    let needs: &[Need] = if present { &[Need::Window] } else { &[Need::Window, Need::Display] };
    setup::window(checkout, needs)?;
    let binary = checkout.binary("release", "hookglass-desktop");
    let what = if binary.exists() {
        "building the window"
    } else {
        "building the window (5 to 15 minutes the first time, then seconds)"
    };
    let build = ["build", "--release", "-p", "hookglass-desktop", "--features", "custom-protocol"];
    step::run(what, checkout.cargo(&build))?;

    let mut app = Command::new(binary);
    app.args(args);
    let started = if present {
        step::run(&greeting("starting the window"), app)
    } else {
        let what = "starting the window on a virtual display, because neither DISPLAY nor WAYLAND_DISPLAY is set";
        display::virtually(&app, |app| step::run(&greeting(what), app))
    };
    match started {
        Err(Failure::Stopped) => {
            println!("    stopped");
            Ok(())
        }
        other => other,
    }
}

fn greeting(what: &str) -> String {
    format!(
        "{what}\n    Send webhooks to {DEFAULT_ADDRESS}, or to the address after `listening on`. Ctrl-C stops the app."
    )
}
