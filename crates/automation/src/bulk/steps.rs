//! The steps of a plan, one by one, in the order in which they are due.
//!
//! Two things wait in memory: events that were moved, no longer than their window is wide, and those that are held back,
//! until their time has come. With the fastest pace no time is known before the end, so these come last.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use super::{Pace, Plan, Step, Tampering};

/// The steps of a plan.
#[derive(Debug, Clone)]
pub struct Steps {
    plan: Plan,
    /// Turns that have been drawn.
    drawn: u64,
    /// Steps that have been handed out.
    number: u64,
    /// Requests that have got a time.
    timed: u64,
    /// The latest time that was given, in microseconds.
    latest: u64,
    /// Those that have been drawn, by their places.
    placed: BinaryHeap<Reverse<Placed>>,
    /// Those that are held back, by their times.
    held: BinaryHeap<Reverse<Held>>,
    /// The next of those that are not.
    ahead: Option<Step>,
}

/// A turn in its place; what was moved there comes behind what belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    place: u64,
    moved: bool,
    turn: u64,
    copy: bool,
}

/// A step that is held back. They go in the order of their times.
#[derive(Debug, Clone, Copy)]
struct Held(Step);

impl Held {
    fn key(&self) -> (Duration, u64, bool) {
        (self.0.due, self.0.turn, self.0.tampering.copy)
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Held {}

impl Ord for Held {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Held {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Steps {
    pub(super) fn of(plan: Plan) -> Self {
        let (placed, held) = (BinaryHeap::new(), BinaryHeap::new());
        Self { plan, drawn: 0, number: 0, timed: 0, latest: 0, placed, held, ahead: None }
    }

    /// How many wait in memory.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.placed.len() + self.held.len()
    }

    /// Draws what happens to the next turn, and puts it in its place.
    fn draw(&mut self) {
        let (turn, adversary) = (self.drawn, &self.plan.adversary);
        self.drawn += 1;
        let dropped = adversary.hits(turn, "drop", adversary.drop).is_some();
        let moved = adversary.hits(turn, "shuffle", adversary.shuffle).filter(|_| !dropped);
        let by = moved.map_or(0, |mut chance| 1 + chance.below(adversary.window.into()));
        let place = turn.saturating_add(by);
        self.placed.push(Reverse(Placed { place, moved: by > 0, turn, copy: false }));
        if let Some(mut chance) = adversary.hits(turn, "duplicate", adversary.duplicate).filter(|_| !dropped) {
            let place = place.saturating_add(chance.below(u64::from(adversary.window) + 1));
            self.placed.push(Reverse(Placed { place, moved: true, turn, copy: true }));
        }
    }

    /// The next in the order of places.
    fn next_placed(&mut self) -> Option<Placed> {
        // Everything that belongs before a place has been drawn when its own turn has.
        while self.drawn < self.plan.turns() && self.placed.peek().is_none_or(|next| next.0.place >= self.drawn) {
            self.draw();
        }
        self.placed.pop().map(|next| next.0)
    }

    /// When the next in the order of places is due, in microseconds.
    fn time(&mut self, turn: u64, is_sent: bool) -> u64 {
        let events = self.plan.events.len() as u64;
        let due = match self.plan.pace {
            Pace::Fastest => 0,
            Pace::PerSecond(rate) => (self.timed as f64 * 1e6 / rate) as u64,
            Pace::AsReceived(factor) => {
                let event = &self.plan.events[(turn % events) as usize];
                let before = (turn / events).saturating_mul(self.plan.span);
                (before.saturating_add(self.plan.events[0].until(event)) as f64 * factor) as u64
            }
        };
        self.timed += u64::from(is_sent);
        self.latest = self.latest.max(due);
        self.latest
    }

    /// The next of those that are not held back; those that are go where they wait.
    fn look_ahead(&mut self) {
        while self.ahead.is_none() {
            let Some(Placed { place, turn, copy, .. }) = self.next_placed() else { return };
            let events = self.plan.events.len() as u64;
            let id = self.plan.events[(turn % events) as usize].id;
            let round = u32::try_from(turn / events).unwrap_or(u32::MAX);
            let tampering = self.tampering(turn, copy, place);
            let due = Duration::from_micros(self.time(turn, !tampering.dropped)).saturating_add(tampering.delayed);
            let step = Step { number: 0, turn, id, round, due, tampering };
            if tampering.delayed.is_zero() {
                self.ahead = Some(step);
            } else {
                self.held.push(Reverse(Held(step)));
            }
        }
    }

    fn tampering(&self, turn: u64, copy: bool, place: u64) -> Tampering {
        let adversary = &self.plan.adversary;
        let hits = |kind, share| adversary.hits(turn, kind, share);
        if hits("drop", adversary.drop).is_some() {
            return Tampering { dropped: true, ..Tampering::default() };
        }
        // The two copies of an event have the same bytes, and each its own way.
        let delay = hits(if copy { "delay of a copy" } else { "delay" }, adversary.delay);
        Tampering {
            dropped: false,
            twice: hits("duplicate", adversary.duplicate).is_some(),
            copy,
            moved: if copy { 0 } else { u32::try_from(place - turn).unwrap_or(u32::MAX) },
            delayed: delay.map_or(Duration::ZERO, |mut chance| {
                Duration::from_millis(1 + chance.below(adversary.longest_delay_ms.into()))
            }),
            broken_signature: hits("signature", adversary.break_signature).is_some(),
            keep: hits("truncate", adversary.truncate).map(|mut chance| chance.below(1000) as u16),
        }
    }
}

impl Iterator for Steps {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        self.look_ahead();
        let is_due = |held: &Reverse<Held>| self.ahead.is_none_or(|ahead| held.0.0.due <= ahead.due);
        let step = if self.held.peek().is_some_and(is_due) {
            self.held.pop().map(|held| held.0.0)
        } else {
            self.ahead.take()
        }?;
        let number = self.number;
        self.number += 1;
        Some(Step { number, ..step })
    }
}
