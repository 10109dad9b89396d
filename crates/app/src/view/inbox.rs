//! What the list and the sidebar show.

use hookglass_request::capture::Truncation;
use hookglass_senders::{
    envelope::{Kind, Vendor},
    signature::Verdict,
};
use serde::Serialize;
use ts_rs::TS;

use super::SavedSearch;

/// An event as the list shows it, and as `list --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventRow {
    /// The event in this database; never used again for another.
    pub id: i64,
    /// When the last byte had arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// Who sent it.
    pub vendor: Vendor,
    /// The event's type as its sender calls it.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// How such events are delivered, when the type is known.
    pub kind: Option<Kind>,
    /// The group the type belongs to: `user`, `identity`, `api`; null when the type is not known.
    pub family: Option<String>,
    /// The sender's id of the event.
    pub event_id: Option<String>,
    /// The sender's sequence number, its exact digits.
    pub seq: Option<String>,
    /// The user the event is about.
    pub user_id: Option<String>,
    /// The sender's application or project.
    pub app_id: Option<String>,
    /// What a person recognises the event by: an e-mail address, phone number, user name, table name.
    pub subject: Option<String>,
    /// The request's method.
    pub method: String,
    /// The request's path, without the query.
    pub path: String,
    /// The status it was answered with; null when no answer went out.
    pub status: Option<u16>,
    /// Whether its sender waits for an answer right now.
    pub waiting: bool,
    /// Whether it is genuine.
    pub signature: Verdict,
    /// Bytes of the body that are kept.
    pub size: u64,
    /// Set when the body is not whole.
    pub truncated: Option<Truncation>,
    /// Resends made from it.
    pub resends: u64,
    /// Findings of it that are warnings.
    pub warnings: u64,
    /// Whether a person put a star on it.
    pub starred: bool,
    /// Whether a person put a note on it.
    pub noted: bool,
    /// In a grouped listing: events of the same sender's id in it, this one counted. 1 otherwise.
    pub copies: u64,
}

/// A list that stands still while it is read: positions of it never move, new events that match are appended in front, and
/// while it is still counted, older ones at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Listing {
    /// Its handle.
    pub listing: u32,
    /// Rows in it. Row 0 is the newest of them.
    pub total: u64,
    /// Whether there may be more than these: they are still being looked for.
    pub counting: bool,
}

/// A part of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ListingWindow {
    /// Rows in the listing now.
    pub total: u64,
    /// Those of them that were found at its end after it was opened: when all others have grown by n, every row has moved
    /// down by n.
    pub behind: u64,
    /// Whether there may be more at its end: they are still being looked for.
    pub counting: bool,
    /// Changes when rows have moved otherwise than by what is new in front: events have gone or come back, or a copy of an
    /// older event has come. Then no position is what it was.
    pub revision: u64,
    /// Position of the first of `rows`.
    pub start: u64,
    /// The rows.
    pub rows: Vec<EventRow>,
}

/// Counts of what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct Sidebar {
    /// Events in all.
    pub total: u64,
    /// Those with a star.
    pub starred: u64,
    /// By vendor.
    pub vendors: Vec<VendorCount>,
    /// The saved searches, in the order in which they were first saved.
    pub saved: Vec<SavedSearch>,
}

/// Events of one vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VendorCount {
    /// The vendor.
    pub vendor: Vendor,
    /// Its events.
    pub count: u64,
    /// By type, of the first 500 types. Events without a type, and of later types, are in `count` only.
    pub types: Vec<TypeCount>,
}

/// Events of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeCount {
    /// The type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The group it belongs to.
    pub family: String,
    /// Its events.
    pub count: u64,
}
