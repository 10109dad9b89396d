//! What came of a plan: how many of each kind were sent, how they were answered, and what that says of the handler.
//!
//! It keeps counts, and of each event that is sent twice what the first copy got until the second is answered.

use foldhash::HashMap;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use ts_rs::TS;

use super::{Did, Kind, Step};
use hookglass_request::outgoing::Why;
use hookglass_senders::verdict::{Reply, Severity};

/// Ids that a conclusion names.
const EXAMPLES: usize = 5;
/// Ways of answering that a sentence names.
const MOST_WAYS: usize = 4;

/// What came of a step that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Delivered<'a> {
    /// What the handler answered.
    pub reply: Reply<'a>,
    /// Whether that forbids the operation, so that a status of 2xx is no acceptance.
    pub denied: bool,
    /// What of the tampering could be done.
    pub did: Did,
}

/// A sentence about the handler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "BulkConclusion")]
pub struct Conclusion {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of tampering it is about.
    pub about: Option<Kind>,
    /// What it is.
    pub sentence: String,
    /// Ids of the first events that show it.
    #[ts(type = "number[]")]
    pub examples: Vec<i64>,
}

/// How something was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Status(u16),
    Half(u16),
    Nothing(&'static str),
}

impl Way {
    fn of(reply: &Reply<'_>) -> Self {
        match reply {
            Reply::Whole { status, .. } => Self::Status(*status),
            Reply::Half { status } => Self::Half(*status),
            Reply::Failed(why) => Self::Nothing(match why {
                Why::Refused => "found the connection refused",
                Why::Timeout => "got no answer in time",
                Why::NameNotFound => "found no such host",
                Why::Unreachable => "found no way to the host",
                Why::Tls => "failed at TLS",
                Why::Reset => "lost the connection",
                Why::BrokenResponse => "got no whole response",
                Why::Cancelled => "were cancelled",
            }),
        }
    }

    fn told(self) -> String {
        match self {
            Self::Status(status) => format!("answered {status}"),
            Self::Half(status) => format!("answered {status} with half a body"),
            Self::Nothing(what) => what.to_owned(),
        }
    }
}

/// Events of which something is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Counted {
    count: u64,
    examples: Vec<i64>,
}

impl Counted {
    fn add(&mut self, id: i64) {
        self.count += 1;
        if self.examples.len() < EXAMPLES && !self.examples.contains(&id) {
            self.examples.push(id);
        }
    }
}

/// How all of one kind were answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Answered {
    ways: BTreeMap<Way, u64>,
    /// 2xx, and no denial.
    accepted: Counted,
    /// 5xx, or no whole answer.
    broke: Counted,
    /// Neither.
    refused: Counted,
}

impl Answered {
    fn add(&mut self, id: i64, way: Way, denied: bool) {
        *self.ways.entry(way).or_default() += 1;
        let class = match way {
            Way::Status(200..=299) if !denied => &mut self.accepted,
            Way::Status(200..=499) => &mut self.refused,
            _ => &mut self.broke,
        };
        class.add(id);
    }

    fn count(&self) -> u64 {
        self.ways.values().sum()
    }

    /// `3 answered 200, 1 answered 500`
    fn told(&self) -> String {
        let mut ways: Vec<_> = self.ways.iter().collect();
        ways.sort_by_key(|(way, count)| (std::cmp::Reverse(**count), **way));
        let rest: u64 = ways.iter().skip(MOST_WAYS).map(|(_, count)| **count).sum();
        let mut parts: Vec<_> =
            ways.iter().take(MOST_WAYS).map(|(way, count)| format!("{count} {}", way.told())).collect();
        if rest > 0 {
            parts.push(format!("{rest} otherwise"));
        }
        parts.join(", ")
    }
}

/// What came of a plan, as far as it was carried out.
#[derive(Debug, Clone, Default)]
pub struct Report {
    sent: u64,
    dropped: Counted,
    kinds: BTreeMap<Kind, Answered>,
    /// Signatures that were not there to be broken.
    unsigned: Counted,
    /// Bodies that had nothing to be cut off.
    empty: Counted,
    /// Of events sent twice, what the first answer was.
    first: HashMap<u64, (Way, [u8; 16])>,
    same: Counted,
    other_body: Counted,
    otherwise: Counted,
    /// The first of these, in words.
    example: Option<(i64, Way, Way)>,
}

impl Report {
    /// Counts a step that is not sent.
    pub fn dropped(&mut self, step: &Step) {
        self.dropped.add(step.id);
    }

    /// Counts a step that was sent. In any order.
    pub fn add(&mut self, step: &Step, delivered: Delivered<'_>) {
        self.sent += 1;
        let Delivered { reply, denied, did } = delivered;
        let way = Way::of(&reply);
        let mut is_whole = true;
        for kind in step.tampering.kinds() {
            match kind {
                Kind::BrokenSignature if !did.signature => self.unsigned.add(step.id),
                Kind::Truncated if !did.body => self.empty.add(step.id),
                Kind::Dropped => {}
                _ => {
                    is_whole &= !matches!(kind, Kind::BrokenSignature | Kind::Truncated);
                    self.kinds.entry(kind).or_default().add(step.id, way, denied);
                }
            }
        }
        if step.tampering.twice && is_whole {
            self.compare(step, way, &reply);
        }
    }

    /// Holds the two copies of an event against each other, once both are answered.
    fn compare(&mut self, step: &Step, way: Way, reply: &Reply<'_>) {
        let body: &[u8] = if let Reply::Whole { body, .. } = reply { body } else { &[] };
        let mut digest = [0; 16];
        digest.copy_from_slice(&Sha256::digest(body)[..16]);
        match self.first.entry(step.turn) {
            Entry::Vacant(place) => {
                place.insert((way, digest));
            }
            Entry::Occupied(first) => match first.remove() {
                (before, _) if before != way => {
                    self.example.get_or_insert((step.id, before, way));
                    self.otherwise.add(step.id);
                }
                (_, body) if body != digest => self.other_body.add(step.id),
                _ => self.same.add(step.id),
            },
        }
    }

    /// How many requests were counted.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// What all of it says, in sentences: first what was done, then each kind.
    pub fn conclusions(&self) -> Vec<Conclusion> {
        let mut said = Vec::new();
        let dropped = match self.dropped.count {
            0 => String::new(),
            count => format!("; {} left out on purpose", counted(count, "was", "were")),
        };
        let count = counted(self.sent, "request was", "requests were");
        say(&mut said, Severity::Information, None, format!("{count} sent{dropped}."), &[]);
        if let Some(intact) = self.kinds.get(&Kind::Intact) {
            let what = counted(intact.count(), "went out as it is", "went out as they are");
            let severity =
                if intact.accepted.count == intact.count() { Severity::Information } else { Severity::Warning };
            let failing: Vec<i64> = intact.broke.examples.iter().chain(&intact.refused.examples).copied().collect();
            let failing = &failing[..failing.len().min(EXAMPLES)];
            say(&mut said, severity, Some(Kind::Intact), format!("{what}: {}.", intact.told()), failing);
        }
        self.of_duplicates(&mut said);
        self.of_order(&mut said, Kind::Moved, "out of order");
        self.of_order(&mut said, Kind::Delayed, "held back");
        self.of_signatures(&mut said);
        self.of_cut_bodies(&mut said);
        said
    }

    fn of_duplicates(&self, said: &mut Vec<Conclusion>) {
        let Some(duplicates) = self.kinds.get(&Kind::Duplicate) else { return };
        let about = Some(Kind::Duplicate);
        let count = counted(duplicates.count(), "duplicate", "duplicates");
        let mut found = Vec::new();
        if self.same.count > 0 {
            found.push(format!("{} the same as the first copy, with the same body", was(self.same.count, "answered")));
        }
        if self.other_body.count > 0 {
            found.push(format!("{} the same status with another body", was(self.other_body.count, "answered")));
        }
        if self.otherwise.count > 0 {
            found.push(format!("{} otherwise than the first copy", was(self.otherwise.count, "answered")));
        }
        let found = if found.is_empty() { "none can be compared".to_owned() } else { found.join(", ") };
        say(said, Severity::Information, about, format!("{count}: {}; {found}.", duplicates.told()), &[]);
        if self.otherwise.count > 0 {
            let example = self.example.map(|(id, first, second)| {
                format!(" Of event {id} one copy was {}, the other was {}.", passive(first), passive(second))
            });
            let sentence = format!(
                "The handler is not idempotent: {} differently when it comes twice.{} Who answers a repeat with an error \
                 makes its sender take it for lost.",
                counted(self.otherwise.count, "event is answered", "events are answered"),
                example.unwrap_or_default()
            );
            say(said, Severity::Error, about, sentence, &self.otherwise.examples);
        } else if self.other_body.count > 0 {
            let sentence = format!(
                "{} with another body the second time. If that is more than a time or an id of the answer, the handler \
                 is not idempotent.",
                counted(self.other_body.count, "event is answered", "events are answered")
            );
            say(said, Severity::Warning, about, sentence, &self.other_body.examples);
        } else if self.same.count > 0 {
            let sentence = "As far as answers show, the handler is idempotent: what comes twice is answered the same.";
            say(said, Severity::Information, about, sentence, &[]);
        }
    }

    /// What an order or a time other than the usual does.
    fn of_order(&self, said: &mut Vec<Conclusion>, kind: Kind, how: &str) {
        let Some(answered) = self.kinds.get(&kind) else { return };
        let count = counted(answered.count(), "request went out", "requests went out");
        say(said, Severity::Information, Some(kind), format!("{count} {how}: {}.", answered.told()), &[]);
        let intact = self.kinds.get(&Kind::Intact);
        let is_usual = intact.is_none_or(|intact| intact.accepted.count < intact.count());
        if answered.broke.count + answered.refused.count > 0 && !is_usual {
            let failing = [&answered.broke.examples[..], &answered.refused.examples[..]].concat();
            let sentence = format!(
                "Everything in its place is accepted, and {} {how} {} not: the handler seems to rely on the order, \
                 which no sender promises.",
                answered.broke.count + answered.refused.count,
                if answered.broke.count + answered.refused.count == 1 { "is" } else { "are" },
            );
            say(said, Severity::Warning, Some(kind), sentence, &failing[..failing.len().min(EXAMPLES)]);
        }
    }

    fn of_signatures(&self, said: &mut Vec<Conclusion>) {
        let about = Some(Kind::BrokenSignature);
        if self.unsigned.count > 0 {
            let what = counted(self.unsigned.count, "event has no signature", "events have no signature");
            let sentence = format!("{what} that could be broken.");
            say(said, Severity::Information, about, sentence, &self.unsigned.examples);
        }
        let Some(answered) = self.kinds.get(&Kind::BrokenSignature) else { return };
        let all = answered.count();
        let count = counted(all, "request", "requests");
        let told = format!("{count} with a broken signature: {}.", answered.told());
        say(said, Severity::Information, about, told, &[]);
        if answered.accepted.count > 0 {
            let accepted = counted(answered.accepted.count, "event", "events");
            let was = if answered.accepted.count == 1 { "was" } else { "were" };
            let sentence = if answered.accepted.count == all {
                format!(
                    "{accepted} with a broken signature {was} accepted with 2xx: the handler does not check signatures."
                )
            } else {
                format!(
                    "{accepted} of {all} with a broken signature {was} accepted with 2xx: the handler does not check every \
                     signature."
                )
            };
            say(said, Severity::Error, about, sentence, &answered.accepted.examples);
        }
        if answered.broke.count > 0 {
            let sentence = format!(
                "{} with a broken signature got a 5xx or no answer: the handler fails where it should refuse, with 401 \
                 say.",
                counted(answered.broke.count, "event", "events")
            );
            say(said, Severity::Warning, about, sentence, &answered.broke.examples);
        }
        if answered.refused.count == all {
            say(said, Severity::Information, about, "The handler refuses signatures that do not hold.", &[]);
        }
    }

    fn of_cut_bodies(&self, said: &mut Vec<Conclusion>) {
        let about = Some(Kind::Truncated);
        if self.empty.count > 0 {
            let what = counted(self.empty.count, "event has no body", "events have no body");
            say(said, Severity::Information, about, format!("{what} that could be cut."), &self.empty.examples);
        }
        let Some(answered) = self.kinds.get(&Kind::Truncated) else { return };
        let all = answered.count();
        let count = counted(all, "request", "requests");
        say(said, Severity::Information, about, format!("{count} without the end: {}.", answered.told()), &[]);
        if answered.accepted.count > 0 {
            let sentence = format!(
                "{} accepted with 2xx: the handler checks neither a signature nor the form of the body.",
                counted(answered.accepted.count, "event without the end was", "events without the end were")
            );
            say(said, Severity::Error, about, sentence, &answered.accepted.examples);
        }
        if answered.broke.count > 0 {
            let sentence = format!(
                "{} without the end got a 5xx or no answer: the handler fails where it should refuse, with 400 say.",
                counted(answered.broke.count, "event", "events")
            );
            say(said, Severity::Warning, about, sentence, &answered.broke.examples);
        }
        if answered.refused.count == all {
            say(said, Severity::Information, about, "The handler refuses bodies that are not whole.", &[]);
        }
    }
}

fn say(
    said: &mut Vec<Conclusion>,
    severity: Severity,
    about: Option<Kind>,
    sentence: impl Into<String>,
    examples: &[i64],
) {
    said.push(Conclusion { severity, about, sentence: sentence.into(), examples: examples.to_vec() });
}

/// `1 event`, `2 events`
fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn was(count: u64, what: &str) -> String {
    format!("{} {what}", counted(count, "was", "were"))
}

fn passive(way: Way) -> String {
    match way {
        Way::Nothing(_) => "not answered".to_owned(),
        other => other.told(),
    }
}
