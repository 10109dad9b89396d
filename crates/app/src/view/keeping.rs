//! Retention, deletion and saved searches.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Retention limits; null is no limit. The oldest events are removed first; starred and noted events stay.
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

/// What pruning removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Pruned {
    /// How many events.
    pub count: u64,
    /// When the newest of them was received: RFC 3339, UTC, microseconds.
    pub before: String,
    /// When they were removed: RFC 3339, UTC, microseconds.
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
    /// The events that match a filter now.
    Filter {
        /// The filter.
        filter: String,
    },
    /// All events that exist now.
    All,
}

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Deleted {
    /// The id to undo it with, for at least a minute and until the program ends.
    pub undo: i64,
    /// How many events.
    pub count: u64,
}

/// A search with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// The filter.
    pub filter: String,
    /// How many events match; null while they are counted, or when the filter is invalid.
    pub count: Option<u64>,
}
