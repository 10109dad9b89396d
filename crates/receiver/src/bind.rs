//! Takes an address to listen on, and explains why it is not available.

use std::{io, net::SocketAddr};
use thiserror::Error;
use tokio::net::TcpListener;

/// Why an address is not available, and what to do.
#[derive(Debug, Error)]
pub enum BindError {
    /// Another program listens there.
    #[error("Another program already listens on {address}. Stop it, or choose another port.")]
    InUse {
        /// The requested address.
        address: SocketAddr,
    },
    /// The system does not permit this account to listen there.
    #[error(
        "This account is not allowed to listen on {address}. Choose a port of 1024 or above that the system has not \
         reserved."
    )]
    NotAllowed {
        /// The requested address.
        address: SocketAddr,
    },
    /// No network interface of this computer has the address.
    #[error(
        "This computer has no network interface with the address of {address}. Use 127.0.0.1, or an address that \
         this computer has."
    )]
    NotAvailable {
        /// The requested address.
        address: SocketAddr,
    },
    /// Any other error of the system.
    #[error("Cannot listen on {address}: {source}. Choose another address.")]
    Other {
        /// The requested address.
        address: SocketAddr,
        /// The system's error.
        source: io::Error,
    },
}

/// A bound address. Connections wait in the system's queue until [`Bound::serve`].
#[derive(Debug)]
pub struct Bound {
    pub(crate) listener: TcpListener,
    pub(crate) address: SocketAddr,
}

impl Bound {
    /// The address, with the port that the system chose if port 0 was requested.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Binds an address.
pub async fn bind(address: SocketAddr) -> Result<Bound, BindError> {
    let explain = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => BindError::InUse { address },
        io::ErrorKind::PermissionDenied => BindError::NotAllowed { address },
        io::ErrorKind::AddrNotAvailable => BindError::NotAvailable { address },
        _ => BindError::Other { address, source },
    };
    let listener = TcpListener::bind(address).await.map_err(explain)?;
    let address = listener.local_addr().map_err(explain)?;
    Ok(Bound { listener, address })
}

/// Another address of the same interface that is free now: one of the next ports, or else any port.
/// Another program can take it before it is used.
pub async fn free_address_near(address: SocketAddr) -> Option<SocketAddr> {
    let next = (1..=20).filter_map(|step| address.port().checked_add(step));
    for port in next.chain([0]) {
        if let Ok(free) = bind(SocketAddr::new(address.ip(), port)).await {
            return Some(free.address());
        }
    }
    None
}
