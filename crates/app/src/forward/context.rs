//! The context of forwarding, and the types that its modules share.

use hookglass_automation::forward::Target;
use hookglass_clock::Clock;
use hookglass_filter::Filter;
use hookglass_store::Store;
use std::{
    collections::HashMap,
    fs::File,
    sync::{Arc, Mutex, atomic::AtomicBool},
};
use tokio::{sync::watch, task::JoinHandle};

use super::{pending::PendingResults, target_status::TargetStatus};
use crate::{
    base::{
        changes::Changes,
        jobs::{Job, Jobs},
        lock,
        receiver_state::ReceiverState,
        run_targets::{Cursor, RunTargets},
    },
    confirmations::Confirmations,
    outbound::Outbound,
};

/// Event ids that one search for matching events covers.
pub(super) const SCAN_RANGE: i64 = 2_000;

/// Forwards events to targets, and calls those that answer the sender.
#[derive(Debug)]
pub struct Forward {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) changes: Changes,
    pub(super) confirmations: Arc<Confirmations>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) receiver: ReceiverState,
    pub(super) jobs: Jobs,
    /// The targets of this run, which are not stored.
    pub(super) run_targets: RunTargets,
    pub(super) started: AtomicBool,
    /// The enabled answering targets, in the order in which they are checked.
    pub(super) answering: Mutex<Arc<[AnsweringTarget]>>,
    pub(super) statuses: Mutex<HashMap<i64, Arc<TargetStatus>>>,
    pub(super) tasks: tokio::sync::Mutex<HashMap<i64, TargetTask>>,
    /// The lock file of the program that forwards to the stored targets.
    pub(super) lock: Mutex<Option<File>>,
    pub(super) results: Arc<PendingResults>,
    revision: watch::Sender<u64>,
}

/// An answering target with its parsed filter.
#[derive(Debug)]
pub(super) struct AnsweringTarget {
    pub(super) target: Target,
    pub(super) filter: Filter,
}

/// The task of a background target. Dropping it aborts the task.
#[derive(Debug)]
pub(super) struct TargetTask {
    pub(super) target: Target,
    pub(super) job: Job,
    pub(super) task: JoinHandle<()>,
}

impl Drop for TargetTask {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Forward {
    #[expect(clippy::too_many_arguments, reason = "one handle for each lower context that it uses")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        changes: Changes,
        confirmations: Arc<Confirmations>,
        outbound: Arc<Outbound>,
        receiver: ReceiverState,
        jobs: Jobs,
        run_targets: RunTargets,
    ) -> Self {
        Self {
            store,
            clock,
            changes,
            confirmations,
            outbound,
            receiver,
            jobs,
            run_targets,
            started: AtomicBool::new(false),
            answering: Mutex::new(Arc::from([])),
            statuses: Mutex::default(),
            tasks: Default::default(),
            lock: Mutex::default(),
            results: Arc::default(),
            revision: watch::Sender::new(0),
        }
    }

    /// A receiver that changes when a target or its status changes.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// Whether events may be forwarded to a target.
    pub(super) fn is_confirmed(&self, target: &Target) -> bool {
        self.confirmations.has_target(&target.url, target.verify_tls)
    }

    /// The status of a target. A new status starts with the given cursor.
    pub(super) fn status_from(&self, target: &Target, cursor: Cursor) -> Arc<TargetStatus> {
        let mut statuses = lock(&self.statuses);
        Arc::clone(statuses.entry(target.id).or_insert_with(|| Arc::new(TargetStatus::from(cursor))))
    }

    pub(super) fn status(&self, target: i64) -> Option<Arc<TargetStatus>> {
        lock(&self.statuses).get(&target).cloned()
    }

    pub(super) fn publish(&self) {
        self.revision.send_modify(|revision| *revision += 1);
    }
}
