//! Where the receiver listens, shared by those who must know and do not receive.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;

use super::lock;
use crate::{error::AppError, view::ListenProblem};

/// The setting that tells other processes where the receiver listens.
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
    /// The address it listens on.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        *lock(&self.0.address)
    }

    /// Why it does not listen.
    pub(crate) fn problem(&self) -> Option<ListenProblem> {
        lock(&self.0.problem).clone()
    }

    /// Records where it listens now, or why it does not; returns where it listened before.
    pub(crate) fn moved(&self, address: Option<SocketAddr>, problem: Option<ListenProblem>) -> Option<SocketAddr> {
        *lock(&self.0.problem) = problem;
        std::mem::replace(&mut *lock(&self.0.address), address)
    }

    /// Makes subscribers read the status again.
    pub(crate) fn changed(&self) {
        self.0.changes.send_modify(|count| *count += 1);
    }

    /// Changes whenever the receiver starts, moves or stops, and when its status is worth another look.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }
}

/// Reads an address of the settings or of `--listen`.
pub(crate) fn socket_address(text: &str) -> Result<SocketAddr, AppError> {
    let text = text.trim();
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric.as_deref().unwrap_or(text).parse().map_err(|_| {
        AppError::Setting(format!("'{text}' is not an address and port to listen on; write it like 127.0.0.1:4665"))
    })
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
