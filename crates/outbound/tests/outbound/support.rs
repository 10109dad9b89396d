//! Sends to a target and waits for the outcome. The clock stands still unless the test advances it.

use bytes::Bytes;
use hookglass_outbound::{Options, send};
use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, Failure, Outcome, Outgoing, Response},
};
use hookglass_testkit::ManualClock;
use std::time::Duration;

pub(crate) fn post(url: impl Into<String>, body: &[u8]) -> Outgoing {
    Outgoing {
        method: "POST".to_owned(),
        url: url.into(),
        headers: Headers::default(),
        body: Bytes::copy_from_slice(body),
    }
}

pub(crate) fn manual_clock() -> ManualClock {
    ManualClock::at(jiff::Timestamp::from_second(1_700_000_000).unwrap())
}

/// Options with a clock that the test can advance.
pub(crate) fn manual_options() -> (ManualClock, Options) {
    let clock = manual_clock();
    let options = Options { clock: clock.clock(), ..Options::default() };
    (clock, options)
}

/// Options whose timeout never passes.
pub(crate) fn patient_options() -> Options {
    manual_options().1
}

/// Options with this timeout, and the clock that it depends on.
pub(crate) fn options_with_timeout(timeout: Duration) -> (ManualClock, Options) {
    let (clock, options) = manual_options();
    (clock, Options { timeout, ..options })
}

pub(crate) async fn attempt(outgoing: &Outgoing, options: &Options) -> Attempt {
    send(outgoing, options, std::future::pending()).await.expect("a valid request")
}

pub(crate) async fn response(outgoing: &Outgoing) -> Response {
    into_response(attempt(outgoing, &patient_options()).await)
}

pub(crate) async fn failure(outgoing: &Outgoing, options: &Options) -> Failure {
    into_failure(attempt(outgoing, options).await)
}

pub(crate) fn into_response(attempt: Attempt) -> Response {
    match attempt.outcome {
        Outcome::Response(response) => response,
        Outcome::Failed(failure) => panic!("no response: {failure:?}"),
    }
}

pub(crate) fn into_failure(attempt: Attempt) -> Failure {
    match attempt.outcome {
        Outcome::Failed(failure) => failure,
        Outcome::Response(response) => panic!("a response: {response:?}"),
    }
}
