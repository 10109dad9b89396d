//! HTTP out: sends one request exactly as given, and returns the response or the failure.
//!
//! | Module | Job |
//! | --- | --- |
//! | `request` | checks a request and writes its head |
//! | `connect` | resolves the host, connects, and does the TLS handshake |
//! | `tls` | decides which certificates are trusted |
//! | `verbatim_stream` | replaces hyper's head by the given one, and captures the response's head |
//! | `exchange` | sends a request over a connection and reads the response |
//! | `connection_pool` | reuses connections for many requests |
//! | `timing` | measures the steps of an attempt, and ends it at its timeout |
//! | `locality` | decides whether a URL leads to another computer |
//!
//! A request goes out with its exact body, its headers in their order, and the case and duplicates of their names. Only
//! `Host` and `Content-Length` are added. A response comes back as the target sent it: nothing is decoded, and redirects are
//! not followed.
//!
//! A failure on the way (refused, timed out, broken) is a result with a sentence, not an error: it is what a person who
//! tests a target looks for. Only a request that HTTP does not allow is an error, an [`InvalidRequest`]; then nothing is sent.
//!
//! Why not reqwest: it adds `accept: */*`, follows redirects by default, and says little about where a request failed. Why
//! not hyper's client alone: it writes a `HeaderMap`, which lowercases names and groups duplicates. So hyper frames the
//! body and reads the response, and [`verbatim_stream`] writes the head and captures the response's head. HTTP/1.1 only:
//! Authgear's sender uses it for plain targets, and its head is text that a person can write.
//!
//! Kept out: which headers a resend takes from an event, signatures, retries and repeats.

mod connect;
mod connection_pool;
mod exchange;
mod invalid_request;
mod locality;
mod request;
mod timing;
mod tls;
mod verbatim_stream;

pub use connection_pool::ConnectionPool;
pub use invalid_request::InvalidRequest;
pub use locality::{host, port, remote_host};
pub use tls::Trust;

use hookglass_clock::Clock;
use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, Failure, FailureKind, Outcome, Outgoing, Response},
};
use std::{pin::pin, time::Duration};

use crate::{
    exchange::Connection,
    request::Request,
    timing::{Deadline, Stopwatch},
    verbatim_stream::ResponseCapture,
};

/// How a request is sent.
#[derive(Debug, Clone)]
pub struct Options {
    /// From the lookup of the host name to the last byte of the response.
    pub timeout: Duration,
    /// The part of a response's body that is kept, in bytes. The rest is counted.
    pub max_kept_body: usize,
    /// Which certificates are trusted.
    pub trust: Trust,
    /// The time of timeouts and measurements.
    pub clock: Clock,
}

/// 30 s, 16 MiB, the certificates that this computer trusts, and its clock.
impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            max_kept_body: 16 << 20,
            trust: Trust::default(),
            clock: Clock::system(),
        }
    }
}

/// Checks whether a request can be sent. Sends nothing.
pub fn check(outgoing: &Outgoing) -> Result<(), InvalidRequest> {
    Request::check(outgoing).map(drop)
}

/// The exact header lines of a request, including those that the connection adds. Sends nothing.
pub fn head(outgoing: &Outgoing) -> Result<Headers, InvalidRequest> {
    Ok(Request::check(outgoing)?.header_lines())
}

/// Sends a request once, over its own connection, until there is a response, a failure, or `cancel` completes.
pub async fn send(
    outgoing: &Outgoing,
    options: &Options,
    cancel: impl Future<Output = ()>,
) -> Result<Attempt, InvalidRequest> {
    let request = Request::check(outgoing)?;
    let attempt = async |progress: &mut Progress<'_>| {
        let mut connection = open(&request, options, progress).await?;
        exchange::exchange(&request, &mut connection, options.max_kept_body, progress).await
    };
    Ok(measured(&request, options, cancel, attempt).await)
}

/// What an attempt reports while it runs.
struct Progress<'a> {
    stopwatch: &'a Stopwatch,
    capture: &'a ResponseCapture,
    deadline: Deadline<'a>,
}

/// Runs an attempt until its end, its timeout, or `cancel`.
async fn measured(
    request: &Request,
    options: &Options,
    cancel: impl Future<Output = ()>,
    attempt: impl AsyncFnOnce(&mut Progress<'_>) -> Result<Response, Failure>,
) -> Attempt {
    let clock = &options.clock;
    let (sent_at, began) = (clock.wall(), clock.now());
    let (stopwatch, capture) = (Stopwatch::new(clock.clone()), ResponseCapture::default());
    let expired = pin!(clock.sleep_until(began + options.timeout));
    let deadline = Deadline::new(expired, options.timeout);
    let mut progress = Progress { stopwatch: &stopwatch, capture: &capture, deadline };
    let outcome = tokio::select! {
        biased;
        () = cancel => Err(failure(
            FailureKind::Cancelled,
            format!("Cancelled before {} had answered in full.", request.display_address()),
        )),
        outcome = attempt(&mut progress) => outcome,
    };
    Attempt {
        sent_at,
        duration: clock.now().saturating_duration_since(began),
        steps: Some(stopwatch.steps(capture.first_byte())),
        outcome: match outcome {
            Ok(response) => Outcome::Response(response),
            Err(failure) => Outcome::Failed(failure),
        },
    }
}

async fn open(request: &Request, options: &Options, progress: &mut Progress<'_>) -> Result<Connection, Failure> {
    let stream = connect::connect(request, &options.trust, progress).await?;
    progress.stopwatch.set_connected();
    Connection::open(stream, &options.clock, &request.display_address()).await
}

fn failure(why: FailureKind, sentence: impl Into<String>) -> Failure {
    Failure { why, sentence: sentence.into() }
}
