//! Which certificates are believed: those this computer believes, through its own verifier, and perhaps one more.

use std::sync::{Arc, OnceLock};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{ClientConfig, Error};

/// The trust of a client. Reading this computer's certificates takes some milliseconds and is done once for all clones.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    extra_root: Option<CertificateDer<'static>>,
    config: Arc<OnceLock<Arc<ClientConfig>>>,
}

impl Trust {
    /// What this computer trusts, and this root certificate (DER) too.
    pub fn with_root(certificate: impl Into<Vec<u8>>) -> Self {
        Self { extra_root: Some(CertificateDer::from(certificate.into())), config: Arc::default() }
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
        let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(
            self.extra_root.iter().cloned(),
            Arc::clone(&provider),
        )?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}
