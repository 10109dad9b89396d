//! The `hookglass` command. It works on the same database as the window.
//!
//! Each command parses its arguments, calls one function of a context of `hookglass-app`, and prints the result. Exit codes:
//! 0 success; 1 a difference (`diff`), no response (`resend`, `bulk`) or a failed expectation (`trigger`, `scenario run`);
//! 2 an error, with one line on stderr.

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
mod users;

use args::{Args, Command, Rules, Scenario, Secret};
use clap::Parser;
use hookglass_app::{App, DataDir, NoKeychain};
use hookglass_clock::Clock;
use hookglass_store::Store;
use output::Failure;
use std::{process::ExitCode, sync::Arc};

/// Receiving allocates many short strings: mimalloc makes it about 10 % faster than the system allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) if error.use_stderr() => return output::trouble(&output::first_paragraph(&error.to_string())),
        // Help and version.
        Err(error) => error.exit(),
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("HOOKGLASS_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return output::trouble(&format!("cannot start threads: {error}")),
    };
    match runtime.block_on(run(args)) {
        Ok(code) => code,
        Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(Failure::Trouble(sentence)) => output::trouble(&sentence),
        Err(Failure::Misread { sentence, text, at }) => output::misread(&sentence, &text, &at),
    }
}

async fn run(args: Args) -> Result<ExitCode, Failure> {
    if let Command::List(list) = &args.command {
        list::check(list)?;
    }
    let data_dir = DataDir::choose(args.data_dir)?;
    let is_folder = data_dir.path.is_dir() || !data_dir.path.exists();
    // `scenario run` works on a build server that has a scenario file and no database.
    let creates_database = matches!(
        args.command,
        Command::Serve(_)
            | Command::Trigger(_)
            | Command::Secret(Secret::Add(_))
            | Command::Rules(Rules::Import { .. })
            | Command::Scenario(Scenario::Import { .. } | Scenario::Run(_))
    );
    if !creates_database && is_folder && !Store::exists(&data_dir.path) {
        let nothing = format!("there is no database in {} yet", data_dir.path.display());
        match &args.command {
            Command::List(_) | Command::Users(_) => {
                eprintln!("hookglass: {nothing}; `hookglass serve` makes it");
                return Ok(ExitCode::SUCCESS);
            }
            Command::Coverage(_) => {
                coverage::nothing_yet();
                return Ok(ExitCode::SUCCESS);
            }
            Command::Scenario(Scenario::List { .. }) => {
                eprintln!("hookglass: {nothing}; `hookglass scenario import` makes it");
                return Ok(ExitCode::SUCCESS);
            }
            Command::Rules(Rules::List { .. } | Rules::Export { .. }) => {
                eprintln!("hookglass: {nothing}; `hookglass rules import` makes it");
                return Ok(ExitCode::SUCCESS);
            }
            Command::Types(types) => return types::print(hookglass_app::known_types(), types),
            _ => {}
        }
        if matches!(args.command, Command::Secret(Secret::List { .. })) {
            eprintln!("hookglass: {nothing}; `hookglass secret add` makes it");
            return Ok(ExitCode::SUCCESS);
        }
        return Err(Failure::Trouble(format!(
            "{nothing}; start `hookglass serve`, or name another folder with --data-dir"
        )));
    }
    if let Command::Repair(repair) = &args.command {
        return repair::run(&data_dir, repair);
    }
    let clock = Clock::system();
    // Commands that need no secret do not open the keychain: the system may ask the user to unlock it.
    let app = match &args.command {
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
        | Command::Bulk(_) => App::open_with(data_dir.clone(), Arc::new(NoKeychain), clock.clone()).await?,
        Command::Scenario(scenario) if !matches!(scenario, Scenario::Run(_)) => {
            App::open_with(data_dir.clone(), Arc::new(NoKeychain), clock.clone()).await?
        }
        _ => App::open(data_dir.clone()).await?,
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
