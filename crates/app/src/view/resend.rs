//! Resends: the draft, the request to send, and the result.

use hookglass_senders::signature::Scheme;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    effect::MutationEffect,
    event::HeaderLine,
    resend_result::{Timing, VerdictView},
};

/// The draft of a resend: the event's request, prepared for editing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DraftView {
    /// The event that the draft is based on.
    pub event_id: i64,
    /// The event's HTTP method.
    pub method: String,
    /// The target of this event's last resend, else of the last resend of any event; empty if there
    /// is none.
    pub url: String,
    /// URLs of earlier resends, newest first; at most 12.
    pub recent_urls: Vec<String>,
    /// The headers to send. Hop-by-hop headers, `host` and `content-length` are omitted and set for
    /// each connection.
    pub headers: Vec<HeaderLine>,
    /// The names of the omitted headers.
    pub dropped: Vec<String>,
    /// Whether the body can be edited as text: it is complete, UTF-8, and at most 4 MiB.
    pub editable: bool,
    /// Why it cannot be edited, in a sentence.
    pub not_editable: Option<String>,
    /// Bytes of the body.
    pub size: u64,
    /// How the request will be signed by default.
    pub signing: Signing,
    /// The secrets that can sign the request.
    pub secrets: Vec<SigningSecret>,
    /// The last edited draft that has not been answered yet. It survives restarts.
    pub kept: Option<SendRequest>,
}

/// A secret that can sign a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SigningSecret {
    /// The name of the secret.
    pub name: String,
    /// The signature scheme.
    pub scheme: Scheme,
}

/// How a draft is signed by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Signing {
    /// The event has no signature.
    Unsigned,
    /// The event has a signature and a secret is known: an edited body is re-signed.
    SignsEdits,
    /// The event has a signature but no secret is known: an edited body keeps the original
    /// signature, which will not verify.
    NoSecret,
}

/// A request to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SendRequest {
    /// The event that the request is based on.
    pub event_id: i64,
    /// The HTTP method.
    pub method: String,
    /// The target: an absolute `http:` or `https:` URL.
    pub url: String,
    /// The headers, in order.
    pub headers: Vec<HeaderDraft>,
    /// The body.
    pub body: BodyDraft,
    /// The members that are generated on send.
    pub fresh: GenerateOnSend,
    /// How the request is signed.
    pub signing: SigningChoice,
    /// Whether to verify the target's TLS certificate.
    pub verify_tls: bool,
    /// Whether the user has confirmed that the request may leave this computer. Required once for
    /// each host.
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
    /// The position in `DraftView.headers` while name and value are unedited; the exact bytes are
    /// then sent. Null once edited.
    pub original: Option<u32>,
    /// Whether the header is sent. One that is off is only shown.
    pub on: bool,
}

/// The body of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum BodyDraft {
    /// The received bytes.
    Received,
    /// An edited text.
    Text {
        /// The text, with its line endings.
        text: String,
    },
    /// The contents of a file at the time of sending.
    File {
        /// The path of the file.
        path: String,
    },
}

/// The members of an Authgear event that are generated on send, so that a receiver does not treat
/// it as a duplicate. None by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GenerateOnSend {
    /// Generate the id. It is the hexadecimal sequence number, so a new id implies a new sequence
    /// number and vice versa.
    pub id: bool,
    /// Generate the next sequence number.
    pub seq: bool,
    /// Set the timestamp to the time of sending.
    pub timestamp: bool,
}

/// How a request is signed. Every choice except `as_received` determines the signature headers,
/// regardless of the headers in the draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "how", rename_all = "snake_case")]
#[ts(export)]
pub enum SigningChoice {
    /// An unedited body keeps its signature. An edited body is re-signed if a secret is known.
    #[default]
    AsReceived,
    /// The original signature, even if the body is edited.
    Original,
    /// No signature.
    None,
    /// A well-formed signature that does not verify.
    Wrong,
    /// A signature made with this secret, in the headers of its scheme.
    With {
        /// The name of the secret.
        secret: String,
    },
}

/// A resend: one outgoing request and its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ResendView {
    /// The resend's id in this database.
    pub id: i64,
    /// The event that it is based on.
    pub event_id: i64,
    /// When it was sent: RFC 3339, UTC, microseconds.
    pub sent_at: String,
    /// The HTTP method.
    pub method: String,
    /// The target URL, with tokens redacted.
    pub url: String,
    /// The headers that were sent, with credentials redacted.
    pub headers: Vec<HeaderLine>,
    /// What is redacted until the user reveals it: names of headers, `URL`.
    pub masked: Vec<String>,
    /// Bytes of the body that was sent.
    pub size: u64,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// How the request was signed: `original`, `anew` (re-signed), `none`, `wrong`.
    pub signed: String,
    /// Microseconds from the first connection attempt to the end of the response.
    pub duration_us: u64,
    /// The result.
    pub outcome: ResendOutcome,
    /// The duration of each step; null for resends by older versions.
    pub timing: Option<Timing>,
    /// The sender's verdict on the response; null for resends by older versions.
    pub verdict: Option<VerdictView>,
    /// What the mutations in the response change; null if none has an effect or the sender rejects
    /// the response.
    pub mutated: Option<MutationEffect>,
    /// The feature that made the resend.
    pub origin: Origin,
}

/// The feature that made a resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Origin {
    /// *Resend* in the window.
    Person,
    /// Forwarding.
    Forward,
    /// A bulk resend.
    Bulk,
    /// The command line.
    Command,
}

/// The result of a resend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum ResendOutcome {
    /// A response.
    Response {
        /// The HTTP status.
        status: u16,
        /// The reason phrase of the status line.
        reason: String,
        /// The protocol version, such as `HTTP/1.1`.
        version: String,
        /// The headers, in order.
        headers: Vec<HeaderLine>,
        /// The first 256 KiB of the body as text.
        body: String,
        /// Whether `body` is the exact and complete text of the body.
        exact: bool,
        /// Bytes of the body as received.
        size: u64,
        /// Whether only the first 16 MiB of the body are stored.
        truncated: bool,
        /// Stored bytes of the body.
        kept: u64,
    },
    /// No complete response.
    Failed {
        /// `refused`, `timeout`, `name_not_found`, `unreachable`, `tls`, `reset`, `broken_response`
        /// or `cancelled`.
        why: String,
        /// What happened, where, and what to do, in a sentence.
        sentence: String,
    },
}
