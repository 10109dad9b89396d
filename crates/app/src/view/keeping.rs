//! What a person keeps and throws away.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much is kept; null is no limit. The oldest events go first; those with a star or a note stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Retention {
    /// Events.
    pub events: Option<u64>,
    /// Days since an event was received.
    pub days: Option<u64>,
    /// Bytes of the database.
    pub bytes: Option<u64>,
}

/// A million events or 8 GiB, whichever is first.
impl Default for Retention {
    fn default() -> Self {
        Self { events: Some(1_000_000), days: None, bytes: Some(8 << 30) }
    }
}

/// What went to make room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Pruned {
    /// How many events.
    pub count: u64,
    /// When the newest of them was received: RFC 3339, UTC, microseconds.
    pub before: String,
    /// When they went: RFC 3339, UTC, microseconds.
    pub at: String,
}

/// What to delete.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(export)]
pub enum Deletion {
    /// Some events.
    Ids {
        /// Their ids in this database.
        ids: Vec<i64>,
    },
    /// The events that pass a filter now.
    Filter {
        /// The filter.
        filter: String,
    },
    /// The events there are now.
    All,
}

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Deleted {
    /// By this it can be undone, for a minute at least and until the program ends.
    pub undo: i64,
    /// How many events.
    pub count: u64,
}

/// A search with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SavedSearch {
    /// What a person calls it.
    pub name: String,
    /// The filter.
    pub filter: String,
    /// How many events pass it; null while they are being counted, or when the filter cannot be read.
    pub count: Option<u64>,
}
