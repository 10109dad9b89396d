//! The address of the receiver, for contexts that do not run the receiver themselves.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;

use super::lock;
use crate::{error::ContextError, view::ListenProblem};

/// The setting that publishes the receiver's address to other processes.
pub(crate) const LISTENING: &str = "listening";

/// A shared handle to the receiver's state.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReceiverState(Arc<State>);

#[derive(Debug, Default)]
struct State {
    address: Mutex<Option<SocketAddr>>,
    problem: Mutex<Option<ListenProblem>>,
    paused_at: Mutex<Option<SocketAddr>>,
    changes: watch::Sender<u64>,
}

impl ReceiverState {
    /// The address that the receiver listens on.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        *lock(&self.0.address)
    }

    /// Why the receiver does not listen.
    pub(crate) fn problem(&self) -> Option<ListenProblem> {
        lock(&self.0.problem).clone()
    }

    /// The address that the receiver listened on when the user paused it.
    pub(crate) fn paused_at(&self) -> Option<SocketAddr> {
        *lock(&self.0.paused_at)
    }

    /// Records a pause, or its end.
    pub(crate) fn set_paused(&self, at: Option<SocketAddr>) {
        *lock(&self.0.paused_at) = at;
    }

    /// Records the receiver's address, or why it does not listen. Returns the previous address. A
    /// receiver that listens, or fails to, is no longer paused.
    pub(crate) fn moved(&self, address: Option<SocketAddr>, problem: Option<ListenProblem>) -> Option<SocketAddr> {
        if address.is_some() || problem.is_some() {
            self.set_paused(None);
        }
        *lock(&self.0.problem) = problem;
        std::mem::replace(&mut *lock(&self.0.address), address)
    }

    /// Notifies subscribers that the status has changed.
    pub(crate) fn changed(&self) {
        self.0.changes.send_modify(|count| *count += 1);
    }

    /// A counter that changes with every call of `changed`: when the receiver starts, moves or
    /// stops, and when another part of the status changes.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }
}

/// A text that is not a listen address.
#[derive(Debug, thiserror::Error)]
#[error("'{0}' is not an address and port; use a form like 127.0.0.1:4665")]
pub struct InvalidAddress(String);

impl ContextError for InvalidAddress {}

/// Parses an address from the settings or `--listen`. `localhost` means 127.0.0.1; other host names
/// are rejected.
pub(crate) fn socket_address(text: &str) -> Result<SocketAddr, InvalidAddress> {
    let text = text.trim();
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric.as_deref().unwrap_or(text).parse().map_err(|_| InvalidAddress(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::socket_address;

    #[test]
    fn only_numeric_addresses_and_localhost_are_accepted() {
        assert_eq!(socket_address(" localhost:80 ").unwrap(), "127.0.0.1:80".parse().unwrap());
        assert_eq!(socket_address("[::1]:80").unwrap(), "[::1]:80".parse().unwrap());
        for text in ["", "4665", "example.com:80", "127.0.0.1:99999"] {
            assert!(socket_address(text).unwrap_err().to_string().contains("127.0.0.1:4665"), "{text}");
        }
    }
}
