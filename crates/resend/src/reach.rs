//! Whether a request stays on this computer.

use bytes::Bytes;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::Outgoing;
use std::net::{IpAddr, UdpSocket};
use std::time::Duration;

use crate::connect::lookup;
use crate::invalid::InvalidRequest;
use crate::request::Request;

/// How long a name is looked up.
const PATIENCE: Duration = Duration::from_secs(5);

/// The host of a URL, in lower case: a name, or an address without brackets.
pub fn host(url: &str) -> Result<String, InvalidRequest> {
    Ok(request(url)?.host.to_ascii_lowercase())
}

/// The port of a URL, also where it is not written.
pub fn port(url: &str) -> Result<u16, InvalidRequest> {
    Ok(request(url)?.port)
}

/// The host of a URL, in lower case, when that is not this computer; `None` when it is. A name is looked up:
/// it stays here if all its addresses do. One that is not known counts as elsewhere, since it may be known a moment later.
pub async fn leaves_this_computer(url: &str) -> Result<Option<String>, InvalidRequest> {
    let request = request(url)?;
    let stays = match request.address() {
        Some(address) => is_own(address.ip()),
        None => match tokio::time::timeout(PATIENCE, lookup(&request)).await {
            Ok(Ok(addresses)) => addresses.iter().all(|address| is_own(address.ip())),
            _ => false,
        },
    };
    Ok((!stays).then(|| request.host.to_ascii_lowercase()))
}

fn request(url: &str) -> Result<Request, InvalidRequest> {
    let (method, url) = ("GET".to_owned(), url.to_owned());
    Request::check(&Outgoing { method, url, headers: Headers::default(), body: Bytes::new() })
}

/// Loopback, or an address that this computer has: only one of its own can be bound.
fn is_own(ip: IpAddr) -> bool {
    if ip.is_loopback() || ip.is_unspecified() {
        return true;
    }
    let is_for_many = ip.is_multicast() || matches!(ip, IpAddr::V4(ip) if ip.is_broadcast());
    !is_for_many && UdpSocket::bind((ip, 0)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn leaves(url: &str) -> Option<String> {
        leaves_this_computer(url).await.unwrap()
    }

    #[tokio::test]
    async fn this_computer_is_told_from_others() {
        for here in ["http://127.0.0.1:3000/", "http://127.8.9.1/", "http://[::1]:80/", "http://localhost/x"] {
            assert_eq!(leaves(here).await, None, "{here}");
        }
        // Addresses of documentation (RFC 5737, RFC 3849): nobody has them.
        assert_eq!(leaves("http://192.0.2.7:3000/").await.as_deref(), Some("192.0.2.7"));
        assert_eq!(leaves("https://[2001:db8::1]/").await.as_deref(), Some("2001:db8::1"));
        assert_eq!(leaves("http://255.255.255.255/").await.as_deref(), Some("255.255.255.255"));
        assert_eq!(leaves("http://Nowhere.INVALID/").await.as_deref(), Some("nowhere.invalid"), "not known");
    }
}
