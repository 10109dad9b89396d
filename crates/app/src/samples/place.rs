//! Where samples go.

use hookglass_senders::sample::Sample;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::{context::Samples, error::SamplesError};
use crate::{
    base::receiver_state::{LISTENING, socket_address},
    settings::DEFAULT_LISTEN,
};

/// A target of samples.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The URL that the results are stored under.
    pub(crate) target: String,
    /// The address of Hookglass's own receiver, which has a path for each sender.
    pub(super) own: Option<SocketAddr>,
}

impl Place {
    pub(super) fn url(&self, sample: &Sample) -> String {
        if self.own.is_some() { format!("{}{}", self.target, sample.path) } else { self.target.clone() }
    }
}

impl Samples {
    /// The given target, or else the receiver of this process, or of another one on the same database.
    pub(crate) async fn place(&self, to: Option<&str>) -> Result<Place, SamplesError> {
        if let Some(url) = to {
            return Ok(Place { target: url.trim().to_owned(), own: None });
        }
        let address = match self.receiver.address() {
            Some(address) => address,
            None => match self.store.settings().get(LISTENING).await?.and_then(|text| text.parse().ok()) {
                Some(address) => address,
                None => socket_address(&self.settings.now().listen).or_else(|_| socket_address(DEFAULT_LISTEN))?,
            },
        };
        let address = reachable(address);
        Ok(Place { target: format!("http://{address}"), own: Some(address) })
    }
}

/// An unspecified address stands for all addresses of this computer; the loopback is one of them.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unspecified_address_is_reached_through_the_loopback() {
        let reached = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(reached("0.0.0.0:80"), "127.0.0.1:80");
        assert_eq!(reached("[::]:80"), "[::1]:80");
        assert_eq!(reached("192.0.2.1:80"), "192.0.2.1:80");
    }
}
