//! Targets that speak TLS.

use crate::harness::{attempt, failure, post};
use hookglass_request::outgoing::{FailureKind, Outcome};
use hookglass_resend::{Options, Trust};
use hookglass_testkit::target::{Reply, Target};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A target with a certificate for `localhost`, and the certificate.
async fn secure_target() -> (SocketAddr, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            // A client that does not trust us ends the handshake.
            let Ok(mut stream) = acceptor.accept(socket).await else {
                continue;
            };
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.write_all(&request[..length]).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    (address, certificate.to_vec())
}

#[tokio::test]
async fn a_trusted_certificate_lets_the_request_through() {
    let (address, certificate) = secure_target().await;
    let options = Options { trust: Trust::with_root(certificate), ..Options::default() };
    let outgoing = post(format!("https://localhost:{}/x", address.port()), b"");
    match attempt(&outgoing, &options).await.outcome {
        Outcome::Response(response) => {
            assert!(response.body.starts_with(b"POST /x HTTP/1.1\r\nHost: localhost:"), "{response:?}")
        }
        Outcome::Failed(failure) => panic!("{failure:?}"),
    }
}

#[tokio::test]
async fn any_certificate_does_where_a_person_says_so() {
    let (address, _) = secure_target().await;
    let options = Options { trust: Trust::any(), ..Options::default() };
    // The certificate is for `localhost`, and its own root.
    let attempt = attempt(&post(format!("https://{address}/x"), b""), &options).await;
    assert!(matches!(&attempt.outcome, Outcome::Response(response) if response.status == 200), "{attempt:?}");
    let steps = attempt.steps.unwrap();
    assert!(steps.resolve.is_none() && steps.connect.is_some() && steps.tls.is_some(), "{steps:?}");
}

#[tokio::test]
async fn an_unknown_certificate_is_told_as_such() {
    let (address, _) = secure_target().await;
    let (_, other) = secure_target().await;
    let options = Options { trust: Trust::with_root(other), ..Options::default() };
    let outgoing = post(format!("https://localhost:{}/", address.port()), b"{}");
    let failure = failure(&outgoing, &options).await;
    assert_eq!(failure.why, FailureKind::Tls);
    assert!(failure.sentence.contains("is not trusted"), "{}", failure.sentence);
}

#[tokio::test]
async fn a_target_that_does_not_speak_tls_is_told_as_such() {
    let (_, certificate) = secure_target().await;
    let options =
        Options { timeout: Duration::from_millis(500), trust: Trust::with_root(certificate), ..Options::default() };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        socket.read_exact(&mut [0; 10]).unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });
    let refused = failure(&post(format!("https://{address}/"), b"{}"), &options).await;
    assert_eq!(refused.why, FailureKind::Tls);
    assert!(refused.sentence.contains("http: URL"), "{}", refused.sentence);

    // A target that waits for the end of the first line.
    let patient = Target::answering(Reply::status(200, "plain"));
    let outgoing = post(format!("https://{}/", patient.address()), b"{}");
    let late = failure(&outgoing, &options).await;
    assert_eq!(late.why, FailureKind::Timeout);
    assert!(late.sentence.contains("TLS handshake within 0.5 s"), "{}", late.sentence);
}
