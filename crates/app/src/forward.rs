//! Forwards events to targets as they arrive.
//!
//! A background target has a task (`queue`) that follows the stored events with a cursor. The database is the queue, so
//! nothing waits in memory, and a target that is down costs the receiver nothing. An answering target is called while the
//! sender waits (`ask`). Results are stored like resends, in batches (`results`).
//!
//! | Module | Job |
//! | --- | --- |
//! | `context` | the context |
//! | `targets` | lists, checks, saves and removes targets |
//! | `sync` | starts and stops the task of each background target |
//! | `queue` | the deliveries of one background target |
//! | `ask` | a target that answers the sender |
//! | `pending`, `results`, `record` | results on their way to the database |
//! | `target_status`, `status_log` | the status of targets: for the window, and as lines for a terminal |
//! | `own_receiver` | keeps Hookglass from forwarding to itself |
//!
//! Targets belong to the database. Of several programs on it one forwards at a time: the one that holds the lock. Targets of
//! one run (`serve --forward-to`) belong to that program and are not stored.

mod ask;
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

pub(crate) use ask::Ask;
pub use context::Forward;
pub use error::ForwardError;
