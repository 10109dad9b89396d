//! Support for editing a draft: preview, findings, completion, and conversion from and to other
//! tools.

use hookglass_request::text::CopyFormat;
use hookglass_senders::finding::Finding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{event::HeaderLine, resend::HeaderDraft};

/// A request exactly as it would be sent now. Generated members have their current values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RequestPreview {
    /// All header lines, in order.
    pub headers: Vec<HeaderLine>,
    /// The names of the headers that the draft does not contain: those of the connection and of the
    /// signature.
    pub added: Vec<String>,
    /// The names of the received or edited headers that are not sent.
    pub dropped: Vec<String>,
    /// Bytes of the body.
    pub size: u64,
    /// How the request is signed: `original`, `anew` (re-signed), `none`, `wrong`.
    pub signed: String,
    /// The members of the body that are generated on send.
    pub fresh: Vec<GeneratedValue>,
    /// Why the request cannot be sent, in a sentence; null if it can.
    pub problem: Option<String>,
}

/// A member that is generated on send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GeneratedValue {
    /// The JSON Pointer of the member.
    pub pointer: String,
    /// The value, as JSON.
    pub json: String,
}

/// A request that was parsed from a curl command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportedRequest {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers, in order.
    pub headers: Vec<HeaderDraft>,
    /// The body; null if there is none or if it is not text.
    pub body: Option<String>,
    /// Options that were ignored or are applied differently, each in a sentence.
    pub notes: Vec<String>,
}

/// A text format for copying a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CopyForm {
    /// A curl command for bash.
    Curl,
    /// An HTTPie command for bash.
    Httpie,
    /// A `.http` file.
    Http,
    /// A `fetch` call in JavaScript.
    Fetch,
}

impl From<CopyForm> for CopyFormat {
    fn from(form: CopyForm) -> Self {
        match form {
            CopyForm::Curl => Self::Curl,
            CopyForm::Httpie => Self::Httpie,
            CopyForm::Http => Self::RestClient,
            CopyForm::Fetch => Self::Fetch,
        }
    }
}

/// A request as text for another tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CopiedRequest {
    /// The text.
    pub text: String,
    /// Differences in what the tool would send, each in a sentence.
    pub notes: Vec<String>,
    /// Whether secrets are redacted in it.
    pub masked: bool,
}

/// The findings about the body of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftCheck {
    /// The findings, as in `EventDetail.findings`.
    pub findings: Vec<Finding>,
    /// Why the body is not JSON; null if it is.
    pub error: Option<JsonError>,
}

/// A JSON syntax error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct JsonError {
    /// What is wrong, with its line and column.
    pub sentence: String,
    /// The position, in UTF-16 code units from 0.
    pub unit: u64,
}

/// The completions at the cursor in the body of a draft. Positions count UTF-16 code units from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftCompletion {
    /// The position of the first code unit that a completion replaces.
    pub from: u64,
    /// The position after the last code unit that it replaces.
    pub to: u64,
    /// The completions, most likely first.
    pub options: Vec<DraftCompletionItem>,
}

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftCompletionItem {
    /// The text to insert.
    pub text: String,
    /// The meaning.
    pub about: String,
}
