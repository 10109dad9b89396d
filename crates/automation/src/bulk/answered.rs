//! How requests of one kind were answered.

use std::collections::BTreeMap;

use hookglass_request::outgoing::FailureKind;
use hookglass_senders::verdict::Reply;

/// Event ids that a conclusion lists.
pub(super) const MAX_EXAMPLES: usize = 5;
/// Kinds of answers that a sentence lists.
const MAX_LISTED: usize = 4;

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AnswerKind {
    Status(u16),
    HalfBody(u16),
    NoAnswer(&'static str),
}

impl AnswerKind {
    pub(super) fn of(reply: &Reply<'_>) -> Self {
        match reply {
            Reply::Whole { status, .. } => Self::Status(*status),
            Reply::Half { status } => Self::HalfBody(*status),
            Reply::Failed(why) => Self::NoAnswer(match why {
                FailureKind::Refused => "found the connection refused",
                FailureKind::Timeout => "got no answer in time",
                FailureKind::NameNotFound => "found no such host",
                FailureKind::Unreachable => "found no way to the host",
                FailureKind::Tls => "failed at TLS",
                FailureKind::Reset => "lost the connection",
                FailureKind::BrokenResponse => "got no whole response",
                FailureKind::Cancelled => "were cancelled",
            }),
        }
    }

    pub(super) fn phrase(self) -> String {
        match self {
            Self::Status(status) => format!("answered {status}"),
            Self::HalfBody(status) => format!("answered {status} with half a body"),
            Self::NoAnswer(what) => what.to_owned(),
        }
    }
}

/// A number of events, with examples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Counted {
    pub(super) count: u64,
    pub(super) examples: Vec<i64>,
}

impl Counted {
    pub(super) fn add(&mut self, id: i64) {
        self.count += 1;
        if self.examples.len() < MAX_EXAMPLES && !self.examples.contains(&id) {
            self.examples.push(id);
        }
    }
}

/// The answers to all requests of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answered {
    kinds: BTreeMap<AnswerKind, u64>,
    /// 2xx, and no denial.
    pub(super) accepted: Counted,
    /// 5xx, or no complete answer.
    pub(super) broke: Counted,
    /// Other answers.
    pub(super) refused: Counted,
}

impl Answered {
    pub(super) fn add(&mut self, id: i64, kind: AnswerKind, denied: bool) {
        *self.kinds.entry(kind).or_default() += 1;
        let class = match kind {
            AnswerKind::Status(200..=299) if !denied => &mut self.accepted,
            AnswerKind::Status(200..=499) => &mut self.refused,
            _ => &mut self.broke,
        };
        class.add(id);
    }

    pub(super) fn count(&self) -> u64 {
        self.kinds.values().sum()
    }

    /// `3 answered 200, 1 answered 500`
    pub(super) fn phrase(&self) -> String {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind));
        let rest: u64 = kinds.iter().skip(MAX_LISTED).map(|(_, count)| **count).sum();
        let mut parts: Vec<_> =
            kinds.iter().take(MAX_LISTED).map(|(kind, count)| format!("{count} {}", kind.phrase())).collect();
        if rest > 0 {
            parts.push(format!("{rest} otherwise"));
        }
        parts.join(", ")
    }
}
