//! The table of schemes, and the functions that follow from their rules.

use jiff::Timestamp;

use super::claim::Claim;
use super::rules::Rules;
use super::scheme::Scheme;
use super::secret::{Secret, SecretError};
use super::{authgear, github, standard_webhooks, stripe};
use hookglass_request::headers::Headers;

impl Scheme {
    pub(super) fn rules(self) -> &'static Rules {
        match self {
            Self::Authgear => &authgear::RULES,
            Self::StandardWebhooks => &standard_webhooks::RULES,
            Self::Github => &github::RULES,
            Self::Stripe => &stripe::RULES,
        }
    }

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        self.rules().word
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.word() == word)
    }

    /// The display name.
    pub fn name(self) -> &'static str {
        self.rules().name
    }

    /// The scheme of a request's signature: the first of [`Scheme::ALL`] whose header is present.
    pub fn of(headers: &Headers) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.signature_in(headers).is_some())
    }

    /// The first signature of this scheme in a request, as sent.
    pub fn signature_in(self, headers: &Headers) -> Option<&[u8]> {
        self.rules().headers.iter().find_map(|name| headers.get(name))
    }

    /// Whether a header with this name carries a signature of this scheme.
    pub(super) fn is_carried_by(self, header: &str) -> bool {
        self.rules().headers.iter().any(|name| header.eq_ignore_ascii_case(name))
    }
}

impl Claim<'_> {
    /// The time of the signature, if it is too far from the time of receipt.
    pub(super) fn untimely(&self, received_at: Timestamp) -> Option<Timestamp> {
        let signed_at = self.signed_at?;
        let age = received_at.as_second().saturating_sub(signed_at);
        let edge = if age > 0 { Timestamp::MIN } else { Timestamp::MAX };
        let is_allowed = self.scheme.rules().allowed_age.contains(&age);
        (!is_allowed).then(|| Timestamp::from_second(signed_at).unwrap_or(edge))
    }
}

impl Secret {
    /// Parses a secret as entered. White space around it is ignored.
    ///
    /// Authgear: the text in the portal, a JWK or JWK set from `authgear.secrets.yaml`, or the `k`
    /// of a JWK. Standard Webhooks: base64, with or without `whsec_`. GitHub and Stripe: the text
    /// itself.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SecretError::Empty);
        }
        let keys = (scheme.rules().keys)(text)?;
        Ok(Self { scheme, text: text.to_owned(), keys })
    }
}
