//! The arguments of `hookglass scenario`.

use clap::Subcommand;
use hookglass_automation::scenario::{Sign, Status};
use std::path::PathBuf;

use super::{
    help,
    sending::Sending,
    values::{GeneratedMember, no_secret_named},
};

#[derive(Debug, Subcommand)]
pub(crate) enum Scenario {
    /// Record stored events as a scenario
    ///
    /// Each event becomes a step that sends the exact request. The steps of a filter are in order
    /// of arrival, those of ids in the given order.
    #[command(verbatim_doc_comment, after_help = help::SCENARIO_RECORD)]
    Record(Record),
    /// List the stored scenarios
    #[command(after_help = help::SCENARIO_LIST)]
    List {
        /// Print one JSON object per line
        #[arg(long, help_heading = help::OUTPUT)]
        json: bool,
    },
    /// Write a scenario to a file, to edit, share or import it
    #[command(after_help = help::SCENARIO_EXPORT)]
    Export {
        /// Name of the scenario
        name: String,
        /// The file; an existing file is replaced [default: standard output]
        file: Option<PathBuf>,
    },
    /// Store the scenario in a file, under its name in the file
    #[command(after_help = help::SCENARIO_IMPORT)]
    Import {
        /// The file (- for standard input)
        file: PathBuf,
        /// Replace a scenario of the same name
        #[arg(long)]
        replace: bool,
    },
    /// Remove a scenario
    #[command(after_help = help::SCENARIO_REMOVE)]
    Remove {
        /// Name of the scenario
        name: String,
    },
    /// Send the steps of a scenario in order, and check the answers
    ///
    /// Prints one line per step: the expectations and the answer. Ctrl-C stops the run and skips
    /// the steps that have no answer.
    #[command(verbatim_doc_comment, after_help = help::SCENARIO_RUN)]
    Run(RunScenario),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Record {
    /// Name of the new scenario
    pub(crate) name: String,
    /// Event ids, or one filter in quotes; put -- before a leading hyphen
    #[arg(value_name = "FILTER|ID", required = true)]
    pub(crate) what: Vec<String>,
    /// Description
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true,
        help_heading = help::SCENARIO_OPTIONS
    )]
    pub(crate) about: String,
    /// Members to generate on each run
    #[arg(long, value_name = "MEMBERS", value_delimiter = ',', help_heading = help::STEPS)]
    pub(crate) fresh: Vec<GeneratedMember>,
    /// Sign with this secret, or send the original, no or a wrong signature [default: original]
    #[arg(long, value_name = "NAME|original|none|wrong", value_parser = sign, help_heading = help::STEPS)]
    pub(crate) sign: Option<Sign>,
    /// Expected status of each answer, such as 200 or 2xx
    #[arg(long, value_name = "STATUS", value_parser = status, help_heading = help::STEPS)]
    pub(crate) expect: Option<Status>,
    /// Keep the pauses between the events, at most 10 minutes each
    #[arg(long, help_heading = help::STEPS)]
    pub(crate) pauses: bool,
    /// Replace a scenario of the same name
    #[arg(long, help_heading = help::SCENARIO_OPTIONS)]
    pub(crate) replace: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RunScenario {
    /// Name of a stored scenario, or else a file
    #[arg(value_name = "NAME|FILE")]
    pub(crate) what: String,
    /// Target URL; without a path, it gets the path of each step
    #[arg(long, value_name = "URL", help_heading = help::SENDING)]
    pub(crate) to: String,
    /// Write the results as JUnit XML, for build servers
    #[arg(long, value_name = "FILE", help_heading = help::OUTPUT)]
    pub(crate) junit: Option<PathBuf>,
    /// Show credentials and tokens in URLs, which are redacted otherwise
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) reveal: bool,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

fn sign(text: &str) -> Result<Sign, String> {
    Ok(match text {
        "" => return Err(no_secret_named()),
        "original" => Sign::Original,
        "none" => Sign::None,
        "wrong" => Sign::Wrong,
        secret => Sign::With(secret.to_owned()),
    })
}

fn status(text: &str) -> Result<Status, String> {
    Status::read(text).ok_or_else(|| "needs a status from 100 to 599, or a class such as 2xx".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_number_or_a_class() {
        assert_eq!(status("201"), Ok(Status::Exactly(201)));
        assert_eq!(status("4xx"), Ok(Status::Class(4)));
        for invalid in ["", "xx", "6xx", "22xx", "99", "600", "ok"] {
            assert!(status(invalid).is_err(), "{invalid}");
        }
    }
}
