//! Housekeeping: removes deleted events permanently, prunes old events beyond the retention limits,
//! and returns free space to the disk.
//!
//! It works in steps of a few hundred rows or pages, only while no event waits to be stored, and in
//! one process per database at a time. A process with a receiver runs it every few seconds; `prune`
//! runs it once.
//!
//! | Module | Job |
//! | --- | --- |
//! | `context` | the context |
//! | `on_request` | pruning that a person asks for, and notes about limits |
//! | `rounds` | the rounds in the background and what they remember |
//! | `prune` | limits on the number of events and the size of the database |
//! | `by_age` | the limit on the age of events |
//! | `new_events` | which events are too new to be pruned |
//! | `clock_check` | whether the time of day can be trusted |
//! | `unsent` | events that forwarding targets have not got yet |
//! | `cleanup` | the trash and free pages |
//! | `log` | the log of the database |
//! | `unmet` | why the database is larger than it should be, in a sentence |

mod by_age;
mod cleanup;
mod clock_check;
mod context;
mod error;
mod log;
mod new_events;
mod on_request;
mod prune;
mod rounds;
mod unmet;
mod unsent;

pub use context::Housekeeping;
pub use error::RetentionError;
pub(crate) use on_request::MIN_RETENTION_BYTES;
pub use on_request::PruneReport;
