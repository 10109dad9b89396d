//! Counts the warnings of each stored event, after its sender has been answered.
//!
//! A background loop counts while no events arrive. If a caller needs the counts of all events,
//! such as a filter on warnings, the remaining events are counted immediately. A list counts those of
//! its rows without storing them. A new version of the
//! checks counts all stored events again.

use hookglass_clock::Clock;
use hookglass_filter::Filter;
use hookglass_request::capture::Capture;
use hookglass_senders::{
    finding::Severity,
    parsed_request::{Budget, ParsedRequest},
};
use hookglass_store::{IdleGate, Store, StoreError, StoredEvent};
use std::{
    collections::HashMap,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::base::{blocking, changes::Changes, jobs::Jobs};

/// The version of the checks. Change it whenever the checks or the catalog produce different
/// findings for the same bytes.
const CHECKS: &str = "2";

/// Bytes of bodies that are checked in one step.
const CHUNK_SIZE: usize = 1 << 20;

/// How long new events are collected before they are checked, so that a single event does not cause
/// two writes in a row.
const BATCH_DELAY: Duration = Duration::from_millis(250);

/// Counts the warnings of stored events.
#[derive(Debug)]
pub(crate) struct Findings {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    changes: Changes,
    started: AtomicBool,
    /// Held by the one step that runs at a time.
    step: tokio::sync::Mutex<()>,
}

impl Findings {
    pub(crate) fn new(store: Arc<Store>, clock: Clock, jobs: Jobs, changes: Changes) -> Self {
        Self { store, clock, jobs, changes, started: AtomicBool::new(false), step: Default::default() }
    }

    /// Starts counting in the background. Does nothing if it has started already.
    pub(crate) fn start(self: &Arc<Self>) {
        if self.started.swap(true, Ordering::Relaxed) {
            return;
        }
        let (findings, clock) = (Arc::downgrade(self), self.clock.clone());
        let (mut changes, mut idle) = (self.changes.subscribe(), self.store.idle_gate());
        self.jobs.spawn_background(async move {
            while let Some(findings) = Weak::upgrade(&findings) {
                let pause = findings.count_when_idle(&mut idle).await.unwrap_or_else(|error| {
                    // A full disk is logged once, when it fills up.
                    if !matches!(error, StoreError::Full) {
                        tracing::warn!(%error, "cannot check new events; retrying");
                    }
                    Some(BATCH_DELAY)
                });
                // The loop must not keep the database open while it waits.
                drop(findings);
                if let Some(pause) = pause {
                    clock.sleep(pause).await;
                } else if changes.changed().await.is_ok() {
                    clock.sleep(BATCH_DELAY).await;
                } else {
                    return;
                }
            }
        });
    }

    /// Counts the next events and returns how long to pause before the next step; `None` once all
    /// events are counted. The pause is as long as the step, which leaves half of the time for
    /// other work: after an update there can be a million events to count.
    async fn count_when_idle(&self, idle: &mut IdleGate) -> Result<Option<Duration>, StoreError> {
        let latest = self.store.events().latest().await?;
        if self.store.lint_counts().counted_upto(CHECKS).await? >= latest {
            return Ok(None);
        }
        idle.wait(self.store.events()).await?;
        let started_at = self.clock.now();
        self.count_some(latest).await?;
        Ok(Some(self.clock.now() - started_at))
    }

    /// Counts the warnings of all stored events.
    pub(crate) async fn count_all(&self) -> Result<(), StoreError> {
        let latest = self.store.events().latest().await?;
        while self.store.lint_counts().counted_upto(CHECKS).await? < latest {
            self.count_some(latest).await?;
        }
        Ok(())
    }

    /// The warnings of those events that are not counted yet. Does not store them, because a
    /// reader must not wait for room on the disk or for another program.
    pub(crate) async fn uncounted(&self, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, u64>, StoreError> {
        let upto = self.store.lint_counts().counted_upto(CHECKS).await?;
        let mut left: Vec<i64> = ids.filter(|id| *id > upto).collect();
        let mut counts = HashMap::new();
        while !left.is_empty() {
            let events = self.store.events().by_ids(left.clone(), CHUNK_SIZE).await?;
            // The others were deleted.
            let Some(last) = events.last().map(|event| event.id) else { break };
            let read = left.iter().position(|id| *id == last).map_or(left.len(), |at| at + 1);
            left.drain(..read);
            let count = |event: StoredEvent| (event.id, warnings(&event.capture));
            counts.extend(blocking(move || events.into_iter().map(count).collect::<Vec<_>>()).await?);
        }
        Ok(counts)
    }

    /// Counts the warnings of all events if a filter depends on warnings. If they cannot be stored,
    /// the filter uses the warnings that are known.
    pub(crate) async fn count_for(&self, filter: &Filter) -> Result<(), StoreError> {
        if !filter.depends_on_warnings() {
            return Ok(());
        }
        match self.count_all().await {
            Err(error @ (StoreError::Full | StoreError::ReadOnly | StoreError::Busy | StoreError::Overloaded)) => {
                tracing::warn!(%error, "the warnings of the newest events are unknown");
                Ok(())
            }
            counted => counted,
        }
    }

    /// Counts the warnings of the next few events. `latest` is the id of the newest event before
    /// the step. If no event is found, all events up to `latest` have been deleted; events that
    /// arrived later do not count as checked.
    async fn count_some(&self, latest: i64) -> Result<(), StoreError> {
        let _step = self.step.lock().await;
        let after = self.store.lint_counts().counted_upto(CHECKS).await?;
        let captures = self.store.events().captures_after(after, CHUNK_SIZE).await?;
        let upto = captures.last().map_or(latest, |(id, _)| *id);
        let count = |(id, capture)| (id, warnings(&capture));
        let counts = blocking(move || captures.into_iter().map(count).collect()).await?;
        self.store.lint_counts_mut().put(counts, CHECKS, upto).await
    }
}

/// The number of findings of an event with severity warning.
fn warnings(capture: &Capture) -> u64 {
    let findings = ParsedRequest::of(capture, Budget::WAITING).findings(capture);
    findings.iter().filter(|finding| finding.severity == Severity::Warning).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn events_deleted_before_they_are_counted_are_skipped() {
        let dir = tempfile::tempdir().unwrap();
        let (store, clock) = (Arc::new(Store::open(dir.path(), Clock::system()).unwrap()), Clock::system());
        let jobs = Jobs::new(clock.clone());
        let changes = Changes::new(store.clone(), clock.clone(), jobs.clone());
        let findings = Findings::new(store, clock, jobs, changes);
        findings.count_some(3).await.unwrap();
        assert_eq!(findings.store.lint_counts().counted_upto(CHECKS).await.unwrap(), 3, "deleted events are skipped");
        findings.count_some(2).await.unwrap();
        assert_eq!(
            findings.store.lint_counts().counted_upto(CHECKS).await.unwrap(),
            3,
            "an older position must not move the counter back"
        );
    }
}
