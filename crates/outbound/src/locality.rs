//! Decides whether a URL leads to another computer.

use bytes::Bytes;
use hookglass_clock::Clock;
use hookglass_request::{headers::Headers, outgoing::Outgoing};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket},
    time::Duration,
};

use crate::{connect::lookup, invalid_request::InvalidRequest, request::Request};

const LOOKUP_TIMEOUT: Duration = Duration::from_secs(5);
/// Any port: no packet is sent.
const DISCARD_PORT: u16 = 9;

/// The scheme and host of a URL, in lower case and without port: `https://example.com`.
pub fn origin(url: &str) -> Result<String, InvalidRequest> {
    Ok(request(url)?.origin())
}

/// The port of a URL, or the default port of its scheme.
pub fn port(url: &str) -> Result<u16, InvalidRequest> {
    Ok(request(url)?.port)
}

/// The host of a URL, in lower case, if it is another computer; `None` for this computer.
///
/// A name is this computer if all its addresses are. An unknown name counts as another computer,
/// since it may become known a moment later.
pub async fn remote_host(url: &str, clock: &Clock) -> Result<Option<String>, InvalidRequest> {
    let request = request(url)?;
    let is_local = match request.address() {
        Some(address) => is_own(address.ip()),
        None => match clock.timeout(LOOKUP_TIMEOUT, lookup(&request)).await {
            Ok(Ok(addresses)) => addresses.iter().all(|address| is_own(address.ip())),
            _ => false,
        },
    };
    Ok((!is_local).then(|| request.host.to_ascii_lowercase()))
}

fn request(url: &str) -> Result<Request, InvalidRequest> {
    let (method, url) = ("GET".to_owned(), url.to_owned());
    Request::check(&Outgoing { method, url, headers: Headers::default(), body: Bytes::new() })
}

/// Whether an address is loopback or belongs to this computer.
///
/// The system sends packets to one of its addresses from that same address. Nothing is sent here.
/// That an address can be bound would prove nothing, because `net.ipv4.ip_nonlocal_bind` allows it
/// for every address.
pub(crate) fn is_own(ip: IpAddr) -> bool {
    if ip.is_loopback() || ip.is_unspecified() {
        return true;
    }
    let any = if ip.is_ipv4() { IpAddr::from(Ipv4Addr::UNSPECIFIED) } else { Ipv6Addr::UNSPECIFIED.into() };
    let source = || {
        let socket = UdpSocket::bind((any, 0))?;
        socket.connect((ip, DISCARD_PORT))?;
        socket.local_addr()
    };
    source().is_ok_and(|source| source.ip() == ip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_testkit::ManualClock;
    use jiff::Timestamp;

    #[tokio::test]
    async fn loopback_is_local_and_other_addresses_are_remote() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH).clock();
        let remote = async |url| remote_host(url, &clock).await.unwrap();
        for local in ["http://127.0.0.1:3000/", "http://127.8.9.1/", "http://[::1]:80/", "http://localhost/x"] {
            assert_eq!(remote(local).await, None, "{local}");
        }
        // Addresses for documentation (RFC 5737, RFC 3849) belong to no computer.
        assert_eq!(remote("http://192.0.2.7:3000/").await.as_deref(), Some("192.0.2.7"));
        assert_eq!(remote("https://[2001:db8::1]/").await.as_deref(), Some("2001:db8::1"));
        assert_eq!(remote("http://255.255.255.255/").await.as_deref(), Some("255.255.255.255"));
        assert_eq!(remote("http://Nowhere.INVALID/").await.as_deref(), Some("nowhere.invalid"), "unknown is remote");
    }

    #[test]
    fn the_addresses_of_this_computer_are_its_own() {
        // The source address towards a documentation address, if there is a route.
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        if socket.connect(("192.0.2.7", DISCARD_PORT)).is_ok() {
            let own = socket.local_addr().unwrap().ip();
            assert!(is_own(own), "{own}");
        }
        for other in ["192.0.2.7", "224.0.0.1", "255.255.255.255", "2001:db8::1", "ff02::1"] {
            assert!(!is_own(other.parse().unwrap()), "{other}");
        }
    }

    #[test]
    fn an_origin_has_no_port_and_no_upper_case() {
        assert_eq!(origin("HTTPS://Example.COM:8443/x").unwrap(), "https://example.com");
        assert_eq!(origin("http://example.com").unwrap(), "http://example.com");
        assert_eq!(origin("http://[2001:DB8::1]:80/").unwrap(), "http://[2001:db8::1]");
    }
}
