//! Output: text without terminal control characters, pipes that may close, and errors in one line.

use hookglass_app::AppError;
use hookglass_diff::Op;
use hookglass_json::display::visible;
use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    ops::Range,
    process::ExitCode,
};

use crate::hints;

/// Why a command ends early.
pub(crate) enum Failure {
    /// The reader of the output closed the pipe.
    ReaderGone,
    /// An error, printed in one line.
    Trouble(String),
    /// An error in an argument, printed with the argument and a marker under the characters at fault.
    Misread {
        /// What is wrong.
        sentence: String,
        /// The argument.
        text: String,
        /// The characters at fault: a range of character positions.
        at: Range<usize>,
    },
}

/// Every error of a context ends a command, with the hint of this face.
impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Trouble(hints::sentence(&error.into()))
    }
}

impl Failure {
    fn of_output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::Trouble(format!("cannot write the output: {error}")),
        }
    }
}

/// Prints one line on stderr. Returns exit code 2.
pub(crate) fn trouble(sentence: &str) -> ExitCode {
    eprintln!("hookglass: {}", visible(sentence));
    ExitCode::from(2)
}

/// How many characters of an argument are printed before the fault, of the fault, and after it.
const EXCERPT: [usize; 3] = [40, 60, 20];

/// Like [`trouble`], followed by the argument and a line that marks the characters at fault.
pub(crate) fn misread(sentence: &str, text: &str, at: &Range<usize>) -> ExitCode {
    let code = trouble(sentence);
    let [before, within, after] = EXCERPT;
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

/// The first paragraph of a long error text, as one line.
pub(crate) fn first_paragraph(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}; --help names what there is", line.strip_prefix("error: ").unwrap_or(&line))
}

/// Prints a line.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{text}").map_err(Failure::of_output)
}

/// Prints bytes unchanged.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Failure::of_output)
}

/// Asks a yes-or-no question. The answer is no without a terminal.
pub(crate) fn is_confirmed(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    eprint!("{} [y/N] ", visible(question));
    let mut answer = String::new();
    io::stderr().flush().and_then(|()| io::stdin().read_line(&mut answer)).map_err(Failure::of_output)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Prints a value as one line of JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::Trouble(format!("cannot write JSON: {error}")))?;
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
