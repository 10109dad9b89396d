//! A plan: the events, their order and their pace.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;

use super::counts::PlanCounts;
use super::faults::FaultInjection;
use super::plan_error::{MAX_FACTOR, MAX_PER_SECOND, MAX_REQUESTS, MAX_ROUNDS, PlanError};
use super::steps::Steps;

/// An event to resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// The id in the database. Ids increase in the order of arrival.
    pub id: i64,
    /// When it was received, in microseconds since the Unix epoch.
    pub received_us: i64,
}

/// The order of the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BulkOrder")]
pub enum Order {
    /// Oldest first.
    #[default]
    Oldest,
    /// Newest first.
    Newest,
    /// The given order.
    AsGiven,
}

/// How fast requests follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BulkPace")]
pub enum Pace {
    /// As fast as the caller can send.
    #[default]
    Fastest,
    /// This many per second, evenly spaced.
    PerSecond(f64),
    /// The recorded pauses times this factor: 0.5 is twice as fast. A clock that was set back
    /// causes no pause. In the given order, the pause between two neighbors is the difference of
    /// their times.
    AsReceived(f64),
}

/// The events to send, their order and their times.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(super) events: Arc<[Recorded]>,
    pub(super) pace: Pace,
    rounds: u32,
    pub(super) faults: FaultInjection,
    /// Microseconds from the first event to the last.
    pub(super) span: u64,
}

impl Plan {
    /// Plans to send the events in an order, for a number of rounds.
    pub fn new(
        mut events: Vec<Recorded>,
        order: Order,
        pace: Pace,
        rounds: u32,
        faults: FaultInjection,
    ) -> Result<Self, PlanError> {
        if events.is_empty() {
            return Err(PlanError::NoEvents);
        }
        match pace {
            Pace::PerSecond(rate) if !(rate > 0.0 && rate <= MAX_PER_SECOND) => return Err(PlanError::Rate(rate)),
            Pace::AsReceived(factor) if !(0.0..=MAX_FACTOR).contains(&factor) => {
                return Err(PlanError::Factor(factor));
            }
            _ => {}
        }
        if !(1..=MAX_ROUNDS).contains(&rounds) {
            return Err(PlanError::Rounds(rounds));
        }
        let requests = (events.len() as u64).saturating_mul(rounds.into());
        if requests > MAX_REQUESTS {
            return Err(PlanError::Requests(requests));
        }
        faults.check()?;
        order.sort(&mut events);
        let first = events[0];
        let span = events.iter().map(|event| first.until(event)).max().unwrap_or(0);
        Ok(Self { events: events.into(), pace, rounds, faults, span })
    }

    /// The steps of the plan, including dropped ones.
    pub fn steps(&self) -> Steps {
        Steps::of(self.clone())
    }

    /// The number of events times rounds.
    pub fn turns(&self) -> u64 {
        (self.events.len() as u64).saturating_mul(self.rounds.into())
    }

    /// The number of steps per fault. Takes about a second for ten million steps.
    pub fn counts(&self) -> PlanCounts {
        let mut counts = PlanCounts::default();
        self.steps().for_each(|step| counts.add(&step));
        counts
    }
}

impl Order {
    /// Sorts the events and makes their times monotonic in the new order, so that pauses can be
    /// computed.
    fn sort(self, events: &mut [Recorded]) {
        match self {
            Self::Oldest => events.sort_by_key(|event| event.id),
            Self::Newest => {
                events.sort_by_key(|event| std::cmp::Reverse(event.id));
                events.iter_mut().for_each(|event| event.received_us = event.received_us.saturating_neg());
            }
            Self::AsGiven => {
                let (mut previous, mut clock) = (None, 0_i64);
                for event in events {
                    let at = event.received_us;
                    let gap = previous.map_or(0, |previous: i64| at.abs_diff(previous));
                    clock = clock.saturating_add(i64::try_from(gap).unwrap_or(i64::MAX));
                    previous = Some(at);
                    event.received_us = clock;
                }
            }
        }
    }
}

impl Recorded {
    /// Microseconds to another event; 0 if that event is earlier.
    pub(super) fn until(&self, other: &Self) -> u64 {
        u64::try_from(other.received_us.saturating_sub(self.received_us)).unwrap_or(0)
    }
}
