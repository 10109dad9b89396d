//! One byte budget for all large bodies and heads that a receiver holds in memory.
//!
//! A part that is reserved stays reserved until the bytes are dropped, wherever they are by then: a
//! body carries its reservation along. Bodies and heads up to [`UNCOUNTED`] need none; the number
//! of connections bounds them.

use bytes::Bytes;
use hookglass_clock::Clock;
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The budget of a receiver. A larger body waits until it is alone, and then takes all of it.
const MAX_BYTES_IN_MEMORY: usize = 256 << 20;
/// Bytes that need no reservation.
pub(crate) const UNCOUNTED: usize = 64 << 10;
/// How long a body waits in total until others have freed enough. Senders give up after 5 seconds.
const ROOM_TIMEOUT: Duration = Duration::from_millis(2500);
/// A permit of the semaphore.
const UNIT: usize = 1 << 10;

/// No room became free in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoRoom;

/// The bytes that can still be reserved.
#[derive(Debug, Clone)]
pub(crate) struct Budget(Arc<Semaphore>);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(units(MAX_BYTES_IN_MEMORY))))
    }

    /// An empty reservation.
    pub(crate) fn reservation(&self) -> Reservation {
        Reservation { budget: self.clone(), permit: None, patience: ROOM_TIMEOUT }
    }
}

/// A part of a budget, freed when it is dropped.
#[derive(Debug)]
pub(crate) struct Reservation {
    budget: Budget,
    permit: Option<OwnedSemaphorePermit>,
    /// How long it can still wait.
    patience: Duration,
}

impl Reservation {
    /// Extends the reservation to `bytes` in total; waits for room.
    pub(crate) async fn extend_to(&mut self, bytes: usize, clock: &Clock) -> Result<(), NoRoom> {
        let Some(missing) = self.missing(bytes) else { return Ok(()) };
        let began = clock.now();
        let acquired = clock.timeout(self.patience, Arc::clone(&self.budget.0).acquire_many_owned(missing)).await;
        self.patience = self.patience.saturating_sub(clock.now() - began);
        self.add(acquired.ok().and_then(Result::ok))
    }

    /// Extends the reservation to `bytes` in total, if there is room now.
    pub(crate) fn try_extend_to(&mut self, bytes: usize) -> Result<(), NoRoom> {
        let Some(missing) = self.missing(bytes) else { return Ok(()) };
        let acquired = Arc::clone(&self.budget.0).try_acquire_many_owned(missing);
        self.add(acquired.ok())
    }

    /// Frees everything.
    pub(crate) fn clear(&mut self) {
        self.permit = None;
    }

    fn missing(&self, bytes: usize) -> Option<u32> {
        if bytes <= UNCOUNTED {
            return None;
        }
        let reserved = self.permit.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let wanted = units(bytes.min(MAX_BYTES_IN_MEMORY));
        u32::try_from(wanted.saturating_sub(reserved)).ok().filter(|missing| *missing > 0)
    }

    fn add(&mut self, acquired: Option<OwnedSemaphorePermit>) -> Result<(), NoRoom> {
        let acquired = acquired.ok_or(NoRoom)?;
        match &mut self.permit {
            Some(permit) => permit.merge(acquired),
            None => self.permit = Some(acquired),
        }
        Ok(())
    }

    /// The bytes, which hold the reservation until their last clone is dropped.
    pub(crate) fn attach(self, bytes: Bytes) -> Bytes {
        match self.permit {
            Some(permit) => Bytes::from_owner(Reserved { bytes, _permit: permit }),
            None => bytes,
        }
    }

    /// Gives back what goes beyond `bytes`.
    pub(crate) fn shrink_to(&mut self, bytes: usize) {
        if let Some(permit) = &mut self.permit {
            let surplus = permit.num_permits().saturating_sub(units(bytes));
            drop(permit.split(surplus));
        }
    }
}

struct Reserved {
    bytes: Bytes,
    _permit: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Reserved {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn units(bytes: usize) -> usize {
    bytes.div_ceil(UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_testkit::ManualClock;
    use jiff::Timestamp;

    fn free(budget: &Budget) -> usize {
        budget.0.available_permits() * UNIT
    }

    #[tokio::test]
    async fn a_body_holds_its_part_until_its_last_clone_is_dropped() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH).clock();
        let budget = Budget::new();
        assert_eq!(free(&budget), MAX_BYTES_IN_MEMORY);
        let mut reservation = budget.reservation();
        reservation.extend_to(UNCOUNTED, &clock).await.unwrap();
        assert_eq!(free(&budget), MAX_BYTES_IN_MEMORY, "small bodies are not counted");
        reservation.extend_to(1 << 20, &clock).await.unwrap();
        reservation.extend_to(3 << 20, &clock).await.unwrap();
        let body = reservation.attach(Bytes::from(vec![0; 3 << 20]));
        let clone = body.clone();
        drop(body);
        assert_eq!(free(&budget), MAX_BYTES_IN_MEMORY - (3 << 20));
        drop(clone.slice(..1));
        drop(clone);
        assert_eq!(free(&budget), MAX_BYTES_IN_MEMORY);
    }

    #[tokio::test]
    async fn a_body_without_room_waits_and_is_then_rejected() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let budget = Budget::new();
        let mut large = budget.reservation();
        large.extend_to(2 * MAX_BYTES_IN_MEMORY, &clock).await.expect("a larger body fits when it is alone");
        let mut other = budget.reservation();
        assert_eq!(other.try_extend_to(UNCOUNTED + 1), Err(NoRoom));
        let waiting = tokio::spawn(async move { other.extend_to(UNCOUNTED + 1, &clock).await });
        manual.waiters(1).await;
        manual.advance(ROOM_TIMEOUT);
        assert_eq!(waiting.await.unwrap(), Err(NoRoom));
        large.clear();
        assert_eq!(free(&budget), MAX_BYTES_IN_MEMORY);
    }

    #[tokio::test]
    async fn a_body_that_waits_several_times_waits_as_long_in_total() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let budget = Budget::new();
        let mut all = budget.reservation();
        let mut body = budget.reservation();
        let almost = ROOM_TIMEOUT.mul_f64(0.75);
        all.extend_to(MAX_BYTES_IN_MEMORY, &clock).await.unwrap();
        let first = tokio::spawn(async move {
            let extended = body.extend_to(1 << 20, &clock).await;
            (body, extended)
        });
        manual.waiters(1).await;
        manual.advance(almost);
        all.clear();
        let (mut body, extended) = first.await.unwrap();
        extended.unwrap();
        let clock = manual.clock();
        all.extend_to(MAX_BYTES_IN_MEMORY - (1 << 20), &clock).await.unwrap();
        let second = tokio::spawn(async move { body.extend_to(2 << 20, &clock).await });
        manual.waiters(1).await;
        manual.advance(ROOM_TIMEOUT - almost);
        assert_eq!(second.await.unwrap(), Err(NoRoom));
    }
}
