//! The status of a target in this run of the program.

use hookglass_automation::forward::{Mode, Target};
use std::sync::Mutex;
use tokio::{
    sync::{Notify, futures::Notified},
    time::Instant,
};

use crate::{
    base::{lock, run_targets::Cursor},
    view::{ForwardMode, ForwardRow, ForwardTarget, TargetUrl},
};

/// The status of a target.
#[derive(Debug)]
pub(super) struct TargetStatus {
    cursor: Cursor,
    activity: Mutex<Activity>,
    counts: Mutex<(u64, u64)>,
    /// Notified to skip the event that waits for a retry.
    skipped: Notify,
}

/// The current activity of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Activity {
    /// No event was sent to it yet.
    Idle,
    /// It accepted the last event.
    Delivering,
    /// It did not accept the last event, which was skipped.
    Skipped { event: i64, sentence: String },
    /// It did not accept an event, which waits for a retry.
    Waiting { event: i64, sentence: String, until: Instant },
    /// Nothing can be sent to it.
    Stopped { sentence: String },
}

impl TargetStatus {
    pub(super) fn from(cursor: Cursor) -> Self {
        Self { cursor, activity: Mutex::new(Activity::Idle), counts: Mutex::default(), skipped: Notify::new() }
    }

    /// The cursor: every event up to this one was delivered or skipped.
    pub(super) fn upto(&self) -> i64 {
        self.cursor.upto()
    }

    pub(super) fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    pub(super) fn advance(&self, upto: i64) {
        self.cursor.advance(upto);
    }

    /// The numbers of accepted and failed events in this run.
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

    /// Sets the activity. Returns whether it changed.
    pub(super) fn set_activity(&self, activity: Activity) -> bool {
        let mut before = lock(&self.activity);
        let changed = *before != activity;
        *before = activity;
        changed
    }

    /// Skips the event that waits for a retry.
    pub(super) fn skip(&self) {
        if matches!(self.activity(), Activity::Waiting { .. }) {
            self.skipped.notify_waiters();
        }
    }

    /// Completes when the waiting event is skipped after this call.
    pub(super) fn skipped(&self) -> Notified<'_> {
        self.skipped.notified()
    }
}

/// Where the program that forwards to a target runs, relative to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForwardedFrom {
    /// It is this program.
    Here,
    /// It is another program on the database.
    Elsewhere,
    /// No program forwards to it, because it is not confirmed on this computer.
    Nowhere,
}

/// A row of the list.
pub(super) fn row(
    target: Target,
    status: Option<&TargetStatus>,
    from: ForwardedFrom,
    (delivered, failed): (u64, u64),
    lost: u64,
    behind: u64,
    now: Instant,
) -> ForwardRow {
    let activity = status.map(TargetStatus::activity);
    let (state, trouble) = state(&target, activity.as_ref(), from);
    let retry_in_ms = match &activity {
        Some(Activity::Waiting { until, .. }) => {
            let left = until.saturating_duration_since(now);
            Some(u64::try_from(left.as_millis()).unwrap_or(u64::MAX))
        }
        _ => None,
    };
    let paused = target.on && from == ForwardedFrom::Nowhere;
    ForwardRow { target: target.into(), state, trouble, paused, delivered, failed, lost, behind, retry_in_ms }
}

/// A sentence about the state, and whether the target is failing.
fn state(target: &Target, activity: Option<&Activity>, from: ForwardedFrom) -> (String, bool) {
    let fine = |sentence: &str| (sentence.to_owned(), false);
    match activity {
        _ if !target.on => fine("Switched off. No events are forwarded."),
        _ if from == ForwardedFrom::Nowhere => ("Paused: it is not confirmed on this computer.".to_owned(), true),
        Some(Activity::Delivering) if target.mode == Mode::Answer => fine("Answering senders."),
        Some(Activity::Delivering) => fine("Delivering."),
        Some(Activity::Skipped { event, sentence }) if target.mode == Mode::Answer => {
            (format!("No answer to the last event ({event}). {sentence}"), true)
        }
        Some(Activity::Skipped { event, sentence }) => {
            (format!("The last event ({event}) was not accepted and was skipped. {sentence}"), true)
        }
        Some(Activity::Waiting { event, sentence, .. }) => {
            (format!("Event {event} is waiting for a retry. {sentence}"), true)
        }
        Some(Activity::Stopped { sentence }) => (sentence.clone(), true),
        _ if target.mode == Mode::Answer => fine("Waiting for an event that matches its filter."),
        None if from == ForwardedFrom::Elsewhere => {
            fine("Another Hookglass program on this database forwards events to it.")
        }
        None | Some(Activity::Idle) => fine("Waiting for the first event that matches its filter."),
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

impl TargetUrl {
    pub(super) fn of(target: &Target) -> Self {
        Self { url: target.url.clone(), verify_tls: target.verify_tls }
    }
}
