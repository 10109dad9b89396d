//! Builds the request of a step: generates members, signs as chosen, then injects faults.
//!
//! The body is not parsed when no member is generated and the signature stays. Both copies of a
//! duplicated event have the same bytes: the same sequence number, time and signature.

use hookglass_automation::bulk::{AppliedFaults, Step};
use hookglass_clock::Clock;
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

use super::options::BulkResendOptions;
use crate::{
    base::{blocking, lock},
    replay::{ReplayError, request_for_resend},
    view::{GenerateOnSend, SigningChoice},
};

/// Builds the requests of a bulk resend.
pub(super) struct RequestBuilder {
    clock: Clock,
    to: Arc<str>,
    fresh: GenerateOnSend,
    signing: SigningChoice,
    secrets: Arc<[NamedSecret]>,
    /// The sequence number before the first generated one.
    pub(super) seqs_after: i64,
    /// When the first copy of each duplicated event was built. Building the second copy removes the
    /// entry.
    first_copies: Mutex<HashMap<u64, Timestamp>>,
}

impl RequestBuilder {
    pub(super) fn new(how: &BulkResendOptions, secrets: Arc<[NamedSecret]>, clock: Clock) -> Self {
        Self {
            clock,
            to: how.to.as_str().into(),
            fresh: how.fresh,
            signing: how.signing.clone(),
            secrets,
            seqs_after: 0,
            first_copies: Mutex::default(),
        }
    }

    /// Whether each turn needs an unused sequence number.
    pub(super) fn needs_seqs(&self) -> bool {
        self.fresh.id || self.fresh.seq
    }

    /// Whether requests are sent as received.
    fn is_verbatim(&self) -> bool {
        self.fresh == GenerateOnSend::default() && matches!(self.signing, SigningChoice::AsReceived)
    }

    /// Returns the request, the faults that could be injected, and whether the body is the event's.
    pub(super) async fn build(
        &self,
        event: StoredEvent,
        step: Step,
    ) -> Result<(Outgoing, AppliedFaults, bool), ReplayError> {
        if self.is_verbatim() {
            let capture = event.capture;
            let (headers, _) = end_to_end(&capture.headers);
            let outgoing = Outgoing { method: capture.method, url: self.to.to_string(), headers, body: capture.body };
            let (outgoing, applied) = with_faults(outgoing, &step);
            return Ok((outgoing, applied, !applied.body));
        }
        let now = self.now(&step);
        let edits = self.fresh_edits(&event, &step, now);
        let (to, signing, secrets) = (Arc::clone(&self.to), self.signing.clone(), Arc::clone(&self.secrets));
        blocking(move || {
            let outgoing = request_for_resend(&event, &to, &edits, &signing, &secrets, now)?;
            let (outgoing, applied) = with_faults(outgoing, &step);
            Ok((outgoing, applied, false))
        })
        .await?
    }

    fn fresh_edits(&self, event: &StoredEvent, step: &Step, now: Timestamp) -> Vec<Edit> {
        let sender = senders::of(event.envelope.vendor);
        if !sender.has_generated_members() {
            return Vec::new();
        }
        let turn = i64::try_from(step.turn).unwrap_or(i64::MAX);
        let seq = self.needs_seqs().then(|| self.seqs_after.saturating_add(turn).saturating_add(1));
        sender.fresh(seq, seq, self.fresh.timestamp.then(|| now.as_second()))
    }

    fn now(&self, step: &Step) -> Timestamp {
        if !step.tampering.twice {
            return self.clock.wall();
        }
        let mut first_copies = lock(&self.first_copies);
        first_copies.remove(&step.turn).unwrap_or_else(|| {
            let now = self.clock.wall();
            first_copies.insert(step.turn, now);
            now
        })
    }
}

fn with_faults(outgoing: Outgoing, step: &Step) -> (Outgoing, AppliedFaults) {
    let tampered = step.tampering.of(outgoing.headers, outgoing.body);
    (Outgoing { headers: tampered.headers, body: tampered.body, ..outgoing }, tampered.applied)
}
