//! The event list and the sidebar.

use hookglass_request::{capture::Truncation, trust::Distrust};
use hookglass_senders::{
    envelope::{Kind, Vendor},
    signature::Verdict,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SavedSearch;

/// An event, as the event list shows it and `list --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventRow {
    /// The event's id in this database. Ids are never reused.
    pub id: i64,
    /// When the last byte arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// The sender.
    pub vendor: Vendor,
    /// The type, in the sender's spelling; null if unknown.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// How events of this type are delivered; null if the type is unknown.
    pub kind: Option<Kind>,
    /// The group of the type: `user`, `identity`, `api`; null if the type is unknown.
    pub family: Option<String>,
    /// The sender's id of the event.
    pub event_id: Option<String>,
    /// The sender's sequence number, with its exact digits.
    pub seq: Option<String>,
    /// The id of the user that the event is about.
    pub user_id: Option<String>,
    /// The sender's application or project.
    pub app_id: Option<String>,
    /// A short description: an email address, phone number, username or table name.
    pub subject: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The request path, without the query.
    pub path: String,
    /// The HTTP status of the answer; null if no answer was sent.
    pub status: Option<u16>,
    /// Whether the sender is waiting for an answer right now.
    pub waiting: bool,
    /// The verdict on the signature.
    pub signature: Verdict,
    /// Stored bytes of the body.
    pub size: u64,
    /// Why the stored body is incomplete; null if it is complete.
    pub truncated: Option<Truncation>,
    /// The number of resends made from the event.
    pub resends: u64,
    /// The number of findings with severity warning.
    pub warnings: u64,
    /// Whether the event has a star.
    pub starred: bool,
    /// Whether the event has a note.
    pub noted: bool,
    /// Why the event is neither forwarded nor held; null if it is trusted.
    pub untrusted: Option<Distrust>,
    /// In a grouped listing, the number of events in it with the same sender's id, including this
    /// one. Otherwise 1.
    pub copies: u64,
}

/// A stable list of events: rows keep their order. New matching events are added at the front;
/// older ones at the end, as long as the listing is still counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Listing {
    /// The handle with which windows of the listing are read.
    pub listing: u32,
    /// Rows in the listing. Row 0 is the newest.
    pub total: u64,
    /// Whether the search is still running, so that more rows can follow at the end.
    pub counting: bool,
}

/// An event, and the position at which a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct RowAnchor {
    /// The event's id.
    pub event: i64,
    /// The position of its row.
    pub index: u64,
    /// New rows are those of events with larger ids.
    pub newer_than: i64,
}

/// The positions of a [`RowAnchor`] in a window's state of the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnchorPosition {
    /// The position of the event. If it is not in the listing, the position of the next older row.
    pub index: u64,
    /// The number of rows newer than `newer_than`.
    pub newer: u64,
}

/// A window of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ListingWindow {
    /// Rows in the listing now.
    pub total: u64,
    /// Rows that were found at the end after the listing was opened. If `total - behind` has grown
    /// by n, every row has moved down by n.
    pub behind: u64,
    /// Whether the search is still running, so that more rows can follow at the end.
    pub counting: bool,
    /// Changes when rows have moved for another reason than new rows at the front: events were
    /// deleted or restored, or a duplicate of an older event arrived in a grouped listing. Known
    /// positions are then invalid.
    pub revision: u64,
    /// The position of the first row of `rows`.
    pub start: u64,
    /// The requested rows; at most `MAX_LISTING_ROWS`.
    pub rows: Vec<EventRow>,
    /// The id of the newest row.
    pub newest: Option<i64>,
    /// Where the rows are that the request names; null if it names none.
    pub anchor: Option<AnchorPosition>,
}

/// The counts in the sidebar, and the saved searches.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct Sidebar {
    /// Stored events.
    pub total: u64,
    /// Starred events.
    pub starred: u64,
    /// Counts by sender.
    pub vendors: Vec<VendorCount>,
    /// The saved searches, in the order in which they were first saved.
    pub saved: Vec<SavedSearch>,
}

/// The number of events of one sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VendorCount {
    /// The sender.
    pub vendor: Vendor,
    /// Its events.
    pub count: u64,
    /// Counts by type, for the first 500 types that arrived. `count` also includes events without a
    /// type and of later types.
    pub types: Vec<TypeCount>,
}

/// The number of events of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeCount {
    /// The type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The group of the type.
    pub family: String,
    /// Events of the type.
    pub count: u64,
}
