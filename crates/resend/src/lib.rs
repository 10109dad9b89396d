//! Sends one request exactly as it is given, and tells what came of it.
//!
//! What goes out is the body's bytes, the headers in their order with their duplicates and the case of their names, and
//! nothing else but `Host` and `Content-Length`. What comes back is the response as the target sent it: a redirect is not
//! followed, nothing is decoded. Trouble on the way (refused, too late, broken) is a result with a sentence and not an
//! error, because that is what a person who tests a target wants to see; only a request that HTTP does not allow is an
//! [`InvalidRequest`], and nothing is sent.
//!
//! Why not reqwest: it adds `accept: */*`, follows redirects unless told otherwise, and tells little of where a request
//! failed. Why not all of hyper's client either: it writes a `HeaderMap`, in which names are lower-case and duplicates
//! stand together. So hyper frames the body and reads the response (interim responses, chunks, lengths), while
//! `exact` writes the head and keeps the response's head as it came. HTTP/1.1 only: it is what Authgear's sender
//! speaks to a plain target, and the one version in which a head is bytes that a person wrote.
//!
//! Kept out: which headers a resend takes over from an event, and signing (`domain`); retries and repeats (`app`).

mod connect;
mod exact;
mod exchange;
mod invalid;
mod lines;
mod reach;
mod request;
mod steps;
mod tls;

pub use invalid::InvalidRequest;
pub use lines::Lines;
pub use reach::{host, leaves_this_computer, port};
pub use tls::Trust;

use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{Attempt, Failure, FailureKind, Outcome, Outgoing, Response};
use jiff::Timestamp;
use std::time::{Duration, Instant};

use crate::exact::Came;
use crate::request::Request;
use crate::steps::Stopwatch;

/// How a request is sent.
#[derive(Debug, Clone)]
pub struct Options {
    /// From the look-up of the name to the last byte of the response.
    pub timeout: Duration,
    /// How much of a response's body is kept, in bytes; the rest is counted.
    pub kept_body: usize,
    /// Which certificates are believed.
    pub trust: Trust,
}

/// 30 s, 16 MiB, and what this computer trusts.
impl Default for Options {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), kept_body: 16 << 20, trust: Trust::default() }
    }
}

/// Whether a request can be sent as it is. Sends nothing.
pub fn check(outgoing: &Outgoing) -> Result<(), InvalidRequest> {
    Request::check(outgoing).map(drop)
}

/// The header lines of a request exactly as they go out, those that the connection needs included. Sends nothing.
pub fn head(outgoing: &Outgoing) -> Result<Headers, InvalidRequest> {
    Ok(Request::check(outgoing)?.header_lines())
}

/// Sends a request once, over a connection of its own, until there is a response, a failure, or `cancel` is ready.
pub async fn send(
    outgoing: &Outgoing,
    options: &Options,
    cancel: impl Future<Output = ()>,
) -> Result<Attempt, InvalidRequest> {
    let request = Request::check(outgoing)?;
    let attempt = async |stopwatch: &Stopwatch, came: &Came| {
        let deadline = Deadline::of(options);
        let mut line = open(&request, options, &deadline, stopwatch).await?;
        exchange::exchange(&request, &mut line, &deadline, options.kept_body, came).await
    };
    Ok(measured(&request, cancel, attempt).await)
}

/// An attempt, with what it took.
async fn measured(
    request: &Request,
    cancel: impl Future<Output = ()>,
    attempt: impl AsyncFnOnce(&Stopwatch, &Came) -> Result<Response, Failure>,
) -> Attempt {
    let sent_at = Timestamp::now();
    let began = Instant::now();
    let (stopwatch, came) = (Stopwatch::default(), Came::default());
    let outcome = tokio::select! {
        biased;
        () = cancel => Err(failure(
            FailureKind::Cancelled,
            format!("Cancelled before {} had answered in full.", request.place()),
        )),
        outcome = attempt(&stopwatch, &came) => outcome,
    };
    Attempt {
        sent_at,
        duration: began.elapsed(),
        steps: Some(stopwatch.steps(came.first_byte())),
        outcome: match outcome {
            Ok(response) => Outcome::Response(response),
            Err(failure) => Outcome::Failed(failure),
        },
    }
}

async fn open(
    request: &Request,
    options: &Options,
    deadline: &Deadline,
    stopwatch: &Stopwatch,
) -> Result<exchange::Line, Failure> {
    let stream = connect::connect(request, &options.trust, deadline, stopwatch).await?;
    stopwatch.is_connected();
    exchange::Line::open(stream, &request.place()).await
}

/// When an attempt ends at the latest.
struct Deadline {
    at: tokio::time::Instant,
    /// The time-out, in words.
    after: String,
}

impl Deadline {
    /// Of an attempt that begins now.
    fn of(options: &Options) -> Self {
        Self { at: tokio::time::Instant::now() + options.timeout, after: seconds(options.timeout) }
    }

    /// What `step` returns, or a failure with a sentence that says what had not happened after so long.
    async fn within<T>(
        &self,
        step: impl Future<Output = Result<T, Failure>>,
        late: impl FnOnce(&str) -> String,
    ) -> Result<T, Failure> {
        match tokio::time::timeout_at(self.at, step).await {
            Ok(result) => result,
            Err(_) => Err(failure(FailureKind::Timeout, late(&self.after))),
        }
    }
}

fn failure(why: FailureKind, sentence: impl Into<String>) -> Failure {
    Failure { why, sentence: sentence.into() }
}

/// `30 s`, `0.25 s`.
fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}
