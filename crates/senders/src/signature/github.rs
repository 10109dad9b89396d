//! GitHub's signature: `sha256=` and the hexadecimal MAC of the body.

use super::{
    claim::Claim,
    explain::PREFIX,
    hex, put,
    scheme::{Rules, Scheme, TOLERANCE, UNUSED_SECRET},
    secret::Key,
};

const HEADER: &str = "x-hub-signature-256";

pub(super) static RULES: Rules = Rules {
    word: "github",
    name: "GitHub",
    headers: &[HEADER],
    parts: &[HEADER],
    signed: "the exact bytes",
    written: |mac| format!("sha256={}", hex(mac)),
    written_as: "as 'sha256=' and lower-case hexadecimal",
    usual_form: &["in lower-case hexadecimal", PREFIX],
    before_mac: b"sha256=",
    allowed_age: -TOLERANCE..=TOLERANCE,
    read: |headers| Ok(Claim::of_lines(Scheme::Github, HEADER, headers)),
    keys: |text| Ok(vec![Key::of_text(text)]),
    sign: |headers, secret, body, _| put(headers, HEADER, "X-Hub-Signature-256", &secret.written_mac(&[body])),
    unused_secret: UNUSED_SECRET,
};
