//! The arguments of `hookglass rules`.

use clap::Subcommand;
use std::path::PathBuf;

use super::help;

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the rules in order, and how often each was used
    #[command(after_help = help::RULES_LIST)]
    List {
        /// Print one JSON object per line
        #[arg(long, help_heading = help::OUTPUT)]
        json: bool,
    },
    /// Add the rules in a file after the stored rules: all of them, or none
    #[command(after_help = help::RULES_IMPORT)]
    Import {
        /// The file (- for standard input); docs/answer.md describes its format
        file: PathBuf,
        /// Replace the stored rules
        #[arg(long)]
        replace: bool,
    },
    /// Write the rules to a file
    #[command(after_help = help::RULES_EXPORT)]
    Export {
        /// The file [default: standard output]
        file: Option<PathBuf>,
    },
    /// Show which rule matches a stored event, and the answer; nothing is sent
    ///
    /// A rule for every nth event (`every`) matches on each test.
    #[command(verbatim_doc_comment, after_help = help::RULES_TEST)]
    Test {
        /// Id of the event, as `list` prints it
        id: i64,
        /// Test the rules in this file instead of the stored rules
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long, help_heading = help::OUTPUT)]
        json: bool,
        /// Show credentials and tokens, which are redacted otherwise
        #[arg(long, help_heading = help::OUTPUT)]
        reveal: bool,
    },
}
