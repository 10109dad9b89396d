//! Rechecks the signatures of stored events when the secrets have changed.

use hookglass_senders::signature::{self, NamedSecret, Verdict};
use hookglass_store::{SignedEvent, StoreError};
use std::{collections::BTreeSet, sync::Arc};

use super::{context::Secrets, error::SecretsError};
use crate::base::blocking;

/// Bytes of bodies whose signatures are rechecked in one step.
const CHUNK_SIZE: usize = 1 << 20;

/// The setting with the ids of the secrets that the stored signatures were checked with. It is
/// absent in databases of versions that supported only Authgear's signatures.
const CHECKED_WITH: &str = "signatures_checked_with";

/// The origin of a change of the secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// This process. It has used the new secrets since the change.
    ThisProcess,
    /// Another process, the keychain or the environment. Events that arrived here since the change
    /// were checked without the new secrets, even if the other process rechecked everything.
    Elsewhere,
    /// Another process removed a secret. Events that arrived here since the removal were still
    /// checked with that secret.
    RemovedElsewhere,
}

impl Secrets {
    pub(super) fn recheck_in_background(self: &Arc<Self>, cause: Cause) {
        let secrets = Arc::clone(self);
        self.jobs.spawn_background(async move {
            match secrets.recheck(cause).await {
                // After a shutdown, the next process completes the recheck.
                Ok(()) | Err(SecretsError::Store(StoreError::Closed)) => {}
                Err(error) => tracing::error!(%error, "cannot recheck stored signatures"),
            }
        });
    }

    /// Rechecks stored signatures with the current secrets, unless that has been done. Stops if the
    /// secrets change.
    pub async fn recheck_signatures(&self) -> Result<(), SecretsError> {
        self.recheck(Cause::ThisProcess).await
    }

    async fn recheck(&self, cause: Cause) -> Result<(), SecretsError> {
        let _guard = self.rechecking.lock().await;
        let generation = self.generation();
        let (known, secrets) = (self.known_secrets(), self.named_secrets());
        let ids = |only_usable: bool| -> BTreeSet<String> {
            let known = known.iter().filter(|known| !only_usable || known.secret.is_ok());
            known.map(|known| known.row.id.to_string()).collect()
        };
        // Only usable secrets are recorded. When the keychain returns another secret, the recheck
        // runs again.
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
        let is_needed = all || forced || removed || !usable.is_subset(&before);
        // Versions that supported only Authgear's signatures stored `Unsigned` for events with
        // another scheme's header.
        let settled: &[_] = match (all, removed) {
            (true, _) => &[],
            (false, true) => &[Verdict::Unsigned],
            (false, false) => &[Verdict::Unsigned, Verdict::Valid],
        };
        let mut after = is_needed.then_some(0);
        while let Some(from) = after {
            let page = self.store.events().signed_after(from, CHUNK_SIZE, settled.to_vec()).await?;
            if self.generation() != generation {
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
        if self.generation() == generation {
            self.store.settings_mut().put(CHECKED_WITH, usable.into_iter().collect::<Vec<_>>().join(" ")).await?;
        }
        Ok(())
    }
}

/// The verdict to store for an event, if it changes. A verdict is lowered only if a secret was
/// removed. A secret that is only unavailable now (in the environment or in a locked keychain) does
/// not lower it.
fn new_verdict(event: &SignedEvent, secrets: &[NamedSecret], removed: bool) -> Option<(i64, Verdict)> {
    if event.verdict == Verdict::Valid && !removed {
        return None;
    }
    let now = signature::check(&event.headers, &event.body, event.received_at, secrets);
    let lowered = event.verdict == Verdict::Invalid && now == Verdict::NoSecret && !removed;
    (now != event.verdict && !lowered).then_some((event.id, now))
}
