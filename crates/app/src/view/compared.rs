//! A comparison that is open: what to compare, how much of it to show, and its parts in windows.

use hookglass_diff::{Op, Part, side_by_side::LinePair};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AnswerDraft, ChangeView, SendRequest};

/// What to compare.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(export)]
pub enum Sides {
    /// What an event changed: its old and new identity, or the state it carries and the one before it.
    Event {
        /// The event.
        id: i64,
    },
    /// The requests of two events: request line, headers, body.
    Events {
        /// The older one.
        old: i64,
        /// The newer one.
        new: i64,
    },
    /// The catalog's sample of an event's type, and the body of the event.
    Sample {
        /// The event.
        id: i64,
    },
    /// An event, and a request that was edited from it.
    Draft {
        /// The request as it would go out.
        request: SendRequest,
    },
    /// The responses that two resends got.
    Responses {
        /// The older resend.
        old: i64,
        /// The newer resend.
        new: i64,
    },
    /// A user as known after one event, and after another.
    User {
        /// The user.
        user_id: String,
        /// The earlier event.
        old: i64,
        /// The later event.
        new: i64,
    },
    /// What an event carries, a user or the claims of a token, and the same after an answer to the event.
    Answer {
        /// The event.
        event_id: i64,
        /// The answer.
        answer: AnswerDraft,
    },
    /// The same for the answer that a resend got.
    Mutation {
        /// The resend.
        resend: i64,
    },
    /// The same for the last chain of handlers that was tried on the event.
    Chain {
        /// The event.
        event_id: i64,
    },
}

/// What of a comparison is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, TS)]
#[ts(export)]
pub struct Narrowing {
    /// Part of a JSON Pointer or of a readable name, in either case; empty for all.
    pub filter: String,
    /// What is noise.
    pub ignored: Ignored,
    /// Whether another spelling of the same value is a change.
    pub spelling_counts: bool,
    /// Whether masked values are shown.
    pub reveal: bool,
}

/// Changes that are counted, but not listed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Ignored {
    /// Instants: both sides are one, in RFC 3339, or seconds in a member that is known to be one.
    pub times: bool,
    /// Ids: the member is called so (`id`, `user_id`, `seq`), or both sides are UUIDs or the like.
    pub ids: bool,
    /// JSON Pointers of members; a `*` stands for any one name. What lies below is ignored too.
    pub paths: Vec<String>,
}

/// What a comparison came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum Compared {
    /// There is nothing to compare, and why.
    None {
        /// For example: `old_identity` is absent.
        reason: String,
    },
    /// It was closed before it was done.
    Cancelled,
    /// Two sides, compared.
    Compared(Box<OpenComparison>),
}

/// Two sides, compared. Its lists are read in windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OpenComparison {
    /// The name of the older side.
    pub old_name: String,
    /// The name of the newer side.
    pub new_name: String,
    /// The event that the older side is of, where there is one.
    pub old_event: Option<i64>,
    /// The event that the newer side is of, where there is one.
    pub new_event: Option<i64>,
    /// Where the newer side stands in the body of `new_event`, as a JSON Pointer that the paths of the changes go on from;
    /// null where it does not stand in one.
    pub at: Option<String>,
    /// What the two sides were compared as.
    pub form: ComparedAs,
    /// Why not as JSON.
    pub why: Option<String>,
    /// What differs beside headers and body: the method, the path, the status. Its paths are empty.
    pub about: Vec<ChangeView>,
    /// How the headers differ; null where the sides have none.
    pub headers: Option<HeadersCompared>,
    /// Changes that are shown: neither ignored nor filtered out.
    pub changes: u64,
    /// Changes that the filter keeps out.
    pub filtered: u64,
    /// Changes that are ignored.
    pub ignored: u64,
    /// The same values, written differently, that are not among the changes.
    pub rewritten: u64,
    /// Members that are equal.
    pub unchanged: u64,
    /// Rows of the two faces that show lines, with the unchanged stretches folded.
    pub rows: u64,
    /// Something a person has to know about the comparison, for example a member named twice.
    pub notes: Vec<String>,
    /// Whether anything of the two sides is a secret that can be shown or covered.
    pub masked: bool,
    /// Whether a patch has such a secret in it. It is never covered there.
    pub masked_in_patch: bool,
}

/// What two sides are compared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ComparedAs {
    /// JSON, member by member.
    Json,
    /// Text, line by line. There are lines but no list of changes; `changes` counts the places that differ.
    Text,
    /// Bytes: by size, hash and first difference, which stand in `about`.
    Bytes,
}

/// Two lists of headers, compared: names in any case, repeated names value by value in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeadersCompared {
    /// What differs, at most 500.
    pub changes: Vec<HeaderChange>,
    /// What differs beyond these.
    pub omitted: u64,
    /// Header lines that are equal.
    pub unchanged: u64,
}

/// A header line that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeaderChange {
    /// What happened. `moved`: another order among lines of the same name.
    pub op: Op,
    /// The name, as the newer side writes it.
    pub name: String,
    /// The old value, cut where it changed; null when there is none.
    pub old: Option<Vec<Part>>,
    /// The new value, cut where it changed; null when there is none.
    pub new: Option<Vec<Part>>,
    /// What the eye cannot see: `the name is written differently`.
    pub note: Option<String>,
}

/// A list of an open comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChangeList {
    /// What is shown.
    Shown,
    /// What is ignored.
    Ignored,
    /// The same values, written differently.
    Rewritten,
}

/// A row of the faces that show lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "row", rename_all = "snake_case")]
#[ts(export)]
pub enum LineRow {
    /// Unchanged lines, folded.
    Fold {
        /// Which fold; what it is opened by.
        fold: u64,
        /// How many lines.
        count: u64,
    },
    /// A line of both sides.
    Line(LinePair),
}

/// A form in which a comparison can be taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TextForm {
    /// RFC 6902.
    Patch,
    /// RFC 7386.
    MergePatch,
    /// A table for a bug report.
    Markdown,
}
