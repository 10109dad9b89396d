//! The status, the settings, and change signals.

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
    base::{changes::Changes, data_dir::DataDir, jobs::Jobs, receiver_state::ReceiverState},
    confirmations::Confirmations,
    decide::Decide,
    inbox::Inbox,
    outbound::Outbound,
    receive::Receive,
    retention::Housekeeping,
    secrets::Secrets,
    settings::Settings,
};

/// Reads the status, and reads and changes the settings.
#[derive(Debug)]
pub struct Pages {
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Clock,
    pub(crate) jobs: Jobs,
    pub(crate) changes: Changes,
    pub(crate) data_dir: DataDir,
    pub(crate) settings: Arc<Settings>,
    pub(crate) confirmations: Arc<Confirmations>,
    pub(crate) outbound: Arc<Outbound>,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) inbox: Arc<Inbox>,
    pub(crate) retention: Arc<Housekeeping>,
    pub(crate) decide: Arc<Decide>,
    pub(crate) receive: Arc<Receive>,
    pub(crate) receiver: ReceiverState,
    pub(crate) limits: Limits,
}
