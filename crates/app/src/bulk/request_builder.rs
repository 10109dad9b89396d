//! The request of a step: the event as it came, or with members made new and signed as it was chosen, and after that what an
//! adversary does to it.
//!
//! Where nothing is made new and signatures stay as they came, nothing is taken apart. The two copies of an event that is sent
//! twice have the same bytes: the same number, the same time, the same signature.

use hookglass_automation::bulk::{AppliedFaults, Step};
use hookglass_json::edit::Edit;
use hookglass_request::outgoing::{Outgoing, end_to_end};
use hookglass_senders as senders;
use hookglass_senders::signature::NamedSecret;
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use super::BulkSend;
use crate::{
    base::{blocking, lock},
    error::AppError,
    replay::again,
    view::{FreshDraft, SigningChoice},
};

/// How the requests of a bulk send are made.
pub(super) struct Making {
    to: Arc<str>,
    fresh: FreshDraft,
    signing: SigningChoice,
    secrets: Arc<[NamedSecret]>,
    /// The sequence number before that of the first turn, when they are made new.
    pub(super) numbers_after: i64,
    /// When the first copy was made of an event whose second one is still to come.
    copied: Mutex<HashMap<u64, Timestamp>>,
}

impl Making {
    pub(super) fn new(how: &BulkSend, secrets: Arc<[NamedSecret]>) -> Self {
        Self {
            to: how.to.as_str().into(),
            fresh: how.fresh,
            signing: how.signing.clone(),
            secrets,
            numbers_after: 0,
            copied: Mutex::default(),
        }
    }

    /// Whether each turn needs a number that nobody had before.
    pub(super) fn takes_numbers(&self) -> bool {
        self.fresh.id || self.fresh.seq
    }

    /// Whether what came goes out without a look at it.
    fn is_plain(&self) -> bool {
        self.fresh == FreshDraft::default() && matches!(self.signing, SigningChoice::AsReceived)
    }

    /// The request, what of the tampering could be done, and whether the body is the event's.
    pub(super) async fn request(
        &self,
        event: StoredEvent,
        step: Step,
    ) -> Result<(Outgoing, AppliedFaults, bool), AppError> {
        if self.is_plain() {
            let capture = event.capture;
            let (headers, _) = end_to_end(&capture.headers);
            let outgoing = Outgoing { method: capture.method, url: self.to.to_string(), headers, body: capture.body };
            let (outgoing, applied) = tampered(outgoing, &step);
            return Ok((outgoing, applied, !applied.body));
        }
        let now = self.now(&step);
        let edits = self.fresh_edits(&event, &step, now);
        let (to, signing, secrets) = (Arc::clone(&self.to), self.signing.clone(), Arc::clone(&self.secrets));
        blocking(move || {
            let (outgoing, applied) = tampered(again(&event, &to, &edits, &signing, &secrets, now)?, &step);
            Ok((outgoing, applied, false))
        })
        .await?
    }

    fn fresh_edits(&self, event: &StoredEvent, step: &Step, now: Timestamp) -> Vec<Edit> {
        let sender = senders::of(event.envelope.vendor);
        if !sender.can_be_fresh() {
            return Vec::new();
        }
        let turn = i64::try_from(step.turn).unwrap_or(i64::MAX);
        let seq = self.takes_numbers().then(|| self.numbers_after.saturating_add(turn).saturating_add(1));
        sender.fresh(seq, seq, self.fresh.timestamp.then(|| now.as_second()))
    }

    fn now(&self, step: &Step) -> Timestamp {
        if !step.tampering.twice {
            return Timestamp::now();
        }
        let mut copied = lock(&self.copied);
        copied.remove(&step.turn).unwrap_or_else(|| {
            let now = Timestamp::now();
            copied.insert(step.turn, now);
            now
        })
    }
}

fn tampered(outgoing: Outgoing, step: &Step) -> (Outgoing, AppliedFaults) {
    let tampered = step.tampering.of(outgoing.headers, outgoing.body);
    (Outgoing { headers: tampered.headers, body: tampered.body, ..outgoing }, tampered.applied)
}
