//! Hookglass's window: connects the arguments and the webview to `hookglass-app`. It contains
//! no logic.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![warn(clippy::print_stderr, clippy::print_stdout, reason = "they panic on a closed pipe")]

mod args;
mod closing;
mod commands;
#[cfg(test)]
mod contract;
mod instance;
mod notice;
mod opened;
mod signals;
mod tray;
mod visibility;
mod webkit;

use args::Args;
use clap::Parser;
use closing::Asking;
use hookglass_app::DataDir;
use opened::{Opened, Start};
use std::{
    io::{self, Write as _},
    process::ExitCode,
};
use tauri::{Manager, RunEvent, WindowEvent, Wry, async_runtime::block_on};

/// The exit code when the database cannot be used.
const DATABASE_EXIT_CODE: u8 = 2;

/// The receiver allocates and frees many small strings. mimalloc needs 10% less time for this than
/// the system allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    hookglass_app::start_log();
    webkit::disable_dmabuf_on_x11();

    let data_dir = DataDir::choose(args.data_dir.clone());
    // A second start for the same data folder ends here.
    let app = match builder(data_dir.as_ref().ok()).build(tauri::generate_context!()) {
        Ok(app) => app,
        Err(error) => {
            print_message(&format!("cannot open a window: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let start = Start { data_dir: args.data_dir, listen: args.listen };
    app.manage(block_on(Opened::open(start)));
    let handle = app.handle().clone();
    let code = app.run_return(|app, event| {
        if let (RunEvent::Exit, Ok(hookglass)) = (event, app.state::<Opened>().get()) {
            block_on(hookglass.close());
        }
    });
    let usable = handle.state::<Opened>().get().is_ok();
    match (usable, code) {
        (false, _) => ExitCode::from(DATABASE_EXIT_CODE),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::FAILURE,
    }
}

/// The plugins, the commands, and what runs when the window opens or is closed.
fn builder(data_dir: Option<&DataDir>) -> tauri::Builder<Wry> {
    let mut builder = tauri::Builder::default().manage(Asking::default());
    if let Some(instance) = data_dir.and_then(instance::plugin) {
        builder = builder.plugin(instance);
    }
    builder
        .plugin(visibility::plugin())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            if let Ok(hookglass) = app.state::<Opened>().get() {
                opened::connect(app.handle(), &hookglass);
            }
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                closing::requested(window.app_handle(), api);
            }
        })
}

/// Prints a line on stderr. A closed stderr loses it.
fn print_message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "hookglass: {text}");
}
