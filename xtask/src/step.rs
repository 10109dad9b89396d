//! A step: one command, with a headline, its duration, and one sentence if it fails.
//!
//! The command writes its output as usual. A [`Summary`] runs several steps, continues after a
//! failure, and prints a table at the end.

use std::io;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::stop;

/// Why a command of xtask fails.
#[derive(Debug, PartialEq)]
pub(crate) enum Failure {
    /// A step ran and failed.
    Failed(String),
    /// This computer or checkout lacks something. The text includes how to get it.
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

/// The standard output of a short command, whatever its exit code; `None` if it cannot start.
pub(crate) fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(std::process::Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn perform(what: &str, command: Command, wait: fn(Command) -> io::Result<ExitStatus>) -> Outcome {
    say(what);
    let line = line_of(&command);
    let began = Instant::now();
    let status = wait(command);
    if stop::requested() {
        return Err(Failure::Stopped);
    }
    match status {
        Ok(status) if status.success() => {
            println!("    done in {}", seconds(began.elapsed()));
            Ok(())
        }
        Ok(status) => Err(Failure::Failed(format!("`{line}` failed: {status}"))),
        Err(error) => Err(Failure::Failed(format!("`{line}` could not be started: {error}"))),
    }
}

/// The command line as in a shell, without the folder of the program.
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

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// Several steps that all run, even after a failure.
#[derive(Default)]
pub(crate) struct Summary {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    duration: Duration,
    /// The reason if the step was skipped, otherwise an empty text; or the failure.
    outcome: Result<&'static str, Failure>,
}

impl Summary {
    /// Runs a step and prints a failure immediately.
    pub(crate) fn run(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) {
        let began = Instant::now();
        let outcome = work();
        if let Err(Failure::Failed(problem) | Failure::Missing(problem)) = &outcome {
            println!("    failed: {problem}");
        }
        self.rows.push(Row { name, duration: began.elapsed(), outcome: outcome.map(|()| "") });
    }

    /// Records a step that does not apply on this system.
    pub(crate) fn skip(&mut self, name: &'static str, reason: &'static str) {
        self.rows.push(Row { name, duration: Duration::ZERO, outcome: Ok(reason) });
    }

    /// Prints the table. Fails if a step failed.
    pub(crate) fn finish(self) -> Outcome {
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
        Err(Failure::Failed(format!("failed: {}", failed.join(", "))))
    }
}

impl Row {
    fn line(&self) -> String {
        let Row { name, duration, outcome } = self;
        let duration = seconds(*duration);
        match outcome {
            Ok("") => format!("    ok       {name:<20} {duration:>9}"),
            Ok(reason) => format!("    skipped  {name:<20} {reason}"),
            Err(Failure::Stopped) => format!("    stopped  {name:<20} {duration:>9}"),
            Err(Failure::Failed(problem) | Failure::Missing(problem)) => {
                format!("    failed   {name:<20} {duration:>9}  {problem}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_printed_without_the_programs_folder() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["test", "-p", "xtask", "--", "two words"]);
        assert_eq!(line_of(&command), "cargo test -p xtask -- 'two words'");
    }

    #[test]
    fn all_steps_run_after_a_failure_and_the_summary_names_it() {
        let mut ran_after = false;
        let mut summary = Summary::default();
        summary.run("first", || Err(Failure::Failed("no".into())));
        summary.run("second", || {
            ran_after = true;
            Ok(())
        });
        summary.skip("third", "not on this system");
        assert_eq!(summary.finish(), Err(Failure::Failed("failed: first".into())));
        assert!(ran_after, "a failed suite must not hide the result of the next one");
    }
}
