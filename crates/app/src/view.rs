//! What crosses to the window and to `--json`: plain values, named once, with their TypeScript twins generated from here.
//!
//! Promises: numbers in here are ids, sizes, counts and durations, all below 2^53. A number that came in a payload is
//! text, digit for digit. A text that could be huge says how much of it was left out. Kept out: any decision; these are
//! made in the modules beside this one.

use hookscope_domain::{
    capture::Cut,
    diff::{Op, Part},
    envelope::{Kind, Vendor},
    finding::Finding,
    json::Form,
    lines::LinePair,
    signature::Verdict,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    pub kind_of_event: Option<String>,
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
    /// Whether it is genuine.
    pub signature: Verdict,
    /// Bytes of the body that are kept.
    pub size: u64,
    /// Set when the body is not whole.
    pub truncated: Option<Cut>,
    /// Resends made from it.
    pub resends: u64,
}

/// One header line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderLine {
    /// The name as it was sent.
    pub name: String,
    /// The value; bytes that are not UTF-8 are shown as U+FFFD.
    pub value: String,
    /// Whether `value` is the exact value. False: the bytes were not UTF-8.
    pub exact: bool,
}

/// What was understood of an event's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EnvelopeView {
    /// The OAuth client the event happened through.
    pub client_id: Option<String>,
    /// Who caused it: `user`, `admin_api`, `system`, `portal`, `site_admin`.
    pub triggered_by: Option<String>,
    /// When it happened by the sender's clock, UNIX seconds, the exact digits.
    pub timestamp: Option<String>,
    /// The address of the person's device, by the sender.
    pub ip: Option<String>,
    /// Which of two events of one name this is (`auth.password_reset`): `requested`, `completed`.
    pub variant: Option<String>,
    /// What could not be told, in a sentence.
    pub note: Option<String>,
}

/// What the body's bytes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BodyFacts {
    /// Bytes kept.
    pub size: u64,
    /// Hexadecimal SHA-256 of the kept bytes.
    pub sha256: String,
    /// What they are.
    pub form: BodyForm,
    /// The offset of the first byte that is not UTF-8.
    pub utf8_error_at: Option<u64>,
    /// Whether a UTF-8 byte order mark stands in front.
    pub byte_order_mark: bool,
    /// The content encoding that was undone for display (`gzip`, `deflate`); size, hash and raw are the bytes as sent.
    pub decoded_from: Option<String>,
    /// Why a declared content encoding was not undone, in a sentence.
    pub decoding_error: Option<String>,
    /// Bytes after decoding; the same as `size` when nothing was decoded.
    pub decoded_size: u64,
    /// Why it is not JSON: what, at which line and column.
    pub json_error: Option<String>,
    /// The JSON Pointer of the first member whose name its object has more than once; the last one counts.
    pub duplicate_key: Option<String>,
}

/// The coarse form of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BodyForm {
    /// No bytes.
    Empty,
    /// One JSON value.
    Json,
    /// Readable text that is not JSON.
    Text,
    /// Anything else.
    Binary,
}

/// What the receiver replied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerView {
    /// HTTP status.
    pub status: u16,
    /// Who decided it: `default`.
    pub decided_by: String,
    /// Why this answer, in a sentence.
    pub reason: String,
    /// The headers Hookscope set.
    pub headers: Vec<HeaderLine>,
    /// The body.
    pub body: String,
}

/// One event in full, but for its body's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventDetail {
    /// The list's columns.
    pub row: EventRow,
    /// When the first byte arrived: RFC 3339, UTC, microseconds.
    pub began_at: String,
    /// The request target as sent; bytes that are not UTF-8 are shown as U+FFFD.
    pub target: String,
    /// `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`.
    pub version: String,
    /// Address and port of the connection's other end.
    pub peer: String,
    /// The headers in the order they came.
    pub headers: Vec<HeaderLine>,
    /// What was understood.
    pub envelope: EnvelopeView,
    /// What this type of event means, in a sentence.
    pub summary: Option<String>,
    /// What the body is.
    pub body: BodyFacts,
    /// What stands out.
    pub findings: Vec<Finding>,
    /// What was replied.
    pub answer: Option<AnswerView>,
    /// Whether the *Changes* tab has something to say: the payload is of a type that has an old and a new side.
    pub comparable: bool,
}

/// A part of the body as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BodyText {
    /// The text; bytes that are not UTF-8 are shown as U+FFFD.
    pub text: String,
    /// First byte of it.
    pub start: u64,
    /// The byte after the last of it; ask for the next part from here.
    pub end: u64,
    /// Bytes in all.
    pub total: u64,
    /// Whether `text` is exact.
    pub exact: bool,
}

/// A window of the children of a node of the body's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TreePage {
    /// The children asked for.
    pub nodes: Vec<TreeNode>,
    /// Children in all.
    pub total: u32,
}

/// A node of the body's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TreeNode {
    /// Its handle, to ask for its children or its pointer.
    pub node: u32,
    /// Its name in an object, elided when long.
    pub key: Option<String>,
    /// Its position in its parent.
    pub index: u32,
    /// `object`, `array`, `string`, `number`, `true`, `false`, `null`.
    pub form: Form,
    /// A scalar as it stands in the text, elided when long; empty for objects and arrays.
    pub text: String,
    /// Characters that were left out of `text`.
    pub elided: u64,
    /// Children in all.
    pub children: u32,
    /// Whether another member of the object has the same name.
    pub duplicate: bool,
}

/// The *Changes* of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum Changes {
    /// There is nothing to compare, and why.
    None {
        /// For example: `old_identity` is absent.
        reason: String,
    },
    /// Two sides, compared.
    Compared(Comparison),
}

/// Two documents, compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Comparison {
    /// The name of the older side.
    pub old_name: String,
    /// The name of the newer side.
    pub new_name: String,
    /// Members that differ. At most 2,000; `omitted` counts the rest.
    pub changes: Vec<ChangeView>,
    /// Changes beyond the first 2,000.
    pub omitted: u64,
    /// Members that are equal. At most 2,000.
    pub unchanged: Vec<MemberView>,
    /// Equal members in all.
    pub unchanged_total: u64,
    /// Both sides, line by line, aligned. At most 5,000 lines.
    pub lines: Vec<LinePair>,
    /// Lines beyond the first 5,000.
    pub lines_omitted: u64,
    /// Something a person has to know about the comparison, for example a member named twice.
    pub notes: Vec<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// What happened.
    pub op: Op,
    /// JSON Pointer.
    pub path: String,
    /// A readable name, when one is known: `Email as typed`.
    pub label: Option<String>,
    /// A few words beside the name: `login ID, original value`, `80 d 20 h later`.
    pub hint: Option<String>,
    /// The old value, cut where it changed; null when there is none.
    pub old: Option<Vec<Part>>,
    /// The new value, cut where it changed; null when there is none.
    pub new: Option<Vec<Part>>,
    /// What the eye cannot see: `same after Unicode normalisation`, `invisible characters`.
    pub note: Option<String>,
}

/// A member that both sides have, with the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MemberView {
    /// JSON Pointer.
    pub path: String,
    /// A readable name, when one is known.
    pub label: Option<String>,
    /// The value as it stands in the text, elided when long.
    pub value: String,
}

/// A request to be edited before it is sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftView {
    /// The event it is made from.
    pub event_id: i64,
    /// The event's method.
    pub method: String,
    /// Where the last resend of this event went, else the last resend of any; empty when there was none yet.
    pub url: String,
    /// URLs of earlier resends, newest first, at most 12.
    pub recent_urls: Vec<String>,
    /// The headers that go out again. Hop-by-hop ones, `host` and `content-length` are left out and made anew.
    pub headers: Vec<HeaderLine>,
    /// Names of the headers that are left out.
    pub dropped: Vec<String>,
    /// Whether the body can be edited as text: it is UTF-8, whole, and at most 4 MiB.
    pub editable: bool,
    /// Why not, in a sentence.
    pub not_editable: Option<String>,
    /// Bytes of the body.
    pub size: u64,
    /// What will become of the signature.
    pub signing: Signing,
}

/// What a resend does about the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Signing {
    /// The event carried no signature.
    Unsigned,
    /// It carried one, and there is a secret: an edited body is signed anew.
    SignsEdits,
    /// It carried one, and there is no secret: an edited body goes out with the original signature, which will not verify.
    NoSecret,
}

/// A request the person wants sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct SendRequest {
    /// The event it is made from.
    pub event_id: i64,
    /// The method.
    pub method: String,
    /// Absolute `http:` or `https:` URL.
    pub url: String,
    /// The headers, in order.
    pub headers: Vec<HeaderDraft>,
    /// The body as edited; null sends the received bytes.
    pub body: Option<String>,
}

/// A header of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct HeaderDraft {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// Position in `DraftView.headers` while name and value are untouched: the exact bytes go out. Null once edited.
    pub original: Option<u32>,
}

/// One outgoing request, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ResendView {
    /// The resend in this database.
    pub id: i64,
    /// The event it was made from.
    pub event_id: i64,
    /// When it was sent: RFC 3339, UTC, microseconds.
    pub sent_at: String,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers that went out.
    pub headers: Vec<HeaderLine>,
    /// Bytes of the body that went out.
    pub size: u64,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// What was done about the signature: `original`, `anew`, `none`.
    pub signed: String,
    /// From the first attempt to connect to the end of the response, microseconds.
    pub duration_us: u64,
    /// What came of it.
    pub outcome: ResendOutcome,
}

/// What came of a resend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum ResendOutcome {
    /// A response came.
    Response {
        /// HTTP status.
        status: u16,
        /// The words of the status line.
        reason: String,
        /// `HTTP/1.1`
        version: String,
        /// Its headers, in order.
        headers: Vec<HeaderLine>,
        /// Its body as text, the first 256 KiB.
        body: String,
        /// Whether `body` is the exact text of all of it.
        exact: bool,
        /// Bytes of the body as received.
        size: u64,
        /// Whether its first 16 MiB only are kept.
        truncated: bool,
    },
    /// None came.
    Failed {
        /// `refused`, `timeout`, `name_not_found`, `unreachable`, `tls`, `reset`, `broken_response`,
        /// `cancelled`.
        why: String,
        /// A sentence: what happened, where, what to do.
        sentence: String,
    },
}

/// Counts of what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct Sidebar {
    /// Events in all.
    pub total: u64,
    /// By vendor.
    pub vendors: Vec<VendorCount>,
}

/// Events of one vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VendorCount {
    /// The vendor.
    pub vendor: Vendor,
    /// Its events.
    pub count: u64,
    /// By type. Events without a type are not in here.
    pub types: Vec<TypeCount>,
}

/// Events of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeCount {
    /// The type.
    #[serde(rename = "type")]
    pub name: String,
    /// The group it belongs to.
    pub family: String,
    /// Its events.
    pub count: u64,
}

/// A list that stands still while it is read: positions of it never move, new events that match are appended in front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Listing {
    /// Its handle.
    pub listing: u32,
    /// Rows in it. Row 0 is the newest of them.
    pub total: u64,
}

/// A part of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ListingWindow {
    /// Rows in the listing now: when this has grown by n, every row has moved down by n.
    pub total: u64,
    /// Position of the first of `rows`.
    pub start: u64,
    /// The rows.
    pub rows: Vec<EventRow>,
}

/// How the receiver is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Status {
    /// Hookscope's version.
    pub version: String,
    /// `http://127.0.0.1:4665` while it listens.
    pub url: Option<String>,
    /// Why it does not listen.
    pub problem: Option<ListenProblem>,
    /// Events stored.
    pub events: u64,
    /// Bytes of the database.
    pub bytes: u64,
}

/// Why the receiver does not listen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ListenProblem {
    /// The address that was tried.
    pub address: String,
    /// A sentence: what, why, what to do.
    pub sentence: String,
    /// Another address, free a moment ago.
    pub suggestion: Option<String>,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    /// Address and port of the receiver: `127.0.0.1:4665`.
    pub listen: String,
    /// Largest body that is kept whole, bytes.
    pub body_limit: u64,
    /// The colours.
    pub theme: Theme,
    /// The folder of the database in use.
    pub data_dir: String,
    /// Who chose the folder.
    pub data_dir_source: DataDirSource,
    /// The folder of the next start, when it is another.
    pub next_data_dir: Option<String>,
    /// Where the Authgear key is.
    pub authgear_secret: SecretState,
}

/// Who chose the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DataDirSource {
    /// Nobody: the platform's data folder.
    Default,
    /// The settings.
    Settings,
    /// `HOOKSCOPE_DATA_DIR`.
    Environment,
    /// `--data-dir`.
    Option,
}

/// The colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Where a secret is. The secret itself is never sent to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SecretState {
    /// There is none.
    None,
    /// In the database, which only this user can read.
    Database,
    /// In `HOOKSCOPE_AUTHGEAR_SECRET`, for this run only.
    Environment,
}

/// What to change in the settings; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct SettingsChange {
    /// Address and port of the receiver; it moves there at once.
    pub listen: Option<String>,
    /// Largest body that is kept whole, bytes: 1 KiB to 1 GiB.
    pub body_limit: Option<u64>,
    /// The colours.
    pub theme: Option<Theme>,
    /// The folder to use from the next start on.
    pub data_dir: Option<String>,
    /// The Authgear key; empty removes it.
    pub authgear_secret: Option<String>,
}

/// Something has changed: at most ten of these a second reach the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Signal {
    /// Events stored now.
    pub events: u64,
    /// Events that arrived in the last second.
    pub per_second: u64,
}

/// An error, for the window: `ui/src/ipc/errors.ts` has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// What kind of error.
    pub code: ProblemCode,
    /// What, where, and what to do, in a sentence.
    pub detail: String,
}

/// Kinds of errors a person can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProblemCode {
    /// The database cannot be used.
    Database,
    /// The event or resend is not there.
    NotFound,
    /// A filter, URL, header, pointer or setting is not well formed.
    InvalidInput,
    /// The receiver cannot have the address.
    AddressInUse,
    /// A defect in Hookscope.
    Internal,
}
