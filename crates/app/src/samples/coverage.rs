//! Which samples an application has been sent and how it answered each, and the tour, which sends it one of every type.
//!
//! An answer is good when the sender would take it: a 2xx in the time the sender waits. One tour is under way at a time,
//! in the background; each of its samples is kept before the next is sent, so a tour that is ended has lost nothing.

use hookglass_request::outgoing::{Attempt, Outcome};
use hookglass_senders::{
    catalog::{self, EventType},
    envelope::Kind,
    sample::tour,
};
use hookglass_store::Covered;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::oneshot;

use crate::{
    base::{instant, lock},
    error::AppError,
    samples::{Samples, Trigger, patience},
    view::{Coverage, CoverageEntry, TourProgress},
};

/// The tour that is under way.
#[derive(Debug, Default)]
pub(crate) struct Tours(Mutex<Option<Tour>>);

#[derive(Debug)]
struct Tour {
    target: String,
    done: Arc<AtomicU64>,
    total: u64,
    /// Dropping it ends the tour.
    _cancel: oneshot::Sender<()>,
}

impl Samples {
    /// The names of a tour's types, in its order.
    pub fn tour_names() -> Vec<String> {
        tour().into_iter().map(EventType::full_name).collect()
    }

    /// Begins to send one sample of every type, and returns at once.
    pub async fn start_tour(self: &Arc<Self>, to: Option<String>) -> Result<Coverage, AppError> {
        Self::none_under_way(&lock(&self.tours.0))?;
        let mut run = self.run(&tour(), &Trigger { to, ..Trigger::default() }).await?;
        run.finds_somebody().await?;
        let target = run.target().to_owned();
        let (cancel, mut cancelled) = oneshot::channel();
        let done = Arc::new(AtomicU64::new(0));
        {
            let mut tours = lock(&self.tours.0);
            Self::none_under_way(&tours)?;
            let (done, total) = (Arc::clone(&done), run.waiting() as u64);
            *tours = Some(Tour { target: target.clone(), done, total, _cancel: cancel });
        }
        let app = Arc::clone(self);
        tokio::spawn(async move {
            loop {
                let next = tokio::select! {
                    next = run.next(&app) => next,
                    _ = &mut cancelled => break,
                };
                match next {
                    Ok(Some(_)) => done.fetch_add(1, Ordering::Relaxed),
                    Ok(None) => break,
                    Err(error) => {
                        tracing::warn!(%error, "the tour ended early");
                        break;
                    }
                };
            }
            let mut tours = lock(&app.tours.0);
            if tours.as_ref().is_some_and(|tour| Arc::ptr_eq(&tour.done, &done)) {
                *tours = None;
            }
        });
        self.coverage_of(&target).await
    }

    /// Ends the tour that is under way; the sample that is on its way is not kept.
    pub fn cancel_tour(&self) {
        *lock(&self.tours.0) = None;
    }

    /// How a target answered its samples; the running receiver, if none is named.
    pub async fn coverage(&self, to: Option<&str>) -> Result<Coverage, AppError> {
        let target = self.place(to).await?.target;
        self.coverage_of(&target).await
    }

    /// The targets that were sent samples, the last one first.
    pub async fn coverage_targets(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.coverage().targets().await?)
    }

    fn none_under_way(tours: &Option<Tour>) -> Result<(), AppError> {
        tours.as_ref().map_or(Ok(()), |tour| Err(AppError::TourUnderWay(tour.target.clone())))
    }

    async fn coverage_of(&self, target: &str) -> Result<Coverage, AppError> {
        // Before the rows: of a tour that has ended by now, all of them are there.
        let tour = lock(&self.tours.0)
            .as_ref()
            .filter(|tour| tour.target == target)
            .map(|tour| TourProgress { done: tour.done.load(Ordering::Relaxed), total: tour.total });
        let mut rows = self.store.coverage().of_target(target.to_owned()).await?;
        let mut take = |entry: &EventType| {
            let name = entry.full_name();
            let at = rows.iter().position(|row| row.event_type == name)?;
            Some(entry_of(entry, rows.swap_remove(at)))
        };
        let entries: Vec<_> = catalog::all().iter().filter_map(&mut take).collect();
        Ok(Coverage {
            target: target.to_owned(),
            types: catalog::all().len() as u64,
            sent: entries.len() as u64,
            failed: entries.iter().filter(|entry| !entry.ok).count() as u64,
            entries,
            tour,
        })
    }
}

/// What is kept of an attempt.
pub(crate) fn covered(entry: &EventType, attempt: &Attempt) -> Covered {
    Covered {
        event_type: entry.full_name(),
        sent_at: attempt.sent_at,
        duration: attempt.duration,
        outcome: match &attempt.outcome {
            Outcome::Response(response) => Ok(response.status),
            Outcome::Failed(failure) => Err(failure.clone()),
        },
    }
}

pub(crate) fn entry_of(entry: &EventType, covered: Covered) -> CoverageEntry {
    let (ok, sentence) = match &covered.outcome {
        Ok(status) => judged(entry.kind, *status, covered.duration),
        Err(failure) => (false, failure.sentence.clone()),
    };
    CoverageEntry {
        name: covered.event_type,
        sent_at: instant(covered.sent_at),
        duration_us: u64::try_from(covered.duration.as_micros()).unwrap_or(u64::MAX),
        status: covered.outcome.ok(),
        ok,
        sentence,
    }
}

/// Whether the sender takes it, and why not.
fn judged(kind: Kind, status: u16, took: Duration) -> (bool, String) {
    let (limit, seconds) = (patience(kind), took.as_secs_f64());
    match status {
        200..=299 if took <= limit => (true, format!("Answered {status} in {:.1} ms.", seconds * 1000.0)),
        200..=299 => {
            let limit = limit.as_secs();
            (false, format!("Answered {status} after {seconds:.1} s; the sender waits {limit} s at most."))
        }
        300..=399 => {
            (false, format!("Answered {status}: the sender follows no redirect, so give it the last address."))
        }
        _ => (false, format!("Answered {status}; the sender needs a 2xx.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_2xx_in_time_is_good() {
        let good = |kind, status, seconds| judged(kind, status, Duration::from_secs(seconds)).0;
        assert!(good(Kind::Blocking, 204, 5) && good(Kind::NonBlocking, 200, 60) && good(Kind::System, 299, 30));
        assert!(!good(Kind::Blocking, 200, 6), "Authgear has given up by then");
        assert!(!good(Kind::NonBlocking, 302, 0) && !good(Kind::NonBlocking, 500, 0));
        assert!(judged(Kind::Blocking, 307, Duration::ZERO).1.contains("redirect"));
    }
}
