//! The answers to requests of one kind, counted.

use std::collections::BTreeMap;

use hookglass_request::outgoing::FailureKind;
use hookglass_senders::verdict::Reply;

/// The most event ids that a conclusion lists.
pub(super) const MAX_EXAMPLES: usize = 5;
/// The most kinds of answers that a sentence lists.
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
                FailureKind::Refused => "connection refused",
                FailureKind::Timeout => "timed out",
                FailureKind::NameNotFound => "host not found",
                FailureKind::Unreachable => "host unreachable",
                FailureKind::Tls => "TLS failed",
                FailureKind::Reset => "connection reset",
                FailureKind::BrokenResponse => "invalid response",
                FailureKind::Cancelled => "canceled",
            }),
        }
    }

    /// What several requests got, after their number: `answered 200`, or `timed out`.
    pub(super) fn phrase(self) -> String {
        match self {
            Self::Status(status) => format!("answered {status}"),
            Self::HalfBody(status) => format!("answered {status} with an incomplete body"),
            Self::NoAnswer(what) => what.to_owned(),
        }
    }

    /// What one request got: `200`, or `no answer`.
    pub(super) fn result(self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::HalfBody(status) => format!("{status} with an incomplete body"),
            Self::NoAnswer(_) => "no answer".to_owned(),
        }
    }
}

/// A number of events, with example ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct EventCount {
    pub(super) count: u64,
    pub(super) examples: Vec<i64>,
}

impl EventCount {
    pub(super) fn add(&mut self, id: i64) {
        self.count += 1;
        if self.examples.len() < MAX_EXAMPLES && !self.examples.contains(&id) {
            self.examples.push(id);
        }
    }
}

/// The answers to all requests of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct AnswerCounts {
    kinds: BTreeMap<AnswerKind, u64>,
    /// 2xx without a denial.
    pub(super) accepted: EventCount,
    /// 5xx, or no complete answer.
    pub(super) failed: EventCount,
    /// Other answers.
    pub(super) rejected: EventCount,
}

impl AnswerCounts {
    pub(super) fn add(&mut self, id: i64, kind: AnswerKind, denied: bool) {
        *self.kinds.entry(kind).or_default() += 1;
        let class = match kind {
            AnswerKind::Status(200..=299) if !denied => &mut self.accepted,
            AnswerKind::Status(200..=499) => &mut self.rejected,
            _ => &mut self.failed,
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
            parts.push(format!("{rest} other"));
        }
        parts.join(", ")
    }
}
