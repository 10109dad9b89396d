//! Users: the events about each user, and the states that these events contain.
//!
//! The events of each user form a linked list in memory (`mentions`), which is filled from the list
//! columns on demand. So no lookup scans all events. The list takes about 40 bytes per event and
//! per user.

mod context;
mod continuity;
mod error;
mod history;
mod label_cache;
mod lifetimes;
mod list;
mod mentions;
mod previous;
mod snapshots;
mod state;
pub(crate) mod states;
mod unread;
mod user_labels;

pub use context::Users;
pub use error::UsersError;
pub(crate) use history::MAX_HISTORY_ENTRIES;
pub(crate) use list::MAX_USER_ROWS;
