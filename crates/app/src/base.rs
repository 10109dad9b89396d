//! The foundation of every context: time, cancellable work, change notifications, files, and
//! blocking work.
//!
//! Kept out: events, rules and requests.

pub(crate) mod changes;
pub(crate) mod config_dir;
pub(crate) mod data_dir;
pub(crate) mod error;
pub(crate) mod excerpt;
pub(crate) mod file_size;
pub(crate) mod files;
pub(crate) mod jobs;
pub(crate) mod log;
pub(crate) mod receiver_state;
pub(crate) mod run_targets;
pub(crate) mod runs;

use hookglass_clock::Clock;
use hookglass_filter::Now;
use hookglass_store::StoreError;
use jiff::{Timestamp, tz::TimeZone};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex. Ignores poisoning: a panicking holder leaves valid data behind.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs work on a blocking thread. For work whose duration grows with the size of a body. Fails
/// only during shutdown.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed)
}

/// The current time and time zone, for evaluating filters.
pub(crate) fn filter_now(clock: &Clock) -> Now {
    Now { at: clock.wall(), zone: TimeZone::system() }
}

/// Formats an instant for views: RFC 3339, UTC, microseconds.
pub(crate) fn instant(timestamp: Timestamp) -> String {
    format!("{timestamp:.6}")
}
