//! The tour: one sample of every type. There is one tour at a time, in the background.
//!
//! The result of each sample is stored before the next is sent, so a cancelled tour loses nothing.

use hookglass_senders::{catalog::EventType, sample::tour};
use std::sync::Arc;
use tokio::sync::watch;

use super::{
    context::{Samples, Tour},
    error::SamplesError,
    send::Trigger,
};
use crate::{base::jobs::JobKey, view::Coverage};

impl Samples {
    /// The names of a tour's types, in its order.
    pub fn tour_names() -> Vec<String> {
        tour().into_iter().map(EventType::full_name).collect()
    }

    /// Starts a tour, and returns at once.
    pub async fn start_tour(self: &Arc<Self>, to: Option<String>) -> Result<Coverage, SamplesError> {
        none_under_way(self.tour().borrow().as_ref())?;
        let mut run = self.run(&tour(), &Trigger { to, ..Trigger::default() }).await?;
        run.check_target().await?;
        let target = run.target().to_owned();
        let mut begun = Err(SamplesError::NotListening);
        self.tour.send_if_modified(|tour| {
            begun = none_under_way(tour.as_ref()).map(|()| self.jobs.begin(JobKey::Tour));
            if begun.is_ok() {
                *tour = Some(Tour { target: target.clone(), done: 0, total: run.waiting() as u64 });
            }
            begun.is_ok()
        });
        let job = begun?;
        let samples = Arc::clone(self);
        self.jobs.spawn(async move {
            // A cancelled tour is no longer the current one.
            let update = |change: fn(&mut Option<Tour>)| {
                samples.tour.send_if_modified(|tour| {
                    let is_current = !job.is_cancelled();
                    if is_current {
                        change(tour);
                    }
                    is_current
                })
            };
            loop {
                let next = tokio::select! {
                    next = run.next() => next,
                    () = job.cancelled() => break,
                };
                match next {
                    Ok(Some(_)) => update(|tour| tour.iter_mut().for_each(|tour| tour.done += 1)),
                    Ok(None) => break,
                    Err(error) => {
                        tracing::warn!(%error, "the tour ended early");
                        break;
                    }
                };
            }
            update(|tour| *tour = None);
        });
        self.coverage_of(&target).await
    }

    /// Cancels the tour. The result of the sample in flight is not stored.
    pub fn cancel_tour(&self) {
        self.tour.send_modify(|tour| {
            self.jobs.cancel(JobKey::Tour);
            *tour = None;
        });
    }

    /// The tour under way, to wait for its progress and its end.
    pub fn tour(&self) -> watch::Receiver<Option<Tour>> {
        self.tour.subscribe()
    }
}

fn none_under_way(tour: Option<&Tour>) -> Result<(), SamplesError> {
    tour.map_or(Ok(()), |tour| Err(SamplesError::TourUnderWay(tour.target.clone())))
}
