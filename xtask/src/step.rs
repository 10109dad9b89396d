//! A step: one command with a line that says what it does, its duration, and one sentence when it fails.
//!
//! The command writes its output as usual. A tally runs several steps, continues after a failure, and ends with a summary.

use std::io;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::stop;

/// Why a command of xtask ends without success.
#[derive(Debug, PartialEq)]
pub(crate) enum Failure {
    /// A step ran and failed.
    Failed(String),
    /// This computer or checkout lacks something; the text says how to get it.
    Missing(String),
    /// Ctrl-C or SIGTERM.
    Stopped,
}

pub(crate) type Outcome = Result<(), Failure>;

/// Prints the headline of a step.
pub(crate) fn say(what: &str) {
    println!("==> {what}");
}

/// Runs a command and waits for it.
pub(crate) fn run(what: &str, command: Command) -> Outcome {
    perform(what, command, stop::wait)
}

/// Runs a command that may prompt on the terminal.
pub(crate) fn run_with_terminal(what: &str, command: Command) -> Outcome {
    perform(what, command, stop::wait_with_terminal)
}

/// The standard output of a short command, whatever its exit code; `None` when it cannot start.
pub(crate) fn answer(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(std::process::Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn perform(what: &str, command: Command, wait: fn(Command) -> io::Result<ExitStatus>) -> Outcome {
    say(what);
    let line = line_of(&command);
    let begun = Instant::now();
    let ended = wait(command);
    if stop::requested() {
        return Err(Failure::Stopped);
    }
    match ended {
        Ok(status) if status.success() => {
            println!("    done in {}", seconds(begun.elapsed()));
            Ok(())
        }
        Ok(status) => Err(Failure::Failed(format!("`{line}` ended with {status}"))),
        Err(error) => Err(Failure::Failed(format!("`{line}` could not be started: {error}"))),
    }
}

/// The command line as typed in a shell, without the folder of the program.
fn line_of(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .map(|word| if word.contains(' ') { format!("'{word}'") } else { word.into_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

fn seconds(taken: Duration) -> String {
    format!("{:.1} s", taken.as_secs_f64())
}

/// Several steps that all run, even after a failure.
#[derive(Default)]
pub(crate) struct Tally {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    taken: Duration,
    outcome: Result<&'static str, Failure>,
}

impl Tally {
    /// Runs a step and prints a failure at once.
    pub(crate) fn run(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) {
        let begun = Instant::now();
        let outcome = work();
        if let Err(Failure::Failed(problem) | Failure::Missing(problem)) = &outcome {
            println!("    failed: {problem}");
        }
        self.rows.push(Row { name, taken: begun.elapsed(), outcome: outcome.map(|()| "") });
    }

    /// Records a step that does not apply on this system.
    pub(crate) fn skip(&mut self, name: &'static str, why: &'static str) {
        self.rows.push(Row { name, taken: Duration::ZERO, outcome: Ok(why) });
    }

    /// Prints the summary; fails if a step failed.
    pub(crate) fn close(self) -> Outcome {
        say("summary");
        for row in &self.rows {
            println!("{}", row.line());
        }
        if stop::requested() {
            return Err(Failure::Stopped);
        }
        let failed: Vec<_> = self.rows.iter().filter(|row| row.outcome.is_err()).map(|row| row.name).collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(Failure::Failed(format!("these failed: {}", failed.join(", "))))
    }
}

impl Row {
    fn line(&self) -> String {
        let Row { name, taken, outcome } = self;
        let taken = seconds(*taken);
        match outcome {
            Ok("") => format!("    ok       {name:<20} {taken:>9}"),
            Ok(why) => format!("    skipped  {name:<20} {why}"),
            Err(Failure::Stopped) => format!("    stopped  {name:<20} {taken:>9}"),
            Err(Failure::Failed(problem) | Failure::Missing(problem)) => {
                format!("    failed   {name:<20} {taken:>9}  {problem}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_is_named_without_its_folder() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["test", "-p", "xtask", "--", "two words"]);
        assert_eq!(line_of(&command), "cargo test -p xtask -- 'two words'");
    }

    #[test]
    fn a_tally_goes_on_after_a_failure_and_names_it_at_the_end() {
        let mut ran_after = false;
        let mut tally = Tally::default();
        tally.run("first", || Err(Failure::Failed("no".into())));
        tally.run("second", || {
            ran_after = true;
            Ok(())
        });
        tally.skip("third", "not on this system");
        assert_eq!(tally.close(), Err(Failure::Failed("these failed: first".into())));
        assert!(ran_after, "a failed suite must not hide the result of the next");
    }
}
