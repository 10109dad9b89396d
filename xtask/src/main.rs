//! `cargo xtask`: commands that build, run, test and check Hookglass.
//!
//! This file parses the arguments and turns an outcome into an exit code: 0 for success, 1 if a
//! step failed, 2 if this computer lacks something or the arguments are invalid. The steps of each
//! command are in the command's own file.

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

  run [-- ARGS]                          install missing packages, build and start the window (with ARGS)
  test [--only rust|ui|e2e] [FILTER...]  install missing packages and run all tests, or those with a FILTER in the name
  check                                  check formatting, layers, lints, types, unused code and generated files
  layers                                 run the part of `check` for imports between crates, contexts and files
  bench [FILTER...]                      run the criterion benchmarks, or those with the FILTER in the name
  bench diff                             compare documents, with jsondiffpatch on the same documents
  bench ingest [--rounds N] [--seconds N] [--other-build PROGRAM] [SERVER...]
                                         receive events, with a bare server and other inspectors
  bench forward [--rounds N] [--seconds N]
                                         receive events while forwarding to targets that answer, hang or fail
  bench hold [--rounds N]                measure how late automatic answers to held events are under load
  bench bulk [EVENTS]                    resend many events, with oha on the same target
  bench read|window [EVENTS]             run the queries of the list, or the real window, with a million events
  screenshots                            take screenshots of the real window; five of them are in the README
  bindings                               generate the TypeScript in ui/src/ipc/bindings from Rust
  help                                   print this text

Exit codes: 0 success, 1 a step failed, 2 something is missing or the arguments are invalid.";

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
    let request = match parse(std::env::args().skip(1)) {
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
fn parse(mut args: impl Iterator<Item = String>) -> Result<Request, String> {
    let command = args.next().ok_or("the command is missing")?;
    let rest: Vec<String> = args.collect();
    if rest.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--help" || argument == "-h") {
        return Ok(Request::Help);
    }
    match command.as_str() {
        "run" => match rest.split_first() {
            None => Ok(Request::Run { args: Vec::new() }),
            Some((dashes, args)) if dashes == "--" => Ok(Request::Run { args: args.to_vec() }),
            Some((other, _)) => Err(format!("put arguments for the app after `--`: cargo xtask run -- {other}")),
        },
        "test" => parse_test(rest),
        "bench" if rest.first().is_some_and(|first| first.starts_with('-')) => {
            Err(format!("`bench` has no option `{}`", rest[0]))
        }
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

fn parse_test(rest: Vec<String>) -> Result<Request, String> {
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

    fn parsed(line: &str) -> Result<Request, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_after_the_dashes_belong_to_the_app() {
        let request = parsed("run -- --data-dir /x -- y");
        assert_eq!(request, Ok(Request::Run { args: words("--data-dir /x -- y") }));
        assert!(parsed("run --data-dir /x").is_err(), "xtask must not accept an option of the app as its own");
    }

    #[test]
    fn test_takes_one_suite_and_any_filters() {
        let both = Request::Test { only: Some(Suite::E2e), filters: words("diff resend") };
        assert_eq!(parsed("test diff --only e2e resend"), Ok(both));
        let none = Request::Test { only: None, filters: Vec::new() };
        assert_eq!(parsed("test"), Ok(none));
        assert_eq!(parsed("test --only=ui"), Ok(Request::Test { only: Some(Suite::Ui), filters: Vec::new() }));
    }

    #[test]
    fn help_starts_nothing() {
        for line in ["help", "--help", "bench --help", "bench ingest -h", "test --help", "run --help"] {
            assert_eq!(parsed(line), Ok(Request::Help), "{line}");
        }
        assert_eq!(parsed("run -- --help"), Ok(Request::Run { args: words("--help") }), "the app's own help");
    }

    #[test]
    fn unknown_commands_and_options_are_errors() {
        for line in [
            "",
            "launch",
            "check now",
            "test --only",
            "test --only=all",
            "test --onlyrust",
            "test --fast",
            "bench --rounds",
        ] {
            assert!(parsed(line).is_err(), "`cargo xtask {line}` must print the usage");
        }
    }
}
