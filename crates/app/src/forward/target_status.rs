//! The status of a target in this run of the program.

use hookglass_automation::forward::{Mode, Target};
use std::sync::{
    Mutex,
    atomic::{AtomicI64, Ordering},
};
use tokio::{sync::Notify, time::Instant};

use crate::{
    base::lock,
    view::{ForwardMode, ForwardRow, ForwardTarget},
};

/// The status of a target.
#[derive(Debug)]
pub(super) struct TargetStatus {
    upto: AtomicI64,
    activity: Mutex<Activity>,
    counts: Mutex<(u64, u64)>,
    /// Notified to skip the event that waits.
    skipped: Notify,
}

/// What a target does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Activity {
    /// No event was sent yet.
    Idle,
    /// It accepted the last event.
    Delivering,
    /// It did not accept the last event, which was skipped.
    Skipped { event: i64, sentence: String },
    /// It did not accept an event, which waits to be sent again.
    Waiting { event: i64, sentence: String, until: Instant },
    /// Nothing can be sent to it.
    Stopped { sentence: String },
}

impl TargetStatus {
    /// A status that begins after an event.
    pub(super) fn from(upto: i64) -> Self {
        Self {
            upto: AtomicI64::new(upto),
            activity: Mutex::new(Activity::Idle),
            counts: Mutex::default(),
            skipped: Notify::new(),
        }
    }

    /// The cursor: every event up to this one was delivered or skipped.
    pub(super) fn upto(&self) -> i64 {
        self.upto.load(Ordering::Relaxed)
    }

    pub(super) fn advance(&self, upto: i64) {
        self.upto.fetch_max(upto, Ordering::Relaxed);
    }

    /// Events of this run that the target accepted, and others.
    pub(super) fn counts(&self) -> (u64, u64) {
        *lock(&self.counts)
    }

    pub(super) fn count(&self, accepted: bool) {
        let mut counts = lock(&self.counts);
        *if accepted { &mut counts.0 } else { &mut counts.1 } += 1;
    }

    fn activity(&self) -> Activity {
        lock(&self.activity).clone()
    }

    /// Returns whether the activity has changed.
    pub(super) fn set_activity(&self, activity: Activity) -> bool {
        let mut before = lock(&self.activity);
        let changed = *before != activity;
        *before = activity;
        changed
    }

    /// Skips the event that waits.
    pub(super) fn skip(&self) {
        if matches!(self.activity(), Activity::Waiting { .. }) {
            self.skipped.notify_waiters();
        }
    }

    /// Completes when the event that waits is skipped.
    pub(super) async fn skipped(&self) {
        self.skipped.notified().await;
    }
}

/// A row of the list. `is_here`: this program forwards to the target.
pub(super) fn row(
    target: Target,
    status: Option<&TargetStatus>,
    is_here: bool,
    (delivered, failed): (u64, u64),
    behind: u64,
    now: Instant,
) -> ForwardRow {
    let activity = status.map(TargetStatus::activity);
    let (state, trouble) = state(&target, activity.as_ref(), is_here);
    let retry_in_ms = match &activity {
        Some(Activity::Waiting { until, .. }) => {
            let left = until.saturating_duration_since(now);
            Some(u64::try_from(left.as_millis()).unwrap_or(u64::MAX))
        }
        _ => None,
    };
    ForwardRow { target: target.into(), state, trouble, delivered, failed, behind, retry_in_ms }
}

/// The sentence, and whether something is wrong.
fn state(target: &Target, activity: Option<&Activity>, is_here: bool) -> (String, bool) {
    let fine = |sentence: &str| (sentence.to_owned(), false);
    match activity {
        _ if !target.on => fine("Switched off. Nothing is passed on."),
        Some(Activity::Delivering) if target.mode == Mode::Answer => fine("It answers."),
        Some(Activity::Delivering) => fine("It takes events."),
        Some(Activity::Skipped { event, sentence }) if target.mode == Mode::Answer => {
            (format!("It gave no answer to the last event, {event}. {sentence}"), true)
        }
        Some(Activity::Skipped { event, sentence }) => {
            (format!("It did not take the last event, {event}, which was passed over. {sentence}"), true)
        }
        Some(Activity::Waiting { event, sentence, .. }) => {
            (format!("Event {event} waits to be sent again. {sentence}"), true)
        }
        Some(Activity::Stopped { sentence }) => (sentence.clone(), true),
        _ if target.mode == Mode::Answer => fine("It is asked when an event arrives that passes its filter."),
        None if !is_here => fine("Another Hookglass program on this database passes events on to it."),
        None | Some(Activity::Idle) => fine("It waits for the first event that passes its filter."),
    }
}

impl From<Target> for ForwardTarget {
    fn from(target: Target) -> Self {
        let Target { id, url, filter, on, mode, retry, verify_tls, deadline_ms } = target;
        let mode = match mode {
            Mode::Answer => ForwardMode::Answer,
            Mode::Background => ForwardMode::Background,
        };
        Self { id, url, filter, on, mode, retry, verify_tls, deadline_ms }
    }
}
