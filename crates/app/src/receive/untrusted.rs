//! Requests that are not trusted: which they are, whether they are stored, and which of them are
//! removed.

use hookglass_receiver::NotStored;
use hookglass_request::{
    capture::Capture,
    trust::{self, Distrust, Untrusted},
};
use hookglass_senders::signature::Verdict;
use hookglass_store::{NewEvent, Store, StoreError, UntrustedBudget};
use std::sync::Arc;

use super::{
    Receive, ReceiveError,
    share::{Admission, share},
};
use crate::confirmations::checked_host;

/// Events that one step removes.
const STEP: usize = 200;

impl Receive {
    /// Trusts requests to a host in this run.
    pub fn allow_host_for_this_run(&self, host: &str) -> Result<(), ReceiveError> {
        let host = checked_host(host)?;
        self.confirmations.change_run(|confirmed| confirmed.allowed_hosts.extend([host]));
        Ok(())
    }

    /// Why a request is not trusted; `None` if it is.
    pub(super) fn untrusted(&self, capture: &Capture, signature: Verdict) -> Option<Untrusted> {
        let untrusted = match signature {
            Verdict::Valid => None,
            _ => trust::untrusted(capture, |host| self.confirmations.allows_host(host)),
        };
        untrusted.or_else(|| trust::sample(capture))
    }

    /// Rejects an untrusted event if the share of such events is used up. Makes room for it
    /// otherwise. Samples have no share.
    pub(super) fn admit(self: &Arc<Self>, event: &NewEvent) -> Result<(), NotStored> {
        let Some(untrusted) = event.untrusted.as_ref().filter(|untrusted| untrusted.why != Distrust::Sample) else {
            return Ok(());
        };
        let share = share(self.settings.now().retention);
        match self.untrusted_use.admit(event.size(), share) {
            Admission::Stored { prune: false } => Ok(()),
            Admission::Stored { prune: true } => {
                let store = Arc::clone(&self.store);
                self.jobs.spawn_background(async move {
                    if let Err(error) = prune(&store, share).await {
                        tracing::warn!(%error, "cannot remove old events from web pages and unknown hosts");
                    }
                });
                Ok(())
            }
            Admission::Rejected { retry_after, first } => {
                let reason = rejection(untrusted);
                if first {
                    tracing::warn!("{reason}");
                }
                let seconds = u32::try_from(retry_after.as_secs()).unwrap_or(u32::MAX).max(1);
                Err(NotStored::too_many(reason).retry_after(seconds))
            }
        }
    }
}

fn rejection(untrusted: &Untrusted) -> String {
    let allow = match &untrusted.host {
        Some(host) => format!(" Allow the host {host} to store all of its requests."),
        None => String::new(),
    };
    format!(
        "Hookglass did not store this request: web pages and unknown hosts have sent as much as they may in one hour. \
         Wait, or sign the request.{allow}"
    )
}

/// Removes the oldest untrusted events beyond their share. Events with a star or a note stay.
async fn prune(store: &Store, share: UntrustedBudget) -> Result<(), StoreError> {
    loop {
        let excess = store.untrusted().excess(share, STEP).await?;
        if excess.is_empty() || store.retention_mut().prune(excess).await? == 0 {
            return Ok(());
        }
    }
}
