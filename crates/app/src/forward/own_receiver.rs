//! Detects targets that are Hookglass's own receiver, because forwarding to it would loop forever.

use hookglass_clock::Clock;
use hookglass_outbound::{port, remote_host};
use std::net::SocketAddr;

use super::error::ForwardError;
use crate::{base::receiver_state::LISTENING, forward::Forward};

impl Forward {
    /// Whether a URL is the receiver of this program.
    pub(super) async fn is_own_receiver(&self, url: &str) -> Result<bool, ForwardError> {
        match self.receiver.address() {
            Some(address) => is_receiver(url, address, &self.clock).await,
            None => Ok(false),
        }
    }

    /// Whether a URL is the receiver of this program, or of another program on the same database.
    pub(super) async fn is_any_receiver(&self, url: &str) -> Result<bool, ForwardError> {
        let elsewhere = self.store.settings().get(LISTENING).await?.and_then(|address| address.parse().ok());
        for receiver in self.receiver.address().into_iter().chain(elsewhere) {
            if is_receiver(url, receiver, &self.clock).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether a request to a URL reaches a receiver on this computer. The host is resolved only if the
/// port is the same.
async fn is_receiver(url: &str, receiver: SocketAddr, clock: &Clock) -> Result<bool, ForwardError> {
    Ok(port(url)? == receiver.port() && remote_host(url, clock).await?.is_none())
}
