//! Tests the schemes with vectors from other tools, and tests every change that the search for an
//! explanation tries.
//!
//! The vectors come from Python 3: `hmac.new(key, body, hashlib.sha256)` of the standard library
//! for Authgear, GitHub and Stripe, `standardwebhooks.Webhook(secret).sign(id, time, body)` of
//! PyPI's standardwebhooks 1.1.0 for Standard Webhooks. GitHub's vector is from its page
//! "Validating webhook deliveries".

use super::mac::hex;
use super::*;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use std::io::Write as _;

fn sign(secret: &Secret, body: &[u8]) -> String {
    (secret.scheme().rules().written)(&secret.mac(&[body]))
}

const BODY: &str = "{\"id\":\"evt_1\",\"name\":\"Zo\u{eb} <a&b>\",\"n\":[1,2.50,{}]}";
const PORTAL: &str = "corpus-only-secret-0123456789abcd";
const K: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const STANDARD: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const STRIPE: &str = "whsec_stripe_only_for_tests";
const GITHUB: &str = "github only for tests";
const AT: i64 = 1_649_367_553;
const ID: &str = "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk";

const OF_PORTAL: &str = "4ad6eaccb770555996e364f46cd2a1115fef3b3a7504865af4cb162d22648e75";
const OF_JWK: &str = "9753fbbcdd6c14c3711cf14ca0bb9371b3939e878ebd0ffc78874382279234a1";
const OF_JWK_TEXT: &str = "cb2f97e94c1b799cc681d174914006c5b0c8f0887fbfd2ef4a58f265000bfb8c";
const OF_STANDARD: &str = "nq3zIctFUZJ/BAbJIdw5xZTakInzZ/QZc5tIHOCiFmI=";
const OF_STRIPE: &str = "8d8d50d76cf27e8960bb9729e4d8ea1907b10c25c754f676efb3c15ee196399c";
const OF_GITHUB: &str = "f2ae38ca0f8c99d14d10f23c413b84e53cbe3039f639a2403a2869a75752e828";

fn secret(scheme: Scheme, text: &str) -> Secret {
    Secret::parse(scheme, text).unwrap()
}

fn named(scheme: Scheme, text: &str) -> NamedSecret {
    NamedSecret { name: format!("My {}", scheme.name()), secret: secret(scheme, text) }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn authgear(signature: &str) -> Headers {
    Headers::from_pairs([("X-Authgear-Body-Signature", signature)])
}

fn standard(signature: &str) -> Headers {
    let seconds = AT.to_string();
    Headers::from_pairs([("webhook-id", ID), ("webhook-timestamp", &seconds), ("webhook-signature", signature)])
}

fn stripe(signature: &str) -> Headers {
    Headers::from_pairs([("Stripe-Signature", signature)])
}

fn github(signature: &str) -> Headers {
    Headers::from_pairs([("X-Hub-Signature-256", signature)])
}

/// Examines a request that arrives at the time of its signature.
fn examined(headers: &Headers, body: impl AsRef<[u8]>, secrets: &[NamedSecret]) -> Examination {
    let examination = examine(headers, body.as_ref(), at(AT), secrets);
    assert_eq!(examination.verdict, check(headers, body.as_ref(), at(AT), secrets), "{}", examination.sentence);
    examination
}

#[track_caller]
fn assert_invalid(headers: &Headers, body: impl AsRef<[u8]>, secrets: &[NamedSecret], words: &str) {
    let examination = examined(headers, body, secrets);
    assert_eq!(examination.verdict, Verdict::Invalid, "{}", examination.sentence);
    assert!(examination.sentence.contains(words), "{words:?} is not in: {}", examination.sentence);
}

#[test]
fn signatures_made_by_other_tools_verify() {
    let jwk = format!(r#"{{"kty":"oct","k":"{K}","kid":"1"}}"#);
    let set = format!(r#"{{"keys":[{{"kty":"RSA"}},{jwk}]}}"#);
    let stripe_header = format!("t={AT},v0=00,v1=11,v1={OF_STRIPE}");
    for (headers, scheme, text) in [
        (authgear(OF_PORTAL), Scheme::Authgear, PORTAL),
        (authgear(OF_JWK), Scheme::Authgear, &jwk),
        (authgear(OF_JWK), Scheme::Authgear, &set),
        (authgear(OF_JWK), Scheme::Authgear, K),
        (authgear(OF_JWK), Scheme::Authgear, &format!("{K}=")),
        (authgear(OF_JWK_TEXT), Scheme::Authgear, K),
        (standard(&format!("v1,{OF_STANDARD}")), Scheme::StandardWebhooks, STANDARD),
        (standard(&format!("v1a,x v1,AAAA v1,{OF_STANDARD}")), Scheme::StandardWebhooks, &STANDARD[6..]),
        (stripe(&stripe_header), Scheme::Stripe, STRIPE),
        (github(&format!("sha256={OF_GITHUB}")), Scheme::Github, GITHUB),
    ] {
        let secrets = [named(scheme, "QSBkaWZmZXJlbnQgc2VjcmV0IQ=="), named(scheme, text)];
        let examination = examined(&headers, BODY, &secrets);
        assert_eq!(examination.verdict, Verdict::Valid, "{text}: {}", examination.sentence);
        assert_eq!((examination.scheme, examination.secret), (Some(scheme), Some(secrets[1].name.clone())));
        assert_eq!(check(&headers, format!("{BODY} ").as_bytes(), at(AT), &secrets), Verdict::Invalid, "one byte more");
        assert_eq!(check(&headers, BODY.as_bytes(), at(AT), &secrets[..1]), Verdict::Invalid);
        assert_eq!(check(&headers, BODY.as_bytes(), at(AT), &[]), Verdict::NoSecret);
    }
    let of_page = github("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    let secrets = [named(Scheme::Github, "It's a Secret to Everybody")];
    assert_eq!(examined(&of_page, "Hello, World!", &secrets).verdict, Verdict::Valid);
}

#[test]
fn the_sentence_names_the_signed_bytes_and_the_secret() {
    let valid = examined(&authgear(OF_PORTAL), BODY, &[named(Scheme::Authgear, PORTAL)]).sentence;
    assert_eq!(valid, "Valid: HMAC-SHA256 over the exact bytes, with the secret 'My Authgear'.");
    let decoded = examined(&authgear(OF_JWK), BODY, &[named(Scheme::Authgear, K)]).sentence;
    assert!(decoded.contains("decoded as the 'k' of a JWK"), "{decoded}");
    let none = examined(&Headers::default(), BODY, &[]);
    assert_eq!((none.verdict, none.scheme), (Verdict::Unsigned, None));
    assert_eq!(none.sentence, "No known signature header.");
    let keyless = examined(&authgear("00"), BODY, &[named(Scheme::Github, GITHUB)]);
    assert_eq!((keyless.verdict, keyless.scheme), (Verdict::NoSecret, Some(Scheme::Authgear)));
    let words =
        "Signed like Authgear. To check the signature, add the secret in the settings or with `hookglass secret add`.";
    assert_eq!(keyless.sentence, words);
}

#[test]
fn svix_header_names_are_accepted() {
    let (seconds, signature) = (AT.to_string(), format!("v1,{OF_STANDARD}"));
    let headers = Headers::from_pairs([("svix-id", ID), ("svix-timestamp", &seconds), ("svix-signature", &signature)]);
    assert_eq!(examined(&headers, BODY, &[named(Scheme::StandardWebhooks, STANDARD)]).verdict, Verdict::Valid);
}

#[test]
fn the_first_of_several_schemes_counts() {
    let both = Headers::from_pairs([("X-Hub-Signature-256", "sha256=00"), ("X-Authgear-Body-Signature", OF_PORTAL)]);
    let secrets = [named(Scheme::Github, GITHUB), named(Scheme::Authgear, PORTAL)];
    assert_eq!(examined(&both, BODY, &secrets).scheme, Some(Scheme::Authgear));
}

#[test]
fn every_header_line_must_verify() {
    let secrets = [named(Scheme::Authgear, PORTAL)];
    let two =
        |other| Headers::from_pairs([("x-authgear-body-signature", OF_PORTAL), ("x-authgear-body-signature", other)]);
    assert_eq!(examined(&two(OF_PORTAL), BODY, &secrets).verdict, Verdict::Valid);
    assert_invalid(&two("00"), BODY, &secrets, "of the 2 signatures, only 1 match the same secret");
    let of_other_body = sign(&secrets[0].secret, b"{}\n");
    let pair = Headers::from_pairs([
        ("x-authgear-body-signature", of_other_body.as_str()),
        ("x-authgear-body-signature", "00"),
    ]);
    assert!(!examined(&pair, "{}", &secrets).sentence.contains("the same secret"), "neither signs this body");
}

#[test]
fn headers_with_several_different_values_are_invalid() {
    let secrets = [named(Scheme::StandardWebhooks, STANDARD), named(Scheme::Stripe, STRIPE)];
    let twice = |headers: &Headers, name: &str, other: &str| {
        let lines = headers.iter().map(|(name, value)| (name.to_owned(), value.to_vec()));
        Headers::from_pairs(lines.chain([(name.to_owned(), other.into())]).collect::<Vec<_>>())
    };
    let (signature, seconds) = (format!("v1,{OF_STANDARD}"), AT.to_string());
    let (standard, stripe) = (standard(&signature), stripe(&format!("t={AT},v1={OF_STRIPE}")));
    assert_invalid(
        &twice(&stripe, "Stripe-Signature", "t=1,v1=00"),
        BODY,
        &secrets,
        "several stripe-signature headers",
    );
    assert_invalid(&twice(&standard, "Webhook-Timestamp", "1"), BODY, &secrets, "several webhook-timestamp headers");
    assert_invalid(&twice(&standard, "webhook-signature", "v1,x"), BODY, &secrets, "several webhook-signature headers");
    assert_eq!(examined(&twice(&standard, "webhook-timestamp", &seconds), BODY, &secrets).verdict, Verdict::Valid);
}

#[test]
fn a_signature_is_valid_only_near_its_time() {
    let secrets = [named(Scheme::StandardWebhooks, STANDARD), named(Scheme::Stripe, STRIPE)];
    let (standard, stripe) = (standard(&format!("v1,{OF_STANDARD}")), stripe(&format!("t={AT},v1={OF_STRIPE}")));
    for (headers, late, verdict) in [
        (&standard, 300, Verdict::Valid),
        (&standard, -300, Verdict::Valid),
        (&standard, 301, Verdict::Invalid),
        (&standard, -301, Verdict::Invalid),
        (&stripe, 300, Verdict::Valid),
        (&stripe, 301, Verdict::Invalid),
        (&stripe, -9999, Verdict::Valid),
    ] {
        let examination = examine(headers, BODY.as_bytes(), at(AT + late), &secrets);
        assert_eq!(examination.verdict, verdict, "{late}: {}", examination.sentence);
        assert_eq!(verdict == Verdict::Invalid, examination.sentence.starts_with("The signature matches, but"));
        assert!(examination.secret.is_some(), "the secret is known either way");
    }
    let late = examine(&standard, BODY.as_bytes(), at(AT + 723), &secrets).sentence;
    assert!(late.contains("made 12 min 3 s earlier than the request arrived"), "{late}");
    let endless = Headers::from_pairs([("Stripe-Signature", format!("t={},v1=00", i64::MIN))]);
    assert_eq!(check(&endless, b"", at(AT), &secrets), Verdict::Invalid);
}

#[test]
fn malformed_signature_headers_are_explained() {
    let secrets = [named(Scheme::StandardWebhooks, STANDARD), named(Scheme::Stripe, STRIPE)];
    let alone = Headers::from_pairs([("webhook-signature", "v1,x"), ("webhook-timestamp", "1")]);
    assert_invalid(&alone, BODY, &secrets, "webhook-id is missing");
    let timeless = Headers::from_pairs([("webhook-signature", "v1,x"), ("webhook-id", "1")]);
    assert_invalid(&timeless, BODY, &secrets, "webhook-timestamp is missing");
    let wrong = Headers::from_pairs([("svix-signature", "v1,x"), ("svix-id", "1"), ("svix-timestamp", "1.5")]);
    assert_invalid(&wrong, BODY, &secrets, "svix-timestamp is not a whole number");
    assert_invalid(&standard("v1a,AAAA"), BODY, &secrets, "asymmetric");
    assert_eq!(check(&standard("v1a,AAAA"), b"", at(AT), &[]), Verdict::NoSecret);
    assert_invalid(&standard(OF_STANDARD), BODY, &secrets, "starts with 'v1,'");
    assert_invalid(&stripe("v1=00"), BODY, &secrets, "no 't='");
    assert_invalid(&stripe("t=x,v1=00"), BODY, &secrets, "whole number");
    assert_invalid(&stripe("t=1,v0=00"), BODY, &secrets, "no 'v1='");
    assert_invalid(&authgear("what"), BODY, &[named(Scheme::Authgear, PORTAL)], "not an HMAC-SHA256 in any encoding");
    assert_invalid(&authgear(OF_JWK), BODY, &[named(Scheme::Authgear, PORTAL)], "No common change");
}

/// For each change: the body as signed and as received.
#[test]
fn every_single_change_of_the_body_is_explained() {
    let compact = "{\"a\":[1.50,{\"b\":\"x\"}],\"c\":\"d\"}";
    let lines = |indent: &str, end: &str| {
        let indented = |depth, text: &str| format!("{}{text}{end}", indent.repeat(depth));
        let inner =
            [indented(1, "\"a\": ["), indented(2, "1.50,"), indented(2, "{"), indented(3, "\"b\": \"x\"")].concat();
        format!("{{{end}{inner}{}{}{}}}", indented(2, "}"), indented(1, "],"), indented(1, "\"c\": \"d\""))
    };
    let python = "{\"a\": [1.50, {\"b\": \"x\"}], \"c\": \"d\"}".to_owned();
    let cases: Vec<(&str, String, String, &str)> = vec![
        ("compacted", compact.into(), lines("  ", "\n"), "the body compacted (without white space between members)"),
        ("two spaces", lines("  ", "\n"), compact.into(), "the body indented with two spaces"),
        ("four spaces", lines("    ", "\n"), compact.into(), "the body indented with four spaces"),
        ("tabs", lines("\t", "\n"), compact.into(), "the body indented with tabs"),
        ("one line", python, compact.into(), "as Python writes it"),
        ("line feed added", format!("{compact}\n"), compact.into(), "with a line feed added at the end"),
        ("CR LF added", format!("{compact}\r\n"), compact.into(), "with a CR LF added at the end"),
        ("line feed removed", compact.into(), format!("{compact}\n"), "without the final line break"),
        ("another line feed", format!("{compact}\n\n"), format!("{compact}\n"), "another line feed added at the end"),
        ("one of two", format!("{compact}\n"), format!("{compact}\n\n"), "without the final line break"),
        ("CR LF removed", compact.into(), format!("{compact}\r\n"), "without the final line break"),
        ("CR LF", lines("  ", "\r\n"), lines("  ", "\n"), "CR LF line endings instead of LF"),
        ("LF", lines("  ", "\n"), lines("  ", "\r\n"), "LF line endings instead of CR LF"),
        ("LF of text", "a\nb".into(), "a\r\nb".into(), "LF line endings instead of CR LF"),
        (
            "HTML",
            r#""\u003ca\u0026\u003e\u2028""#.into(),
            "\"<a&>\u{2028}\"".into(),
            r"\u003c, \u003e and \u0026, as Go",
        ),
        ("no HTML", "\"<a&>\u{2029}\"".into(), r#""\u003Ca\u0026\u003e\u2029""#.into(), "written as <, > and &"),
        (
            "ASCII",
            r#""\u00eb \ud83d\ude00""#.into(),
            "\"\u{eb} \u{1f600}\"".into(),
            r"beyond ASCII written as \u escapes",
        ),
        ("Unicode", "\"\u{eb} \u{1f600}\"".into(), r#""\u00eb \ud83d\ude00""#.into(), "written as characters"),
        ("slash", r#""a\/b""#.into(), r#""a/b""#.into(), "as PHP writes it"),
        ("no slash", r#""a/b""#.into(), r#""a\/b""#.into(), r"with \/ written as /"),
    ];
    for (name, signed, received, words) in &cases {
        assert_ne!(signed, received, "{name}");
        for scheme in Scheme::ALL {
            let text = if scheme == Scheme::StandardWebhooks { STANDARD } else { STRIPE };
            let secrets = [named(scheme, text)];
            let headers = re_signed(&Headers::default(), &secrets[0].secret, signed.as_bytes(), at(AT));
            assert_eq!(examined(&headers, signed, &secrets).verdict, Verdict::Valid);
            let examination = examined(&headers, received, &secrets);
            assert_eq!(examination.verdict, Verdict::Invalid);
            let sentence = examination.sentence;
            assert!(sentence.contains(words), "{name}: {sentence}");
            assert!(sentence.ends_with(" The body was changed after it was signed."), "{name}: {sentence}");
        }
    }
}

/// Both bodies can have a final line break; only a change of it is reported.
#[test]
fn a_change_of_layout_reports_a_change_of_the_end_separately() {
    let (compact, lines) = (r#"{"a":[1]}"#, "{\n  \"a\": [\n    1\n  ]\n}");
    let secrets = [named(Scheme::Authgear, PORTAL)];
    for (signed, received, words) in [
        (format!("{lines}\n"), format!("{compact}\n"), "the body indented with two spaces. The body"),
        (compact.to_owned(), format!("{lines}\n"), "members), and without the final line break. The body"),
        (format!("{compact}\n"), lines.to_owned(), "members), and with a line feed added at the end. The body"),
        (
            format!("{compact}\n"),
            format!("{lines}\n").replace('\n', "\r\n"),
            "members), and with a line feed at the end instead of CR LF. The body",
        ),
        (
            format!("{lines}\n").replace('\n', "\r\n"),
            format!("{compact}\n"),
            "two spaces, and with CR LF line endings instead of LF. The body",
        ),
    ] {
        let headers = authgear(&sign(&secrets[0].secret, signed.as_bytes()));
        assert_invalid(&headers, &received, &secrets, words);
    }
}

#[test]
fn a_secret_stored_for_another_scheme_is_named() {
    let stored = NamedSecret { name: "Mixed up".into(), secret: secret(Scheme::StandardWebhooks, STANDARD) };
    let headers = re_signed(&Headers::default(), &secret(Scheme::Stripe, STANDARD), BODY.as_bytes(), at(AT));
    let alone = examined(&headers, BODY, std::slice::from_ref(&stored));
    assert_eq!((alone.verdict, alone.secret), (Verdict::NoSecret, None));
    assert!(alone.sentence.contains("'Mixed up', which is stored for Standard Webhooks"), "{}", alone.sentence);
    let words = "with the secret 'Mixed up'. That secret is stored for Standard Webhooks.";
    assert_invalid(&headers, BODY, &[named(Scheme::Stripe, STRIPE), stored.clone()], words);
    let stored = NamedSecret { name: "Mixed up".into(), secret: secret(Scheme::Stripe, STANDARD) };
    let headers = re_signed(&Headers::default(), &secret(Scheme::StandardWebhooks, STANDARD), BODY.as_bytes(), at(AT));
    let own = named(Scheme::StandardWebhooks, "QSBkaWZmZXJlbnQgc2VjcmV0IQ==");
    assert_invalid(&headers, BODY, &[own, stored], "with the secret 'Mixed up'. That secret is stored for Stripe.");
}

#[test]
fn a_body_signed_before_encoding_is_explained() {
    let secrets = [named(Scheme::Authgear, PORTAL)];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(BODY.as_bytes()).unwrap();
    let headers = Headers::from_pairs([("X-Authgear-Body-Signature", OF_PORTAL), ("Content-Encoding", "gzip")]);
    assert_invalid(&headers, encoder.finish().unwrap(), &secrets, "without its gzip encoding");
}

#[test]
fn every_encoding_of_the_mac_is_explained() {
    let bytes = |hex: &str| -> Vec<u8> {
        (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    let url = |mac: &[u8]| base64::engine::general_purpose::URL_SAFE.encode(mac);
    let (portal, hub) = ([named(Scheme::Authgear, PORTAL)], [named(Scheme::Github, GITHUB)]);
    let upper = "in upper-case hexadecimal";
    let prefix = "with the prefix 'sha256='";
    for (headers, secrets, words) in [
        (authgear(&OF_PORTAL.to_uppercase()), &portal, upper),
        (authgear(&BASE64.encode(bytes(OF_PORTAL))), &portal, "in base64;"),
        (authgear(BASE64.encode(bytes(OF_PORTAL)).trim_end_matches('=')), &portal, "in base64 without padding"),
        (authgear(&url(&bytes(OF_PORTAL))), &portal, "base64"),
        (authgear(&format!("sha256={OF_PORTAL}")), &portal, prefix),
        (authgear(&format!("sha256={}", OF_PORTAL.to_uppercase())), &portal, upper),
        (github(OF_GITHUB), &hub, "without the prefix 'sha256='"),
        (github(&format!("sha256={}", OF_GITHUB.to_uppercase())), &hub, upper),
        (github(&BASE64.encode(bytes(OF_GITHUB))), &hub, "in base64 and without the prefix 'sha256='"),
        (github(&url(&bytes(OF_GITHUB))), &hub, "URL-safe base64"),
    ] {
        assert_invalid(&headers, BODY, secrets, words);
        assert_invalid(&headers, BODY, secrets, "the HMAC-SHA256 is correct for the secret 'My ");
    }
    let mac = BASE64.decode(OF_STANDARD).unwrap();
    let secrets = [named(Scheme::StandardWebhooks, STANDARD)];
    assert_invalid(&standard(&format!("v1,{}", hex(&mac))), BODY, &secrets, "in lower-case hexadecimal");
    assert_invalid(&standard(&format!("v1,{}", url(&mac))), BODY, &secrets, "URL-safe base64");
    let secrets = [named(Scheme::Stripe, STRIPE)];
    let header = stripe(&format!("t={AT},v1={}", OF_STRIPE.to_uppercase()));
    assert_invalid(&header, BODY, &secrets, "Stripe writes it in lower-case hexadecimal");
}

#[test]
fn every_mistake_with_the_secret_is_explained() {
    let jwk = format!(r#"{{"kty":"oct","k":"{K}"}}"#);
    let signed_with = |key: &[u8]| authgear(&hex(&mac(key, &[BODY.as_bytes()])));
    let portal = [named(Scheme::Authgear, PORTAL)];
    for (around, words) in [
        (format!("{PORTAL}\n"), "with the secret 'My Authgear' and a line feed after it"),
        (format!("{PORTAL}\r\n"), "and a CR LF after it"),
        (format!("{PORTAL} "), "and a space after it"),
        (format!("{PORTAL}\t"), "and a tab after it"),
        (format!(" {PORTAL}"), "and a space before it"),
        (format!("\n{PORTAL}"), "and a line feed before it"),
        (format!("\t{PORTAL}\t"), "and a tab on either side of it"),
    ] {
        assert_invalid(&signed_with(around.as_bytes()), BODY, &portal, words);
        assert_invalid(&signed_with(around.as_bytes()), BODY, &portal, "has extra white space");
    }
    let whole = [named(Scheme::Authgear, &jwk)];
    assert_invalid(
        &authgear(OF_JWK_TEXT),
        BODY,
        &whole,
        "with the text of the 'k' of the secret 'My Authgear' as the key",
    );
    assert_invalid(&signed_with(jwk.as_bytes()), BODY, &whole, "with the text of the whole JWK of the secret");
    let encoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(PORTAL);
    assert_invalid(&signed_with(encoded.as_bytes()), BODY, &portal, "with the base64url text of the secret");
    let short = [named(Scheme::Authgear, "c2hvcnQ")];
    assert_invalid(&signed_with(b"short"), BODY, &short, "decoded from base64");
    let others = [named(Scheme::Authgear, PORTAL), named(Scheme::Github, GITHUB)];
    assert_invalid(
        &authgear(OF_GITHUB),
        BODY,
        &others,
        "with the secret 'My GitHub'. That secret is stored for GitHub.",
    );
    let raw = [named(Scheme::StandardWebhooks, STANDARD)];
    let content = format!("{ID}.{AT}.{BODY}");
    let undecoded = BASE64.encode(mac(STANDARD.as_bytes(), &[content.as_bytes()]));
    assert_invalid(&standard(&format!("v1,{undecoded}")), BODY, &raw, "The sender did not decode it");
}

#[test]
fn combined_changes_are_explained() {
    let secrets = [named(Scheme::Authgear, PORTAL)];
    let signed = "{\"a\":\"\\u003c\\u00eb\",\"b\":[1]}\n";
    let received = "{\r\n  \"a\": \"<\u{eb}\",\r\n  \"b\": [\r\n    1\r\n  ]\r\n}";
    let signature = sign(&secrets[0].secret, signed.as_bytes());
    let sentence = examined(&authgear(&signature.to_uppercase()), received, &secrets).sentence;
    for words in ["compacted", r"as \u003c", r"beyond ASCII written as \u", "a line feed added", "upper-case"] {
        assert!(sentence.contains(words), "{words}: {sentence}");
    }
}

#[test]
fn the_search_always_ends() {
    let secrets = [named(Scheme::Authgear, PORTAL)];
    let large = vec![b'x'; (4 << 20) + 1];
    assert_invalid(&authgear(OF_PORTAL), &large, &secrets, "larger than 4 MiB");
    let signature = sign(&secrets[0].secret, &large).to_uppercase();
    assert_invalid(&authgear(&signature), &large, &secrets, "upper-case");
    let many: Vec<_> = (0..9).map(|at| named(Scheme::Authgear, &format!("{PORTAL}{at}"))).collect();
    let signed = format!("[{}1]", "[1],".repeat(200_000));
    let headers = authgear(&sign(&many[8].secret, signed.as_bytes()));
    assert_invalid(&headers, format!("{signed}\n"), &many, "without the final line break");
    let deep = "[".repeat(20_000) + &"]".repeat(20_000);
    assert_invalid(&authgear(OF_PORTAL), deep, &secrets, "No common change");
    for body in ["", "\n", "\"", "{\"a\":\"\\", "\u{feff}{}"] {
        assert_eq!(examined(&authgear(OF_PORTAL), body, &secrets).verdict, Verdict::Invalid);
    }
}

#[test]
fn an_invalid_secret_is_rejected_without_quoting_it() {
    let error_of = |scheme, text: &str| Secret::parse(scheme, text).unwrap_err();
    assert_eq!(error_of(Scheme::Github, " \n"), SecretError::Empty);
    assert_eq!(error_of(Scheme::StandardWebhooks, "whsec_"), SecretError::Empty);
    assert_eq!(error_of(Scheme::StandardWebhooks, "whsec_not base64!"), SecretError::NotBase64);
    assert_eq!(error_of(Scheme::StandardWebhooks, "whsk_AAAA"), SecretError::Asymmetric);
    assert_eq!(error_of(Scheme::StandardWebhooks, "whpk_AAAA"), SecretError::Asymmetric);
    assert_eq!(error_of(Scheme::Authgear, "{kty: oct}"), SecretError::NotJson);
    assert_eq!(error_of(Scheme::Authgear, r#"{"keys":[{"kty":"RSA","k":"AAAA"}]}"#), SecretError::NoSymmetricKey);
    assert_eq!(error_of(Scheme::Authgear, r#"{"kty":"oct"}"#), SecretError::NoSymmetricKey);
    assert_eq!(error_of(Scheme::Authgear, r#"{"kty":"oct","k":"*private*"}"#), SecretError::UndecodableJwk);
    assert_eq!(error_of(Scheme::Authgear, r#"{"kty":"oct","k":""}"#), SecretError::UndecodableJwk);
    assert!(!error_of(Scheme::Authgear, r#"{"kty":"oct","k":"*private*"}"#).to_string().contains("private"));
    assert_eq!(secret(Scheme::Stripe, &format!(" {STRIPE}\r\n")).expose(), STRIPE);
    assert!(secret(Scheme::Stripe, STRIPE) == secret(Scheme::Stripe, STRIPE));
    assert!(secret(Scheme::Stripe, STRIPE) != secret(Scheme::Github, STRIPE));
}

#[test]
fn a_secret_is_never_printed() {
    let named = named(Scheme::Stripe, STRIPE);
    for text in [format!("{named:?}"), format!("{:?}", named.secret), format!("{:#?}", Some(&named))] {
        assert!(!text.contains("only_for_tests"), "{text}");
    }
}

#[test]
fn re_signing_keeps_the_position_and_the_case_of_the_header() {
    let before = Headers::from_pairs([("A", "1"), ("X-AUTHGEAR-Body-Signature", "old"), ("B", "2")]);
    let after = re_signed(&before, &secret(Scheme::Authgear, PORTAL), BODY.as_bytes(), at(AT));
    let lines: Vec<_> = after.iter().collect();
    assert_eq!(lines, [("A", &b"1"[..]), ("X-AUTHGEAR-Body-Signature", OF_PORTAL.as_bytes()), ("B", b"2")]);
}

#[test]
fn new_signatures_match_those_of_other_tools() {
    let empty = Headers::default();
    let stripe = re_signed(&empty, &secret(Scheme::Stripe, STRIPE), BODY.as_bytes(), at(AT));
    assert_eq!(stripe.text("stripe-signature"), Some(format!("t={AT},v1={OF_STRIPE}").as_str()));
    let github = re_signed(&empty, &secret(Scheme::Github, GITHUB), BODY.as_bytes(), at(AT));
    assert_eq!(github.text("x-hub-signature-256"), Some(format!("sha256={OF_GITHUB}").as_str()));
    let known = Headers::from_pairs([("Svix-Id", ID), ("Svix-Signature", "v1,old"), ("Svix-Timestamp", "1")]);
    let standard = re_signed(&known, &secret(Scheme::StandardWebhooks, STANDARD), BODY.as_bytes(), at(AT));
    let lines: Vec<_> = standard.iter().map(|(name, value)| (name, String::from_utf8_lossy(value))).collect();
    let (signature, seconds) = (format!("v1,{OF_STANDARD}"), AT.to_string());
    assert_eq!(
        lines,
        [("Svix-Id", ID.into()), ("Svix-Signature", signature.into()), ("Svix-Timestamp", seconds.into())]
    );
    let both = Headers::from_pairs(
        ["webhook", "svix"]
            .into_iter()
            .flat_map(|name| ["id", "timestamp", "signature"].map(|last| (format!("{name}-{last}"), ID))),
    );
    let both = re_signed(&both, &secret(Scheme::StandardWebhooks, STANDARD), BODY.as_bytes(), at(AT));
    for name in ["webhook-signature", "svix-signature"] {
        assert_eq!(both.text(name), Some(format!("v1,{OF_STANDARD}").as_str()), "{name} is signed too");
    }
    let with_new_id = re_signed(&empty, &secret(Scheme::StandardWebhooks, STANDARD), BODY.as_bytes(), at(AT));
    assert!(with_new_id.text("webhook-id").unwrap().starts_with("msg_"), "a missing id is created");
}

#[test]
fn a_signature_can_be_removed_restored_and_broken() {
    let received = Headers::from_pairs([
        ("webhook-id", "msg_1"),
        ("X-A", "1"),
        ("webhook-timestamp", "1"),
        ("Webhook-Signature", "v1,AAAA"),
    ]);
    let names = |headers: &Headers| headers.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&unsigned(&received, None)), ["webhook-id", "X-A", "webhook-timestamp"]);
    assert_eq!(unsigned(&received, Some(Scheme::StandardWebhooks)), received);
    assert_eq!(signed_as(&received, &received), received, "unchanged headers stay unchanged");
    let edited = Headers::from_pairs([
        ("X-Hub-Signature-256", "sha256=00"),
        ("webhook-timestamp", "2"),
        ("X-A", "2"),
        ("webhook-timestamp", "3"),
    ]);
    let restored = signed_as(&edited, &received);
    let expected = b"webhook-timestamp: 1\r\nX-A: 2\r\nwebhook-id: msg_1\r\nWebhook-Signature: v1,AAAA\r\n".as_slice();
    assert_eq!(String::from_utf8_lossy(restored.block()), String::from_utf8_lossy(expected));
    assert_eq!(names(&signed_as(&edited, &Headers::default())), ["webhook-timestamp", "X-A", "webhook-timestamp"]);
    let now = Timestamp::from_second(1_700_000_000).unwrap();
    for scheme in Scheme::ALL {
        let wrong = signed_wrong(&Headers::default(), scheme, b"{}", now);
        assert_eq!(Scheme::of(&wrong), Some(scheme));
        let text = if scheme == Scheme::StandardWebhooks { "whsec_c2VjcmV0" } else { "secret" };
        let secrets = [NamedSecret { name: "a".into(), secret: Secret::parse(scheme, text).unwrap() }];
        assert_eq!(check(&wrong, b"{}", now, &secrets), Verdict::Invalid, "{scheme:?}");
        let right = re_signed(&wrong, &secrets[0].secret, b"{}", now);
        assert_eq!(names(&right), names(&wrong), "a wrong signature uses the same headers");
    }
}
