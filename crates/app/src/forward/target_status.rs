//! How a target is doing in this run of the program, and what a person is told of it.

use hookglass_automation::forward::{Mode, Target};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};
use tokio::sync::Notify;

use crate::{
    base::lock,
    view::{ForwardMode, ForwardRow, ForwardTarget},
};

/// What is known of a target while the program runs.
#[derive(Debug)]
pub(super) struct Live {
    upto: AtomicI64,
    doing: Mutex<Doing>,
    counts: Mutex<(u64, u64)>,
    /// Rung to pass over the event that waits.
    skipped: Notify,
}

/// What a target does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// It has not been sent anything yet.
    Nothing,
    /// It took the last event.
    Takes,
    /// It did not take the last event, and that was passed over.
    PassedOver { event: i64, sentence: String },
    /// It did not take an event, which is sent again.
    Waits { event: i64, sentence: String, until: Instant },
    /// Nothing can be sent to it.
    Stopped { sentence: String },
}

impl Live {
    pub(super) fn beginning(upto: i64) -> Self {
        Self {
            upto: AtomicI64::new(upto),
            doing: Mutex::new(Doing::Nothing),
            counts: Mutex::default(),
            skipped: Notify::new(),
        }
    }

    /// Every event up to this one was passed on, or passed over.
    pub(super) fn upto(&self) -> i64 {
        self.upto.load(Ordering::Relaxed)
    }

    pub(super) fn advance(&self, upto: i64) {
        self.upto.fetch_max(upto, Ordering::Relaxed);
    }

    /// Events of this run that it took, and that it did not.
    pub(super) fn counts(&self) -> (u64, u64) {
        *lock(&self.counts)
    }

    pub(super) fn count(&self, taken: bool) {
        let mut counts = lock(&self.counts);
        *if taken { &mut counts.0 } else { &mut counts.1 } += 1;
    }

    pub(super) fn doing(&self) -> Doing {
        lock(&self.doing).clone()
    }

    /// Returns whether it did something else before.
    pub(super) fn does(&self, doing: Doing) -> bool {
        let mut before = lock(&self.doing);
        let changed = *before != doing;
        *before = doing;
        changed
    }

    pub(super) fn skip(&self) {
        if matches!(self.doing(), Doing::Waits { .. }) {
            self.skipped.notify_waiters();
        }
    }

    /// Ready when the event that waits is to be passed over.
    pub(super) async fn skipped(&self) {
        self.skipped.notified().await;
    }
}

/// A row of the list. `is_here`: it is this program that passes events on.
pub(super) fn row(
    target: Target,
    live: Option<&Live>,
    is_here: bool,
    (delivered, failed): (u64, u64),
    behind: u64,
) -> ForwardRow {
    let doing = live.map(Live::doing);
    let (state, trouble) = told(&target, doing.as_ref(), is_here);
    let retry_in_ms = match &doing {
        Some(Doing::Waits { until, .. }) => {
            let left = until.saturating_duration_since(Instant::now());
            Some(u64::try_from(left.as_millis()).unwrap_or(u64::MAX))
        }
        _ => None,
    };
    ForwardRow { target: target.into(), state, trouble, delivered, failed, behind, retry_in_ms }
}

/// The sentence, and whether something is wrong.
fn told(target: &Target, doing: Option<&Doing>, is_here: bool) -> (String, bool) {
    let fine = |sentence: &str| (sentence.to_owned(), false);
    match doing {
        _ if !target.on => fine("Switched off. Nothing is passed on."),
        Some(Doing::Takes) if target.mode == Mode::Answer => fine("It answers."),
        Some(Doing::Takes) => fine("It takes events."),
        Some(Doing::PassedOver { event, sentence }) if target.mode == Mode::Answer => {
            (format!("It gave no answer to the last event, {event}. {sentence}"), true)
        }
        Some(Doing::PassedOver { event, sentence }) => {
            (format!("It did not take the last event, {event}, which was passed over. {sentence}"), true)
        }
        Some(Doing::Waits { event, sentence, .. }) => {
            (format!("Event {event} waits to be sent again. {sentence}"), true)
        }
        Some(Doing::Stopped { sentence }) => (sentence.clone(), true),
        _ if target.mode == Mode::Answer => fine("It is asked when an event arrives that passes its filter."),
        None if !is_here => fine("Another Hookglass program on this database passes events on to it."),
        None | Some(Doing::Nothing) => fine("It waits for the first event that passes its filter."),
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
