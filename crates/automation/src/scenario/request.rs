//! The request of a step: its body made new, edited and signed.

use bytes::Bytes;
use jiff::Timestamp;

use super::{Sign, Step};
use hookglass_json::edit::{self, DraftError};
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{Outgoing, Signed};
use hookglass_senders::fresh;
use hookglass_senders::signature::{self, NamedSecret, Scheme, signed_anew};

/// What a step needs to know besides itself.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The URL that the step's target follows.
    pub base: &'a str,
    /// A sequence number that nobody else has, for events that are made new.
    pub seq: i64,
    /// Now.
    pub now: Timestamp,
    /// The secrets to sign with.
    pub secrets: &'a [NamedSecret],
}

/// Why a step has no request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// Not a URL to add to.
    #[error("'{0}' is no URL that a path can follow; give one such as http://localhost:3000, without query")]
    Base(String),
    /// An edit cannot be made.
    #[error(transparent)]
    Edit(#[from] DraftError),
    /// No such secret.
    #[error("there is no secret called '{0}' to sign with; add it in the settings or with `hookglass secret add`")]
    NoSecret(String),
}

impl Step {
    /// The request to be sent, and what was done about its signature. A wrong signature counts as made anew.
    pub fn outgoing(&self, given: Circumstances<'_>) -> Result<(Outgoing, Signed), MakeError> {
        let url = self.url(given.base)?;
        let seq = |wanted: bool| wanted.then_some(given.seq);
        let now = self.fresh.timestamp.then_some(given.now.as_second());
        let mut edits = fresh::edits(seq(self.fresh.seq), seq(self.fresh.id), now);
        edits.extend_from_slice(&self.edits);
        let body = edit::apply(&self.request.body, &edits)?;
        let (headers, signed) = self.signed(&body, given)?;
        Ok((Outgoing { method: self.request.method.clone(), url, headers, body }, signed))
    }

    fn url(&self, base: &str) -> Result<String, MakeError> {
        let lower = base.to_ascii_lowercase();
        let host = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://"));
        let has_host = host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#', ':']));
        if !has_host || base.contains(['?', '#']) || !base.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(MakeError::Base(base.to_owned()));
        }
        let target = &self.request.target;
        let base = if target.starts_with('/') { base.trim_end_matches('/') } else { base };
        Ok(format!("{base}{target}"))
    }

    fn signed(&self, body: &Bytes, given: Circumstances<'_>) -> Result<(Headers, Signed), MakeError> {
        let headers = &self.request.headers;
        Ok(match &self.sign {
            Sign::Original => {
                let signed = if Scheme::of(headers).is_some() { Signed::Original } else { Signed::None };
                (headers.clone(), signed)
            }
            Sign::None => (signature::unsigned(headers, None), Signed::None),
            Sign::Wrong => (wrongly_signed(headers), Signed::Anew),
            Sign::With(name) => {
                let named = given.secrets.iter().find(|secret| secret.name == *name);
                let secret = &named.ok_or_else(|| MakeError::NoSecret(name.clone()))?.secret;
                (signed_anew(headers, secret, body, given.now), Signed::Anew)
            }
        })
    }
}

/// The same lines with a signature that does not verify: the recorded one changed, else one of Authgear's form.
fn wrongly_signed(headers: &Headers) -> Headers {
    signature::broken(headers).unwrap_or_else(|| {
        let mut headers = headers.clone();
        headers.push(b"X-Authgear-Body-Signature", "0".repeat(64).as_bytes());
        headers
    })
}
