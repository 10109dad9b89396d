//! What the receiver replies, and who decided it.
//!
//! Facts about Authgear's answers: https://docs.authgear.com and `pkg/api/event/hook_response.go` of authgear-server.

use crate::capture::{Capture, Cut};
use crate::envelope::{Envelope, Kind, Vendor};
use crate::headers::Headers;

/// A reply, ready to be sent and stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The headers Hookglass chooses; the ones of the protocol (`date`, `content-length`) are added on the wire.
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
    /// Who decided.
    pub decided_by: Decider,
}

/// Who decided an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// Nobody asked for anything else.
    Default,
    /// A rule.
    Rule,
    /// A person, while the sender waited.
    Person,
    /// The target that the event was sent on to.
    Forward,
    /// The clock: nobody else had decided in time.
    Deadline,
}

impl Decider {
    const ALL: [Self; 5] = [Self::Default, Self::Rule, Self::Person, Self::Forward, Self::Deadline];

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Rule => "rule",
            Self::Person => "person",
            Self::Forward => "forward",
            Self::Deadline => "deadline",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decider| decider.word() == word)
    }
}

/// How far an answer is that takes its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is not decided yet, or not gone out.
    Waiting,
    /// It went out.
    Answered,
    /// The sender hung up before.
    Gone,
    /// The sender was left without a whole one, as a rule wanted.
    Broken,
}

impl Progress {
    const ALL: [Self; 4] = [Self::Waiting, Self::Answered, Self::Gone, Self::Broken];

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Gone => "gone",
            Self::Broken => "broken",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|progress| progress.word() == word)
    }
}

impl Answer {
    /// A JSON answer that nobody had to decide.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Headers::from_pairs([("content-type", "application/json")]),
            body: body.into(),
            decided_by: Decider::Default,
        }
    }

    /// The body of an answer that lets things take their course.
    pub fn default_body(envelope: &Envelope) -> &'static str {
        if envelope.is_blocking() { r#"{"is_allowed":true}"# } else { "{}" }
    }

    /// The answer when no rule says otherwise: Authgear's blocking events are allowed, a body over the limit is refused,
    /// everything else is thanked for.
    pub fn default_for(capture: &Capture, envelope: &Envelope) -> Self {
        match capture.cut {
            Some(Cut::OverLimit) => {
                Self::json(413, &br#"{"error":"the body is larger than the receiver's body limit"}"#[..])
            }
            Some(Cut::SenderLeft) => Self::json(400, &br#"{"error":"the body ended before its announced end"}"#[..]),
            None => Self::json(200, Self::default_body(envelope)),
        }
    }

    /// Why this answer, in a sentence for a person.
    pub fn reason(&self, envelope: &Envelope) -> &'static str {
        match self.decided_by {
            Decider::Default => {}
            Decider::Rule => return "A rule decided this answer.",
            Decider::Person => return "A person decided this answer while the sender waited.",
            Decider::Forward => return "The target that the event was sent on to answered so.",
            Decider::Deadline => return "Nobody had decided in time, so the automatic answer went out.",
        }
        match (self.status, envelope.vendor, envelope.kind) {
            (413, ..) => "The body was larger than the body limit, so the sender was told to send less.",
            (400, ..) => "The body ended before its announced end.",
            (_, Vendor::Authgear, Some(Kind::Blocking)) => {
                "Authgear waits for this answer. By default Hookglass allows the operation."
            }
            (_, Vendor::Authgear, Some(Kind::NonBlocking)) => "Authgear reads only the status of this answer.",
            _ => "The default answer: received and stored.",
        }
    }
}
