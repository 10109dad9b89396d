//! Targets of samples.

use hookglass_senders::sample::Sample;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::{context::Samples, error::SamplesError};
use crate::{
    base::receiver_state::{LISTENING, socket_address},
    settings::DEFAULT_LISTEN,
};

/// A target of samples.
#[derive(Debug, Clone)]
pub(crate) struct SampleTarget {
    /// The URL by which results are stored.
    pub(crate) base_url: String,
    /// The address, if the target is a receiver of Hookglass. It has one path for each sender.
    pub(super) own_receiver: Option<SocketAddr>,
}

impl SampleTarget {
    pub(super) fn url(&self, sample: &Sample) -> String {
        if self.own_receiver.is_some() { format!("{}{}", self.base_url, sample.path) } else { self.base_url.clone() }
    }

    /// Whether the target is a receiver of Hookglass, also if a URL names the one at `address`.
    pub(super) fn is_receiver(&self, address: Option<SocketAddr>) -> bool {
        let is_named = |address: SocketAddr| {
            let forms = [format!("http://{}", reachable(address)), format!("http://localhost:{}", address.port())];
            let rest = forms.iter().find_map(|form| self.base_url.strip_prefix(form.as_str()));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        };
        self.own_receiver.is_some() || address.is_some_and(is_named)
    }
}

impl Samples {
    /// The URL of the receiver, on which this computer reaches it.
    pub async fn receiver_url(&self) -> Result<String, SamplesError> {
        Ok(self.target(None).await?.base_url)
    }

    /// The given target. Without one, the receiver of this program or of another program on the
    /// same database.
    pub(crate) async fn target(&self, to: Option<&str>) -> Result<SampleTarget, SamplesError> {
        if let Some(url) = to {
            return Ok(SampleTarget { base_url: url.trim().to_owned(), own_receiver: None });
        }
        let address = match self.receiver.address() {
            Some(address) => address,
            None => match self.store.settings().get(LISTENING).await?.and_then(|text| text.parse().ok()) {
                Some(address) => address,
                None => socket_address(&self.settings.now().listen).or_else(|_| socket_address(DEFAULT_LISTEN))?,
            },
        };
        let address = reachable(address);
        Ok(SampleTarget { base_url: format!("http://{address}"), own_receiver: Some(address) })
    }
}

/// Replaces an unspecified address, which means all addresses of this computer, with the loopback
/// address.
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
    fn a_url_can_name_the_receiver() {
        let address = Some("127.0.0.1:80".parse().unwrap());
        let is_receiver =
            |url: &str| SampleTarget { base_url: url.to_owned(), own_receiver: None }.is_receiver(address);
        for url in ["http://127.0.0.1:80", "http://127.0.0.1:80/x", "http://localhost:80?y"] {
            assert!(is_receiver(url), "{url}");
        }
        for url in ["http://127.0.0.1:8080/", "http://localhost:81", "https://127.0.0.1:80"] {
            assert!(!is_receiver(url), "{url}");
        }
        assert!(SampleTarget { base_url: String::new(), own_receiver: address }.is_receiver(None));
    }

    #[test]
    fn an_unspecified_address_is_reached_through_the_loopback() {
        let reached = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(reached("0.0.0.0:80"), "127.0.0.1:80");
        assert_eq!(reached("[::]:80"), "[::1]:80");
        assert_eq!(reached("192.0.2.1:80"), "192.0.2.1:80");
    }
}
