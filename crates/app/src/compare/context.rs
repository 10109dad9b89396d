//! The state of this context. The other files implement its methods.

use hookglass_store::Store;
use std::sync::Arc;

use crate::{
    base::jobs::Jobs, compare::open_comparisons::OpenComparisons, effects::Effects, events::Events, people::People,
    replay::Replay,
};

/// Compares events, requests and states.
#[derive(Debug)]
pub struct Compare {
    pub(super) store: Arc<Store>,
    pub(super) events: Arc<Events>,
    pub(super) people: Arc<People>,
    pub(super) effects: Arc<Effects>,
    pub(super) replay: Arc<Replay>,
    pub(super) open: OpenComparisons,
}

impl Compare {
    pub(crate) fn new(
        store: Arc<Store>,
        jobs: Jobs,
        events: Arc<Events>,
        people: Arc<People>,
        effects: Arc<Effects>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, events, people, effects, replay, open: OpenComparisons::new(jobs) }
    }
}
