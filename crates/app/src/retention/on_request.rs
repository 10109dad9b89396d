//! Pruning that a person asks for, and what is said about limits in the settings.

use super::{
    by_age::{AgePasses, cutoff},
    context::Housekeeping,
    error::RetentionError,
    prune::{self, Mode, Scope},
    unmet::Unmet,
};
use crate::{base::instant, view::Retention};

/// The smallest size limit for the database, in bytes.
pub(crate) const MIN_RETENTION_BYTES: u64 = 1 << 20;

impl Retention {
    /// Checks that each limit allows for at least one event, one day, or [`MIN_RETENTION_BYTES`].
    pub(crate) fn check(self) -> Result<(), RetentionError> {
        match self {
            Self { events: Some(0), .. } => Err(RetentionError::NoEvents),
            Self { days: Some(0), .. } => Err(RetentionError::NoDays),
            Self { bytes: Some(..MIN_RETENTION_BYTES), .. } => Err(RetentionError::TooFewBytes),
            _ => Ok(()),
        }
    }
}

/// The result of pruning on request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PruneReport {
    /// The number of removed events.
    pub count: u64,
    /// When the newest of them was received; `None` if no event was removed.
    pub before: Option<String>,
    /// Why a limit is not met, in sentences.
    pub unmet: Vec<String>,
}

impl Housekeeping {
    /// The number of events that [`Housekeeping::prune`] would remove. For the size limit this is
    /// an estimate.
    pub async fn to_prune(&self, retention: Retention) -> Result<u64, RetentionError> {
        retention.check()?;
        let usage = self.usage().await?;
        let by_number = retention.events.map_or(0, |most| usage.prunable().saturating_sub(most));
        let by_bytes = retention.bytes.map_or(0, |most| {
            let mean = (usage.prunable_bytes() / usage.prunable().max(1)).max(1);
            usage.prunable_bytes().saturating_sub(most).div_ceil(mean)
        });
        let by_age = match retention.days {
            Some(_) => self.store.retention().count_aged(cutoff(retention.days, self.clock.wall())).await?,
            None => 0,
        };
        Ok(by_number.max(by_bytes).max(by_age).min(usage.prunable()))
    }

    /// Permanently removes the oldest events until these limits are met, and shrinks the file. A
    /// person asks for it, so events of the last ten minutes are removed too.
    pub async fn prune(&self, retention: Retention) -> Result<PruneReport, RetentionError> {
        retention.check()?;
        let Some(_lock) = self.store.locks().prune()? else { return Err(RetentionError::PruningElsewhere) };
        let mut scope = Scope::new(Mode::Requested, i64::MAX, self.retrying_targets().await?);
        self.empty_expired_trash().await?;
        if let Some(days) = retention.days
            && !self.prune_aged(&mut AgePasses::default(), days, &mut scope).await?
        {
            scope.unmet.push(Unmet::AllOld { days });
        }
        self.prune_oldest(retention, &mut scope).await?;
        self.shrink_file(0).await?;
        scope.unmet.extend(self.empty_log(true).await);
        Ok(PruneReport {
            count: scope.removed.count,
            before: scope.removed.last.map(instant),
            unmet: scope.unmet.iter().map(ToString::to_string).collect(),
        })
    }

    /// The limits in the settings.
    pub fn limits(&self) -> Retention {
        self.settings.now().retention
    }

    /// Why limits on number and size are not met now; `None` if they are.
    pub(crate) async fn note(&self, retention: Retention) -> Result<Option<String>, RetentionError> {
        let sent_upto = self.retrying_targets().await?.sent_upto();
        let is_unsent = sent_upto < self.store.events().latest().await?;
        let unmet = prune::unmet(self.usage().await?, retention, Mode::Background, is_unsent);
        let sentences: Vec<_> = unmet.iter().map(ToString::to_string).collect();
        Ok((!sentences.is_empty()).then(|| sentences.join(" ")))
    }
}
