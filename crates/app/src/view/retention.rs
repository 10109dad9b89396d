//! Retention, deletion and saved searches.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Retention limits; null means no limit. The oldest events are deleted first. Starred and noted
/// events stay and do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Retention {
    /// Maximum number of events; at least 1.
    pub events: Option<u64>,
    /// Maximum age of events in days; at least 1.
    pub days: Option<u64>,
    /// Maximum size of the database in bytes; at least `MIN_RETENTION_BYTES`.
    pub bytes: Option<u64>,
}

/// One million events and 8 GiB.
impl Default for Retention {
    fn default() -> Self {
        Self { events: Some(1_000_000), days: None, bytes: Some(8 << 30) }
    }
}

/// The result of pruning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Pruned {
    /// The number of deleted events.
    pub count: u64,
    /// When the newest deleted event was received: RFC 3339, UTC, microseconds.
    pub before: String,
    /// When the events were deleted: RFC 3339, UTC, microseconds.
    pub at: String,
}

/// The events to delete.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(export)]
pub enum Deletion {
    /// The events with these ids.
    Ids {
        /// Ids in this database.
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

/// A deletion that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Deleted {
    /// The id for undoing the deletion. Undo works until Hookglass exits, and in any case for
    /// `MIN_UNDO_MS`.
    pub undo: i64,
    /// The number of deleted events.
    pub count: u64,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SavedSearch {
    /// The name.
    pub name: String,
    /// The filter.
    pub filter: String,
    /// The number of matching events; null while they are being counted, or if the filter is
    /// invalid.
    pub count: Option<u64>,
}
