//! A scenario as written.

use bytes::Bytes;
use std::time::Duration;

use super::status::Status;
use hookglass_json::edit::Edit;
use hookglass_json::pointer::Pointer;
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::end_to_end;
use hookglass_senders::verdict;

/// Requests in order, with the expectations of their answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// The name.
    pub name: String,
    /// The purpose.
    pub about: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A request and the expectations of its answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// The name; may be empty.
    pub name: String,
    /// Milliseconds to wait before the step.
    pub pause_ms: u32,
    /// The request as recorded or written.
    pub request: Request,
    /// The members of the body that are generated on send.
    pub fresh: GeneratedMembers,
    /// The edits of the body, applied after the members are generated.
    pub edits: Vec<Edit>,
    /// The signature.
    pub sign: Sign,
    /// The expectations.
    pub expect: Expect,
}

/// A request without its target URL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The part after the target URL: nothing, a path, or `?` and a query.
    pub target: String,
    /// The end-to-end headers, in order.
    pub headers: Headers,
    /// The exact body.
    pub body: Bytes,
}

/// The members of an Authgear event that are generated on send, so that a handler does not see a
/// duplicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GeneratedMembers {
    /// The id, from the new sequence number.
    pub id: bool,
    /// The next sequence number.
    pub seq: bool,
    /// The current time.
    pub timestamp: bool,
}

/// How a step is signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sign {
    /// The recorded signature, if there is one.
    #[default]
    Original,
    /// No signature.
    None,
    /// An invalid signature.
    Wrong,
    /// The body is signed with the secret of this name.
    With(String),
}

/// The expectations of an answer. The default accepts any complete answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expect {
    /// The status.
    pub status: Option<Status>,
    /// The verdict of the event's sender.
    pub verdict: Option<verdict::Outcome>,
    /// The longest time until the answer, in milliseconds.
    pub within_ms: Option<u32>,
    /// The expected values of the body.
    pub answer: Vec<Expectation>,
}

/// An expected value of an answer's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The pointer to the value.
    pub at: Pointer,
    /// The test of the value.
    pub test: Test,
}

/// A test of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Equals this JSON. Numbers compare by value, and objects compare in any order.
    Equals(String),
    /// Exists, or does not exist.
    Exists(bool),
    /// Matches this pattern, in which `*` matches any characters. Values other than strings match
    /// by their JSON.
    Matches(String),
}

impl Step {
    /// A step that sends a received request unchanged.
    pub fn recorded(name: impl Into<String>, capture: &Capture) -> Self {
        let request = Request {
            method: capture.method.clone(),
            target: suffix(&capture.target),
            headers: end_to_end(&capture.headers).0,
            body: capture.body.clone(),
        };
        Self { name: name.into(), request, ..Self::default() }
    }

    /// How long to wait before the step.
    pub fn pause(&self) -> Duration {
        Duration::from_millis(self.pause_ms.into())
    }
}

/// The part of a received target that follows the target URL.
fn suffix(target: &[u8]) -> String {
    let path = match memchr::memmem::find(target, b"://") {
        Some(at) if !target.starts_with(b"/") => {
            let rest = &target[at + 3..];
            &rest[rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len())..]
        }
        _ => target,
    };
    let path = &path[..path.iter().position(|byte| *byte == b'#').unwrap_or(path.len())];
    let encoded: String = path
        .iter()
        .map(|byte| if byte.is_ascii_graphic() { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    if encoded.is_empty() || encoded.starts_with(['/', '?']) { encoded } else { format!("/{encoded}") }
}
