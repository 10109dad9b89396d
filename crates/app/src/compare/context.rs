//! The state of this context. The other files implement its methods.

use hookglass_store::Store;
use std::sync::Arc;

use crate::{
    base::jobs::Jobs, compare::open_comparisons::OpenComparisons, effects::Effects, events::Events, replay::Replay,
    users::Users,
};

/// Compares events, requests and states.
#[derive(Debug)]
pub struct Compare {
    pub(super) store: Arc<Store>,
    pub(super) events: Arc<Events>,
    pub(super) users: Arc<Users>,
    pub(super) effects: Arc<Effects>,
    pub(super) replay: Arc<Replay>,
    pub(super) open: OpenComparisons,
}

impl Compare {
    pub(crate) fn new(
        store: Arc<Store>,
        jobs: Jobs,
        events: Arc<Events>,
        users: Arc<Users>,
        effects: Arc<Effects>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, events, users, effects, replay, open: OpenComparisons::new(jobs) }
    }
}
