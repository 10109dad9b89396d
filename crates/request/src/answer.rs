//! What the receiver replies, and who decided it.
//!
//! Facts about Authgear's answers: https://docs.authgear.com and `pkg/api/event/hook_response.go` of authgear-server.

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

/// How a sender is left without a whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is sent until the sender closes the connection.
    NoAnswer,
    /// The connection is reset.
    Reset,
    /// The connection ends in the middle of the body.
    HalfBody(Answer),
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
}
