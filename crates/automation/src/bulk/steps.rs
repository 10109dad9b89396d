//! The steps of a plan, computed one by one in the order in which they are due.
//!
//! Two kinds of steps wait in memory: moved steps, at most as many as the window, and delayed steps
//! until they are due. At the fastest pace, no time is known in advance, so delayed steps come
//! last.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use super::plan::{Pace, Plan};
use super::step::{Step, Tampering};

/// The steps of a plan.
#[derive(Debug, Clone)]
pub struct Steps {
    plan: Plan,
    /// The number of turns drawn.
    drawn: u64,
    /// The number of steps returned.
    number: u64,
    /// The number of requests with a time.
    timed: u64,
    /// The latest time so far, in microseconds.
    latest: u64,
    /// Drawn turns, by position.
    placed: BinaryHeap<Reverse<Positioned>>,
    /// Delayed steps, by time.
    delayed: BinaryHeap<Reverse<Delayed>>,
    /// The next step that is not delayed.
    next_undelayed: Option<Step>,
}

/// A turn and its position. A moved turn comes after the turn that already has the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Positioned {
    position: u64,
    moved: bool,
    turn: u64,
    copy: bool,
}

/// A delayed step, ordered by time.
#[derive(Debug, Clone, Copy)]
struct Delayed(Step);

impl Delayed {
    fn key(&self) -> (Duration, u64, bool) {
        (self.0.due, self.0.turn, self.0.tampering.copy)
    }
}

impl PartialEq for Delayed {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Delayed {}

impl Ord for Delayed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Delayed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Steps {
    pub(super) fn of(plan: Plan) -> Self {
        let (placed, delayed) = (BinaryHeap::new(), BinaryHeap::new());
        Self { plan, drawn: 0, number: 0, timed: 0, latest: 0, placed, delayed, next_undelayed: None }
    }

    /// The number of steps in memory.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.placed.len() + self.delayed.len()
    }

    /// Draws the faults of the next turn and its position.
    fn draw(&mut self) {
        let (turn, faults) = (self.drawn, &self.plan.faults);
        self.drawn += 1;
        let dropped = faults.hits(turn, "drop", faults.drop).is_some();
        let moved = faults.hits(turn, "shuffle", faults.shuffle).filter(|_| !dropped);
        let by = moved.map_or(0, |mut stream| 1 + stream.below(faults.window.into()));
        let position = turn.saturating_add(by);
        self.placed.push(Reverse(Positioned { position, moved: by > 0, turn, copy: false }));
        if let Some(mut stream) = faults.hits(turn, "duplicate", faults.duplicate).filter(|_| !dropped) {
            let position = position.saturating_add(stream.below(u64::from(faults.window) + 1));
            self.placed.push(Reverse(Positioned { position, moved: true, turn, copy: true }));
        }
    }

    /// Returns the next turn by position.
    fn next_placed(&mut self) -> Option<Positioned> {
        // Draw every turn that can come before the position of the next one.
        while self.drawn < self.plan.turns() && self.placed.peek().is_none_or(|next| next.0.position >= self.drawn) {
            self.draw();
        }
        self.placed.pop().map(|next| next.0)
    }

    /// When a turn is due, in microseconds. Call it in the order of positions.
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

    /// Finds the next step that is not delayed. Delayed steps move to their queue.
    fn fill_next_undelayed(&mut self) {
        while self.next_undelayed.is_none() {
            let Some(Positioned { position, turn, copy, .. }) = self.next_placed() else { return };
            let events = self.plan.events.len() as u64;
            let id = self.plan.events[(turn % events) as usize].id;
            let round = u32::try_from(turn / events).unwrap_or(u32::MAX);
            let tampering = self.tampering(turn, copy, position);
            let due = Duration::from_micros(self.time(turn, !tampering.dropped)).saturating_add(tampering.delayed);
            let step = Step { number: 0, turn, id, round, due, tampering };
            if tampering.delayed.is_zero() {
                self.next_undelayed = Some(step);
            } else {
                self.delayed.push(Reverse(Delayed(step)));
            }
        }
    }

    fn tampering(&self, turn: u64, copy: bool, position: u64) -> Tampering {
        let faults = &self.plan.faults;
        let hits = |kind, share| faults.hits(turn, kind, share);
        if hits("drop", faults.drop).is_some() {
            return Tampering { dropped: true, ..Tampering::default() };
        }
        // The two copies of an event have the same bytes, but separate delays.
        let delay = hits(if copy { "delay of a copy" } else { "delay" }, faults.delay);
        Tampering {
            dropped: false,
            twice: hits("duplicate", faults.duplicate).is_some(),
            copy,
            moved: if copy { 0 } else { u32::try_from(position - turn).unwrap_or(u32::MAX) },
            delayed: delay.map_or(Duration::ZERO, |mut stream| {
                Duration::from_millis(1 + stream.below(faults.longest_delay_ms.into()))
            }),
            broken_signature: hits("signature", faults.break_signature).is_some(),
            keep: hits("truncate", faults.truncate).map(|mut stream| stream.below(1000) as u16),
        }
    }
}

impl Iterator for Steps {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        self.fill_next_undelayed();
        let is_due = |step: &Reverse<Delayed>| self.next_undelayed.is_none_or(|next| step.0.0.due <= next.due);
        let step = if self.delayed.peek().is_some_and(is_due) {
            self.delayed.pop().map(|step| step.0.0)
        } else {
            self.next_undelayed.take()
        }?;
        let number = self.number;
        self.number += 1;
        Some(Step { number, ..step })
    }
}
