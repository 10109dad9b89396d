//! Printing: to a terminal without commanding it, to a pipe that may close, and trouble in one line.

use hookglass_app::{
    AppError, BulkError, EventsError, FileError, InvalidAddress, OutboundError, ReceiveError, ReplayError,
    RetentionError, SamplesError, ScenariosError, SecretsError,
};
use hookglass_diff::Op;
use hookglass_json::display::visible;
use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    ops::Range,
    process::ExitCode,
};

use crate::hints::hint;

/// Why a command ends early.
pub(crate) enum Failure {
    /// Whoever read the output has seen enough.
    ReaderGone,
    /// Something to be said in one line.
    Trouble(String),
    /// The same about some characters of an argument, which are pointed at.
    Misread {
        /// What is wrong.
        sentence: String,
        /// The argument.
        text: String,
        /// The characters at fault, from 0, without the last.
        at: Range<usize>,
    },
}

/// An error of the application, with what a person at a terminal can do about it.
macro_rules! failures {
    ($($error:ty),+ $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                let error = AppError::from(error);
                Self::Trouble(format!("{error}{}", hint(&error)))
            }
        })+
    };
}

failures!(
    AppError,
    BulkError,
    EventsError,
    FileError,
    InvalidAddress,
    OutboundError,
    ReceiveError,
    ReplayError,
    RetentionError,
    SamplesError,
    ScenariosError,
    SecretsError,
);

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::Trouble(format!("cannot write the output: {error}")),
        }
    }
}

/// One line on stderr, exit code 2.
pub(crate) fn trouble(sentence: &str) -> ExitCode {
    eprintln!("hookglass: {}", visible(sentence));
    ExitCode::from(2)
}

/// Characters shown of an argument before what is at fault, of that itself, and after it.
const AROUND: [usize; 3] = [40, 60, 20];

/// The same, with the argument under it and a line that points at the characters at fault.
pub(crate) fn misread(sentence: &str, text: &str, at: &Range<usize>) -> ExitCode {
    let code = trouble(sentence);
    let [before, within, after] = AROUND;
    let part = |from: usize, to: usize| -> String {
        visible(&text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>())
    };
    let from = at.start.saturating_sub(before);
    let to = at.end.min(at.start + within);
    let start = format!("{}{}", if from > 0 { "…" } else { "" }, part(from, at.start));
    let fault = part(at.start, to);
    eprintln!("  {start}{fault}{}", part(to, to + after));
    eprintln!("  {}{}", " ".repeat(start.chars().count()), "^".repeat(fault.chars().count().max(1)));
    code
}

/// The first paragraph of a longer complaint, as one line.
pub(crate) fn first_paragraph(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}; --help names what there is", line.strip_prefix("error: ").unwrap_or(&line))
}

/// Prints a line.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}

/// Prints bytes as they are.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Asks a person, who has to be there to answer.
pub(crate) fn is_confirmed(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    eprint!("{} [y/N] ", visible(question));
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Prints a value as one line of JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::Trouble(format!("cannot write JSON: {error}")))?;
    line(text)
}

/// The sign of a change.
pub(crate) fn sign(op: Op) -> char {
    match op {
        Op::Added => '+',
        Op::Removed => '-',
        Op::Changed | Op::Retyped => '~',
        Op::Moved => '>',
    }
}

/// Bytes in the unit a person reads.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
