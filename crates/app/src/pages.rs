//! The status, the settings, and signals of what changed.

mod error;
mod settings;
mod signals;
mod status;

pub use error::PagesError;

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

/// Reads the status, and reads and changes the settings.
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
    #[expect(clippy::too_many_arguments, reason = "each is a context that the status or the settings show")]
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
