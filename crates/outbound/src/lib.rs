//! HTTP out: sends one request exactly as given, and returns the response or the failure.
//!
//! | Module | Job |
//! | --- | --- |
//! | `request` | checks a request and writes its head |
//! | `attempt` | runs one attempt until its end, its timeout or its cancellation |
//! | `connect` | resolves the host, connects, and does the TLS handshake |
//! | `tls` | decides which certificates are trusted |
//! | `verbatim_stream` | replaces hyper's head by the given one, and captures the response's head |
//! | `exchange` | sends a request over a connection and reads the response |
//! | `connection_pool` | reuses connections for many requests |
//! | `timing` | measures the steps of an attempt, and ends it at its timeout |
//! | `locality` | decides whether a URL leads to another computer |
//! | `confirmed` | the origins on other computers that may be reached |
//!
//! A request is sent with its exact body, its headers in their order, and the case and duplicates
//! of their names. Only `Host` and `Content-Length` are added. A response is returned as the target
//! sent it: nothing is decoded, and redirects are not followed.
//!
//! A failure on the way (refused, timed out, broken) is a result with a sentence, not an error: it
//! is what a person who tests a target looks for. Only a request that HTTP does not allow is an
//! error, an [`InvalidRequest`]; then nothing is sent.
//!
//! Why not reqwest: it adds `accept: */*`, follows redirects by default, and says little about
//! where a request failed. Why not hyper's client alone: it writes a `HeaderMap`, which lowercases
//! names and groups duplicates. So hyper frames the body and reads the response, and
//! [`verbatim_stream`] writes the head and captures the response's head. HTTP/1.1 only: Authgear's
//! sender uses it for plain targets, and its head is text that can be edited.
//!
//! Kept out: which headers a resend takes from an event, signatures, retries and repeats.

mod attempt;
mod confirmed;
mod connect;
mod connection_pool;
mod exchange;
mod failure;
mod invalid_request;
mod locality;
mod options;
mod request;
mod timing;
mod tls;
mod verbatim_stream;

pub use confirmed::Confirmed;
pub use connection_pool::ConnectionPool;
pub use invalid_request::InvalidRequest;
pub use locality::{origin, port, remote_host};
pub use options::Options;
pub use tls::Trust;

use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, Outgoing},
};

use crate::{
    attempt::{Progress, measured},
    exchange::{Connection, exchange},
    request::Request,
};

/// Checks whether a request can be sent. Sends nothing.
pub fn check(outgoing: &Outgoing) -> Result<(), InvalidRequest> {
    Request::check(outgoing).map(drop)
}

/// The exact header lines of a request, including those that the connection adds. Sends nothing.
pub fn head(outgoing: &Outgoing) -> Result<Headers, InvalidRequest> {
    Ok(Request::check(outgoing)?.header_lines())
}

/// Sends a request once, over its own connection, until there is a response, a failure, or `cancel`
/// completes.
pub async fn send(
    outgoing: &Outgoing,
    options: &Options,
    cancel: impl Future<Output = ()>,
) -> Result<Attempt, InvalidRequest> {
    let request = Request::check(outgoing)?;
    let attempt = async |progress: &mut Progress<'_>| {
        let mut connection = Connection::to(&request, options, progress).await?;
        exchange(&request, &mut connection, options, progress).await
    };
    Ok(measured(&request, options, cancel, attempt).await)
}
