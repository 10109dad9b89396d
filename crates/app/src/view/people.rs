//! The users that events are about, and what happened to each.

use hookglass_senders::{
    envelope::{Kind, Vendor},
    snapshot::{Thing, Turn},
};
use serde::Serialize;
use ts_rs::TS;

/// A user that events are about, and as `users --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UserRow {
    /// The user's id, as the sender calls it.
    pub user_id: String,
    /// Who sent the newest event.
    pub vendor: Vendor,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The e-mail address by the newest state that is known.
    pub email: Option<String>,
    /// The phone number by that state.
    pub phone: Option<String>,
    /// The user name by that state.
    pub username: Option<String>,
    /// The name by that state.
    pub name: Option<String>,
    /// Events about the user.
    pub events: u64,
    /// The newest of them.
    pub last_event: i64,
    /// Its type, as its sender calls it.
    pub last_type: Option<String>,
    /// When it had arrived: RFC 3339, UTC, microseconds.
    pub last_received_at: String,
}

/// A part of the list of users, the one of the newest event first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UsersWindow {
    /// Users in the list now.
    pub total: u64,
    /// Position of the first of `rows`.
    pub start: u64,
    /// The users.
    pub rows: Vec<UserRow>,
}

/// An event in the life of a user, and as `history --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HistoryEntry {
    /// The event in this database.
    pub id: i64,
    /// When it had arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// The type, as its sender calls it.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// How it is delivered.
    pub kind: Option<Kind>,
    /// The sender's sequence number, as written.
    pub seq: Option<String>,
    /// What a person recognises it by.
    pub subject: Option<String>,
    /// The event that told the state it is compared with; null when there is none, and when it has both sides itself.
    pub before: Option<i64>,
    /// Whether the state it carries is only proposed.
    pub proposed: bool,
    /// Whether an earlier event has its id.
    pub repeat: bool,
    /// Members that it changed, but for the times of the change.
    pub changed: u64,
    /// Readable names of the first of them, each once; a JSON Pointer where there is none.
    pub labels: Vec<String>,
    /// The same in words: `3 changes: Nickname, Website, Roles`.
    pub words: String,
    /// What came and what went with it.
    pub turns: Vec<TurnView>,
    /// Where the state before it is not the last one that was known: what differs and what that means, a sentence each.
    pub breaks: Vec<String>,
}

/// Something of a user that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TurnView {
    /// What it is.
    pub thing: Thing,
    /// Its id.
    pub id: String,
    /// What a person recognises it by.
    pub name: Option<String>,
    /// Whether it came or went.
    pub turn: Turn,
}

/// A part of the life of a user, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HistoryWindow {
    /// The user.
    pub user_id: String,
    /// Events about the user now: when this has grown by n, every entry has moved down by n.
    pub total: u64,
    /// Position of the first of `entries`.
    pub start: u64,
    /// The events.
    pub entries: Vec<HistoryEntry>,
}

/// A user's whole life in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UserLife {
    /// The user, by the newest state that is known.
    pub user: UserRow,
    /// Identities and sessions, those that are still there first, the newest first. At most 200.
    pub spans: Vec<LifeSpan>,
    /// Identities and sessions beyond these.
    pub omitted: u64,
    /// Events that were looked through, the newest ones, when there are more.
    pub looked_at: u64,
}

/// How long an identity or a session of a user was there, as far as events tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LifeSpan {
    /// What it is.
    pub thing: Thing,
    /// Its id.
    pub id: String,
    /// What a person recognises it by.
    pub name: Option<String>,
    /// The event it came with; null when that was not seen.
    pub came: Option<i64>,
    /// When that had arrived.
    pub came_at: Option<String>,
    /// The first event that shows it.
    pub first_seen: i64,
    /// When that had arrived.
    pub first_seen_at: String,
    /// The last event that shows it.
    pub last_seen: i64,
    /// When that had arrived.
    pub last_seen_at: String,
    /// The event it went with; null while it is there, as far as is known.
    pub went: Option<i64>,
    /// When that had arrived.
    pub went_at: Option<String>,
}

/// The state of a user after an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StateView {
    /// The event that told it: the one asked for, or an earlier one. Null when none did.
    pub event_id: Option<i64>,
    /// The state as indented JSON, with every digit as it was written; at most 256 KiB of it. Masked members are covered.
    pub text: String,
    /// Bytes that were left out.
    pub omitted: u64,
}
