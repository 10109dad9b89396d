//! Copying a request: the formats and their dispatch.

use super::copied::{Copied, CopyError};
use super::{copyable, curl, fetch, httpie, rest_client};
use crate::outgoing::Outgoing;

/// A format that a request is copied as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyFormat {
    /// A bash command for curl.
    Curl,
    /// A bash command for HTTPie.
    Httpie,
    /// A `.http` file for REST Client and similar tools.
    RestClient,
    /// A JavaScript call of `fetch`.
    Fetch,
}

impl CopyFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Curl, Self::Httpie, Self::RestClient, Self::Fetch];

    /// The word on the command line and over IPC.
    pub fn word(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Httpie => "httpie",
            Self::RestClient => "http",
            Self::Fetch => "fetch",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// Copies a request. `Content-Length` is omitted because every tool computes it.
pub fn copy(request: &Outgoing, format: CopyFormat) -> Result<Copied, CopyError> {
    copyable::check(request)?;
    match format {
        CopyFormat::Curl => curl::copy(request),
        CopyFormat::Httpie => httpie::copy(request),
        CopyFormat::RestClient => rest_client::copy(request),
        CopyFormat::Fetch => fetch::copy(request),
    }
}
