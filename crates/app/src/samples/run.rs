//! Sends samples one after another.

use bytes::Bytes;
use hookglass_outbound::send;
use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, FailureKind, Outcome, Outgoing},
};
use hookglass_senders::catalog::EventType;
use hookglass_store::Store;
use std::{collections::VecDeque, sync::Arc, time::Duration};

use super::{
    coverage::{covered, entry_of, sender_timeout},
    error::SamplesError,
    target::SampleTarget,
};
use crate::{
    outbound::Outbound,
    view::{CoverageEntry, SampleSent},
};

/// A sample that was sent.
#[derive(Debug, Clone)]
pub struct SentSample {
    /// Its type, target and answer.
    pub sent: SampleSent,
    /// The sent headers, without those that the connection adds.
    pub headers: Headers,
    /// The sent body.
    pub body: Bytes,
    /// Whether the run ended because nothing listens on the target.
    pub ends_the_run: bool,
}

/// Samples that are ready to send.
#[derive(Debug)]
pub struct SampleRun {
    pub(super) store: Arc<Store>,
    pub(super) outbound: Arc<Outbound>,
    pub(super) target: SampleTarget,
    pub(super) waiting: VecDeque<Prepared>,
    pub(super) timeout: Option<Duration>,
    pub(super) is_first: bool,
}

/// A sample that is ready to send.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) entry: &'static EventType,
    pub(super) outgoing: Outgoing,
    pub(super) signed: bool,
}

impl SampleRun {
    /// The target.
    pub fn target(&self) -> &str {
        &self.target.base_url
    }

    /// Checks that a receiver of Hookglass is listening. For other targets, the first sample is the
    /// check.
    pub(crate) async fn check_target(&self) -> Result<(), SamplesError> {
        let Some(address) = self.target.own_receiver else { return Ok(()) };
        match tokio::net::TcpStream::connect(address).await {
            Ok(_) => Ok(()),
            Err(_) => Err(SamplesError::NothingListens(self.target.base_url.clone())),
        }
    }

    /// The number of samples that remain to be sent.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Sends the next sample and stores the result; `None` after the last. If nothing listens for
    /// the first sample, the remaining samples are not sent.
    pub async fn next(&mut self) -> Result<Option<SentSample>, SamplesError> {
        let Some(Prepared { entry, outgoing, signed }) = self.waiting.pop_front() else { return Ok(None) };
        let timeout = self.timeout.unwrap_or_else(|| sender_timeout(entry.kind));
        let options = self.outbound.sample_options(timeout);
        let attempt = send(&outgoing, &options, std::future::pending()).await?;
        let is_refused = matches!(&attempt.outcome, Outcome::Failed(failure) if failure.why == FailureKind::Refused);
        let ends_the_run = std::mem::take(&mut self.is_first) && is_refused;
        if ends_the_run {
            self.waiting.clear();
            if self.target.own_receiver.is_some() {
                // That the receiver does not run says nothing about its answer, so no result is
                // stored.
                return Err(SamplesError::NothingListens(self.target.base_url.clone()));
            }
        }
        let result = self.store_result(entry, &attempt).await?;
        let Outgoing { url, headers, body, .. } = outgoing;
        let sent = SampleSent { name: entry.full_name(), url, signed, result };
        Ok(Some(SentSample { sent, headers, body, ends_the_run }))
    }

    async fn store_result(&self, entry: &EventType, attempt: &Attempt) -> Result<CoverageEntry, SamplesError> {
        let covered = covered(entry, attempt);
        self.store.coverage_mut().put(self.target.base_url.clone(), covered.clone()).await?;
        Ok(entry_of(entry, covered))
    }
}
