//! Holds back background work while events arrive.

use hookglass_clock::Clock;
use std::sync::Arc;
use tokio::sync::watch;

use crate::{
    arrivals::{Arrivals, BurstMeter, SPAN},
    error::StoreError,
    events::Events,
};

/// Opens when the store is idle.
#[derive(Debug)]
pub struct IdleGate {
    meter: BurstMeter,
    arrivals: Arc<Arrivals>,
    full: watch::Receiver<Option<usize>>,
    clock: Clock,
}

impl IdleGate {
    pub(crate) fn new(arrivals: Arc<Arrivals>, full: watch::Receiver<Option<usize>>, clock: Clock) -> Self {
        Self { meter: BurstMeter::new(clock.now(), &arrivals, i64::MAX), arrivals, full, clock }
    }

    /// Waits until the writer's queue is empty and few events arrive, in this process and in
    /// others. Does not wait while the disk is full: events are rejected, and only deleting helps.
    pub async fn wait(&mut self, events: Events<'_>) -> Result<(), StoreError> {
        loop {
            if self.full.borrow().is_some() {
                return Ok(());
            }
            let latest = events.latest().await?;
            if !self.meter.is_burst(self.clock.now(), &self.arrivals, latest) && self.arrivals.is_quiet() {
                return Ok(());
            }
            self.clock.sleep(SPAN).await;
        }
    }
}
