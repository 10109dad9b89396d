//! From a host to an open stream: resolves the host, tries each address in turn, and does the TLS
//! handshake.

use hookglass_request::outgoing::{Failure, FailureKind};
use std::{io, net::SocketAddr};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, pki_types::ServerName},
};

use crate::{
    attempt::Progress, confirmed::Confirmed, failure::failure, locality::is_own, options::Options, request::Request,
    timing::Stopwatch, tls::Trust,
};

/// An open stream, plain or TLS.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

pub(crate) async fn connect(
    request: &Request,
    options: &Options,
    progress: &mut Progress<'_>,
) -> Result<Box<dyn Stream>, Failure> {
    let Progress { stopwatch, deadline, .. } = progress;
    let place = request.display_address();
    let opening = async {
        let addresses = match request.address() {
            Some(address) => vec![address],
            None => stopwatch.time(|steps| &mut steps.resolve, lookup(request)).await?,
        };
        ensure_allowed(request, &addresses, options.confirmed.as_ref())?;
        stopwatch.time(|steps| &mut steps.connect, open(request, addresses)).await
    };
    let socket = deadline
        .within(opening, |after| {
            format!("No connection to {place} within {after}. Check the address, and that a firewall lets it through.")
        })
        .await?;
    // The request is written at once, so there is nothing to coalesce.
    let _ = socket.set_nodelay(true);
    if !request.tls {
        return Ok(Box::new(socket));
    }
    let secured = deadline
        .within(secure(request, &options.trust, socket, stopwatch), |after| {
            format!(
                "{place} did not complete the TLS handshake within {after}. If it speaks plain HTTP, use an http: URL."
            )
        })
        .await?;
    Ok(Box::new(secured))
}

pub(crate) async fn lookup(request: &Request) -> Result<Vec<SocketAddr>, Failure> {
    let unknown = |error: Option<io::Error>| {
        let reason = error.map_or_else(String::new, |error| format!(" ({error})"));
        failure(
            FailureKind::NameNotFound,
            format!(
                "The host name {} is not known{reason}. Check its spelling, and that this computer is online.",
                request.host
            ),
        )
    };
    let found = lookup_host((request.host.as_str(), request.port)).await;
    let addresses: Vec<SocketAddr> = found.map_err(|error| unknown(Some(error)))?.collect();
    if addresses.is_empty() {
        return Err(unknown(None));
    }
    Ok(addresses)
}

/// Fails if a host that is not confirmed has an address of another computer.
fn ensure_allowed(request: &Request, addresses: &[SocketAddr], confirmed: Option<&Confirmed>) -> Result<(), Failure> {
    if confirmed.is_none_or(|confirmed| confirmed.contains(&request.origin())) {
        return Ok(());
    }
    let Some(other) = addresses.iter().find(|address| !is_own(address.ip())) else { return Ok(()) };
    Err(failure(
        FailureKind::Unreachable,
        format!(
            "{} leads to {}, which is not this computer and not confirmed. Nothing was sent. Check the URL, or confirm \
             the host.",
            request.origin(),
            other.ip()
        ),
    ))
}

async fn open(request: &Request, addresses: Vec<SocketAddr>) -> Result<TcpStream, Failure> {
    let mut refused = Vec::new();
    let mut last = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(socket) => return Ok(socket),
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                refused.push(address.to_string());
            }
            Err(error) => last = Some((address, error)),
        }
    }
    let place = request.display_address();
    Err(match last {
        // A refusal is more useful than the error of an address family that this computer does not
        // have.
        Some((_, error)) if refused.is_empty() && error.kind() == io::ErrorKind::TimedOut => failure(
            FailureKind::Timeout,
            format!("No connection to {place}: {error}. Check the address, and that a firewall lets it through."),
        ),
        Some((address, error)) if refused.is_empty() => failure(
            FailureKind::Unreachable,
            format!("There is no way to {address}: {error}. Check the address and the network."),
        ),
        _ => failure(
            FailureKind::Refused,
            format!(
                "Connection refused by {}: nothing listens there. Start the target or change the URL.",
                refused.join(" and ")
            ),
        ),
    })
}

async fn secure(
    request: &Request,
    trust: &Trust,
    socket: TcpStream,
    stopwatch: &Stopwatch,
) -> Result<impl Stream + use<>, Failure> {
    let place = request.display_address();
    let trust = trust.clone();
    // Reading the system's certificates blocks.
    let config = match tokio::task::spawn_blocking(move || trust.config()).await {
        Ok(Ok(config)) => config,
        Ok(Err(error)) => {
            return Err(failure(
                FailureKind::Tls,
                format!("The certificates that this computer trusts cannot be read: {error}. Use an http: URL."),
            ));
        }
        Err(error) => {
            return Err(failure(
                FailureKind::Tls,
                format!("The certificates that this computer trusts cannot be read: {error}."),
            ));
        }
    };
    let name = ServerName::try_from(request.host.clone()).map_err(|error| {
        failure(
            FailureKind::Tls,
            format!("No certificate can be for the host {}: {error}. Change the URL.", request.host),
        )
    })?;
    let handshake = TlsConnector::from(config).connect(name, socket);
    stopwatch
        .time(|steps| &mut steps.tls, handshake)
        .await
        .map_err(|error| failure(FailureKind::Tls, tls_sentence(&place, &error)))
}

fn tls_sentence(place: &str, error: &io::Error) -> String {
    let tls = error.get_ref().and_then(|error| error.downcast_ref::<rustls::Error>());
    match tls {
        Some(rustls::Error::InvalidCertificate(reason)) => format!(
            "The certificate of {place} is not trusted: {reason:?}. Add its root to this computer's certificates, or \
             send without checking the certificate if the target is yours."
        ),
        Some(rustls::Error::InvalidMessage(_)) => {
            format!("{place} does not speak TLS. Use an http: URL.")
        }
        Some(error) => format!("TLS with {place} failed: {error}."),
        None => format!(
            "{place} ended the connection during the TLS handshake ({error}). If it speaks plain HTTP, use an http: URL."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use hookglass_request::{headers::Headers, outgoing::Outgoing};

    #[test]
    fn all_addresses_of_an_unconfirmed_host_must_be_of_this_computer() {
        let (method, url) = ("GET".to_owned(), "http://Name.test:8080/".to_owned());
        let outgoing = Outgoing { method, url, headers: Headers::default(), body: Bytes::new() };
        let request = Request::check(&outgoing).unwrap();
        let (own, other) = ("127.0.0.1:8080".parse().unwrap(), "192.0.2.7:8080".parse().unwrap());
        let confirmed = Confirmed::default();
        let is_allowed = |addresses: &[SocketAddr]| ensure_allowed(&request, addresses, Some(&confirmed)).is_ok();
        assert!(is_allowed(&[own]) && !is_allowed(&[other]) && !is_allowed(&[own, other]));
        assert!(ensure_allowed(&request, &[other], None).is_ok(), "no restriction");
        confirmed.set("https://name.test", true);
        assert!(!is_allowed(&[other]), "https does not confirm http");
        confirmed.set("http://name.test", true);
        assert!(is_allowed(&[other]));
        confirmed.set("http://name.test", false);
        assert!(!is_allowed(&[other]));
    }
}
