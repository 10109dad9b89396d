//! The log of the database. Commits append to it, and checkpoints move it into the file. A
//! checkpoint that fails goes unnoticed otherwise, while the log grows.

use super::{context::Housekeeping, unmet::Unmet};

/// The size up to which the log is left to the checkpoints of commits. A large batch takes about
/// 30 MiB.
const MAX_LOG_BYTES: u64 = 64 << 20;

impl Housekeeping {
    /// Empties the log on request, or if it is too large. Returns why it did not work.
    pub(super) async fn empty_log(&self, is_requested: bool) -> Option<Unmet> {
        if !is_requested && self.store.disk().log_size() <= MAX_LOG_BYTES {
            return None;
        }
        let emptied = self.store.disk_mut().checkpoint().await;
        let bytes = self.store.disk().log_size();
        match emptied {
            Ok(true) => None,
            Ok(false) => (bytes > MAX_LOG_BYTES).then_some(Unmet::LogInUse { bytes }),
            Err(error) => Some(Unmet::LogFailed { bytes, error: error.to_string() }),
        }
    }
}
