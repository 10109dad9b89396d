//! Where the receiver listens, for contexts that do not receive themselves.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;

use super::lock;
use crate::{error::ContextError, view::ListenProblem};

/// The setting through which other processes learn where the receiver listens.
pub(crate) const LISTENING: &str = "listening";

/// A handle on the state of the receiver.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReceiverState(Arc<State>);

#[derive(Debug, Default)]
struct State {
    address: Mutex<Option<SocketAddr>>,
    problem: Mutex<Option<ListenProblem>>,
    changes: watch::Sender<u64>,
}

impl ReceiverState {
    /// The address that it listens on.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        *lock(&self.0.address)
    }

    /// Why it does not listen.
    pub(crate) fn problem(&self) -> Option<ListenProblem> {
        lock(&self.0.problem).clone()
    }

    /// Records where it listens, or why it does not. Returns the previous address.
    pub(crate) fn moved(&self, address: Option<SocketAddr>, problem: Option<ListenProblem>) -> Option<SocketAddr> {
        *lock(&self.0.problem) = problem;
        std::mem::replace(&mut *lock(&self.0.address), address)
    }

    /// Announces that the status has changed.
    pub(crate) fn changed(&self) {
        self.0.changes.send_modify(|count| *count += 1);
    }

    /// Changes when the receiver starts, moves or stops, and with every announcement.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }
}

/// A text is no address to listen on.
#[derive(Debug, thiserror::Error)]
#[error("'{0}' is not an address and port to listen on; write it like 127.0.0.1:4665")]
pub struct InvalidAddress(String);

impl ContextError for InvalidAddress {}

/// Reads an address of the settings or of `--listen`.
pub(crate) fn socket_address(text: &str) -> Result<SocketAddr, InvalidAddress> {
    let text = text.trim();
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric.as_deref().unwrap_or(text).parse().map_err(|_| InvalidAddress(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::socket_address;

    #[test]
    fn an_address_is_numbers_or_localhost() {
        assert_eq!(socket_address(" localhost:80 ").unwrap(), "127.0.0.1:80".parse().unwrap());
        assert_eq!(socket_address("[::1]:80").unwrap(), "[::1]:80".parse().unwrap());
        for text in ["", "4665", "example.com:80", "127.0.0.1:99999"] {
            assert!(socket_address(text).unwrap_err().to_string().contains("127.0.0.1:4665"), "{text}");
        }
    }
}
