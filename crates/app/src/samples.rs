//! A handful of sample events, sent to the receiver over its socket like any sender's, so that a person sees the window
//! at work before the first real event.

use bytes::Bytes;
use hookscope_domain::{
    draft,
    headers::Headers,
    json::Document,
    outgoing::{Outcome, Outgoing},
    signature::{Scheme, signed_anew},
};
use hookscope_resend::send;
use jiff::Timestamp;

use crate::{error::AppError, hookscope::Hookscope};

macro_rules! samples {
    ($($name:literal),* $(,)?) => { [$(include_str!(concat!("../samples/", $name, ".json"))),*] };
}

/// In the order in which they are sent.
const SAMPLES: [&str; 10] = samples![
    "api.dataTable_updated",
    "auth.user_signedUp",
    "user.pre_create",
    "user.created",
    "user.authenticated",
    "oidc.jwt.pre_create",
    "user.profile.updated",
    "identity.phone.updated",
    "identity.username.updated",
    "identity.email.updated",
];

impl Hookscope {
    /// Sends the samples, signed when there is an Authgear secret, and returns how many were taken.
    pub async fn send_samples(&self) -> Result<u64, AppError> {
        let address = self.address().ok_or(AppError::NotListening)?;
        let mut taken = 0;
        for sample in SAMPLES {
            let outgoing = self.sample(sample, address).await?;
            let attempt = send(&outgoing, &self.sending, std::future::pending()).await?;
            taken += u64::from(matches!(attempt.outcome, Outcome::Response(response) if response.status == 200));
        }
        Ok(taken)
    }

    async fn sample(&self, text: &'static str, address: std::net::SocketAddr) -> Result<Outgoing, AppError> {
        let template = Bytes::from_static(text.as_bytes());
        let is_authgear = Document::parse(template.clone()).is_ok_and(|document| document.root().get("seq").is_some());
        let mut headers = Headers::from_pairs([("Content-Type", "application/json")]);
        if !is_authgear {
            let url = format!("http://{address}/fastgen");
            return Ok(Outgoing { method: "POST".to_owned(), url, headers, body: template });
        }
        let seq = self.next_seq().await?;
        let now = Timestamp::now();
        let body = draft::apply(&template, &draft::fresh(Some(seq), Some(seq), Some(now.as_second())))?;
        headers.push(b"User-Agent", b"Go-http-client/1.1");
        if let Some(secret) = self.signing_secret(Scheme::Authgear) {
            headers = signed_anew(&headers, &secret, &body, now);
        }
        Ok(Outgoing { method: "POST".to_owned(), url: format!("http://{address}/authgear"), headers, body })
    }
}
