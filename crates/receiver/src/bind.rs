//! Taking an address to listen on, and saying in a sentence why it cannot be had.

use std::io;
use std::net::SocketAddr;
use thiserror::Error;
use tokio::net::TcpListener;

/// Why an address cannot be listened on, and what to do.
#[derive(Debug, Error)]
pub enum BindError {
    /// Somebody listens there.
    #[error("Another program already listens on {address}. Stop it, or choose another port.")]
    InUse {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The system does not let this account listen there.
    #[error(
        "This account is not allowed to listen on {address}. Choose a port of 1024 or above that the system has not \
         reserved."
    )]
    NotAllowed {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The address is not one of this computer's.
    #[error(
        "This computer has no network interface with the address of {address}. Use 127.0.0.1, or an address that \
         this computer has."
    )]
    NotAvailable {
        /// The address asked for.
        address: SocketAddr,
    },
    /// Anything else the system says.
    #[error("Cannot listen on {address}: {source}. Choose another address.")]
    Other {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// An address that is taken; connections wait in the system's queue until [`Bound::serve`].
#[derive(Debug)]
pub struct Bound {
    pub(crate) listener: TcpListener,
    pub(crate) address: SocketAddr,
}

impl Bound {
    /// The address, with the port that the system chose when port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Takes an address.
pub async fn bind(address: SocketAddr) -> Result<Bound, BindError> {
    let told = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => BindError::InUse { address },
        io::ErrorKind::PermissionDenied => BindError::NotAllowed { address },
        io::ErrorKind::AddrNotAvailable => BindError::NotAvailable { address },
        _ => BindError::Other { address, source },
    };
    let listener = TcpListener::bind(address).await.map_err(told)?;
    let address = listener.local_addr().map_err(told)?;
    Ok(Bound { listener, address })
}

/// Another address of the same interface that is free at this moment: one of the next ports, else any. It can be taken by
/// somebody else before it is used.
pub async fn free_address_near(address: SocketAddr) -> Option<SocketAddr> {
    let next = (1..=20).filter_map(|step| address.port().checked_add(step));
    for port in next.chain([0]) {
        if let Ok(free) = bind(SocketAddr::new(address.ip(), port)).await {
            return Some(free.address());
        }
    }
    None
}
