//! The context of resends.

use hookglass_clock::Clock;
use hookglass_store::Store;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, atomic::AtomicU64},
};

use super::in_flight::InFlightSend;
use crate::{base::jobs::Jobs, effects::Effects, events::Events, outbound::Outbound, secrets::Secrets};

/// Resends stored events.
#[derive(Debug)]
pub struct Replay {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) events: Arc<Events>,
    pub(super) secrets: Arc<Secrets>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) effects: Arc<Effects>,
    /// The number of the next send.
    pub(super) next_send: AtomicU64,
    /// The sends of the window that are in flight, by event.
    pub(super) in_flight: Mutex<HashMap<i64, Vec<InFlightSend>>>,
}

impl Replay {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        events: Arc<Events>,
        secrets: Arc<Secrets>,
        outbound: Arc<Outbound>,
        effects: Arc<Effects>,
    ) -> Self {
        let (next_send, in_flight) = (AtomicU64::new(0), Mutex::default());
        Self { store, clock, jobs, events, secrets, outbound, effects, next_send, in_flight }
    }
}
