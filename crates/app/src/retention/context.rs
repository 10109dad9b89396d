//! The context of retention.

use hookglass_clock::Clock;
use hookglass_store::Store;
use std::sync::{Arc, Mutex, atomic::AtomicBool};

use super::unmet::Unmet;
use crate::{
    base::{jobs::Jobs, lock, receiver_state::ReceiverState, run_targets::RunTargets},
    inbox::Inbox,
    settings::Settings,
    view::Pruned,
};

/// Removes deleted and old events, and keeps the database file small.
#[derive(Debug)]
pub struct Housekeeping {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) settings: Arc<Settings>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) receiver: ReceiverState,
    pub(super) run_targets: RunTargets,
    pub(super) started: AtomicBool,
    pub(super) pruned: Mutex<Option<Pruned>>,
    pub(super) unmet: Mutex<Vec<Unmet>>,
}

impl Housekeeping {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        settings: Arc<Settings>,
        inbox: Arc<Inbox>,
        receiver: ReceiverState,
        run_targets: RunTargets,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            settings,
            inbox,
            receiver,
            run_targets,
            started: AtomicBool::new(false),
            pruned: Mutex::default(),
            unmet: Mutex::default(),
        }
    }

    /// The last pruning by this process in the background.
    pub(crate) fn last_pruned(&self) -> Option<Pruned> {
        lock(&self.pruned).clone()
    }

    /// Why limits were not met in the last round, in sentences.
    pub(crate) fn unmet(&self) -> Vec<String> {
        lock(&self.unmet).iter().map(ToString::to_string).collect()
    }
}
