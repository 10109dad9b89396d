//! What becomes of the signature of a request that goes out.

use hookglass_request::outgoing::{Outgoing, Signed};
use hookglass_senders::{
    self as senders,
    signature::{self, NamedSecret, Scheme, Secret, Verdict, re_signed, signed_as, signed_wrong, unsigned},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::slice;

use crate::{error::AppError, view::SigningChoice};

/// Signs a request made of an event as somebody has chosen, and says what was done. But for the first choice, headers of
/// other signatures than the chosen one do not go out.
pub(super) fn sign(
    event: &StoredEvent,
    secrets: &[NamedSecret],
    choice: &SigningChoice,
    outgoing: &mut Outgoing,
    now: Timestamp,
) -> Result<Signed, AppError> {
    let Outgoing { headers, body, .. } = outgoing;
    match choice {
        SigningChoice::AsReceived => return Ok(as_received(event, secrets, outgoing, now)),
        SigningChoice::Original => *headers = signed_as(headers, &event.capture.headers),
        SigningChoice::None => *headers = unsigned(headers, None),
        SigningChoice::Wrong => {
            let scheme = scheme_of(event).ok_or(AppError::NoWrongSignature(event.id))?;
            *headers = signed_wrong(&unsigned(headers, Some(scheme)), scheme, body, now);
            return Ok(Signed::Wrong);
        }
        SigningChoice::With { secret } => {
            let named = secrets.iter().find(|named| named.name == *secret);
            let secret = &named.ok_or_else(|| AppError::NoSuchSecret(secret.clone()))?.secret;
            *headers = re_signed(&unsigned(headers, Some(secret.scheme())), secret, body, now);
            return Ok(Signed::Resigned);
        }
    }
    Ok(as_it_is(outgoing))
}

/// An edited body is signed as the event came signed, if there is a secret for that.
fn as_received(event: &StoredEvent, secrets: &[NamedSecret], outgoing: &mut Outgoing, now: Timestamp) -> Signed {
    let edited = outgoing.body != event.capture.body;
    let received = &event.capture.headers;
    // A signature that the person changed or took away is the person's.
    let untouched = |scheme: &Scheme| scheme.signature_in(&outgoing.headers) == scheme.signature_in(received);
    let scheme = scheme_of(event).filter(|scheme| edited && untouched(scheme));
    match scheme.and_then(|scheme| secret_of(event, secrets, scheme)) {
        Some(secret) => {
            outgoing.headers = re_signed(&outgoing.headers, secret, &outgoing.body, now);
            Signed::Resigned
        }
        None => as_it_is(outgoing),
    }
}

fn as_it_is(outgoing: &Outgoing) -> Signed {
    if Scheme::of(&outgoing.headers).is_some() { Signed::Original } else { Signed::None }
}

/// The secret to sign an edit of an event with: the one that the event verifies with, else the first of the scheme.
fn secret_of<'a>(event: &StoredEvent, secrets: &'a [NamedSecret], scheme: Scheme) -> Option<&'a Secret> {
    let capture = &event.capture;
    let verifies = |named: &&NamedSecret| {
        let one = slice::from_ref(*named);
        signature::check(&capture.headers, &capture.body, capture.received_at, one) == Verdict::Valid
    };
    let of_scheme = |named: &&NamedSecret| named.secret.scheme() == scheme;
    secrets.iter().find(verifies).or_else(|| secrets.iter().find(of_scheme)).map(|named| &named.secret)
}

/// How an edit of it is to be signed: as it came signed, or as its sender signs.
pub(super) fn scheme_of(event: &StoredEvent) -> Option<Scheme> {
    Scheme::of(&event.capture.headers).or_else(|| senders::of(event.envelope.vendor).scheme())
}
