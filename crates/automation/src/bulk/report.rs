//! The results of a plan.
//!
//! The report keeps counts. For an event that is sent twice, it also keeps the first answer until
//! the second arrives.

use foldhash::HashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use super::answer_counts::{AnswerCounts, AnswerKind, EventCount};
use super::step::{FaultKind, Step};
use super::tamper::AppliedFaults;
use hookglass_senders::verdict::Reply;

/// The result of a step that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Delivered<'a> {
    /// The answer of the handler.
    pub reply: Reply<'a>,
    /// Whether the answer denies the operation, so a 2xx status does not count as accepted.
    pub denied: bool,
    /// The faults that were applied.
    pub applied: AppliedFaults,
}

/// The results of a plan so far.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub(super) sent: u64,
    pub(super) dropped: EventCount,
    pub(super) kinds: BTreeMap<FaultKind, AnswerCounts>,
    /// Events without a signature to break.
    pub(super) unsigned: EventCount,
    /// Events without a body to truncate.
    pub(super) empty: EventCount,
    /// For events that are sent twice: the kind of the first answer and a digest of its body, by
    /// turn.
    first: HashMap<u64, (AnswerKind, [u8; 16])>,
    pub(super) same: EventCount,
    pub(super) other_body: EventCount,
    pub(super) different: EventCount,
    /// The first event whose copies got different answers: its id and both answers.
    pub(super) example: Option<(i64, AnswerKind, AnswerKind)>,
}

impl Report {
    /// Counts a step that is not sent.
    pub fn dropped(&mut self, step: &Step) {
        self.dropped.add(step.id);
    }

    /// Counts a step that was sent, in any order.
    pub fn add(&mut self, step: &Step, delivered: Delivered<'_>) {
        self.sent += 1;
        let Delivered { reply, denied, applied } = delivered;
        let answer = AnswerKind::of(&reply);
        let mut is_untampered = true;
        for kind in step.tampering.kinds() {
            match kind {
                FaultKind::BrokenSignature if !applied.signature => self.unsigned.add(step.id),
                FaultKind::Truncated if !applied.body => self.empty.add(step.id),
                FaultKind::Dropped => {}
                _ => {
                    is_untampered &= !matches!(kind, FaultKind::BrokenSignature | FaultKind::Truncated);
                    self.kinds.entry(kind).or_default().add(step.id, answer, denied);
                }
            }
        }
        if step.tampering.twice && is_untampered {
            self.compare(step, answer, &reply);
        }
    }

    /// Compares the answers to the two copies of an event, once both are known.
    fn compare(&mut self, step: &Step, answer: AnswerKind, reply: &Reply<'_>) {
        let body: &[u8] = if let Reply::Whole { body, .. } = reply { body } else { &[] };
        let mut digest = [0; 16];
        digest.copy_from_slice(&Sha256::digest(body)[..16]);
        match self.first.entry(step.turn) {
            Entry::Vacant(entry) => {
                entry.insert((answer, digest));
            }
            Entry::Occupied(first) => match first.remove() {
                (before, _) if before != answer => {
                    self.example.get_or_insert((step.id, before, answer));
                    self.different.add(step.id);
                }
                (_, body) if body != digest => self.other_body.add(step.id),
                _ => self.same.add(step.id),
            },
        }
    }

    /// The number of counted requests.
    pub fn sent(&self) -> u64 {
        self.sent
    }
}
