//! The list of events: listings, counts, saved searches, stars, notes and deletion.
//!
//! An open listing is stable: rows keep their order, and new events are added at the front.
//! Listings and counts continue from the last known id, so their cost does not grow with the
//! database. Kept out: the body of an event (`events`) and the history of users (`users`).

pub(crate) mod annotations;
mod answer;
mod completion;
mod context;
mod counts;
mod detail;
mod error;
mod groups;
pub(crate) mod header_lines;
mod listing;
mod row;
mod search_counts;
mod searches;
mod sidebar;
mod windows;

pub(crate) use annotations::MAX_NOTE_CHARS;
pub use context::Inbox;
pub use error::InboxError;
pub(crate) use listing::MAX_LISTING_ROWS;
pub(crate) use searches::MAX_SEARCH_NAME_CHARS;
