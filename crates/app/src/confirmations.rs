//! What the user of this computer has confirmed: hosts that requests may be sent to, targets that
//! events are forwarded to, hosts whose requests are trusted, and hosts without a valid
//! certificate.
//!
//! The confirmations are in a file of this user and computer, outside the data folder. A database
//! can be copied from elsewhere, so nothing in it counts as confirmed. What is confirmed for one
//! run stays in memory.

mod file;

use hookglass_request::trust::host_name;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use crate::{
    base::{config_dir::ConfigDir, error::FileError},
    error::ContextError,
    view::TargetUrl,
};
use file::ConfirmationsFile;

/// The name of the file in the configuration folder.
const FILE_NAME: &str = "confirmations.json";

/// A text that is not the name of a host.
#[derive(Debug, thiserror::Error)]
#[error("'{0}' is not a host name; use a form like abc.example, without https:// and without a path")]
pub struct InvalidHost(String);

impl ContextError for InvalidHost {}

/// A host as typed, in the form in which it is compared.
pub(crate) fn checked_host(text: &str) -> Result<String, InvalidHost> {
    host_name(text).ok_or_else(|| InvalidHost(text.to_owned()))
}

/// What is confirmed. A file with unknown members was written by a later version; it is rejected
/// rather than rewritten without them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Confirmed {
    /// Origins outside this computer that requests may be sent to, such as `https://example.com`.
    pub(crate) hosts: BTreeSet<String>,
    /// Origins whose certificate need not be valid.
    pub(crate) unverified_hosts: BTreeSet<String>,
    /// Hosts other than this computer whose requests are trusted.
    pub(crate) allowed_hosts: BTreeSet<String>,
    /// Targets that events may be forwarded to.
    pub(crate) targets: BTreeSet<TargetUrl>,
}

/// The confirmations of this computer and of this run.
#[derive(Debug)]
pub(crate) struct Confirmations {
    file: Arc<ConfirmationsFile>,
    run: RwLock<Confirmed>,
}

impl Confirmations {
    pub(crate) fn new(folder: &ConfigDir) -> Self {
        Self { file: Arc::new(ConfirmationsFile::new(folder.file(FILE_NAME))), run: RwLock::default() }
    }

    /// Whether a condition holds for the confirmations of this computer or of this run.
    pub(crate) fn any(&self, condition: impl Fn(&Confirmed) -> bool) -> bool {
        condition(&self.run.read().unwrap_or_else(PoisonError::into_inner)) || condition(&self.stored())
    }

    /// Whether events may be forwarded to a URL.
    pub(crate) fn has_target(&self, url: &str, verify_tls: bool) -> bool {
        let target = TargetUrl { url: url.to_owned(), verify_tls };
        self.any(|confirmed| confirmed.targets.contains(&target))
    }

    /// Whether requests to a host are trusted.
    pub(crate) fn allows_host(&self, host: &str) -> bool {
        self.any(|confirmed| confirmed.allowed_hosts.contains(host))
    }

    /// The confirmations of this computer, also those that another process has just written.
    pub(crate) fn stored(&self) -> Arc<Confirmed> {
        self.file.current()
    }

    /// Why nothing counts as confirmed on this computer, in a sentence.
    pub(crate) fn problem(&self) -> Option<String> {
        self.file.problem()
    }

    /// Changes the confirmations of this computer. Changes of several processes are made one after
    /// another. A file that cannot be read is not changed.
    pub(crate) async fn change(&self, change: impl FnOnce(&mut Confirmed) + Send + 'static) -> Result<(), FileError> {
        let file = Arc::clone(&self.file);
        tokio::task::spawn_blocking(move || file.change(change)).await.map_err(|_| FileError::Closed)?
    }

    /// Changes the confirmations of this run.
    pub(crate) fn change_run(&self, change: impl FnOnce(&mut Confirmed)) {
        change(&mut self.run.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Confirms something for this run, and for later runs if it can be stored.
    pub(crate) async fn confirm(&self, change: impl Fn(&mut Confirmed) + Send + 'static) {
        self.change_run(&change);
        if let Err(error) = self.change(change).await {
            tracing::warn!(%error, "a confirmation applies to this run only");
        }
    }
}
