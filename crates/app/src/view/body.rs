//! The body of an event, in parts: facts, text windows, and a tree.

use hookglass_json::Form;
use serde::Serialize;
use ts_rs::TS;

/// Size, hash, form and encoding of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BodyFacts {
    /// Stored bytes, before content decoding.
    pub size: u64,
    /// Hexadecimal SHA-256 of the stored bytes, before content decoding.
    pub sha256: String,
    /// The form of the decoded bytes.
    pub form: BodyForm,
    /// The offset of the first decoded byte that is not valid UTF-8; null if all are.
    pub utf8_error_at: Option<u64>,
    /// Whether the decoded bytes start with a UTF-8 byte order mark.
    pub byte_order_mark: bool,
    /// The content encoding that was decoded for display: `gzip` or `deflate`. Null if nothing was
    /// decoded.
    pub decoded_from: Option<String>,
    /// Why the declared content encoding was not decoded, or not completely, in a sentence.
    pub decoding_error: Option<String>,
    /// Bytes after decoding. Equal to `size` if nothing was decoded.
    pub decoded_size: u64,
    /// Why the body is not JSON, with line and column. Null for JSON and for an empty body.
    pub json_error: Option<String>,
    /// The JSON Pointer of the first member whose name occurs more than once in its object. The
    /// last such member counts.
    pub duplicate_key: Option<String>,
}

/// The form of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BodyForm {
    /// No bytes.
    Empty,
    /// One JSON value.
    Json,
    /// UTF-8 text that is not JSON.
    Text,
    /// Anything else.
    Binary,
}

/// A part of the decoded body as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BodyText {
    /// The text. Bytes that are not UTF-8 are replaced by U+FFFD.
    pub text: String,
    /// The offset of its first byte in the decoded body.
    pub start: u64,
    /// The offset after its last byte: the start of the next part.
    pub end: u64,
    /// Bytes of the decoded body.
    pub total: u64,
    /// Whether `text` represents the bytes exactly: nothing is replaced or redacted.
    pub exact: bool,
    /// Whether a value in it is redacted, shown as `••••••••`.
    pub masked: bool,
}

/// A window of the children of a node in the body's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TreePage {
    /// The requested children; at most `MAX_TREE_NODES`.
    pub nodes: Vec<TreeNode>,
    /// The number of children of the node.
    pub total: u32,
}

/// A node in the body's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TreeNode {
    /// The handle with which its children and its JSON Pointer are read.
    pub node: u32,
    /// Its name in an object, elided to 400 characters; null in an array and for the root.
    pub key: Option<String>,
    /// Its position in its parent, from 0.
    pub index: u32,
    /// `object`, `array`, `string`, `number`, `true`, `false` or `null`.
    pub form: Form,
    /// The JSON text of a scalar, elided to 400 characters; empty for objects and arrays.
    pub text: String,
    /// Characters omitted from `text`.
    pub elided: u64,
    /// The number of its children.
    pub children: u32,
    /// Whether another member of the object has the same name.
    pub duplicate: bool,
    /// Whether the value or a part of it is redacted, shown as `••••••••`.
    pub masked: bool,
}
