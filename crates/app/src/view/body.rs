//! A body, looked at in parts.

use hookglass_json::Form;
use serde::Serialize;
use ts_rs::TS;

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
    /// Whether a value in it is masked: `••••••••` stands in its place.
    pub masked: bool,
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
    /// Whether `text` is `"••••••••"` in the place of the value.
    pub masked: bool,
}
