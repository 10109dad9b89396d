//! Checks and plans a bulk resend before it starts.

use hookglass_automation::bulk::{Plan, PlanCounts, Recorded};
use hookglass_outbound::{ConnectionPool, Options};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

use super::{
    context::Bulk,
    driver::{Control, Driver},
    error::BulkError,
    options::{BulkResendOptions, MAX_CONCURRENCY},
    progress::Progress,
    request_builder::RequestBuilder,
    run::BulkRun,
};
use crate::{
    base::{
        blocking,
        jobs::{Job, JobKey, Jobs},
        lock,
    },
    replay::ReplayError,
    view::SigningChoice,
};

/// Bytes of an answer that are kept for the verdict.
const MAX_ANSWER_BYTES: usize = 1 << 20;
/// Events whose times are read in one query.
pub(super) const PAGE_EVENTS: usize = 1_000;

/// A bulk resend that is ready to start.
pub struct PreparedBulk {
    jobs: Jobs,
    plan: Plan,
    counts: PlanCounts,
    driver: Driver,
}

impl Bulk {
    /// Prepares to resend these events. All errors that can occur before the first request occur
    /// here.
    pub async fn prepare(&self, ids: &[i64], how: &BulkResendOptions) -> Result<PreparedBulk, BulkError> {
        let events = self.recorded(ids).await?;
        self.prepare_recorded(events, how).await
    }

    /// Prepares to resend events whose receive times are known.
    pub(super) async fn prepare_recorded(
        &self,
        events: Vec<Recorded>,
        how: &BulkResendOptions,
    ) -> Result<PreparedBulk, BulkError> {
        if !(1..=MAX_CONCURRENCY).contains(&how.concurrency) {
            return Err(BulkError::Concurrency(how.concurrency));
        }
        let (plan, counts) = plan(events, how).await?;
        let secrets = self.secrets.named_secrets();
        if let SigningChoice::With { secret } = &how.signing
            && !secrets.iter().any(|named| named.name == *secret)
        {
            return Err(ReplayError::NoSuchSecret(secret.clone()).into());
        }
        self.outbound.ensure_allowed(&how.to, how.confirmed).await?;
        let options = Options { max_kept_body: MAX_ANSWER_BYTES, ..self.outbound.options(how.timeout, how.verify_tls) };
        let driver = Driver {
            store: Arc::clone(&self.store),
            clock: self.clock.clone(),
            jobs: self.jobs.clone(),
            replay: Arc::clone(&self.replay),
            concurrency: how.concurrency,
            pool: ConnectionPool::new(options),
            requests: RequestBuilder::new(how, secrets, self.clock.clone()),
            progress: Arc::new(Mutex::new(Progress::new(counts, self.clock.clone()))),
        };
        Ok(PreparedBulk { jobs: self.jobs.clone(), plan, counts, driver })
    }

    /// Reads when each event was received.
    async fn recorded(&self, ids: &[i64]) -> Result<Vec<Recorded>, BulkError> {
        let mut events = Vec::with_capacity(ids.len());
        for page in ids.chunks(PAGE_EVENTS) {
            let rows = self.store.events().rows(page.to_vec()).await?;
            if rows.len() < page.len() {
                let exists = |id: &i64| rows.iter().any(|row| row.id == *id);
                let missing = page.iter().find(|id| !exists(id));
                return Err(BulkError::NoEvent(missing.copied().unwrap_or(page[0])));
            }
            events
                .extend(rows.iter().map(|row| Recorded { id: row.id, received_us: row.received_at.as_microsecond() }));
        }
        Ok(events)
    }
}

/// The plan for these events, and its counts.
pub(super) async fn plan(events: Vec<Recorded>, how: &BulkResendOptions) -> Result<(Plan, PlanCounts), BulkError> {
    let (order, pace, rounds, faults) = (how.order, how.pace, how.rounds, how.faults);
    blocking(move || {
        let plan = Plan::new(events, order, pace, rounds, faults)?;
        let counts = plan.counts();
        Ok((plan, counts))
    })
    .await?
}

impl PreparedBulk {
    /// The number of requests and of injected faults.
    pub fn planned(&self) -> PlanCounts {
        self.counts
    }

    /// Starts to send. A running bulk resend is canceled.
    pub fn begin(self) -> BulkRun {
        let job = self.jobs.begin(JobKey::Bulk);
        self.begin_as(job)
    }

    /// Starts to send as this job.
    pub(super) fn begin_as(self, job: Job) -> BulkRun {
        let Self { jobs, plan, driver, .. } = self;
        let progress = Arc::clone(&driver.progress);
        let state = lock(&progress).state();
        lock(&progress).resume();
        let cancel = job.token();
        let paused = watch::Sender::new(false);
        let control = Control { cancelled: cancel.clone(), paused: paused.subscribe() };
        let driving = job.spawn(driver.drive(plan, control));
        let ending = Arc::clone(&progress);
        jobs.spawn(async move {
            // If the driver panics, the run still ends.
            let cancelled = driving.await.unwrap_or(true);
            // Dropped before the end is reported, because the next bulk resend can start then.
            drop(job);
            lock(&ending).end(cancelled);
        });
        BulkRun { cancel, paused, progress, state }
    }
}
