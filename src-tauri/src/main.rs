//! Hookglass's window: connects the arguments and the webview to `hookglass-app`. It contains
//! no logic.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![warn(clippy::print_stderr, clippy::print_stdout, reason = "they panic on a closed pipe")]

mod args;
mod commands;
#[cfg(test)]
mod contract;
mod notice;
mod signals;
mod webkit;

use args::Args;
use clap::Parser;
use commands::Opened;
use hookglass_app::{App, AppError, DataDir};
use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
};
use tauri::{Manager, RunEvent, async_runtime::block_on};

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

    let opened = block_on(open(&args)).map_err(|error| {
        print_error(&error);
        error.problem()
    });
    let usable = opened.is_ok();
    let built = tauri::Builder::default()
        .manage(Opened(opened))
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            if let Ok(hookglass) = app.state::<Opened>().get() {
                signals::connect(app.handle(), hookglass);
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            print_message(&format!("cannot open a window: {error}"));
            return ExitCode::FAILURE;
        }
    };
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

/// Opens the database and starts the receiver. If the port is in use, the window opens anyway and
/// shows the problem.
async fn open(args: &Args) -> Result<Arc<App>, AppError> {
    let hookglass = Arc::new(App::open(DataDir::choose(args.data_dir.clone())?).await?);
    match hookglass.listen(args.listen.as_deref()).await {
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
