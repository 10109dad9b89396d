//! Counting what stands out in each event, after its sender has the answer.
//!
//! It is done in the background whenever there is time for it, and at once for whoever asks which events have warnings.
//! What an older version received is looked at again when this one knows more.

use hookscope_domain::{
    capture::Capture,
    filter::Filter,
    finding::Severity,
    reading::{Budget, Reading},
};
use hookscope_store::Lull;
use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::sleep;

use crate::{body::off_the_async_threads, error::AppError, hookscope::Hookscope};

/// Another word whenever the checks or the catalog find something else in the same bytes.
const CHECKS: &str = "2";

/// Bytes of bodies that are looked at at a time.
const CHUNK: usize = 1 << 20;

/// From something new to the look at it: so long is gathered, so that a single event is not written to the disk twice at once.
const GATHERED: Duration = Duration::from_millis(250);

/// Who counts.
#[derive(Debug, Default)]
pub(crate) struct Checking {
    begun: AtomicBool,
    turn: tokio::sync::Mutex<()>,
}

impl Hookscope {
    /// Begins to count in the background, unless that has begun.
    pub(crate) fn keep_checking(self: &Arc<Self>) {
        if self.checking.begun.swap(true, Ordering::Relaxed) {
            return;
        }
        let (app, mut lull) = (Arc::downgrade(self), self.store.lull());
        tokio::spawn(async move {
            // Other programs store events, too, so it does not wait to be told.
            while let Some(app) = Weak::upgrade(&app) {
                if let Err(error) = app.check_in_a_lull(&mut lull).await {
                    tracing::warn!(%error, "new events could not be checked; it is tried again");
                }
                drop(app);
                sleep(GATHERED).await;
            }
        });
    }

    async fn check_in_a_lull(&self, lull: &mut Lull) -> Result<(), AppError> {
        while self.store.checked_upto(CHECKS).await? < self.store.latest().await? {
            lull.wait(&self.store).await?;
            self.check_some().await?;
        }
        Ok(())
    }

    /// Counts the warnings of all that is stored.
    pub async fn check_up_to_now(&self) -> Result<(), AppError> {
        let latest = self.store.latest().await?;
        while self.store.checked_upto(CHECKS).await? < latest {
            self.check_some().await?;
        }
        Ok(())
    }

    /// The same before a filter is asked, if it asks for warnings.
    pub(crate) async fn check_for(&self, filter: &Filter) -> Result<(), AppError> {
        if filter.asks_for_warnings() { self.check_up_to_now().await } else { Ok(()) }
    }

    /// Counts those of the next few events.
    async fn check_some(&self) -> Result<(), AppError> {
        let _turn = self.checking.turn.lock().await;
        let after = self.store.checked_upto(CHECKS).await?;
        let captures = self.store.captures(after, CHUNK).await?;
        let Some((upto, _)) = captures.last() else {
            // What was behind has gone.
            return Ok(self.store.set_warnings(Vec::new(), CHECKS, self.store.latest().await?).await?);
        };
        let upto = *upto;
        let count = |(id, capture)| (id, warnings(&capture));
        let counts = off_the_async_threads(move || captures.into_iter().map(count).collect()).await?;
        Ok(self.store.set_warnings(counts, CHECKS, upto).await?)
    }
}

/// How many of an event's findings are warnings.
fn warnings(capture: &Capture) -> u64 {
    let findings = Reading::of(capture, Budget::WAITING).findings(capture);
    findings.iter().filter(|finding| finding.severity == Severity::Warning).count() as u64
}
