//! Signs outgoing requests.

use hookglass_request::outgoing::{Outgoing, Signed};
use hookglass_senders::{
    self as senders,
    signature::{self, NamedSecret, Scheme, Secret, Verdict, re_signed, signed_as, signed_wrong, unsigned},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::slice;

use super::error::ReplayError;
use crate::view::SigningChoice;

/// Signs the request of an event as chosen, and returns how it is signed. Every choice except
/// `AsReceived` removes the headers of other signatures.
pub(super) fn sign(
    event: &StoredEvent,
    secrets: &[NamedSecret],
    choice: &SigningChoice,
    outgoing: &mut Outgoing,
    now: Timestamp,
) -> Result<Signed, ReplayError> {
    let Outgoing { headers, body, .. } = outgoing;
    match choice {
        SigningChoice::AsReceived => return Ok(as_received(event, secrets, outgoing, now)),
        SigningChoice::Original => *headers = signed_as(headers, &event.capture.headers),
        SigningChoice::None => *headers = unsigned(headers, None),
        SigningChoice::Wrong => {
            let scheme = scheme_of(event).ok_or(ReplayError::NoWrongSignature(event.id))?;
            *headers = signed_wrong(&unsigned(headers, Some(scheme)), scheme, body, now);
            return Ok(Signed::Wrong);
        }
        SigningChoice::With { secret } => {
            let named = secrets.iter().find(|named| named.name == *secret);
            let secret = &named.ok_or_else(|| ReplayError::NoSuchSecret(secret.clone()))?.secret;
            *headers = re_signed(&unsigned(headers, Some(secret.scheme())), secret, body, now);
            return Ok(Signed::Resigned);
        }
    }
    Ok(unchanged(outgoing))
}

/// Signs an edited body with the scheme of the event, if there is a secret for the scheme.
fn as_received(event: &StoredEvent, secrets: &[NamedSecret], outgoing: &mut Outgoing, now: Timestamp) -> Signed {
    let edited = outgoing.body != event.capture.body;
    let received = &event.capture.headers;
    // A signature that a person changed or removed stays that way.
    let untouched = |scheme: &Scheme| scheme.signature_in(&outgoing.headers) == scheme.signature_in(received);
    let scheme = scheme_of(event).filter(|scheme| edited && untouched(scheme));
    match scheme.and_then(|scheme| secret_of(event, secrets, scheme)) {
        Some(secret) => {
            outgoing.headers = re_signed(&outgoing.headers, secret, &outgoing.body, now);
            Signed::Resigned
        }
        None => unchanged(outgoing),
    }
}

fn unchanged(outgoing: &Outgoing) -> Signed {
    if Scheme::of(&outgoing.headers).is_some() { Signed::Original } else { Signed::None }
}

/// The secret for an edited event: the secret that verifies the event, otherwise the first secret
/// of the scheme.
fn secret_of<'a>(event: &StoredEvent, secrets: &'a [NamedSecret], scheme: Scheme) -> Option<&'a Secret> {
    let capture = &event.capture;
    let verifies = |named: &&NamedSecret| {
        let one = slice::from_ref(*named);
        signature::check(&capture.headers, &capture.body, capture.received_at, one) == Verdict::Valid
    };
    let of_scheme = |named: &&NamedSecret| named.secret.scheme() == scheme;
    secrets.iter().find(verifies).or_else(|| secrets.iter().find(of_scheme)).map(|named| &named.secret)
}

/// The scheme for an edited event: the scheme of its signature, or the scheme of its sender.
pub(super) fn scheme_of(event: &StoredEvent) -> Option<Scheme> {
    Scheme::of(&event.capture.headers).or_else(|| senders::of(event.envelope.vendor).scheme())
}
