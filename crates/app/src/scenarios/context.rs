//! The context of scenarios.

use hookglass_clock::Clock;
use hookglass_store::Store;
use std::sync::Arc;

use super::window_run::WindowRun;
use crate::{
    base::{jobs::Jobs, runs::Runs},
    events::Events,
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    secrets::Secrets,
};

/// Records, edits and runs scenarios.
#[derive(Debug)]
pub struct Scenarios {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) events: Arc<Events>,
    pub(super) secrets: Arc<Secrets>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) replay: Arc<Replay>,
    pub(super) runs: Runs<WindowRun>,
}

impl Scenarios {
    #[expect(clippy::too_many_arguments, reason = "one handle for each lower context that it uses")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        events: Arc<Events>,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, clock, jobs, events, secrets, inbox, outbound, replay, runs: Runs::default() }
    }
}
