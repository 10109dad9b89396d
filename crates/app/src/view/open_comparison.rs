//! An open comparison: what to compare, which changes to show, and the comparison in windows.

use hookglass_diff::{Op, Part, side_by_side::LinePair};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AnswerDraft, ChangeView, SendRequest};

/// The two sides to compare.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(export)]
pub enum Sides {
    /// What an event changed: its old and new identity, or the state in the event and the last
    /// known state before it.
    Event {
        /// The event.
        id: i64,
    },
    /// The requests of two events: request line, headers, body.
    Events {
        /// The older event.
        old: i64,
        /// The newer event.
        new: i64,
    },
    /// The catalog's sample for the type of an event, and the body of the event.
    Sample {
        /// The event.
        id: i64,
    },
    /// An event, and a request edited from it.
    Draft {
        /// The request as it would be sent.
        request: SendRequest,
    },
    /// The responses to two resends.
    Responses {
        /// The older resend.
        old: i64,
        /// The newer resend.
        new: i64,
    },
    /// The known state of a user after one event, and after another.
    User {
        /// The user's id.
        user_id: String,
        /// The earlier event.
        old: i64,
        /// The later event.
        new: i64,
    },
    /// The user or the token claims in an event, and the same after an answer to the event.
    Answer {
        /// The event.
        event_id: i64,
        /// The answer.
        answer: AnswerDraft,
    },
    /// The same for the response to a resend.
    Mutation {
        /// The resend.
        resend: i64,
    },
    /// The same for the last hook chain that was run on the event.
    Chain {
        /// The event.
        event_id: i64,
    },
}

/// Which changes of a comparison are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, TS)]
#[ts(export)]
pub struct ChangeSelection {
    /// A part of a JSON Pointer or a readable name, ignoring case; empty for all changes.
    pub filter: String,
    /// The changes to ignore as noise.
    pub ignored: Ignored,
    /// Whether a different spelling of the same value, such as `1.0` and `1`, counts as a change.
    pub spelling_counts: bool,
    /// Whether to show redacted values.
    pub reveal: bool,
}

/// Changes that are counted but not listed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Ignored {
    /// Ignore times: both sides are RFC 3339 instants, or seconds in a member that the catalog
    /// describes as a time.
    pub times: bool,
    /// Ignore ids: the member has an id's name (`id`, `user_id`, `seq`), or both sides look like
    /// ids, such as UUIDs.
    pub ids: bool,
    /// JSON Pointers of members to ignore, including everything below them. `*` matches any one
    /// name.
    pub paths: Vec<String>,
}

/// The result of opening a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum Compared {
    /// No comparison is possible.
    None {
        /// Why, in a sentence. For example: `old_identity` is absent.
        reason: String,
    },
    /// The comparison was closed before it was finished.
    Cancelled,
    /// The comparison.
    Compared(Box<OpenComparison>),
}

/// A finished comparison of two sides. Its lists are read in windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OpenComparison {
    /// The name of the older side.
    pub old_name: String,
    /// The name of the newer side.
    pub new_name: String,
    /// The event that the older side belongs to; null if none.
    pub old_event: Option<i64>,
    /// The event that the newer side belongs to; null if none.
    pub new_event: Option<i64>,
    /// The place of the newer side in the body of `new_event`, as a JSON Pointer. The paths of the
    /// changes are relative to it. Null if the newer side is not a part of a body.
    pub at: Option<String>,
    /// How the two sides were compared.
    pub form: ComparisonMode,
    /// Why they were not compared as JSON, in sentences; null if they were.
    pub why: Option<String>,
    /// Differences besides headers and body: method, path, status. Their paths are empty.
    pub about: Vec<ChangeView>,
    /// Differences between the headers; null if the sides have none.
    pub headers: Option<HeaderComparison>,
    /// Changes that are shown: neither ignored nor excluded by the filter.
    pub changes: u64,
    /// Changes that the filter excludes.
    pub filtered: u64,
    /// Changes that are ignored.
    pub ignored: u64,
    /// Different spellings of the same values that do not count as changes.
    pub rewritten: u64,
    /// Equal members.
    pub unchanged: u64,
    /// Rows of the two line views, with unchanged lines folded.
    pub rows: u64,
    /// Notes about the comparison, each in a sentence. For example: a member name occurs twice.
    pub notes: Vec<String>,
    /// Whether either side, or its head, contains secrets that can be revealed.
    pub masked: bool,
    /// Whether a copied patch contains redacted values, so that it does not apply.
    pub masked_in_patch: bool,
}

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ComparisonMode {
    /// JSON, member by member.
    Json,
    /// Text, line by line. There are line views but no list of changes; `changes` counts the places
    /// that differ.
    Text,
    /// Bytes, by size, hash and first difference, all listed in `about`.
    Bytes,
}

/// The differences between two lists of headers. Names are compared ignoring case; repeated names
/// value by value in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeaderComparison {
    /// The header lines that differ; at most 500.
    pub changes: Vec<HeaderChange>,
    /// The number of differing header lines beyond these.
    pub omitted: u64,
    /// Equal header lines.
    pub unchanged: u64,
}

/// A header line that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeaderChange {
    /// The kind of change. `moved`: another position among the lines with the same name.
    pub op: Op,
    /// The name, in the spelling of the newer side.
    pub name: String,
    /// The old value, split into changed and unchanged parts; null if there is none.
    pub old: Option<Vec<Part>>,
    /// The new value, split into changed and unchanged parts; null if there is none.
    pub new: Option<Vec<Part>>,
    /// A difference that is hard to see, such as a different spelling of the name.
    pub note: Option<String>,
}

/// A list of an open comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChangeList {
    /// The changes that are shown.
    Shown,
    /// The ignored changes.
    Ignored,
    /// Different spellings of the same values.
    Rewritten,
}

/// A row of a line view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "row", rename_all = "snake_case")]
#[ts(export)]
pub enum LineRow {
    /// Folded unchanged lines.
    Fold {
        /// The number of the fold, with which it is opened.
        fold: u64,
        /// The number of folded lines.
        count: u64,
    },
    /// A line of both sides.
    Line(LinePair),
}

/// A text format for copying a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ComparisonTextFormat {
    /// A JSON Patch (RFC 6902).
    Patch,
    /// A JSON Merge Patch (RFC 7386).
    MergePatch,
    /// A Markdown table for a bug report.
    Markdown,
}
