//! The `hookglass` command. It works on the same database as the window.
//!
//! Each command parses its arguments, calls one function of a context of `hookglass-app`, and
//! prints the result. Exit codes: 0 for yes: done, equal, all passed; 1 for no: a difference
//! (`diff`), no response (`resend`, `bulk`), a failed expectation (`trigger`, `scenario run`), no
//! matching rule (`rules test`) or nothing to delete (`delete`); 2 for an error, with one line on
//! stderr.

#![warn(clippy::print_stderr, clippy::print_stdout, reason = "they panic on a closed pipe; use `output`")]

mod annotations;
mod args;
mod bulk;
mod coverage;
mod deletion;
mod diff;
mod hints;
mod history;
mod list;
mod output;
mod repair;
mod resend;
mod rules;
mod scenario;
mod secret;
mod selection;
mod serve;
mod show;
mod trigger;
mod types;
mod usage;
mod users;

use args::{Args, Command, Rules, Scenario, Secret};
use clap::{Parser, error::ErrorKind};
use hookglass_app::{App, ConfigDir, DataDir, NoKeychain};
use hookglass_clock::Clock;
use hookglass_store::Store;
use output::{Failure, note};
use std::{env, ffi::OsString, path::Path, process::ExitCode, sync::Arc, time::Duration};

/// Receiving allocates many short strings: mimalloc makes it about 10 % faster than the system
/// allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long abandoned work can delay the exit.
const EXIT_TIMEOUT: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let args = match parse_args() {
        Ok(args) => args,
        Err(error) if error.use_stderr() => {
            let args: Vec<_> = env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
            return usage::failure(&error, &args).report();
        }
        // Help and version.
        Err(error) => error.exit(),
    };
    hookglass_app::start_log();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::error(format!("cannot start threads: {error}")).report(),
    };
    let code = runtime.block_on(run(args)).unwrap_or_else(|failure| failure.report());
    // No one waits for the results of work that still runs.
    runtime.shutdown_timeout(EXIT_TIMEOUT);
    code
}

/// Parses the arguments. `hookglass` alone and a group such as `hookglass rules` alone print their
/// help.
fn parse_args() -> Result<Args, clap::Error> {
    match Args::try_parse() {
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Args::try_parse_from(env::args_os().chain([OsString::from("--help")]))
        }
        parsed => parsed,
    }
}

async fn run(args: Args) -> Result<ExitCode, Failure> {
    if let Command::List(list) = &args.command {
        list::check(list)?;
    }
    let data_dir = DataDir::choose(args.data_dir)?;
    let is_folder = data_dir.path.is_dir() || !data_dir.path.exists();
    if is_folder && !creates_database(&args.command) && !Store::exists(&data_dir.path) {
        return without_database(&args.command, &data_dir.path);
    }
    if let Command::Repair(repair) = &args.command {
        return repair::run(&data_dir, repair);
    }
    let clock = Clock::system();
    let app = if uses_secrets(&args.command) {
        App::open(data_dir.clone()).await?
    } else {
        App::open_with(data_dir.clone(), ConfigDir::choose(), Arc::new(NoKeychain), clock.clone()).await?
    };
    let app = Arc::new(app);
    match args.command {
        Command::Serve(serve) => serve::run(&app, serve).await,
        Command::List(list) => list::run(&app, list).await,
        Command::Show(show) => show::run(&app, show).await,
        Command::Diff(diff) => diff::run(&app, diff).await,
        Command::Users(users) => users::run(&app, users).await,
        Command::History(history) => history::run(&app, history).await,
        Command::Resend(resend) => resend::run(&app, resend).await,
        Command::Bulk(bulk) => bulk::run(&app, bulk, &clock).await,
        Command::Rules(rules) => rules::run(&app, rules).await,
        Command::Scenario(scenario) => scenario::run(&app, scenario).await,
        Command::Secret(secret) => secret::run(&app, secret).await,
        Command::Trigger(trigger) => trigger::run(&app, trigger).await,
        Command::Coverage(coverage) => coverage::run(&app, coverage).await,
        Command::Star(star) => annotations::star(&app, star.ids, true).await,
        Command::Unstar(star) => annotations::star(&app, star.ids, false).await,
        Command::Note(note) => annotations::note(&app, note).await,
        Command::Delete(delete) => deletion::delete(&app, delete).await,
        Command::Prune(prune) => deletion::prune(&app, prune).await,
        Command::Repair(repair) => repair::run(&data_dir, &repair),
        Command::Types(types) => types::print(app.samples.catalog().await?, &types),
    }
}

/// Whether a command creates the database if there is none. `scenario run` works on a build server
/// that has a scenario file and no database.
fn creates_database(command: &Command) -> bool {
    matches!(
        command,
        Command::Serve(_)
            | Command::Trigger(_)
            | Command::Secret(Secret::Add(_))
            | Command::Rules(Rules::Import { .. })
            | Command::Scenario(Scenario::Import { .. } | Scenario::Run(_))
    )
}

/// What a command does in a folder without a database: a list is empty, and anything else is an
/// error.
fn without_database(command: &Command, folder: &Path) -> Result<ExitCode, Failure> {
    let message = format!("there is no database in {} yet", folder.display());
    let creator = match command {
        Command::List(_) | Command::Users(_) => "hookglass serve",
        Command::Scenario(Scenario::List { .. }) => "hookglass scenario import",
        Command::Rules(Rules::List { .. } | Rules::Export { .. }) => "hookglass rules import",
        Command::Secret(Secret::List { .. }) => "hookglass secret add",
        Command::Coverage(_) => {
            coverage::note_no_samples();
            return Ok(ExitCode::SUCCESS);
        }
        Command::Types(types) => return types::print(hookglass_app::known_types(), types),
        _ => {
            let hint = "start `hookglass serve`, or choose another folder with --data-dir";
            return Err(Failure::with_hint(message, hint));
        }
    };
    note(&message, Some(creator));
    Ok(ExitCode::SUCCESS)
}

/// Whether a command reads or writes signing secrets. The others do not open the keychain: the
/// system may ask the user to unlock it.
fn uses_secrets(command: &Command) -> bool {
    match command {
        Command::List(_)
        | Command::Diff(_)
        | Command::Users(_)
        | Command::History(_)
        | Command::Star(_)
        | Command::Unstar(_)
        | Command::Note(_)
        | Command::Delete(_)
        | Command::Prune(_)
        | Command::Rules(_)
        | Command::Bulk(_) => false,
        Command::Scenario(scenario) => matches!(scenario, Scenario::Run(_)),
        _ => true,
    }
}
