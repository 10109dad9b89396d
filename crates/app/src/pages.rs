//! What the window's frame shows: the status, the settings, and signals of what changed.

mod settings;
mod signals;
mod status;

use hookglass_clock::Clock;
use hookglass_receiver::Limits;
use hookglass_store::Store;
use std::sync::Arc;

use crate::{
    base::{changes::Changes, data_dir::DataDir, receiver_state::ReceiverState},
    decide::Decide,
    inbox::Inbox,
    receive::Receive,
    retention::Housekeeping,
    secrets::Secrets,
    settings::Settings,
};

/// Reads the status and the settings, and changes these.
#[derive(Debug)]
pub struct Pages {
    store: Arc<Store>,
    clock: Clock,
    changes: Changes,
    data_dir: DataDir,
    settings: Arc<Settings>,
    secrets: Arc<Secrets>,
    inbox: Arc<Inbox>,
    retention: Arc<Housekeeping>,
    decide: Arc<Decide>,
    receive: Arc<Receive>,
    receiver: ReceiverState,
    limits: Limits,
}

impl Pages {
    #[expect(clippy::too_many_arguments, reason = "each is a context that a page shows")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        changes: Changes,
        data_dir: DataDir,
        settings: Arc<Settings>,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        retention: Arc<Housekeeping>,
        decide: Arc<Decide>,
        receive: Arc<Receive>,
        receiver: ReceiverState,
        limits: Limits,
    ) -> Self {
        Self { store, clock, changes, data_dir, settings, secrets, inbox, retention, decide, receive, receiver, limits }
    }
}
