//! The context of samples.

use hookglass_clock::Clock;
use hookglass_senders::sample::Story;
use hookglass_store::Store;
use std::sync::Arc;
use tokio::sync::{Mutex, watch};

use crate::{
    base::{jobs::Jobs, receiver_state::ReceiverState},
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    secrets::Secrets,
    settings::Settings,
};

/// Generates sample events and sends them.
#[derive(Debug)]
pub struct Samples {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) settings: Arc<Settings>,
    pub(super) secrets: Arc<Secrets>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) replay: Arc<Replay>,
    pub(super) receiver: ReceiverState,
    /// The story of the window. Each sample continues it.
    pub(super) story: Mutex<Option<Story>>,
    pub(super) tour: watch::Sender<Option<Tour>>,
}

/// A running tour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tour {
    /// The target of its samples.
    pub target: String,
    /// Samples sent.
    pub done: u64,
    /// The total number of samples.
    pub total: u64,
}

impl Samples {
    #[expect(clippy::too_many_arguments, reason = "one handle for each lower context that it uses")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        settings: Arc<Settings>,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        replay: Arc<Replay>,
        receiver: ReceiverState,
    ) -> Self {
        let (story, tour) = (Mutex::default(), watch::Sender::new(None));
        Self { store, clock, jobs, settings, secrets, inbox, outbound, replay, receiver, story, tour }
    }
}
