//! The status of the receiver and the database.

use jiff::{SignedDuration, Timestamp};
use std::net::SocketAddr;
use tokio::sync::watch;

use super::{Pages, error::PagesError};
use crate::{
    base::files,
    view::{Status, UnknownHost},
};

/// How long requests to an unknown host are reported.
const UNKNOWN_HOST_TTL: SignedDuration = SignedDuration::from_hours(1);
/// Unknown hosts that are reported at a time: a web page can make up any number.
const MAX_UNKNOWN_HOSTS: usize = 3;

impl Pages {
    /// The default path for an exported file: in the downloads folder, or else in the data folder.
    pub fn default_path(&self, name: &str) -> String {
        files::default_path(&self.data_dir.path, name)
    }

    /// A counter that changes after every commit to the database, by this process or another.
    /// Several commits can appear as one change.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// A counter that changes whenever this process has written to the index.
    pub fn index_writes(&self) -> watch::Receiver<u64> {
        self.store.index().writes()
    }

    /// A counter that changes whenever the receiver starts, moves or stops, or another part of the
    /// status changes.
    pub fn receiver_changes(&self) -> watch::Receiver<u64> {
        self.receiver.subscribe()
    }

    /// The address that the receiver listens on.
    pub fn address(&self) -> Option<SocketAddr> {
        self.receiver.address()
    }

    /// The state of the receiver and the size of the database.
    pub async fn status(&self) -> Result<Status, PagesError> {
        let (events, bytes) = (self.inbox.total().await?, self.store.disk().size().await?);
        let index = self.inbox.index_status().await?;
        Ok(Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            url: self.address().map(|address| format!("http://{address}")),
            problem: self.receiver.problem(),
            paused: self.receiver.paused_at().is_some(),
            events,
            bytes,
            index,
            unknown_hosts: self.unknown_hosts().await?,
            paused_targets: self.decide.paused_targets().await?,
            confirmations_problem: self.confirmations.problem(),
            refused: self.receive.refused_count(),
            pruned: self.retention.last_pruned(),
            storage_warnings: self.retention.unmet(),
            free_space_problem: self.store.disk().full().borrow().is_some().then(|| {
                let folder = self.data_dir.path.display();
                format!(
                    "The disk is full: no event can be stored in {folder}, and senders get an error. Free some space or \
                     delete events, and Hookglass resumes automatically."
                )
            }),
        })
    }

    /// The hosts that are not allowed and got requests recently.
    async fn unknown_hosts(&self) -> Result<Vec<UnknownHost>, PagesError> {
        let since = self.clock.wall().checked_sub(UNKNOWN_HOST_TTL).unwrap_or(Timestamp::MIN);
        let unknown = self.store.untrusted().unknown_hosts(since).await?.into_iter();
        let unknown = unknown.filter(|unknown| !self.confirmations.allows_host(&unknown.host));
        let view =
            |unknown: hookglass_store::UnknownHost| UnknownHost { host: unknown.host, requests: unknown.requests };
        Ok(unknown.take(MAX_UNKNOWN_HOSTS).map(view).collect())
    }
}
