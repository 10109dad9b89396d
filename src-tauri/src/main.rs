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
mod signals;
mod tray;
mod visibility;
mod webkit;

use args::Args;
use clap::Parser;
use closing::Asking;
use commands::Opened;
use hookglass_app::{App, AppError, DataDir};
use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
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
    let opened = block_on(async { open(data_dir?, args.listen.as_deref()).await }).map_err(|error| {
        print_error(&error);
        error.problem()
    });
    let usable = opened.is_ok();
    app.manage(Opened(opened));
    let code = app.run_return(|app, event| {
        if let (RunEvent::Exit, Ok(hookglass)) = (event, app.state::<Opened>().get()) {
            block_on(hookglass.close());
        }
    });
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
                tray::start(app.handle(), hookglass);
                signals::connect(app.handle(), hookglass);
            }
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                closing::requested(window.app_handle(), api);
            }
        })
}

/// Opens the database and starts the receiver. If the port is in use, the window opens anyway and
/// shows the problem.
async fn open(data_dir: DataDir, listen: Option<&str>) -> Result<Arc<App>, AppError> {
    let hookglass = Arc::new(App::open(data_dir).await?);
    match hookglass.listen(listen).await {
        // Stdout can be closed: a desktop starts the window without a terminal.
        Ok(address) => drop(writeln!(io::stdout().lock(), "listening on http://{address}")),
        Err(error) => print_error(&error),
    }
    Ok(hookglass)
}

/// Prints an error and its hint, for users who start the window from a terminal.
fn print_error(error: &AppError) {
    let hint = error.remedy().map(|remedy| remedy.window_hint()).unwrap_or_default();
    print_message(&format!("{error}{hint}"));
}

/// Prints a line on stderr. A closed stderr loses it.
fn print_message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "hookglass: {text}");
}
