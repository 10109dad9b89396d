//! Requests as text that a person carries to another tool and back: cURL, HTTPie, `.http` files, `fetch`.
//!
//! A copy delivers the method, the URL, the header lines in their order and the exact bytes of the body. Where a tool
//! cannot be made to do that, there is no copy but a sentence that says why. What a tool adds by itself is switched off
//! where it can be, and else said in a note. Nothing in a copied text acts on a terminal or leaves its quotes.
//!
//! [`from_curl`] reads what people paste: bash's quoting and cmd's, and curl's options (https://curl.se/docs/manpage.html).
//! It reads no file, expands no variable and runs nothing.

use crate::headers::Headers;
use crate::outgoing::Outgoing;
use hookglass_json as json;

mod cmd;
mod curl;
mod curl_options;
mod fetch;
mod httpie;
mod import;
mod rest_client;
mod shell;

pub use import::from_curl;

/// A form of text that a request is copied as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A command line for curl, in bash.
    Curl,
    /// A command line for HTTPie, in bash.
    Httpie,
    /// A `.http` file, for REST Client and its like.
    RestClient,
    /// A call of `fetch`, for JavaScript.
    Fetch,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Curl, Self::Httpie, Self::RestClient, Self::Fetch];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Httpie => "httpie",
            Self::RestClient => "http",
            Self::Fetch => "fetch",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The text.
    pub text: String,
    /// What its tool does beyond it, in sentences.
    pub notes: Vec<String>,
}

/// Why a request cannot be copied in a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CopyError(pub String);

/// Copies a request. `Content-Length` is left out: every tool works it out.
pub fn copy(request: &Outgoing, form: Form) -> Result<Copied, CopyError> {
    checked(request)?;
    match form {
        Form::Curl => curl::copy(request),
        Form::Httpie => httpie::copy(request),
        Form::RestClient => rest_client::copy(request),
        Form::Fetch => fetch::copy(request),
    }
}

/// A request that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The request, as curl would send it, but for curl's own `User-Agent`.
    pub request: Outgoing,
    /// What was left out or is done otherwise, in sentences.
    pub notes: Vec<String>,
}

/// A command line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cURL command, line {line}, column {column}: {what}")]
pub struct ImportError {
    /// The first byte of what is at fault.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Line of the first, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl ImportError {
    fn at(text: &str, (start, end): (usize, usize), what: impl Into<String>) -> Self {
        let (line, column) = json::position(text.as_bytes(), start);
        Self { start, end: end.max(start), line, column, what: what.into() }
    }
}

fn cannot<T>(why: impl Into<String>) -> Result<T, CopyError> {
    Err(CopyError(why.into()))
}

/// What holds for every form.
fn checked(request: &Outgoing) -> Result<(), CopyError> {
    if !is_token(request.method.as_bytes()) {
        return cannot(format!("'{}' is not a method of HTTP.", request.method.escape_debug()));
    }
    let is_absolute = ["http://", "https://"]
        .iter()
        .any(|scheme| request.url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !is_absolute || !request.url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return cannot(format!(
            "'{}' is not a URL of http or https in visible ASCII; percent-encode the rest.",
            request.url.escape_debug()
        ));
    }
    for (name, value) in headers(&request.headers) {
        if !is_token(name.as_bytes()) {
            return cannot(format!("'{}' is not the name of a header.", name.escape_debug()));
        }
        if value.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
            return cannot(format!("The header '{name}' holds a NUL or a line break, which HTTP does not have."));
        }
        if name.eq_ignore_ascii_case("transfer-encoding") {
            return cannot("'transfer-encoding' belongs to one connection; leave the header out.");
        }
    }
    Ok(())
}

/// The header lines that a copy holds.
fn headers(headers: &Headers) -> impl Iterator<Item = (&str, &[u8])> {
    headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"))
}

/// The first name of a header that stands there twice.
fn repeated(all: &Headers) -> Option<&str> {
    let names: Vec<_> = headers(all).map(|(name, _)| name).collect();
    let before = |at: usize, name: &str| names[..at].iter().any(|other| other.eq_ignore_ascii_case(name));
    names.iter().enumerate().find(|(at, name)| before(*at, name)).map(|(_, name)| *name)
}

fn has(headers: &Headers, name: &str) -> bool {
    headers.get(name).is_some()
}

/// A token (RFC 9110, 5.6.2): what methods and names of headers are made of.
fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
}

/// Whether the path of a URL has a segment of dots, which most tools take out.
fn has_dot_segments(url: &str) -> bool {
    let local = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = local.split(['?', '#']).next().unwrap_or_default();
    path.split('/').skip(1).any(|segment| {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        plain == "." || plain == ".."
    })
}

#[cfg(test)]
mod tests;
