//! Many events sent again: which, in which order, when, and what an adversary does to them on the way.
//!
//! A [`Plan`] holds ids and times, never a body. Its [`Steps`] are worked out one by one, and the same plan has the same
//! steps every time: chance follows from a seed, and each kind of tampering draws by itself, so that more of one does not
//! change which events get another. [`Report`] says what came of it. Kept out: the clock, sending, and how many requests are
//! under way at once, which are the caller's.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use ts_rs::TS;

use hookglass_request::headers::Headers;
use hookglass_senders::rng::Rng;
use hookglass_senders::signature;

mod report;
mod steps;

#[cfg(test)]
mod tests;

pub use report::{Conclusion, Delivered, Report};
pub use steps::Steps;

/// Requests a second, at most.
pub const MOST_PER_SECOND: f64 = 100_000.0;
/// The largest factor of pauses.
pub const LARGEST_FACTOR: f64 = 1_000.0;
/// Requests, at most: events times rounds.
pub const MOST_REQUESTS: u64 = 10_000_000;
/// Rounds, at most.
pub const MOST_ROUNDS: u32 = 10_000;
/// Places that an event can be moved, at most.
pub const WIDEST_WINDOW: u32 = 10_000;
/// The longest delay, in milliseconds.
pub const LONGEST_DELAY_MS: u32 = 600_000;

/// An event that is to be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Its id in the database. Ids rise in the order of arrival.
    pub id: i64,
    /// When it was received, in microseconds since 1970.
    pub received_us: i64,
}

/// Which goes out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BulkOrder")]
pub enum Order {
    /// The one that arrived first.
    #[default]
    Oldest,
    /// The one that arrived last.
    Newest,
    /// As they are given.
    AsGiven,
}

/// How fast requests follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BulkPace")]
pub enum Pace {
    /// As fast as the caller can.
    #[default]
    Fastest,
    /// So many a second, evenly.
    PerSecond(f64),
    /// With the pauses between which the events arrived, times this: 0.5 is twice as fast. A clock that was set back
    /// makes no pause, but in the order in which they are given: there two neighbours have the pause between them, whichever
    /// came first.
    AsReceived(f64),
}

/// What happens to events on the way: each share, from 0 to 1, is of all events, and an event can be hit by several. By
/// default nothing does.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "BulkAdversary")]
pub struct Adversary {
    /// The same seed does the same.
    pub seed: u32,
    /// Sent twice, byte for byte.
    pub duplicate: f64,
    /// Sent behind events that came later.
    pub shuffle: f64,
    /// Behind so many of them at most; a second copy comes so many places later at most, too.
    pub window: u32,
    /// Held back.
    pub delay: f64,
    /// So long at most.
    pub longest_delay_ms: u32,
    /// Not sent.
    pub drop: f64,
    /// Sent with a signature that is wrong.
    pub break_signature: f64,
    /// Sent without the end of the body. The signature stays that of the whole.
    pub truncate: f64,
}

/// What is sent, in which order and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    events: Arc<[Recorded]>,
    pace: Pace,
    rounds: u32,
    adversary: Adversary,
    /// From the first event to the last as they arrived, in microseconds.
    span: u64,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Nothing to send.
    #[error("there is no event to send; choose some")]
    NoEvents,
    /// Not a rate.
    #[error("{0} is no rate; give the requests a second, more than 0 and at most {MOST_PER_SECOND}")]
    Rate(f64),
    /// Not a factor.
    #[error("{0} is no factor of pauses; give a number from 0 to {LARGEST_FACTOR}")]
    Factor(f64),
    /// Not a number of rounds.
    #[error("{0} is no number of rounds; give one from 1 to {MOST_ROUNDS}")]
    Rounds(u32),
    /// More than anybody waits for.
    #[error("these would be {0} requests, and {MOST_REQUESTS} is the most; choose fewer events or rounds")]
    Requests(u64),
    /// Not a share.
    #[error("{value} is no share of events to {what}; give a number from 0 to 1")]
    Share {
        /// What is done to them.
        what: &'static str,
        /// The number that was given.
        value: f64,
    },
    /// Not a window.
    #[error("{0} places are no window to shuffle in; give a number from 1 to {WIDEST_WINDOW}")]
    Window(u32),
    /// Not a delay.
    #[error("{0} ms is no longest delay; give a number from 1 to {LONGEST_DELAY_MS}")]
    Delay(u32),
}

impl Plan {
    /// A plan to send these events in an order, so many times over.
    pub fn new(
        mut events: Vec<Recorded>,
        order: Order,
        pace: Pace,
        rounds: u32,
        adversary: Adversary,
    ) -> Result<Self, PlanError> {
        if events.is_empty() {
            return Err(PlanError::NoEvents);
        }
        match pace {
            Pace::PerSecond(rate) if !(rate > 0.0 && rate <= MOST_PER_SECOND) => return Err(PlanError::Rate(rate)),
            Pace::AsReceived(factor) if !(0.0..=LARGEST_FACTOR).contains(&factor) => {
                return Err(PlanError::Factor(factor));
            }
            _ => {}
        }
        if !(1..=MOST_ROUNDS).contains(&rounds) {
            return Err(PlanError::Rounds(rounds));
        }
        let requests = (events.len() as u64).saturating_mul(rounds.into());
        if requests > MOST_REQUESTS {
            return Err(PlanError::Requests(requests));
        }
        adversary.check()?;
        order.put(&mut events);
        let first = events[0];
        let span = events.iter().map(|event| first.until(event)).max().unwrap_or(0);
        Ok(Self { events: events.into(), pace, rounds, adversary, span })
    }

    /// What has to be sent, one by one. Those that are dropped are among them, so that they can be told.
    pub fn steps(&self) -> Steps {
        Steps::of(self.clone())
    }

    /// Events times rounds.
    pub fn turns(&self) -> u64 {
        (self.events.len() as u64).saturating_mul(self.rounds.into())
    }

    /// What is counted before anything is sent. Takes a second for ten million steps.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.steps().for_each(|step| tally.add(&step));
        tally
    }
}

impl Order {
    /// Puts events in this order. Their times become those of a clock that goes with it, so that pauses can be told.
    fn put(self, events: &mut [Recorded]) {
        match self {
            Self::Oldest => events.sort_by_key(|event| event.id),
            Self::Newest => {
                events.sort_by_key(|event| std::cmp::Reverse(event.id));
                events.iter_mut().for_each(|event| event.received_us = event.received_us.saturating_neg());
            }
            Self::AsGiven => {
                let (mut before, mut clock) = (None, 0_i64);
                for event in events {
                    let at = event.received_us;
                    let gap = before.map_or(0, |before: i64| at.abs_diff(before));
                    clock = clock.saturating_add(i64::try_from(gap).unwrap_or(i64::MAX));
                    before = Some(at);
                    event.received_us = clock;
                }
            }
        }
    }
}

impl Recorded {
    /// Microseconds from this one to another; 0 if that came before.
    fn until(&self, other: &Self) -> u64 {
        u64::try_from(other.received_us.saturating_sub(self.received_us)).unwrap_or(0)
    }
}

impl Adversary {
    fn shares(&self) -> [(&'static str, f64); 6] {
        [
            ("send twice", self.duplicate),
            ("shuffle", self.shuffle),
            ("delay", self.delay),
            ("drop", self.drop),
            ("send with a broken signature", self.break_signature),
            ("truncate", self.truncate),
        ]
    }

    fn check(&self) -> Result<(), PlanError> {
        if let Some((what, value)) = self.shares().into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(PlanError::Share { what, value });
        }
        if self.window > WIDEST_WINDOW || (self.shuffle > 0.0 && self.window == 0) {
            return Err(PlanError::Window(self.window));
        }
        if self.longest_delay_ms > LONGEST_DELAY_MS || (self.delay > 0.0 && self.longest_delay_ms == 0) {
            return Err(PlanError::Delay(self.longest_delay_ms));
        }
        Ok(())
    }

    /// A stream of numbers that depends on the seed, the event's turn and the kind of tampering only.
    fn chance(&self, turn: u64, kind: &str) -> Rng {
        Rng::new(Rng::named(self.seed.into(), kind).number() ^ Rng::new(turn).number())
    }

    /// Whether a share of events includes that turn; then the stream goes on with its details.
    fn hits(&self, turn: u64, kind: &str, share: f64) -> Option<Rng> {
        let mut chance = self.chance(turn, kind);
        // 53 bits are what a float holds, so 1 is never drawn and a share of 1 is all.
        let drawn = (chance.number() >> 11) as f64 / (1_u64 << 53) as f64;
        (drawn < share).then_some(chance)
    }
}

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 0, in the order of sending.
    pub number: u64,
    /// Which event of the plan, counted over all rounds; two steps with one are the two copies of an event.
    pub turn: u64,
    /// The event's id.
    pub id: i64,
    /// Which round, from 0.
    pub round: u32,
    /// When it is due, from the beginning; never before the one before it.
    pub due: Duration,
    /// What was done to it.
    pub tampering: Tampering,
}

/// What was done to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tampering {
    /// It is not sent. Then nothing else was done to it.
    pub dropped: bool,
    /// The event is sent twice, and this is one of the two.
    pub twice: bool,
    /// It is the second of the two, by the plan.
    pub copy: bool,
    /// Places that it was moved back.
    pub moved: u32,
    /// How long it was held back.
    pub delayed: Duration,
    /// Its signature is to be broken.
    pub broken_signature: bool,
    /// Thousandths of the body that are to be left.
    pub keep: Option<u16>,
}

/// A kind of tampering, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BulkKind")]
pub enum Kind {
    /// Sent as it is, once, in its place.
    Intact,
    /// The second copy of an event.
    Duplicate,
    /// Moved behind later ones.
    Moved,
    /// Held back.
    Delayed,
    /// Not sent.
    Dropped,
    /// With a broken signature.
    BrokenSignature,
    /// Without its end.
    Truncated,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Intact,
        Self::Duplicate,
        Self::Moved,
        Self::Delayed,
        Self::Dropped,
        Self::BrokenSignature,
        Self::Truncated,
    ];

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Intact => "intact",
            Self::Duplicate => "duplicate",
            Self::Moved => "moved",
            Self::Delayed => "delayed",
            Self::Dropped => "dropped",
            Self::BrokenSignature => "broken_signature",
            Self::Truncated => "truncated",
        }
    }
}

impl Tampering {
    /// Everything that was done; [`Kind::Intact`] when nothing was.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + use<> {
        let this = *self;
        let is = move |kind: &Kind| match kind {
            Kind::Intact => {
                !this.dropped && !this.copy && this.moved == 0 && this.delayed.is_zero() && this.arrives_whole()
            }
            Kind::Duplicate => this.copy,
            Kind::Moved => this.moved > 0,
            Kind::Delayed => !this.delayed.is_zero(),
            Kind::Dropped => this.dropped,
            Kind::BrokenSignature => this.broken_signature,
            Kind::Truncated => this.keep.is_some(),
        };
        Kind::ALL.into_iter().filter(is)
    }

    /// Whether body and signature are to be left as they are.
    pub fn arrives_whole(&self) -> bool {
        !self.broken_signature && self.keep.is_none()
    }

    /// Does to a request what is to be done to its headers and body. A request has to be signed before.
    pub fn of(&self, headers: Headers, body: Bytes) -> Tampered {
        let broken = if self.broken_signature { signature::broken(&headers) } else { None };
        let kept = self.keep.filter(|_| !body.is_empty()).map(|keep| {
            let part = body.len() as u128 * u128::from(keep.min(999)) / 1000;
            body.slice(..usize::try_from(part).unwrap_or(0))
        });
        let did = Did { signature: broken.is_some(), body: kept.is_some() };
        Tampered { headers: broken.unwrap_or(headers), body: kept.unwrap_or(body), did }
    }
}

/// A request after it was tampered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tampered {
    /// Its headers.
    pub headers: Headers,
    /// Its body.
    pub body: Bytes,
    /// What could be done.
    pub did: Did,
}

/// What of a tampering could be done: a signature that is not there cannot be broken, an empty body not cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Did {
    /// A signature was broken.
    pub signature: bool,
    /// The body was cut.
    pub body: bool,
}

/// How many steps there are of each kind. A step that several things were done to counts for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[ts(rename = "BulkTally")]
pub struct Tally {
    /// Requests to be sent.
    #[ts(type = "number")]
    pub requests: u64,
    /// Sent as they are, once, in their place.
    #[ts(type = "number")]
    pub intact: u64,
    /// Second copies.
    #[ts(type = "number")]
    pub duplicates: u64,
    /// Moved behind later ones.
    #[ts(type = "number")]
    pub moved: u64,
    /// Held back.
    #[ts(type = "number")]
    pub delayed: u64,
    /// Not sent.
    #[ts(type = "number")]
    pub dropped: u64,
    /// With a signature to be broken.
    #[ts(type = "number")]
    pub broken_signatures: u64,
    /// With a body to be cut.
    #[ts(type = "number")]
    pub truncated: u64,
    /// Milliseconds until the last is due.
    #[ts(type = "number")]
    pub lasts_ms: u64,
}

impl Tally {
    fn add(&mut self, step: &Step) {
        self.requests += u64::from(!step.tampering.dropped);
        self.lasts_ms = self.lasts_ms.max(u64::try_from(step.due.as_millis()).unwrap_or(u64::MAX));
        for kind in step.tampering.kinds() {
            *match kind {
                Kind::Intact => &mut self.intact,
                Kind::Duplicate => &mut self.duplicates,
                Kind::Moved => &mut self.moved,
                Kind::Delayed => &mut self.delayed,
                Kind::Dropped => &mut self.dropped,
                Kind::BrokenSignature => &mut self.broken_signatures,
                Kind::Truncated => &mut self.truncated,
            } += 1;
        }
    }
}
