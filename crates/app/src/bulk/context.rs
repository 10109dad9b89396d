//! The context of bulk resends.

use hookglass_automation::bulk::Recorded;
use hookglass_clock::Clock;
use hookglass_store::Store;
use std::sync::Arc;
use tokio::{sync::Mutex, time::Instant};

use super::window_run::WindowRun;
use crate::{
    base::{jobs::Jobs, runs::Runs},
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    secrets::Secrets,
    view::BulkSelection,
};

/// Resends events in bulk.
#[derive(Debug)]
pub struct Bulk {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) secrets: Arc<Secrets>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) replay: Arc<Replay>,
    pub(super) runs: Runs<WindowRun>,
    /// The events of the form's selection. They are cached because each change of the form needs
    /// them.
    pub(super) selected: Mutex<Option<Arc<SelectedEvents>>>,
}

/// The events of a selection, as of `since`.
#[derive(Debug)]
pub(super) struct SelectedEvents {
    pub(super) selection: BulkSelection,
    pub(super) since: Instant,
    pub(super) events: Vec<Recorded>,
    /// The number of events with members that can be generated on send.
    pub(super) authgear: u64,
}

impl Bulk {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, clock, jobs, secrets, inbox, outbound, replay, runs: Runs::default(), selected: Mutex::default() }
    }
}
