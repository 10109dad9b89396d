//! GitHub's signature: `sha256=` and the hexadecimal MAC of the body.

use super::{
    claim::Claim,
    header::put,
    mac::hex,
    rules::{PREFIX, Rules, TOLERANCE, UNUSED_SECRET},
    scheme::Scheme,
    secret::Key,
};

const HEADER: &str = "x-hub-signature-256";

pub(super) static RULES: Rules = Rules {
    word: "github",
    name: "GitHub",
    headers: &[HEADER],
    parts: &[HEADER],
    signed: "the exact bytes",
    written,
    written_as: "as 'sha256=' and lower-case hexadecimal",
    usual_form: &["in lower-case hexadecimal", PREFIX],
    before_mac: b"sha256=",
    allowed_age: -TOLERANCE..=TOLERANCE,
    read: |headers| Ok(Claim::of_lines(Scheme::Github, HEADER, headers)),
    keys: |text| Ok(vec![Key::of_text(text)]),
    sign: |headers, secret, body, _| put(headers, HEADER, "X-Hub-Signature-256", &written(&secret.mac(&[body]))),
    unused_secret: UNUSED_SECRET,
};

fn written(mac: &[u8]) -> String {
    format!("sha256={}", hex(mac))
}
