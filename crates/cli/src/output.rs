//! Output: text without terminal control characters, pipes that may close, and messages in one
//! line.
//!
//! A reader that closes the pipe, such as `head`, does not change what a command does or its exit
//! code: the rest of the output is discarded. A command that only prints can end early
//! ([`is_closed`]).
//!
//! Every message of the program has one of the forms of this module: `error: what happened. Try:
//! how to fix it`, or `note: what you may want to know`. Errors of the contexts get their hints in
//! `hints`.

use hookglass_app::AppError;
use hookglass_diff::Op;
use hookglass_json::display::visible;
use hookglass_senders::redact;
use std::{
    fmt::Display,
    io::{self, IsTerminal, StdoutLock, Write},
    ops::Range,
    path::Path,
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::hints;

/// Why a command ends early.
pub(crate) enum Failure {
    /// An error, printed in one line.
    Error {
        /// What happened.
        message: String,
        /// How to fix it: a command or an instruction.
        hint: Option<String>,
    },
    /// An error in an argument, printed with the argument and a marker under the invalid
    /// characters.
    InvalidArgument {
        /// What is wrong.
        message: String,
        /// The argument.
        argument: String,
        /// The invalid characters: a range of character positions.
        span: Range<usize>,
    },
}

/// Every error of a context ends a command, with the command line's hint.
impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        Self::Error { message: error.to_string(), hint: error.remedy().as_ref().and_then(hints::hint) }
    }
}

impl Failure {
    /// An error that has no hint, or whose message includes it.
    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self::Error { message: message.into(), hint: None }
    }

    /// An error and how to fix it.
    pub(crate) fn with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Error { message: message.into(), hint: Some(hint.into()) }
    }

    /// The same error, with the file that it is in.
    pub(crate) fn in_file(self, file: &Path) -> Self {
        match self {
            Self::Error { message, hint } => Self::Error { message: format!("{}: {message}", file.display()), hint },
            other => other,
        }
    }

    fn of_output(error: io::Error) -> Self {
        Self::error(format!("cannot write the output: {error}"))
    }

    /// Prints the error on stderr and returns the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Self::Error { message, hint } => {
                message_line(format_args!("error: {}", visible(&sentence(message, hint.as_deref()))));
            }
            Self::InvalidArgument { message, argument, span } => {
                message_line(format_args!("error: {}", visible(message)));
                print_excerpt(argument, span);
            }
        }
        ExitCode::from(ERROR)
    }
}

/// Exit code: the command failed.
const ERROR: u8 = 2;

/// Separates what happened from how to fix it.
pub(crate) const TRY: &str = " Try: ";

/// `what happened. Try: how to fix it`
pub(crate) fn sentence(message: &str, hint: Option<&str>) -> String {
    let Some(hint) = hint else { return message.to_owned() };
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{message}{end}{TRY}{hint}")
}

/// Prints a line on stderr that does not change the exit code.
pub(crate) fn note(message: &str, hint: Option<&str>) {
    message_line(format_args!("note: {}", visible(&sentence(message, hint))));
}

/// Prints a line on stderr, with tokens in URLs redacted. A closed stderr loses it.
fn message_line(text: impl Display) {
    let text = redacted_url(text.to_string());
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A URL, or a text that has one, with its credentials and tokens redacted.
pub(crate) fn redacted_url(text: String) -> String {
    redact::url(text.as_bytes()).unwrap_or(text)
}

/// The word in single quotes, for a command that a person pastes into a shell.
pub(crate) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// How many characters of an argument are printed before the invalid part, of it, and after it.
const EXCERPT: [usize; 3] = [40, 60, 20];

/// Prints the argument, and a line that marks its invalid characters.
fn print_excerpt(argument: &str, span: &Range<usize>) {
    let [before, within, after] = EXCERPT;
    let part = |from: usize, to: usize| -> String {
        visible(&argument.chars().skip(from).take(to.saturating_sub(from)).collect::<String>())
    };
    let from = span.start.saturating_sub(before);
    let to = span.end.min(span.start + within);
    let start = format!("{}{}", if from > 0 { "…" } else { "" }, part(from, span.start));
    let invalid = part(span.start, to);
    message_line(format_args!("  {start}{invalid}{}", part(to, to + after)));
    let marker = "^".repeat(invalid.chars().count().max(1));
    message_line(format_args!("  {}{marker}", " ".repeat(start.chars().count())));
}

/// Whether the reader of the output closed the pipe.
static IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether the output has no reader any more.
pub(crate) fn is_closed() -> bool {
    IS_CLOSED.load(Ordering::Relaxed)
}

/// Writes to stdout, unless its reader closed the pipe.
fn write(write: impl FnOnce(&mut StdoutLock<'_>) -> io::Result<()>) -> Result<(), Failure> {
    if is_closed() {
        return Ok(());
    }
    match write(&mut io::stdout().lock()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            IS_CLOSED.store(true, Ordering::Relaxed);
            Ok(())
        }
        written => written.map_err(Failure::of_output),
    }
}

/// Prints a line.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    write(|out| writeln!(out, "{text}"))
}

/// Prints bytes unchanged.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    write(|out| out.write_all(bytes).and_then(|()| out.flush()))
}

/// Asks a yes-or-no question. Without a terminal, the answer is no.
pub(crate) fn is_confirmed(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    // Without a reader, the question has no answer.
    let mut out = io::stderr().lock();
    if write!(out, "{} [y/N] ", visible(question)).and_then(|()| out.flush()).is_err() {
        return Ok(false);
    }
    drop(out);
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.map_err(|error| Failure::error(format!("cannot read the answer from standard input: {error}")))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Asks whether `what` may be sent to another computer. Fails if it may not.
pub(crate) fn confirm_host(host: &str, what: &str) -> Result<(), Failure> {
    let question = format!("{host} is not this computer. Send {what} there, with headers and bodies?");
    if is_confirmed(&question)? {
        return Ok(());
    }
    Err(Failure::with_hint(format!("{host} is not this computer, so nothing was sent"), "add --yes to confirm"))
}

/// Prints a value as one line of JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::error(format!("cannot write JSON: {error}")))?;
    line(text)
}

/// The marker of a change in a list of changes.
pub(crate) fn sign(op: Op) -> char {
    match op {
        Op::Added => '+',
        Op::Removed => '-',
        Op::Changed | Op::Retyped => '~',
        Op::Moved => '>',
    }
}

/// A number of bytes in a readable unit.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_follows_the_message_after_one_punctuation_mark() {
        assert_eq!(sentence("no event 9", Some("hookglass list")), "no event 9. Try: hookglass list");
        assert_eq!(sentence("It failed.", Some("again")), "It failed. Try: again");
        assert_eq!(sentence("did you mean 'list'?", Some("--help")), "did you mean 'list'? Try: --help");
        assert_eq!(sentence("It failed.", None), "It failed.");
    }

    #[test]
    fn a_quoted_word_survives_the_shell() {
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
