//! The arguments of `hookglass scenario`.

use clap::Subcommand;
use hookglass_automation::scenario::{Sign, Status};
use std::path::PathBuf;

use super::{sending::Sending, values::FreshMember};

#[derive(Debug, Subcommand)]
pub(crate) enum Scenario {
    /// Record events as a scenario, and keep it under a name
    ///
    /// Each event becomes a step that sends it as it came. A filter takes them in the order in which they arrived, ids in
    /// the order in which they are given.
    Record(Record),
    /// List the scenarios that are kept
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Write a scenario to a file, to be edited, shared and imported
    Export {
        /// What it is called
        name: String,
        /// Where to; a file that is there is replaced [default: standard output]
        file: Option<PathBuf>,
    },
    /// Keep the scenario of a file, under the name that it has there
    Import {
        /// The file (- for standard input)
        file: PathBuf,
        /// In the place of a scenario of that name
        #[arg(long)]
        replace: bool,
    },
    /// Forget a scenario
    Remove {
        /// What it is called
        name: String,
    },
    /// Send the steps of a scenario in order, and check what comes back
    ///
    /// One line a step: what was expected, and what came. Ctrl-C stops it; what was not answered is skipped. Exit code 0:
    /// all that was expected came; 1: something did not; 2: trouble, and nothing was sent.
    Run(RunScenario),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Record {
    /// What to call it
    pub(crate) name: String,
    /// Ids of events, or a filter as for `list`; -- goes before one that begins with a hyphen
    #[arg(value_name = "FILTER|ID", required = true)]
    pub(crate) what: Vec<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) about: String,
    /// Members to make new each time: id, seq, timestamp
    #[arg(long, value_name = "MEMBERS", value_delimiter = ',')]
    pub(crate) fresh: Vec<FreshMember>,
    /// Sign with the secret of that name, or send the original signature, none, or a wrong one [default: original]
    #[arg(long, value_name = "NAME|original|none|wrong", value_parser = sign)]
    pub(crate) sign: Option<Sign>,
    /// The status that each answer is to have, such as 200 or 2xx
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(crate) expect: Option<Status>,
    /// With the pauses between which the events arrived, ten minutes at most
    #[arg(long)]
    pub(crate) pauses: bool,
    /// In the place of a scenario of that name
    #[arg(long)]
    pub(crate) replace: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RunScenario {
    /// The name of a scenario that is kept, or else a file
    #[arg(value_name = "NAME|FILE")]
    pub(crate) what: String,
    /// The URL that the steps' targets follow
    #[arg(long, value_name = "URL")]
    pub(crate) to: String,
    /// Write what came as JUnit's XML, which build servers read
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

fn sign(text: &str) -> Result<Sign, String> {
    Ok(match text {
        "" => return Err("it names no secret; `hookglass secret list` has the names".to_owned()),
        "original" => Sign::Original,
        "none" => Sign::None,
        "wrong" => Sign::Wrong,
        secret => Sign::With(secret.to_owned()),
    })
}

fn status(text: &str) -> Result<Status, String> {
    Status::read(text).ok_or_else(|| format!("'{text}' is neither a status from 100 to 599 nor a class such as 2xx"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_number_or_a_class() {
        assert_eq!(status("201"), Ok(Status::Exactly(201)));
        assert_eq!(status("4xx"), Ok(Status::Class(4)));
        for wrong in ["", "xx", "6xx", "22xx", "99", "600", "ok"] {
            assert!(status(wrong).is_err(), "{wrong}");
        }
    }
}
