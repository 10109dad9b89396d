//! Breaks signatures, so that a handler must reject them.

use super::scheme::Scheme;
use hookglass_request::headers::Headers;

/// The scheme whose signature a header with this name carries.
fn scheme_of(name: &str) -> Option<Scheme> {
    Scheme::ALL.into_iter().find(|scheme| scheme.is_carried_by(name))
}

/// The headers with every signature changed by one character, so that no signature verifies and all
/// stay well-formed. `None` if there is no signature.
pub fn broken(headers: &Headers) -> Option<Headers> {
    let (mut out, mut any) = (Headers::default(), false);
    for (name, value) in headers.iter() {
        match scheme_of(name) {
            Some(scheme) => {
                any = true;
                out.push(name.as_bytes(), &broken_value(scheme, value));
            }
            None => out.push(name.as_bytes(), value),
        }
    }
    any.then_some(out)
}

/// Changes the first character of each MAC in a header value. In base64, the last character can
/// have unused bits.
fn broken_value(scheme: Scheme, value: &[u8]) -> Vec<u8> {
    let before = scheme.rules().before_mac;
    let mut out = value.to_vec();
    let mut starts: Vec<usize> = match before {
        b"" => vec![0],
        before => memchr::memmem::find_iter(value, before).map(|at| at + before.len()).collect(),
    };
    if starts.is_empty() {
        // An unknown format never verifies.
        starts.push(0);
    }
    for at in starts {
        match out.get_mut(at) {
            Some(byte) => *byte = if *byte == b'0' { b'1' } else { b'0' },
            None => out.push(b'0'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{NamedSecret, Secret, Verdict, check, re_signed, unsigned};
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_broken_signature_is_well_formed_and_does_not_verify() {
        let (now, body) = (Timestamp::from_second(1_700_000_000).unwrap(), b"{}");
        for scheme in Scheme::ALL {
            for n in 0..40 {
                let text = match scheme {
                    Scheme::StandardWebhooks => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned(),
                    _ => format!("secret {n}"),
                };
                let secret = Secret::parse(scheme, &text).unwrap();
                let body = [&body[..], n.to_string().as_bytes()].concat();
                let plain = Headers::from_pairs([("A", "1"), ("B", "2")]);
                let signed = re_signed(&plain, &secret, &body, now);
                let secrets = [NamedSecret { name: "s".into(), secret }];
                assert_eq!(check(&signed, &body, now, &secrets), Verdict::Valid);
                let wrong = broken(&signed).unwrap();
                assert_eq!(check(&wrong, &body, now, &secrets), Verdict::Invalid, "{scheme:?} {n}");
                assert_eq!(wrong.block().len(), signed.block().len());
                let differs = wrong.block().iter().zip(signed.block()).filter(|(a, b)| a != b).count();
                assert_eq!(differs, 1, "{scheme:?}");
                assert_eq!(check(&unsigned(&wrong, None), &body, now, &secrets), Verdict::Unsigned);
                assert_eq!(unsigned(&wrong, None).text("a"), Some("1"));
            }
        }
    }

    #[test]
    fn every_signature_is_broken() {
        let headers =
            Headers::from_pairs([("Webhook-Signature", "v1,aaaa v1,bbbb"), ("STRIPE-SIGNATURE", "t=1,v1=0,v1=")]);
        let wrong = broken(&headers).unwrap();
        assert_eq!(wrong.block(), b"Webhook-Signature: v1,0aaa v1,0bbb\r\nSTRIPE-SIGNATURE: t=1,v1=1,v1=0\r\n");
        assert_eq!(broken(&Headers::from_pairs([("A", "1")])), None);
        let odd =
            broken(&Headers::from_pairs([("x-hub-signature-256", ""), ("x-hub-signature-256", "md5=1")])).unwrap();
        assert_eq!(odd.block(), b"x-hub-signature-256: 0\r\nx-hub-signature-256: 0d5=1\r\n");
    }
}
