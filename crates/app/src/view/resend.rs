//! Sending again: the draft, the request, and what came of it.

use hookglass_senders::signature::Scheme;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    effect::Mutated,
    event::HeaderLine,
    resend_result::{Timing, VerdictView},
};

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
    /// The secrets that a request can be signed with.
    pub secrets: Vec<SigningSecret>,
    /// What was edited earlier and has not been answered yet. It is kept over restarts.
    pub kept: Option<SendRequest>,
}

/// A secret that can sign, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SigningSecret {
    /// What a person calls it.
    pub name: String,
    /// How its sender signs.
    pub scheme: Scheme,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    /// The body.
    pub body: BodyDraft,
    /// What of it is made new when it is sent.
    pub fresh: FreshDraft,
    /// What becomes of the signature.
    pub signing: SigningChoice,
    /// Whether the target's certificate has to be believed.
    pub verify_tls: bool,
    /// Whether the person has said that it may leave this computer. Asked once for each host.
    pub confirmed: bool,
}

/// A header of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderDraft {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// Position in `DraftView.headers` while name and value are untouched: the exact bytes go out. Null once edited.
    pub original: Option<u32>,
    /// Whether it goes out; one that is off is shown only.
    pub on: bool,
}

/// The body of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum BodyDraft {
    /// The received bytes.
    Received,
    /// A text as edited.
    Text {
        /// It, line ends included.
        text: String,
    },
    /// What is in a file when it is sent.
    File {
        /// Where the file is.
        path: String,
    },
}

/// Members of an Authgear event that are made new, so that a receiver does not take it for a repeat. None by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FreshDraft {
    /// The hexadecimal of the sequence number. The two belong together: if one is new, both are.
    pub id: bool,
    /// The next sequence number.
    pub seq: bool,
    /// Now.
    pub timestamp: bool,
}

/// What becomes of the signature. But for the first, the choice decides about the headers of signatures, whatever the
/// lines of the draft say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "how", rename_all = "snake_case")]
#[ts(export)]
pub enum SigningChoice {
    /// An unedited body keeps its signature; an edited one is signed anew where a secret is known.
    #[default]
    AsReceived,
    /// The signature that came goes out, whatever the body is.
    Original,
    /// No signature goes out.
    None,
    /// One of the right form that does not verify.
    Wrong,
    /// Signed with this secret; its scheme decides the headers.
    With {
        /// What a person calls it.
        secret: String,
    },
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
    /// What was done about the signature: `original`, `anew`, `none`, `wrong`.
    pub signed: String,
    /// From the first attempt to connect to the end of the response, microseconds.
    pub duration_us: u64,
    /// What came of it.
    pub outcome: ResendOutcome,
    /// How long each step took; null for those of older versions.
    pub timing: Option<Timing>,
    /// What the event's sender makes of it; null for those of older versions.
    pub verdict: Option<VerdictView>,
    /// What the mutations of the answer do; null when it has none that has an effect, or is not accepted.
    pub mutated: Option<Mutated>,
    /// What made it.
    pub origin: Origin,
}

/// What made a resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Origin {
    /// A person, in the window.
    Person,
    /// A target that events are passed on to.
    Forward,
    /// A bulk send.
    Bulk,
    /// The command line.
    Command,
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
        /// Bytes of it that are kept.
        kept: u64,
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
