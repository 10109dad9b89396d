//! The list of events: listings, counts, saved searches, stars, notes and deletion.
//!
//! A listing stands still while it is read: positions count from the newest event, and new events are appended in front.
//! Listings and counts continue from the last known id, so neither costs more as the database grows. Kept out: the body
//! of an event (`events`) and what events say about a user (`people`).

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
