//! How long each step of an attempt takes. What has been measured is there also when the attempt is given up in the midst of
//! a step.

use hookglass_request::outgoing::Steps;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Measures one attempt.
#[derive(Debug, Default)]
pub(crate) struct Stopwatch(Mutex<Measured>);

#[derive(Debug, Default)]
struct Measured {
    steps: Steps,
    connected: Option<Instant>,
}

impl Stopwatch {
    /// Does a step, and notes how long it took if it succeeds.
    pub(crate) async fn time<T, E>(
        &self,
        place: fn(&mut Steps) -> &mut Option<Duration>,
        step: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let began = Instant::now();
        let result = step.await;
        if result.is_ok() {
            *place(&mut self.measured().steps) = Some(began.elapsed());
        }
        result
    }

    /// The connection is there, and the request can be written.
    pub(crate) fn is_connected(&self) {
        self.measured().connected = Some(Instant::now());
    }

    /// What was measured, with the moment at which the first byte came back.
    pub(crate) fn steps(&self, first_byte: Option<Instant>) -> Steps {
        let measured = self.measured();
        let waited = first_byte.zip(measured.connected).map(|(came, from)| came.saturating_duration_since(from));
        Steps { first_byte: waited, ..measured.steps }
    }

    fn measured(&self) -> MutexGuard<'_, Measured> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
