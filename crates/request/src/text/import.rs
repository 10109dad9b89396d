//! Importing a request from a curl command line.
//!
//! The result is what curl would send, in curl's order, except for its own `User-Agent`. A header
//! given with `-H` replaces curl's own, and `-H 'Name:'` removes it (curl, `lib/http.c`,
//! `src/tool_getparam.c`).

use super::import_error::ImportError;
use crate::outgoing::Outgoing;

mod arguments;
mod command;
mod data;
mod options;
mod request;
mod url;

/// An imported request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The request that curl would send, without its own `User-Agent`.
    pub request: Outgoing,
    /// Sentences about what was left out or changed.
    pub notes: Vec<String>,
}

/// Reads a request from a curl command line, in the quoting of bash or cmd.
pub fn from_curl(text: &str) -> Result<Imported, ImportError> {
    let mut command = command::Command::new(text);
    let arguments = command.arguments()?;
    command.read(&arguments)?;
    let (request, notes) = command.request(&arguments)?;
    Ok(Imported { request, notes })
}
