//! Which events are about which user, and what they say about that user.
//!
//! The events of a user are a linked list in memory (`mentions`). It is read from the list columns on demand, so no
//! question scans the events; it takes about 40 bytes per event and as many per user.

mod context;
mod continuity;
mod error;
mod history;
mod label_cache;
mod lifetimes;
mod mentions;
mod previous;
mod snapshots;
mod state;
pub(crate) mod states;
mod unread;
mod user_labels;
mod users;

pub use context::People;
pub use error::PeopleError;
pub(crate) use history::MAX_HISTORY_ENTRIES;
pub(crate) use users::MAX_USER_ROWS;
