//! Targets that speak TLS.

use hookglass_outbound::{Options, Trust};
use hookglass_request::outgoing::{FailureKind, Outcome};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

use crate::support::{attempt, failure, options_with_timeout, patient_options, post};

/// A target with a certificate for `localhost` that signs itself.
async fn secure_target() -> SocketAddr {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            // A client that does not trust the certificate ends the handshake.
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
    address
}

fn trusting(trust: Trust) -> Options {
    Options { trust, ..patient_options() }
}

#[tokio::test]
async fn any_certificate_is_accepted_without_verification() {
    let address = secure_target().await;
    let options = trusting(Trust::any());
    // The certificate is for `localhost` and signs itself.
    let attempt = attempt(&post(format!("https://{address}/x"), b""), &options).await;
    assert!(matches!(&attempt.outcome, Outcome::Response(response) if response.status == 200), "{attempt:?}");
    let steps = attempt.steps.unwrap();
    assert!(steps.resolve.is_none() && steps.connect.is_some() && steps.tls.is_some(), "{steps:?}");
}

#[tokio::test]
async fn an_untrusted_certificate_is_reported() {
    let address = secure_target().await;
    let options = trusting(Trust::default());
    let outgoing = post(format!("https://localhost:{}/", address.port()), b"{}");
    let failure = failure(&outgoing, &options).await;
    assert_eq!(failure.why, FailureKind::Tls);
    assert!(failure.sentence.contains("is not trusted"), "{}", failure.sentence);
}

#[tokio::test]
async fn a_target_that_answers_in_plain_http_is_reported() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        socket.read_exact(&mut [0; 10]).unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });
    let refused = failure(&post(format!("https://{address}/"), b"{}"), &trusting(Trust::any())).await;
    assert_eq!(refused.why, FailureKind::Tls);
    assert!(refused.sentence.contains("http: URL"), "{}", refused.sentence);
}

#[tokio::test]
async fn a_target_that_does_not_answer_the_handshake_is_reported() {
    let timeout = Duration::from_millis(500);
    let (clock, options) = options_with_timeout(timeout);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let outgoing = post(format!("https://{}/", listener.local_addr().unwrap()), b"{}");
    let late = async {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_exact(&mut [0; 10]).await.unwrap();
        clock.advance(timeout);
        socket
    };
    let (late, _socket) = tokio::join!(failure(&outgoing, &options), late);
    assert_eq!(late.why, FailureKind::Timeout);
    assert!(late.sentence.contains("TLS handshake within 0.5 s"), "{}", late.sentence);
}
