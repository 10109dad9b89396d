//! Which samples a target was sent, and how it answered each.
//!
//! An answer passes if the sender would accept it: a 2xx within the time that the sender waits.

use hookglass_request::outgoing::{Attempt, Outcome};
use hookglass_senders::{
    catalog::{self, EventType},
    envelope::Kind,
};
use hookglass_store::Covered;
use std::time::Duration;

use super::{context::Samples, error::SamplesError};
use crate::{
    base::instant,
    view::{Coverage, CoverageEntry, TourProgress},
};

impl Samples {
    /// The coverage of a target; `None` is the running receiver.
    pub async fn coverage(&self, to: Option<&str>) -> Result<Coverage, SamplesError> {
        let target = self.place(to).await?.target;
        self.coverage_of(&target).await
    }

    /// The targets of samples, the latest first.
    pub async fn coverage_targets(&self) -> Result<Vec<String>, SamplesError> {
        Ok(self.store.coverage().targets().await?)
    }

    pub(super) async fn coverage_of(&self, target: &str) -> Result<Coverage, SamplesError> {
        // Before the rows, so that all rows of a tour that has ended are there.
        let tour = self.tour().borrow().clone().filter(|tour| tour.target == target);
        let tour = tour.map(|tour| TourProgress { done: tour.done, total: tour.total });
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

/// How long the sender waits for an answer. Authgear waits 5 seconds for blocking events and 60 for others
/// (authgear-server, `pkg/lib/config/hook.go`, `pkg/lib/hook/hook_web.go`). Fastgen's limit is unknown.
pub(crate) fn sender_timeout(kind: Kind) -> Duration {
    Duration::from_secs(match kind {
        Kind::Blocking => 5,
        Kind::NonBlocking => 60,
        Kind::System => 30,
    })
}

/// The result of an attempt as it is stored.
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

/// Whether the sender would accept the answer, and a sentence about it.
fn judged(kind: Kind, status: u16, took: Duration) -> (bool, String) {
    let (limit, seconds) = (sender_timeout(kind), took.as_secs_f64());
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
