//! Which certificates are trusted: those that this computer trusts, through its own verifier, and optionally one more root; or
//! any certificate, for a target that the user owns.

use std::sync::{Arc, OnceLock};
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};

/// Which certificates a client trusts. Clones share this computer's certificates, because reading them takes milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    extra_root: Option<CertificateDer<'static>>,
    any: bool,
    config: Arc<OnceLock<Arc<ClientConfig>>>,
}

impl Trust {
    /// Trusts what this computer trusts, and this root certificate (DER).
    pub fn with_root(certificate: impl Into<Vec<u8>>) -> Self {
        Self { extra_root: Some(CertificateDer::from(certificate.into())), ..Self::default() }
    }

    /// Trusts any certificate for any host. The connection is encrypted, but the other end is not authenticated.
    pub fn any() -> Self {
        Self { any: true, ..Self::default() }
    }

    pub(crate) fn config(&self) -> Result<Arc<ClientConfig>, Error> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let provider = Arc::new(ring::default_provider());
        let config = Arc::new(self.build(provider)?);
        Ok(Arc::clone(self.config.get_or_init(|| config)))
    }

    fn build(&self, provider: Arc<CryptoProvider>) -> Result<ClientConfig, Error> {
        let verifier: Arc<dyn ServerCertVerifier> = if self.any {
            Arc::new(AnyCertificate(Arc::clone(&provider)))
        } else {
            let extra = self.extra_root.iter().cloned();
            Arc::new(rustls_platform_verifier::Verifier::new_with_extra_roots(extra, Arc::clone(&provider))?)
        };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
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
