//! What every context builds on: time, cancellable work, change notification, files, and blocking work.
//!
//! Nothing here knows an event, a rule or a request.

pub(crate) mod changes;
pub(crate) mod data_dir;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod jobs;
pub(crate) mod receiver_state;
pub(crate) mod runs;

use hookglass_clock::Clock;
use hookglass_filter::Now;
use hookglass_store::StoreError;
use jiff::{Timestamp, tz::TimeZone};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A lock whose holder panicked still guards valid data.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs work that takes as long as a body is large away from the async threads. Fails only while the program ends.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed)
}

/// The moment and the time zone that filters count from.
pub(crate) fn filter_now(clock: &Clock) -> Now {
    Now { at: clock.wall(), zone: TimeZone::system() }
}

/// An instant as views show it: RFC 3339, UTC, microseconds.
pub(crate) fn instant(timestamp: Timestamp) -> String {
    format!("{timestamp:.6}")
}
