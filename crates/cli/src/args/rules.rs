//! The arguments of `rules`.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the rules in their order, and how often each decided
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Add the rules of a file behind those there are; all of them, or none
    Import {
        /// The file (- for standard input); docs/answer.md says what is in it
        file: PathBuf,
        /// Put them in the place of those there are
        #[arg(long)]
        replace: bool,
    },
    /// Write the rules as a file
    Export {
        /// Where to [default: standard output]
        file: Option<PathBuf>,
    },
    /// Say which rule decides about a stored event, and what its sender gets; nothing is sent
    ///
    /// Whose turn it is in a rule with `every` does not count. Exit code 0: a rule decides; 1: none does, so the event gets the
    /// default answer.
    Test {
        /// Id of the event, as `list` prints it
        id: i64,
        /// The rules of a file, in the place of those that are kept
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        /// One JSON object
        #[arg(long)]
        json: bool,
    },
}
