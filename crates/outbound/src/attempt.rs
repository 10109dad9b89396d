//! One attempt: runs it until its end, its timeout or its cancellation, and records what it took.

use hookglass_request::outgoing::{Attempt, Failure, FailureKind, Outcome, Response};
use std::pin::pin;

use crate::{
    failure::failure,
    options::Options,
    request::Request,
    timing::{Deadline, Stopwatch},
    verbatim_stream::ResponseCapture,
};

/// What an attempt reports while it runs.
pub(crate) struct Progress<'a> {
    pub(crate) stopwatch: &'a Stopwatch,
    pub(crate) capture: &'a ResponseCapture,
    pub(crate) deadline: Deadline<'a>,
}

/// Runs an attempt until its end, its timeout, or `cancel`.
pub(crate) async fn measured(
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
