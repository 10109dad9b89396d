//! The reply of the receiver, and who decided it.
//!
//! For Authgear's answers, see https://docs.authgear.com and `pkg/api/event/hook_response.go` of
//! authgear-server.

use crate::headers::Headers;

/// A reply, ready to send and store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The headers that Hookglass chooses. The connection adds those of the protocol (`date`,
    /// `content-length`).
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
    /// Who decided the answer.
    pub decided_by: Decider,
}

/// Who decided an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// The default answer.
    Default,
    /// A rule.
    Rule,
    /// A person, while the event was held.
    Person,
    /// The target that the event was forwarded to.
    Forward,
    /// The automatic answer, because the deadline had come.
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

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decider| decider.word() == word)
    }
}

/// The state of a delayed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not decided or not sent yet.
    Waiting,
    /// Sent.
    Answered,
    /// The sender disconnected first.
    Gone,
    /// A rule deliberately withheld a complete answer.
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

    /// Parses [`Self::word`].
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
    /// The connection closes after the first half of this answer's body.
    HalfBody(Answer),
}

impl Answer {
    /// A default answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Headers::from_pairs([("content-type", "application/json")]),
            body: body.into(),
            decided_by: Decider::Default,
        }
    }
}
