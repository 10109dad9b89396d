//! `cargo xtask`: the commands that build, run, test and check Hookglass.
//!
//! This file reads the arguments and turns an outcome into an exit code: 0 for success, 1 when a step failed, 2 when this
//! computer lacks something or the arguments are wrong. The steps of each command are in the command's own file.

mod bench;
mod check;
mod checkout;
mod display;
mod layers;
mod packages;
mod phrases;
mod run;
mod setup;
mod step;
mod stop;
mod test;
mod tools;
mod ui;

use std::process::ExitCode;

use checkout::Checkout;
use step::Failure;
use test::Suite;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  run [-- ARGS]                          install what is missing, build, and start the window (with ARGS)
  test [--only rust|ui|e2e] [FILTER...]  install what is missing and run every test, or those whose name holds a FILTER
  check                                  formatting, layers, lints, types, unused code and stale generated files
  layers                                 the part of `check` that looks at imports between crates, contexts and files
  bench [FILTER...]                      measure what things cost, or those whose name holds the FILTER
  bench diff                             measure comparing documents beside jsondiffpatch, on the same ones
  bench ingest [--rounds N] [--seconds N] [--other-build PROGRAM] [SERVER...]
                                         measure taking events in beside a bare server and other inspectors
  bench forward [--rounds N] [--seconds N]
                                         measure the same while events are passed on to targets that answer, hang, fail
  bench hold [--rounds N]                measure how late the automatic answers to held events are, under load
  bench bulk [EVENTS]                    measure sending many events again, beside oha
  bench read|window [EVENTS]             measure the list's questions, or the real window, on a million events
  screenshots                            picture the main states of the real window; five of them are the README's
  bindings                               write the TypeScript of the Rust side into ui/src/ipc/bindings
  help                                   this text

Exit code: 0 all good, 1 a step failed, 2 something is missing or the arguments are wrong.";

/// A parsed command line.
#[derive(Debug, PartialEq)]
enum Request {
    Run { args: Vec<String> },
    Test { only: Option<Suite>, filters: Vec<String> },
    Check,
    Layers,
    Bench { filters: Vec<String> },
    Screenshots,
    Bindings,
    Help,
}

fn main() -> ExitCode {
    let request = match read(std::env::args().skip(1)) {
        Ok(request) => request,
        Err(problem) => {
            eprintln!("error: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match perform(request) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Failed(problem)) => {
            eprintln!("error: {problem}");
            ExitCode::from(1)
        }
        Err(Failure::Stopped) => {
            eprintln!("stopped");
            ExitCode::from(1)
        }
        Err(Failure::Missing(problem)) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}

fn perform(request: Request) -> step::Outcome {
    if request == Request::Help {
        println!("{USAGE}");
        return Ok(());
    }
    stop::listen();
    let checkout = Checkout::find()?;
    match request {
        Request::Run { args } => run::run(&checkout, &args),
        Request::Test { only, filters } => test::run(&checkout, only, &filters),
        Request::Check => check::run(&checkout),
        Request::Layers => layers::run(&checkout),
        Request::Bench { filters } => bench::run(&checkout, &filters),
        Request::Screenshots => test::screenshots(&checkout),
        Request::Bindings => check::refresh_bindings(&checkout),
        Request::Help => Ok(()),
    }
}

/// Parses the arguments after `cargo xtask`. The error is printed above the usage.
fn read(mut args: impl Iterator<Item = String>) -> Result<Request, String> {
    let command = args.next().ok_or("a command is missing")?;
    let rest: Vec<String> = args.collect();
    match command.as_str() {
        "run" => match rest.split_first() {
            None => Ok(Request::Run { args: Vec::new() }),
            Some((dashes, args)) if dashes == "--" => Ok(Request::Run { args: args.to_vec() }),
            Some((other, _)) => Err(format!("arguments for the app go after `--`: cargo xtask run -- {other}")),
        },
        "test" => read_test(rest),
        "bench" => Ok(Request::Bench { filters: rest }),
        "check" | "layers" | "screenshots" | "bindings" | "help" | "--help" | "-h" if !rest.is_empty() => {
            Err(format!("`{command}` takes no arguments"))
        }
        "check" => Ok(Request::Check),
        "layers" => Ok(Request::Layers),
        "screenshots" => Ok(Request::Screenshots),
        "bindings" => Ok(Request::Bindings),
        "help" | "--help" | "-h" => Ok(Request::Help),
        other => Err(format!("there is no command `{other}`")),
    }
}

fn read_test(rest: Vec<String>) -> Result<Request, String> {
    let mut only = None;
    let mut filters = Vec::new();
    let mut rest = rest.into_iter();
    while let Some(argument) = rest.next() {
        let suite = match argument.strip_prefix("--only") {
            Some("") => rest.next().ok_or("--only needs one of rust, ui, e2e")?,
            Some(value) if value.starts_with('=') => value[1..].to_owned(),
            _ if argument.starts_with('-') => {
                return Err(format!("`test` has no option `{argument}`"));
            }
            _ => {
                filters.push(argument);
                continue;
            }
        };
        only = Some(match suite.as_str() {
            "rust" => Suite::Rust,
            "ui" => Suite::Ui,
            "e2e" => Suite::E2e,
            other => return Err(format!("--only takes rust, ui or e2e, not `{other}`")),
        });
    }
    Ok(Request::Test { only, filters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(line: &str) -> Result<Request, String> {
        read(line.split_whitespace().map(str::to_owned))
    }

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_follows_the_dashes_belongs_to_the_app() {
        let asked = reading("run -- --data-dir /x -- y");
        assert_eq!(asked, Ok(Request::Run { args: words("--data-dir /x -- y") }));
        assert!(reading("run --data-dir /x").is_err(), "an app's option must not be taken for one of xtask");
    }

    #[test]
    fn test_takes_one_suite_and_any_filters() {
        let both = Request::Test { only: Some(Suite::E2e), filters: words("diff resend") };
        assert_eq!(reading("test diff --only e2e resend"), Ok(both));
        let none = Request::Test { only: None, filters: Vec::new() };
        assert_eq!(reading("test"), Ok(none));
        assert_eq!(reading("test --only=ui"), Ok(Request::Test { only: Some(Suite::Ui), filters: Vec::new() }));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for line in ["", "launch", "check now", "test --only", "test --only=all", "test --onlyrust", "test --fast"] {
            assert!(reading(line).is_err(), "`cargo xtask {line}` must print the usage");
        }
    }
}
