//! Bulk resend: sends many events at a set pace, several in parallel, with optional fault
//! injection.
//!
//! `hookglass_automation::bulk` plans when each request is due. This module reads the events
//! (`prefetch`), builds the requests (`request_builder`), sends them (`driver`) and counts the
//! results (`progress`). An event is read shortly before it is due and dropped after its answer, so
//! memory depends on the concurrency, not on the number of events.
//!
//! Results stay in memory and only the newest are kept (`results`). In the database, thousands of
//! rows would hide the resends that a person made. `window` starts and follows the bulk resend of
//! the window.

mod context;
mod driver;
mod error;
mod options;
mod prefetch;
mod prepare;
mod progress;
mod request_builder;
mod results;
mod run;
mod window;
mod window_run;

pub use context::Bulk;
pub use error::BulkError;
pub use options::{BulkResendOptions, MAX_CONCURRENCY};
pub use prepare::PreparedBulk;
pub use run::BulkRun;
pub(crate) use window::{MAX_BULK_COPY_ROWS, MAX_BULK_ROWS};
