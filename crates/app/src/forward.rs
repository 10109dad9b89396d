//! Forwards events to targets as they arrive.
//!
//! Each background target has a task (`queue`) that follows the stored events with a cursor. The
//! database is the queue, so no event waits in memory, and a target that is down does not slow the
//! receiver. An answering target is called while the sender waits (`answering_target`). Results are
//! stored like resends, in batches (`results`).
//!
//! | Module | Job |
//! | --- | --- |
//! | `context` | the context |
//! | `targets` | lists, checks, saves and removes targets |
//! | `sync` | starts and stops the task of each background target |
//! | `queue` | delivers events to one background target |
//! | `answering_target` | calls a target that answers the sender |
//! | `pending`, `results`, `record` | gathers results and writes them to the database |
//! | `target_status`, `status_log` | the status of targets, for the window and for a terminal |
//! | `own_receiver` | prevents forwarding to Hookglass itself |
//!
//! Stored targets belong to the database. If several programs use the database, only the one that
//! holds the lock forwards to them. Targets of one run (`serve --forward-to`) belong to that
//! program and are not stored.

mod answering_target;
mod context;
mod error;
mod own_receiver;
mod pending;
mod queue;
mod record;
mod results;
mod status_log;
mod sync;
mod target_status;
mod targets;

pub(crate) use answering_target::{TargetAnswer, TargetCall};
pub use context::Forward;
pub use error::ForwardError;
