//! The status of the receiver and the database.

use std::net::SocketAddr;
use tokio::sync::watch;

use super::{Pages, error::PagesError};
use crate::{base::files, view::Status};

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
            events,
            bytes,
            index,
            pruned: self.retention.last_pruned(),
            free_space_problem: self.store.disk().full().borrow().is_some().then(|| {
                let folder = self.data_dir.path.display();
                format!(
                    "The disk is full: no event can be stored in {folder}, and senders get an error. Free some space or \
                     delete events, and Hookglass resumes automatically."
                )
            }),
        })
    }
}
