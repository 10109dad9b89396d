//! Rechecking the signatures of stored events when the secrets have changed.

use hookglass_senders::signature::{self, NamedSecret, Verdict};
use hookglass_store::{SignedEvent, StoreError};
use std::{collections::BTreeSet, sync::Arc};

use super::{context::Secrets, error::SecretsError};
use crate::base::blocking;

/// Bytes of bodies whose signatures are rechecked in one step.
const CHUNK_SIZE: usize = 1 << 20;

/// The setting that remembers which secrets the stored signatures were checked with. It is absent in databases of versions
/// that knew only Authgear's signatures.
const CHECKED_WITH: &str = "signatures_checked_with";

/// What changed the secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// This process, which has used the new secrets from then on.
    ThisProcess,
    /// Another process, the keychain or the environment. Events that arrived here since then were checked without the new
    /// secrets, even if the other process rechecked everything.
    Elsewhere,
    /// Another process removed a secret. Events that arrived here since then were still checked with it.
    RemovedElsewhere,
}

impl Secrets {
    pub(super) fn recheck_in_background(self: &Arc<Self>, cause: Cause) {
        let secrets = Arc::clone(self);
        self.jobs.spawn_background(async move {
            match secrets.recheck(cause).await {
                // The next process completes it.
                Ok(()) | Err(SecretsError::Store(StoreError::Closed)) => {}
                Err(error) => tracing::error!(%error, "stored signatures could not be checked again"),
            }
        });
    }

    /// Rechecks stored signatures with the secrets of now, unless that was done. Stops when the secrets change.
    pub async fn recheck_signatures(&self) -> Result<(), SecretsError> {
        self.recheck(Cause::ThisProcess).await
    }

    async fn recheck(&self, cause: Cause) -> Result<(), SecretsError> {
        let _turn = self.rechecking.lock().await;
        let changes = self.secret_changes();
        let (kept, secrets) = (self.kept(), self.named_secrets());
        let ids = |only_usable: bool| -> BTreeSet<String> {
            let kept = kept.iter().filter(|kept| !only_usable || kept.secret.is_ok());
            kept.map(|kept| kept.row.id.to_string()).collect()
        };
        // Only the usable ones count as checked with: once the keychain returns another one, the recheck runs again.
        let (existing, usable) = (ids(false), ids(true));
        let before = self.store.settings().get(CHECKED_WITH).await?;
        let all = before.is_none();
        let before: BTreeSet<String> =
            before.iter().flat_map(|ids| ids.split_whitespace()).map(str::to_owned).collect();
        let removed = cause == Cause::RemovedElsewhere || before.iter().any(|id| !existing.contains(id));
        let forced = cause != Cause::ThisProcess;
        if !all && !forced && before == usable {
            return Ok(());
        }
        let more = all || forced || removed || !usable.is_subset(&before);
        // Versions that knew only Authgear's signatures stored `Unsigned` for events with another scheme's header.
        let settled: &[_] = match (all, removed) {
            (true, _) => &[],
            (false, true) => &[Verdict::Unsigned],
            (false, false) => &[Verdict::Unsigned, Verdict::Valid],
        };
        let mut after = more.then_some(0);
        while let Some(from) = after {
            let page = self.store.events().signed_after(from, CHUNK_SIZE, settled.to_vec()).await?;
            if self.secret_changes() != changes {
                return Ok(());
            }
            after = page.upto;
            let secrets = Arc::clone(&secrets);
            let verdicts = blocking(move || {
                page.events.iter().filter_map(|event| new_verdict(event, &secrets, removed)).collect::<Vec<_>>()
            });
            let verdicts = verdicts.await?;
            if !verdicts.is_empty() {
                self.store.events_mut().set_signatures(verdicts).await?;
            }
        }
        if self.secret_changes() == changes {
            self.store.settings_mut().put(CHECKED_WITH, usable.into_iter().collect::<Vec<_>>().join(" ")).await?;
        }
        Ok(())
    }
}

/// The verdict to store for an event, if it changes. A verdict is lowered only if a secret was removed, not if the secret is
/// only absent now, as an environment's secret or one in a locked keychain can be.
fn new_verdict(event: &SignedEvent, secrets: &[NamedSecret], removed: bool) -> Option<(i64, Verdict)> {
    if event.verdict == Verdict::Valid && !removed {
        return None;
    }
    let now = signature::check(&event.headers, &event.body, event.received_at, secrets);
    let lowered = event.verdict == Verdict::Invalid && now == Verdict::NoSecret && !removed;
    (now != event.verdict && !lowered).then_some((event.id, now))
}
