//! The arguments, the same as the command line's where they mean the same.

use clap::Parser;
use std::path::PathBuf;

/// Receive webhooks on this computer, look at what changed, and send them again.
#[derive(Debug, Parser)]
#[command(name = "hookglass-desktop", version)]
pub(crate) struct Args {
    /// Folder of the database (also HOOKGLASS_DATA_DIR) [default: the platform's data folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Address and port to listen on [default: the settings', else 127.0.0.1:4665]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<String>,
}
