//! The users that events are about, and their history.

use hookglass_senders::{
    envelope::{Kind, Vendor},
    snapshot::{LifecycleChange, ObjectKind},
};
use serde::Serialize;
use ts_rs::TS;

/// A user that events are about, as the *Users* page shows it and `users --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UserRow {
    /// The sender's id of the user.
    pub user_id: String,
    /// The sender of the newest event.
    pub vendor: Vendor,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The email address in the newest known state.
    pub email: Option<String>,
    /// The phone number in the newest known state.
    pub phone: Option<String>,
    /// The username in the newest known state.
    pub username: Option<String>,
    /// The name in the newest known state.
    pub name: Option<String>,
    /// The number of events about the user.
    pub events: u64,
    /// The id of the newest event about the user.
    pub last_event: i64,
    /// The type of that event, in the sender's spelling.
    pub last_type: Option<String>,
    /// When that event arrived: RFC 3339, UTC, microseconds.
    pub last_received_at: String,
}

/// A window of the user list. The user with the newest event comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UsersWindow {
    /// Users in the list now.
    pub total: u64,
    /// The position of the first row of `rows`.
    pub start: u64,
    /// The requested users; at most `MAX_USER_ROWS`.
    pub rows: Vec<UserRow>,
}

/// An event in a user's history, as the *History* page shows it and `history --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HistoryEntry {
    /// The event's id in this database.
    pub id: i64,
    /// When the event arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// The type, in the sender's spelling; null if unknown.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// How events of this type are delivered; null if the type is unknown.
    pub kind: Option<Kind>,
    /// The sender's sequence number, with its exact digits.
    pub seq: Option<String>,
    /// A short description, such as an email address.
    pub subject: Option<String>,
    /// The event with the state that this event is compared with; null if none is known or if this
    /// event contains both states.
    pub before: Option<i64>,
    /// Whether the state in the event is only proposed.
    pub proposed: bool,
    /// Whether the event repeats an earlier event with the same sender's id.
    pub repeat: bool,
    /// The number of changed members, without `updated_at`.
    pub changed: u64,
    /// Readable names of the first changed members, without duplicates; JSON Pointers where no name
    /// is known.
    pub labels: Vec<String>,
    /// A summary of the changes: `3 changes: Nickname, Website, Roles`.
    pub words: String,
    /// The identities and sessions that the event added or removed.
    pub turns: Vec<LifecycleChangeView>,
    /// For each state before the event that differs from the last known state: the difference and
    /// what it can mean, in a sentence.
    pub breaks: Vec<String>,
}

/// An identity or a session that was added or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LifecycleChangeView {
    /// What was added or removed.
    pub thing: ObjectKind,
    /// Its id.
    pub id: String,
    /// A readable name, such as an email address.
    pub name: Option<String>,
    /// Whether it was added or removed.
    pub turn: LifecycleChange,
}

/// A window of a user's history, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HistoryWindow {
    /// The user's id.
    pub user_id: String,
    /// Events about the user now. If this has grown by n, every entry has moved down by n.
    pub total: u64,
    /// The position of the first entry of `entries`.
    pub start: u64,
    /// The requested entries; at most `MAX_HISTORY_ENTRIES`.
    pub entries: Vec<HistoryEntry>,
}

/// A user's identities and sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UserLifetimes {
    /// The user in the newest known state.
    pub user: UserRow,
    /// Identities and sessions; at most 200. Existing ones come first, then the newest.
    pub spans: Vec<Lifetime>,
    /// The number of identities and sessions beyond these.
    pub omitted: u64,
    /// The number of events that were read, starting with the newest.
    pub looked_at: u64,
}

/// When an identity or a session existed, according to the stored events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Lifetime {
    /// Identity or session.
    pub thing: ObjectKind,
    /// Its id.
    pub id: String,
    /// A readable name, such as an email address.
    pub name: Option<String>,
    /// The event that added it; null if no stored event did.
    pub came: Option<i64>,
    /// When that event arrived: RFC 3339, UTC, microseconds.
    pub came_at: Option<String>,
    /// The first event that contains it.
    pub first_seen: i64,
    /// When that event arrived: RFC 3339, UTC, microseconds.
    pub first_seen_at: String,
    /// The last event that contains it.
    pub last_seen: i64,
    /// When that event arrived: RFC 3339, UTC, microseconds.
    pub last_seen_at: String,
    /// The event that removed it; null if it still exists as far as known.
    pub went: Option<i64>,
    /// When that event arrived: RFC 3339, UTC, microseconds.
    pub went_at: Option<String>,
}

/// The known state of a user after an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StateView {
    /// The event that contains the state: the requested one or an earlier one. Null if no event
    /// contains it.
    pub event_id: Option<i64>,
    /// The state as indented JSON with the exact digits of all numbers; at most 256 KiB. Secrets
    /// are redacted.
    pub text: String,
    /// Bytes omitted from `text`.
    pub omitted: u64,
}
