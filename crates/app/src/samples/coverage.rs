//! Which samples were sent to a target, and how it answered each.
//!
//! An answer passes if the sender would accept it: a 2xx before the sender's timeout.

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
    /// The coverage of a target; `None` means the running receiver.
    pub async fn coverage(&self, to: Option<&str>) -> Result<Coverage, SamplesError> {
        let target = self.target(to).await?.base_url;
        self.coverage_of(&target).await
    }

    /// The targets of samples, latest first.
    pub async fn coverage_targets(&self) -> Result<Vec<String>, SamplesError> {
        Ok(self.store.coverage().targets().await?)
    }

    pub(super) async fn coverage_of(&self, target: &str) -> Result<Coverage, SamplesError> {
        // Read before the rows, so that the rows of a finished tour are complete.
        let tour = self.tour().borrow().clone().filter(|tour| tour.target == target);
        let tour = tour.map(|tour| TourProgress { done: tour.done, total: tour.total });
        let mut rows = self.store.coverage().of_target(target.to_owned()).await?;
        let mut entry_of_type = |entry: &EventType| {
            let name = entry.full_name();
            let at = rows.iter().position(|row| row.event_type == name)?;
            Some(entry_of(entry, rows.swap_remove(at)))
        };
        let entries: Vec<_> = catalog::all().iter().filter_map(&mut entry_of_type).collect();
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

/// How long the sender waits for an answer. Authgear waits 5 seconds for blocking events and 60 for
/// others (authgear-server, `pkg/lib/config/hook.go`, `pkg/lib/hook/hook_web.go`). Fastgen's limit
/// is unknown.
pub(crate) fn sender_timeout(kind: Kind) -> Duration {
    Duration::from_secs(match kind {
        Kind::Blocking => 5,
        Kind::NonBlocking => 60,
        Kind::System => 30,
    })
}

/// The result of an attempt, for storage.
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
        Ok(status) => judge(entry.kind, *status, covered.duration),
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
fn judge(kind: Kind, status: u16, took: Duration) -> (bool, String) {
    let (limit, seconds) = (sender_timeout(kind), took.as_secs_f64());
    match status {
        200..=299 if took <= limit => (true, format!("Answered {status} in {:.1} ms.", seconds * 1000.0)),
        200..=299 => {
            let limit = limit.as_secs();
            (false, format!("Answered {status} after {seconds:.1} s; the sender waits at most {limit} s."))
        }
        300..=399 => (false, format!("Answered {status}: the sender does not follow redirects. Use the final URL.")),
        _ => (false, format!("Answered {status}; the sender needs a 2xx.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_2xx_before_the_timeout_passes() {
        let passes = |kind, status, seconds| judge(kind, status, Duration::from_secs(seconds)).0;
        assert!(passes(Kind::Blocking, 204, 5) && passes(Kind::NonBlocking, 200, 60) && passes(Kind::System, 299, 30));
        assert!(!passes(Kind::Blocking, 200, 6), "Authgear waits only 5 seconds");
        assert!(!passes(Kind::NonBlocking, 302, 0) && !passes(Kind::NonBlocking, 500, 0));
        assert!(judge(Kind::Blocking, 307, Duration::ZERO).1.contains("redirect"));
    }
}
