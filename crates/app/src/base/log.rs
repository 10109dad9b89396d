//! Writes the log to stderr.
//!
//! A stderr that is closed, or on a full disk, loses lines and nothing else.

use std::{
    env,
    io::{self, IsTerminal as _},
};
use tracing_subscriber::EnvFilter;

/// The environment variable with the log levels, `warn` by default.
const VARIABLE: &str = "HOOKGLASS_LOG";

/// Starts writing the log. The variable `HOOKGLASS_LOG` selects the levels.
pub fn start_log() {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(has_colors())
        // Such errors would be printed on stderr too, with a panic if that fails.
        .log_internal_errors(false)
        .with_writer(io::stderr)
        .init();
}

/// Whether stderr is a terminal and the user does not object to colors (no-color.org).
fn has_colors() -> bool {
    io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
