//! The options of a resend from the command line.

use bytes::Bytes;
use hookglass_json::edit::Edit;
use hookglass_request::outgoing::Outgoing;
use std::time::Duration;

use crate::view::{GenerateOnSend, SigningChoice};

/// The options of a resend. By default, the received bytes are sent.
#[derive(Debug, Clone)]
pub struct Resend {
    /// The target; `None` means the target of the last resend.
    pub to: Option<String>,
    /// A request that replaces the received one.
    pub request: Option<Outgoing>,
    /// A body that replaces the received one.
    pub body: Option<Bytes>,
    /// Edits of the body, applied after it is replaced.
    pub edits: Vec<Edit>,
    /// Members that are generated on send.
    pub fresh: GenerateOnSend,
    /// Headers that replace received headers with the same name.
    pub headers: Vec<(String, String)>,
    /// How the request is signed.
    pub signing: SigningChoice,
    /// How long to wait for the response.
    pub timeout: Option<Duration>,
    /// Whether the target's certificate is verified.
    pub verify_tls: bool,
    /// Whether the event may be sent to a remote host that is not confirmed yet.
    pub confirmed: bool,
}

impl Default for Resend {
    fn default() -> Self {
        Self {
            to: None,
            request: None,
            body: None,
            edits: Vec::new(),
            fresh: GenerateOnSend::default(),
            headers: Vec::new(),
            signing: SigningChoice::AsReceived,
            timeout: None,
            verify_tls: true,
            confirmed: false,
        }
    }
}
