//! The options of every command that sends.

use std::time::Duration;

use super::{
    help::{OUTPUT, SENDING},
    values::duration,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Sending {
    /// How long to wait for each answer, such as 500ms or 10s [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = duration, help_heading = SENDING)]
    pub(crate) timeout: Option<Duration>,
    /// Do not verify the target's certificate
    #[arg(long, help_heading = SENDING)]
    pub(crate) insecure: bool,
    /// Send to other computers without asking
    #[arg(long, help_heading = SENDING)]
    pub(crate) yes: bool,
    /// Print the results as JSON, one object per line
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) json: bool,
}
