//! `cargo xtask run`: from a checkout to the window, and to an address that receives webhooks.
//!
//! Without a display the window opens on a virtual one, so that the receiver works over ssh and in a container. What the
//! app does with its arguments is the app's own.

use std::process::Command;

use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome};

/// Where the app receives when no argument or setting says otherwise.
const DEFAULT_ADDRESS: &str = "http://127.0.0.1:4665";

/// Builds and starts the app; ends when it does. Ctrl-C is a good end once the app runs.
pub(crate) fn run(checkout: &Checkout, args: &[String]) -> Outcome {
    let present = display::present();
    let needs: &[Need] = if present { &[Need::Window] } else { &[Need::Window, Need::Display] };
    setup::window(checkout, needs)?;
    let binary = checkout.binary("release", "hookglass-desktop");
    let what = if binary.exists() {
        "building the window"
    } else {
        "building the window (the first time takes five to fifteen minutes, later ones seconds)"
    };
    let build = ["build", "--release", "-p", "hookglass-desktop", "--features", "custom-protocol"];
    step::run(what, checkout.cargo(&build))?;

    let mut app = Command::new(binary);
    app.args(args);
    let started = if present {
        step::run(&greeting("starting the window"), app)
    } else {
        let what = "neither DISPLAY nor WAYLAND_DISPLAY is set: starting the window on a virtual display";
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
        "{what}\n    Webhooks go to {DEFAULT_ADDRESS}, or to the address the app prints as `listening on`. Ctrl-C stops it."
    )
}
