//! Held events, as the page *Held* lists them.

use hookglass_request::{answer::Answer, capture::Capture};
use std::{collections::HashMap, time::Duration};
use tokio::{sync::oneshot, time::Instant};

use super::deadline::WaitWindow;
use crate::{base::instant, events::WaitingEvent, view::HeldRow};

/// Held events by event id.
pub(crate) type HeldEvents = HashMap<i64, HeldEvent>;

/// An event whose sender waits for a person.
#[derive(Debug)]
pub(crate) struct HeldEvent {
    /// The row, without the remaining time.
    row: HeldRow,
    window: WaitWindow,
    /// Sends the answer to the task that holds the event. `None` after the sender disconnected.
    pub(super) answer: Option<oneshot::Sender<Answer>>,
}

impl HeldEvent {
    pub(super) fn new(
        stored: &WaitingEvent,
        rule: Option<String>,
        window: WaitWindow,
        automatic: &str,
        answer: oneshot::Sender<Answer>,
    ) -> Self {
        Self { row: row(stored, rule, &window, automatic), window, answer: Some(answer) }
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.answer.is_some()
    }

    /// The sort key: the time of the automatic answer, then the event id.
    pub(super) fn order(&self) -> (Instant, i64) {
        (self.window.answer_at, self.row.event_id)
    }

    pub(super) fn row_at(&self, now: Instant) -> HeldRow {
        let left = |moment: Instant| millis(moment.saturating_duration_since(now));
        HeldRow {
            answers_in_ms: left(self.window.answer_at),
            sender_gives_up_in_ms: left(self.window.gives_up_at),
            gone: self.answer.is_none(),
            ..self.row.clone()
        }
    }
}

fn row(stored: &WaitingEvent, rule: Option<String>, window: &WaitWindow, automatic: &str) -> HeldRow {
    let WaitingEvent { id, capture, envelope, signature } = stored;
    let Capture { method, received_at, .. } = capture;
    HeldRow {
        event_id: *id,
        event_type: envelope.event_type.clone(),
        kind: envelope.kind,
        vendor: envelope.vendor,
        subject: envelope.subject.clone(),
        user_id: envelope.user_id.clone(),
        method: method.clone(),
        path: capture.path(),
        received_at: instant(*received_at),
        signature: *signature,
        rule,
        answers_in_ms: 0,
        sender_gives_up_in_ms: 0,
        total_ms: millis(window.total()),
        automatic: automatic.to_owned(),
        gone: false,
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
