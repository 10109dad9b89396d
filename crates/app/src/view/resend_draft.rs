//! What helps with a draft: how it would go out, what stands out about it, what can stand at the cursor, and the way from and
//! to other tools.

use hookglass_request::text::CopyFormat;
use hookglass_senders::finding::Finding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{event::HeaderLine, resend::HeaderDraft};

/// A request exactly as it would go out now. Times and numbers that are made when it is sent are those of this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RequestPreview {
    /// Every header line, in order.
    pub headers: Vec<HeaderLine>,
    /// Names of those that the draft does not have: what the connection needs, and a signature.
    pub added: Vec<String>,
    /// Names of those that came or were written and do not go out.
    pub dropped: Vec<String>,
    /// Bytes of the body.
    pub size: u64,
    /// What is done about the signature: `original`, `anew`, `none`, `wrong`.
    pub signed: String,
    /// What of the body is made new.
    pub fresh: Vec<FreshValue>,
    /// Why it cannot be sent as it is, in a sentence.
    pub problem: Option<String>,
}

/// A member that is made new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FreshValue {
    /// Where it stands, as a JSON Pointer.
    pub pointer: String,
    /// Its value, as JSON.
    pub json: String,
}

/// A request that was read from a cURL command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportedRequest {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers, in order.
    pub headers: Vec<HeaderDraft>,
    /// The body; null when there is none, or none that is text.
    pub body: Option<String>,
    /// What was left out or is done otherwise, in sentences.
    pub notes: Vec<String>,
}

/// A form of text that a request is copied as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CopyForm {
    /// A command line for curl, in bash.
    Curl,
    /// A command line for HTTPie, in bash.
    Httpie,
    /// A `.http` file.
    Http,
    /// A call of `fetch`, for JavaScript.
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
    /// What its tool does beyond it, in sentences.
    pub notes: Vec<String>,
}

/// What stands out about the body of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftCheck {
    /// As in `EventDetail.findings`.
    pub findings: Vec<Finding>,
    /// Why it is not JSON.
    pub error: Option<JsonError>,
}

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct JsonError {
    /// What is wrong, with its line and column.
    pub sentence: String,
    /// Where, in UTF-16 units from 0.
    pub unit: u64,
}

/// What can stand at the cursor in the body of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftCompletion {
    /// The first UTF-16 unit that a choice replaces.
    pub from: u64,
    /// The one after the last.
    pub to: u64,
    /// The likeliest first.
    pub options: Vec<DraftChoice>,
}

/// One of several things that can stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftChoice {
    /// What is put there.
    pub text: String,
    /// What it means.
    pub about: String,
}
