//! Frees space: events in the trash that stay no longer, and free pages of the file.

use jiff::Timestamp;
use std::time::Duration;

use super::{context::Housekeeping, error::RetentionError};

/// How long events that were pruned by age stay in the trash.
const RESTORE_TIME: Duration = Duration::from_secs(24 * 3600);
/// Pages that one step returns to the disk.
const PAGES_PER_STEP: u64 = 128;

impl Housekeeping {
    /// Permanently deletes what pruning by age moved to the trash long enough ago.
    pub(super) async fn empty_old_pruned_trash(&self) -> Result<bool, RetentionError> {
        let old = self.store.trash().pruned_deletions(self.clock.wall() - RESTORE_TIME).await?;
        for deletion in &old {
            self.inbox.empty_trash(*deletion).await?;
        }
        Ok(!old.is_empty())
    }

    /// Permanently deletes what age pruning has moved to the trash, oldest first, while the file
    /// uses more than `bytes`.
    pub(super) async fn empty_pruned_trash(&self, bytes: u64) -> Result<(), RetentionError> {
        for deletion in self.store.trash().pruned_deletions(Timestamp::MAX).await? {
            if self.store.disk().used().await? <= bytes {
                return Ok(());
            }
            self.inbox.empty_trash(deletion).await?;
        }
        Ok(())
    }

    /// Permanently deletes what a person has deleted and can no longer restore. Returns whether
    /// there was any.
    pub(super) async fn empty_expired_trash(&self) -> Result<bool, RetentionError> {
        let expired = self.store.trash().expired_deletions().await?;
        for deletion in &expired {
            self.inbox.empty_trash(*deletion).await?;
        }
        Ok(!expired.is_empty())
    }

    /// Returns free pages of the file to the disk, except for `reserve` bytes. Returns whether it
    /// shrank the file.
    pub(super) async fn shrink_file(&self, reserve: u64) -> Result<bool, RetentionError> {
        let (mut idle, mut before) = (self.store.idle_gate(), u64::MAX);
        loop {
            let free = self.store.disk().free().await?;
            // Stop if the last step freed nothing: some files cannot shrink in steps.
            if free <= reserve || free >= before {
                return Ok(before < u64::MAX);
            }
            before = free;
            idle.wait(self.store.events()).await?;
            self.store.disk_mut().shrink(PAGES_PER_STEP).await?;
        }
    }
}
