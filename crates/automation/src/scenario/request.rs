//! Builds the request of a step: generated members, edits and signature.

use bytes::Bytes;
use jiff::Timestamp;

use super::definition::{Sign, Step};
use hookglass_json::edit::{self, EditError};
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{Outgoing, Signed};
use hookglass_senders::fresh;
use hookglass_senders::signature::{self, NamedSecret, Scheme, re_signed};

use crate::target_url;

/// What building a request needs besides the step.
#[derive(Debug, Clone, Copy)]
pub struct RequestContext<'a> {
    /// The URL of the target.
    pub base: &'a str,
    /// An unused sequence number, for generated members.
    pub seq: i64,
    /// The current time.
    pub now: Timestamp,
    /// The secrets that a step can sign with.
    pub secrets: &'a [NamedSecret],
}

/// Why the request of a step cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The base URL is invalid.
    #[error("'{0}' is not a valid base URL; use one such as http://localhost:3000, without a query")]
    Base(String),
    /// An edit failed.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The secret does not exist.
    #[error("no secret named '{0}'; add it in the settings or with `hookglass secret add`")]
    NoSecret(String),
}

impl Step {
    /// The request to send, and its signature. A wrong signature counts as re-signed.
    pub fn outgoing(&self, context: RequestContext<'_>) -> Result<(Outgoing, Signed), BuildError> {
        let url = self.url(context.base)?;
        let seq = |is_generated: bool| is_generated.then_some(context.seq);
        let now = self.fresh.timestamp.then_some(context.now.as_second());
        let mut edits = fresh::edits(seq(self.fresh.seq), seq(self.fresh.id), now);
        edits.extend_from_slice(&self.edits);
        let body = edit::apply(&self.request.body, &edits)?;
        let (headers, signed) = self.signed(&body, context)?;
        Ok((Outgoing { method: self.request.method.clone(), url, headers, body }, signed))
    }

    fn url(&self, base: &str) -> Result<String, BuildError> {
        let lower = base.to_ascii_lowercase();
        let host = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://"));
        let has_host = host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#', ':']));
        if !has_host || base.contains(['?', '#']) || !base.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BuildError::Base(base.to_owned()));
        }
        Ok(target_url::complete(base, self.request.target.as_bytes()))
    }

    fn signed(&self, body: &Bytes, context: RequestContext<'_>) -> Result<(Headers, Signed), BuildError> {
        let headers = &self.request.headers;
        Ok(match &self.sign {
            Sign::Original => {
                let signed = if Scheme::of(headers).is_some() { Signed::Original } else { Signed::None };
                (headers.clone(), signed)
            }
            Sign::None => (signature::unsigned(headers, None), Signed::None),
            Sign::Wrong => (wrongly_signed(headers), Signed::Resigned),
            Sign::With(name) => {
                let named = context.secrets.iter().find(|secret| secret.name == *name);
                let secret = &named.ok_or_else(|| BuildError::NoSecret(name.clone()))?.secret;
                (re_signed(headers, secret, body, context.now), Signed::Resigned)
            }
        })
    }
}

/// The headers with an invalid signature: the recorded signature changed, or one in Authgear's
/// format if there is none.
fn wrongly_signed(headers: &Headers) -> Headers {
    signature::broken(headers).unwrap_or_else(|| {
        let mut headers = headers.clone();
        headers.push(b"X-Authgear-Body-Signature", "0".repeat(64).as_bytes());
        headers
    })
}
