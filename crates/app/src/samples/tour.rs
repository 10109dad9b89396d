//! The tour: sends one sample of each type in the background. One tour runs at a time.
//!
//! The result of each sample is stored before the next is sent, so a canceled tour keeps its
//! results.

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
    /// The names of the types of a tour, in order.
    pub fn tour_names() -> Vec<String> {
        tour().into_iter().map(EventType::full_name).collect()
    }

    /// Starts a tour in the background and returns its coverage so far.
    pub async fn start_tour(self: &Arc<Self>, to: Option<String>, marked: bool) -> Result<Coverage, SamplesError> {
        ensure_none_running(self.tour().borrow().as_ref())?;
        let mut run = self.run(&tour(), &Trigger { to, marked, ..Trigger::default() }).await?;
        run.check_target().await?;
        let target = run.target().to_owned();
        let mut started = Err(SamplesError::NotListening);
        self.tour.send_if_modified(|tour| {
            started = ensure_none_running(tour.as_ref()).map(|()| self.jobs.begin(JobKey::Tour));
            if started.is_ok() {
                *tour = Some(Tour { target: target.clone(), done: 0, total: run.waiting() as u64 });
            }
            started.is_ok()
        });
        let job = started?;
        let samples = Arc::clone(self);
        self.jobs.spawn(async move {
            // A canceled tour is not the current one and must not change it.
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

    /// Stops the tour. The result of the sample in flight is not stored.
    pub fn cancel_tour(&self) {
        self.tour.send_modify(|tour| {
            self.jobs.cancel(JobKey::Tour);
            *tour = None;
        });
    }

    /// The running tour, as a receiver that can wait for its progress and its end.
    pub fn tour(&self) -> watch::Receiver<Option<Tour>> {
        self.tour.subscribe()
    }
}

fn ensure_none_running(tour: Option<&Tour>) -> Result<(), SamplesError> {
    tour.map_or(Ok(()), |tour| Err(SamplesError::TourUnderWay(tour.target.clone())))
}
