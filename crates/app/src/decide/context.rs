//! The context of decisions, and how long senders wait.

use hookglass_automation::rule::MatchCounts;
use hookglass_clock::Clock;
use hookglass_store::Store;
use std::{
    sync::{Arc, Mutex, PoisonError, RwLock, atomic::AtomicBool},
    time::Duration,
};
use tokio::sync::watch;

use super::{active_rules::ActiveRules, error::DecideError, held_events::HeldEvents};
use crate::{
    base::{changes::Changes, jobs::Jobs},
    confirmations::Confirmations,
    effects::Effects,
    events::Events,
    forward::Forward,
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    settings::Settings,
    view::HoldSettings,
};

/// Decides the answers to senders and when they are sent.
#[derive(Debug)]
pub struct Decide {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) changes: Changes,
    pub(super) settings: Arc<Settings>,
    pub(super) confirmations: Arc<Confirmations>,
    pub(super) events: Arc<Events>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) effects: Arc<Effects>,
    pub(super) replay: Arc<Replay>,
    pub(super) forward: Arc<Forward>,
    pub(super) jobs: Jobs,
    pub(super) rules: RwLock<ActiveRules>,
    /// How often each rule with an *every nth event* condition has matched.
    pub(super) match_counts: Mutex<MatchCounts>,
    pub(super) held: Mutex<HeldEvents>,
    /// The number of senders that wait for a person. Sent on each change of a held event.
    pub(super) held_count: watch::Sender<u64>,
    pub(super) follows_rules: AtomicBool,
    /// Overrides the hold setting in this run.
    deadline: RwLock<Option<Duration>>,
}

impl Decide {
    #[expect(clippy::too_many_arguments, reason = "one handle for each lower context that it uses")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        changes: Changes,
        settings: Arc<Settings>,
        confirmations: Arc<Confirmations>,
        events: Arc<Events>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        effects: Arc<Effects>,
        replay: Arc<Replay>,
        forward: Arc<Forward>,
        jobs: Jobs,
    ) -> Self {
        Self {
            store,
            clock,
            changes,
            settings,
            confirmations,
            events,
            inbox,
            outbound,
            effects,
            replay,
            forward,
            jobs,
            rules: RwLock::default(),
            match_counts: Mutex::default(),
            held: Mutex::default(),
            held_count: watch::Sender::default(),
            follows_rules: AtomicBool::new(false),
            deadline: RwLock::default(),
        }
    }

    /// Overrides the hold setting in this run: senders wait for `deadline`.
    pub fn use_hold_deadline(&self, deadline: Duration) -> Result<(), DecideError> {
        let hold = self.settings.now().hold;
        HoldSettings { deadline_ms: deadline.as_millis() as u64, ..hold }.check()?;
        *self.deadline.write().unwrap_or_else(PoisonError::into_inner) = Some(deadline);
        Ok(())
    }

    /// The hold settings, with the override of this run.
    pub(super) fn hold_settings(&self) -> HoldSettings {
        let hold = self.settings.now().hold;
        match *self.deadline.read().unwrap_or_else(PoisonError::into_inner) {
            Some(deadline) => HoldSettings { deadline_ms: deadline.as_millis() as u64, ..hold },
            None => hold,
        }
    }
}
