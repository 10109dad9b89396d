//! The arguments that every sending command has.

use std::time::Duration;

use super::values::duration;

#[derive(Debug, clap::Args)]
pub(crate) struct Sending {
    /// How long to wait for each answer, such as 500ms or 10s [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) timeout: Option<Duration>,
    /// Do not check the target's certificate
    #[arg(long)]
    pub(crate) insecure: bool,
    /// Do not ask before anything goes to a host outside this computer
    #[arg(long)]
    pub(crate) yes: bool,
    /// One JSON object a line for each request, and after a bulk send one for the report
    #[arg(long)]
    pub(crate) json: bool,
}
