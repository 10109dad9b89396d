//! Which certificates are trusted: those that this computer trusts, through its own verifier, or
//! any certificate, for a target that the user owns.

use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};

/// Which certificates a client trusts. Clones share this computer's certificates, because reading
/// them takes milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    any: bool,
    config: Arc<OnceLock<Arc<ClientConfig>>>,
}

impl Trust {
    /// Trusts any certificate for any host. The connection is encrypted, but the other end is not
    /// authenticated.
    pub fn any() -> Self {
        Self { any: true, ..Self::default() }
    }

    pub(crate) fn config(&self) -> Result<Arc<ClientConfig>, Error> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let provider = Arc::new(ring::default_provider());
        let config = Arc::new(client_config(self.verifier(&provider)?, provider)?);
        Ok(Arc::clone(self.config.get_or_init(|| config)))
    }

    fn verifier(&self, provider: &Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>, Error> {
        if self.any {
            return Ok(Arc::new(AnyCertificate(Arc::clone(provider))));
        }
        Ok(Arc::new(Verifier::new(Arc::clone(provider))?))
    }
}

fn client_config(verifier: Arc<dyn ServerCertVerifier>, provider: Arc<CryptoProvider>) -> Result<ClientConfig, Error> {
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Accepts any certificate whose private key the server holds.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, send};
    use bytes::Bytes;
    use hookglass_clock::Clock;
    use hookglass_request::{
        headers::Headers,
        outgoing::{Outcome, Outgoing},
    };
    use hookglass_testkit::ManualClock;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };
    use tokio_rustls::{
        TlsAcceptor,
        rustls::{ServerConfig, pki_types::PrivateKeyDer},
    };

    /// Trusts what this computer trusts, and one more root certificate.
    fn trust_with_root(certificate: CertificateDer<'static>) -> Trust {
        let provider = Arc::new(ring::default_provider());
        let verifier = Verifier::new_with_extra_roots([certificate], Arc::clone(&provider)).unwrap();
        let config = client_config(Arc::new(verifier), provider).unwrap();
        Trust { any: false, config: Arc::new(OnceLock::from(Arc::new(config))) }
    }

    fn standing_still() -> Clock {
        ManualClock::at(jiff::Timestamp::from_second(1_700_000_000).unwrap()).clock()
    }

    #[tokio::test]
    async fn a_request_to_a_trusted_certificate_is_sent() {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(server));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let outgoing = Outgoing {
            method: "POST".to_owned(),
            url: format!("https://localhost:{}/x", listener.local_addr().unwrap().port()),
            headers: Headers::default(),
            body: Bytes::new(),
        };
        let answer = async {
            let mut stream = acceptor.accept(listener.accept().await.unwrap().0).await.unwrap();
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
            stream.shutdown().await.unwrap();
            request.truncate(length);
            request
        };
        let options = Options { trust: trust_with_root(certificate), clock: standing_still(), ..Options::default() };
        let (attempt, request) = tokio::join!(send(&outgoing, &options, std::future::pending()), answer);
        let outcome = attempt.unwrap().outcome;
        assert!(matches!(&outcome, Outcome::Response(response) if response.status == 200), "{outcome:?}");
        assert!(request.starts_with(b"POST /x HTTP/1.1\r\nHost: localhost:"), "{}", String::from_utf8_lossy(&request));
    }
}
