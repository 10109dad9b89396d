//! Command-line arguments of the window. Arguments that `hookglass` has too keep its names and
//! meanings.

use clap::Parser;
use std::path::PathBuf;

/// Receive webhooks on this computer, see what changed, and resend them.
#[derive(Debug, Parser)]
#[command(name = "hookglass-desktop", version)]
pub(crate) struct Args {
    /// Database folder (also HOOKGLASS_DATA_DIR) [default: the platform's data folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Address and port to listen on [default: the address in the settings, or 127.0.0.1:4665]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<String>,
}
