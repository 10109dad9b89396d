//! The steps of an attempt: how long each takes, and the timeout for all of them.

use hookglass_clock::{Clock, Elapsed};
use hookglass_request::outgoing::{Failure, FailureKind, Steps};
use std::{
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

use crate::failure::failure;

/// Measures one attempt. A cancelled attempt keeps the measurements of the steps that completed.
#[derive(Debug)]
pub(crate) struct Stopwatch {
    clock: Clock,
    measured: Mutex<Measured>,
}

#[derive(Debug, Default)]
struct Measured {
    steps: Steps,
    connected: Option<Instant>,
}

impl Stopwatch {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, measured: Mutex::default() }
    }

    /// Runs a step, and records its duration if it succeeds.
    pub(crate) async fn time<T, E>(
        &self,
        field: fn(&mut Steps) -> &mut Option<Duration>,
        step: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let began = self.clock.now();
        let result = step.await;
        if result.is_ok() {
            *field(&mut self.measured().steps) = Some(self.clock.now().saturating_duration_since(began));
        }
        result
    }

    /// Records that the connection is open and the request can be written.
    pub(crate) fn set_connected(&self) {
        self.measured().connected = Some(self.clock.now());
    }

    /// The measured steps. `first_byte` is the time of the first byte of the response.
    pub(crate) fn steps(&self, first_byte: Option<Instant>) -> Steps {
        let measured = self.measured();
        let waited = first_byte.zip(measured.connected).map(|(arrived, from)| arrived.saturating_duration_since(from));
        Steps { first_byte: waited, ..measured.steps }
    }

    fn measured(&self) -> MutexGuard<'_, Measured> {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end of an attempt. All its steps share one timer.
pub(crate) struct Deadline<'a> {
    expired: Pin<&'a mut (dyn Future<Output = ()> + Send)>,
    /// The timeout, in words.
    timeout: String,
}

impl<'a> Deadline<'a> {
    /// `expired` completes when `timeout` has passed.
    pub(crate) fn new(expired: Pin<&'a mut (dyn Future<Output = ()> + Send)>, timeout: Duration) -> Self {
        Self { expired, timeout: format!("{} s", timeout.as_secs_f64()) }
    }

    /// The timeout, in words: `30 s`, `0.25 s`.
    pub(crate) fn timeout(&self) -> &str {
        &self.timeout
    }

    /// Runs a step until the deadline.
    pub(crate) async fn race<T>(&mut self, step: impl Future<Output = T>) -> Result<T, Elapsed> {
        tokio::select! {
            biased;
            done = step => Ok(done),
            () = self.expired.as_mut() => Err(Elapsed),
        }
    }

    /// Runs a step. If the deadline passes first, fails with a sentence that says what did not
    /// happen within the timeout.
    pub(crate) async fn within<T>(
        &mut self,
        step: impl Future<Output = Result<T, Failure>>,
        late: impl FnOnce(&str) -> String,
    ) -> Result<T, Failure> {
        match self.race(step).await {
            Ok(result) => result,
            Err(Elapsed) => Err(failure(FailureKind::Timeout, late(&self.timeout))),
        }
    }
}
