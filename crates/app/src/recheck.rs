//! Looking again at what is stored, when this version knows more than the one that received it.

use hookscope_domain::reading::{Budget, Reading};
use std::sync::Arc;

use crate::{body::off_the_async_threads, error::AppError, hookscope::Hookscope, receive::warnings};

/// Rises whenever the checks or the catalog find something else in the same bytes.
const CHECKS: &str = "2";

/// The setting that says with which checks all that is stored was looked at.
const CHECKED_WITH: &str = "checked_with";

/// Bytes of bodies that are looked at at a time.
const CHUNK: usize = 4 << 20;

impl Hookscope {
    /// Begins to look again at what an older version received, where that is due; goes on in the background.
    pub fn catch_up(self: &Arc<Self>) {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = app.recheck().await {
                tracing::error!(%error, "stored events could not be checked again");
            }
        });
    }

    /// Counts the warnings of every stored event anew, if that was not done with these checks yet. Can be stopped at any
    /// point; then it begins anew the next time.
    pub async fn recheck(&self) -> Result<(), AppError> {
        if self.store.setting(CHECKED_WITH).await?.as_deref() == Some(CHECKS) {
            return Ok(());
        }
        let mut after = 0;
        loop {
            let captures = self.store.captures(after, CHUNK).await?;
            let Some((last, _)) = captures.last() else { break };
            after = *last;
            let counts = off_the_async_threads(move || {
                let count = |(id, capture)| (id, warnings(&Reading::of(&capture, Budget::WAITING), &capture));
                captures.into_iter().map(count).collect()
            });
            self.store.set_warnings(counts.await?).await?;
        }
        self.store.put_setting(CHECKED_WITH, CHECKS.to_owned()).await?;
        Ok(())
    }
}
