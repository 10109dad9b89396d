//! Bulk resend: many events at a pace, several requests in parallel, with faults injected.
//!
//! `hookglass_automation::bulk` plans which request is due when. Here events are read (`prefetch`), made into requests
//! (`request_builder`), sent (`driver`) and counted (`progress`). An event is read shortly before it is due and dropped
//! after its answer, so memory depends on the concurrency and not on the number of events. Only the newest results are
//! kept, in memory (`results`): thousands of rows among the resends of events would hide those that a person made.
//! `window` starts and follows the bulk resend of the window.

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
pub use options::{BulkSend, MAX_CONCURRENCY};
pub use prepare::BulkReady;
pub use run::BulkRun;
pub(crate) use window::{MAX_BULK_COPY_ROWS, MAX_BULK_ROWS};
