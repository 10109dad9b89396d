//! Counting what stands out in each event, after its sender has the answer.
//!
//! It is done in the background whenever there is time for it, and at once for whoever asks which events have warnings.
//! What an older version received is looked at again when this one knows more.

use hookglass_clock::Clock;
use hookglass_filter::Filter;
use hookglass_request::capture::Capture;
use hookglass_senders::{
    finding::Severity,
    parsed_request::{Budget, Reading},
};
use hookglass_store::{IdleGate, Store, StoreError};
use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

use crate::base::{blocking, changes::Changes, jobs::Jobs};

/// Another word whenever the checks or the catalog find something else in the same bytes.
const CHECKS: &str = "2";

/// Bytes of bodies that are looked at at a time.
const CHUNK: usize = 1 << 20;

/// From something new to the look at it: so long is gathered, so that a single event is not written to the disk twice at once.
const GATHERED: Duration = Duration::from_millis(250);

/// Counts the warnings of stored events.
#[derive(Debug)]
pub(crate) struct Findings {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    changes: Changes,
    begun: AtomicBool,
    turn: tokio::sync::Mutex<()>,
}

impl Findings {
    pub(crate) fn new(store: Arc<Store>, clock: Clock, jobs: Jobs, changes: Changes) -> Self {
        Self { store, clock, jobs, changes, begun: AtomicBool::new(false), turn: Default::default() }
    }
}

impl Findings {
    /// Begins to count in the background, unless that has begun.
    pub(crate) fn keep_checking(self: &Arc<Self>) {
        if self.begun.swap(true, Ordering::Relaxed) {
            return;
        }
        let (app, mut lull) = (Arc::downgrade(self), self.store.idle_gate());
        tokio::spawn(async move {
            // Other programs store events, too, so it does not wait to be told.
            while let Some(app) = Weak::upgrade(&app) {
                let pause = app.check_in_a_lull(&mut lull).await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "new events could not be checked; it is tried again");
                    GATHERED
                });
                // The application is not kept open for this.
                drop(app);
                sleep(pause).await;
            }
        });
    }

    /// Counts some if there are any, and returns how long to wait before the next. Half of the time is left to others:
    /// after an update there can be a million events to be looked at.
    async fn check_in_a_lull(&self, lull: &mut IdleGate) -> Result<Duration, StoreError> {
        let latest = self.store.events().latest().await?;
        if self.store.lint_counts().counted_upto(CHECKS).await? >= latest {
            return Ok(GATHERED);
        }
        lull.wait(self.store.events()).await?;
        let began = Instant::now();
        self.check_some(latest).await?;
        Ok(began.elapsed())
    }

    /// Counts the warnings of all that is stored.
    pub(crate) async fn check_up_to_now(&self) -> Result<(), StoreError> {
        let latest = self.store.events().latest().await?;
        while self.store.lint_counts().counted_upto(CHECKS).await? < latest {
            self.check_some(latest).await?;
        }
        Ok(())
    }

    /// The same before a filter is asked, if it asks for warnings.
    pub(crate) async fn check_for(&self, filter: &Filter) -> Result<(), StoreError> {
        if filter.asks_for_warnings() { self.check_up_to_now().await } else { Ok(()) }
    }

    /// Counts those of the next few events. `latest` was the newest one before: when none is found, all up to it have gone,
    /// and what arrived since is not taken for one that was looked at.
    async fn check_some(&self, latest: i64) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let after = self.store.lint_counts().counted_upto(CHECKS).await?;
        let captures = self.store.events().captures_after(after, CHUNK).await?;
        let upto = captures.last().map_or(latest, |(id, _)| *id);
        let count = |(id, capture)| (id, warnings(&capture));
        let counts = blocking(move || captures.into_iter().map(count).collect()).await?;
        Ok(self.store.lint_counts_mut().put(counts, CHECKS, upto).await?)
    }
}

/// How many of an event's findings are warnings.
fn warnings(capture: &Capture) -> u64 {
    let findings = Reading::of(capture, Budget::WAITING).findings(capture);
    findings.iter().filter(|finding| finding.severity == Severity::Warning).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_went_before_it_was_looked_at_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let (store, clock) = (Arc::new(Store::open(dir.path(), Clock::system()).unwrap()), Clock::system());
        let jobs = Jobs::new(clock.clone());
        let changes = Changes::new(store.clone(), clock.clone(), jobs.clone());
        let findings = Findings::new(store, clock, jobs, changes);
        findings.check_some(3).await.unwrap();
        assert_eq!(
            findings.store.lint_counts().counted_upto(CHECKS).await.unwrap(),
            3,
            "the three that there were are gone"
        );
        findings.check_some(2).await.unwrap();
        assert_eq!(findings.store.lint_counts().counted_upto(CHECKS).await.unwrap(), 3, "another was further");
    }
}
