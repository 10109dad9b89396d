//! Explains an invalid signature: finds a change to the body, the secret or the MAC encoding that
//! would make it valid.
//!
//! The search rewrites the received body as the sender may have signed it, and tries each rewrite
//! with each key. A MAC is compared by its bytes, so every encoding of it is tried at no cost.
//! Single changes are tried on bodies up to 4 MiB, and combinations up to 256 KiB. A budget limits
//! the hashed bytes. Kept out: rewriting a body ([`super::rewrite`]).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::ops::Range;
use subtle::ConstantTimeEq;

use super::{
    claim::{Claim, Rule},
    mac::{keyed, mac},
    rewrite::{Layout, Spelling, line_ends, with_layout, with_spelling},
    rules::PREFIX,
    secret::{Key, KeyEncoding, NamedSecret, STANDARD, Secret, URL_SAFE, WHSEC},
};
use hookglass_json::Document;
use hookglass_request::{encoding, headers::Headers};

/// Larger bodies are not rewritten.
const MAX_BODY: usize = 4 << 20;
/// Larger bodies are rewritten only with single changes.
const MAX_COMBINED_BODY: usize = 256 << 10;
/// The most hashed bytes for single changes, and for combinations after them.
const BUDGET: usize = 512 << 20;
const BUDGET_COMBINED: usize = 128 << 20;
/// The most JSON values of a body.
const MAX_VALUES: usize = 1 << 20;

const LAYOUTS: [(Layout, &str); 5] = [
    (Layout::Compact, "compacted (without white space between members)"),
    (Layout::Lines("  "), "indented with two spaces"),
    (Layout::Lines("    "), "indented with four spaces"),
    (Layout::Lines("\t"), "indented with tabs"),
    (Layout::OneLine, "on one line with a space after each comma and colon, as Python writes it"),
];

const SPELLINGS: [[(Spelling, &str); 2]; 3] = [
    [
        (Spelling::EscapeHtml, r"with <, > and & written as \u003c, \u003e and \u0026, as Go writes them"),
        (Spelling::WriteHtml, r"with \u003c, \u003e and \u0026 written as <, > and &"),
    ],
    [
        (Spelling::EscapeUnicode, r"with the characters beyond ASCII written as \u escapes"),
        (Spelling::WriteUnicode, r"with its \u escapes written as characters"),
    ],
    [
        (Spelling::EscapeSlash, r"with / written as \/, as PHP writes it"),
        (Spelling::WriteSlash, r"with \/ written as /"),
    ],
];

const LINE_ENDS: [(bool, &str); 2] =
    [(true, "with CR LF line endings instead of LF"), (false, "with LF line endings instead of CR LF")];

/// White space that is often copied with a secret: before it, after it, and as a phrase.
const AROUND: [(&str, &str, &str); 12] = [
    ("", "\n", "a line feed after it"),
    ("", "\r\n", "a CR LF after it"),
    ("", " ", "a space after it"),
    ("", "\t", "a tab after it"),
    (" ", "", "a space before it"),
    ("\t", "", "a tab before it"),
    ("\n", "", "a line feed before it"),
    ("\r\n", "", "a CR LF before it"),
    (" ", " ", "a space on either side of it"),
    ("\t", "\t", "a tab on either side of it"),
    ("\n", "\n", "a line feed on either side of it"),
    (" ", "\n", "a space before it and a line feed after it"),
];

/// The change that would make the signature valid, as a sentence; or that no change was found.
pub(super) fn explain(claim: &Claim<'_>, headers: &Headers, body: &[u8], secrets: &[NamedSecret]) -> String {
    let mut search = Search::new(claim, secrets);
    let found = search.run(headers, body);
    found.map_or_else(|| no_explanation(&search, body, secrets), |found| search.sentence(&found))
}

fn no_explanation(search: &Search<'_>, body: &[u8], secrets: &[NamedSecret]) -> String {
    let scheme = search.claim.scheme;
    let mut names = secrets.iter().filter(|named| named.secret.scheme() == scheme).map(|named| &named.name);
    let with = match (names.next(), names.count()) {
        (Some(name), 0) => format!("the secret '{name}'"),
        (_, more) => format!("any of the {} secrets for {}", more + 1, scheme.name()),
    };
    let matching = max_matching(search.claim, body, secrets);
    if matching > 0 {
        let lines = search.claim.given.len();
        return format!(
            "Invalid: of the {lines} signatures, only {matching} match the same secret; every signature must match."
        );
    }
    let tried = if body.len() > MAX_BODY {
        "The body is larger than 4 MiB, so Hookglass tried no changes to it"
    } else if search.exhausted {
        "None of the tried changes explains it; the body is too large to try all changes"
    } else if search.claim.given.iter().all(|given| parse_mac(given).is_none()) {
        "The value of the header is not an HMAC-SHA256 in any encoding"
    } else {
        "No common change to the body explains it; it was signed with another secret or changed in another way"
    };
    format!("Invalid: the signature does not match {with}. {tried}.")
}

/// If every signature must verify: the most signatures that match the same secret.
fn max_matching(claim: &Claim<'_>, body: &[u8], secrets: &[NamedSecret]) -> usize {
    if claim.rule == Rule::Any || claim.given.len() < 2 {
        return 0;
    }
    let own = secrets.iter().filter(|named| named.secret.scheme() == claim.scheme);
    let count = |key: &Key| {
        let expected = (claim.scheme.rules().written)(&mac(&key.bytes, &[&claim.before_body, body]));
        claim.given.iter().filter(|given| bool::from(given.ct_eq(expected.as_bytes()))).count()
    };
    own.flat_map(|named| named.secret.keys()).map(count).max().unwrap_or(0)
}

/// A MAC from a header, and the parts of its encoding.
struct Given {
    mac: [u8; 32],
    form: Vec<&'static str>,
}

/// A key to try.
struct Candidate {
    mac: Hmac<Sha256>,
    source: KeySource,
}

enum KeySource {
    /// A secret of the scheme, by name.
    Secret(String),
    /// A key that a sender can use by mistake: a description and the reason.
    Mistake(String, String),
}

/// The changes that make the signature valid.
struct Explanation {
    candidate: usize,
    changes: Vec<String>,
    decoded: bool,
    form: Vec<&'static str>,
}

struct Search<'a> {
    claim: &'a Claim<'a>,
    /// The signatures; `None` if one cannot be decoded.
    given: Vec<Option<Given>>,
    /// The keys to try. The keys of the scheme's secrets come first.
    candidates: Vec<Candidate>,
    /// The number of keys of the scheme's secrets.
    own: usize,
    hashed: usize,
    budget: usize,
    exhausted: bool,
}

impl<'a> Search<'a> {
    fn new(claim: &'a Claim<'a>, secrets: &[NamedSecret]) -> Self {
        let given = claim.given.iter().map(|given| parse_mac(given)).collect();
        let (own, others): (Vec<_>, Vec<_>) = secrets.iter().partition(|named| named.secret.scheme() == claim.scheme);
        let candidate = |key: &[u8], source| Candidate { mac: keyed(key), source };
        let mut candidates: Vec<_> = own
            .iter()
            .flat_map(|named| named.secret.keys().iter().map(|key| (named.name.clone(), key)))
            .map(|(name, key)| candidate(&key.bytes, KeySource::Secret(name)))
            .collect();
        let count = candidates.len();
        for named in own {
            let mistaken = mistaken_keys(named).into_iter();
            candidates.extend(mistaken.map(|(key, with, why)| candidate(&key, KeySource::Mistake(with, why))));
        }
        for named in others {
            let with = format!("with the secret '{}'", named.name);
            let why = format!("That secret is stored for {}.", named.secret.scheme().name());
            // Secrets of Stripe and Standard Webhooks look alike but give different keys, so also
            // parse the text for this scheme.
            let reparsed = Secret::parse(claim.scheme, named.secret.expose()).ok();
            let keys = [Some(&named.secret), reparsed.as_ref()].into_iter().flatten().flat_map(Secret::keys);
            candidates.extend(keys.map(|key| candidate(&key.bytes, KeySource::Mistake(with.clone(), why.clone()))));
        }
        Self { claim, given, candidates, own: count, hashed: 0, budget: BUDGET, exhausted: false }
    }

    fn run(&mut self, headers: &Headers, body: &[u8]) -> Option<Explanation> {
        let (own, mistaken) = (0..self.own, self.own..self.candidates.len());
        if body.len() > MAX_BODY {
            // Try only other encodings of the MAC, which takes one more hash.
            return self.attempt(body, &[], false, own, false);
        }
        // Indentation makes a deeply nested body much larger.
        let max_len = body.len().saturating_mul(8).saturating_add(1 << 16);
        let json = Document::parse_within(Bytes::copy_from_slice(body), MAX_VALUES).is_ok();
        self.attempt(body, &[], false, own, true)
            .or_else(|| self.try_single_changes(headers, body, json, max_len))
            .or_else(|| self.attempt(body, &[], false, mistaken, true))
            .or_else(|| {
                self.budget = self.hashed + BUDGET_COMBINED;
                if json && body.len() <= MAX_COMBINED_BODY { self.try_combined_changes(body, max_len) } else { None }
            })
    }

    /// Tries every single change of the body.
    fn try_single_changes(
        &mut self,
        headers: &Headers,
        body: &[u8],
        json: bool,
        max_len: usize,
    ) -> Option<Explanation> {
        let decoded = encoding::decode(headers, &Bytes::copy_from_slice(body), MAX_BODY);
        if let Some(name) = decoded.from
            && let Some(found) =
                self.attempt(&decoded.bytes, &[&format!("without its {name} encoding")], true, 0..self.own, true)
        {
            return Some(found);
        }
        // Lazy, because each variant is as large as the body.
        let endings = LINE_ENDS.iter().map(|&(carriage_return, words)| (line_ends(body, carriage_return), words));
        let layouts = LAYOUTS.iter().filter(|_| json);
        let layouts = layouts.map(|&(layout, words)| (with_layout_and_end(body, layout, max_len), words));
        let spellings = SPELLINGS.iter().flatten().filter(|_| json);
        let spellings = spellings.map(|&(spelling, words)| (with_spelling(body, spelling), words));
        let changed = endings.chain(layouts).chain(spellings).filter_map(|(other, words)| Some((other?, words)));
        for (other, words) in changed {
            if let Some(found) = self.attempt(&other, &[words], false, 0..self.own, true) {
                return Some(found);
            }
        }
        None
    }

    /// Tries every combination of spelling, layout and line ending.
    fn try_combined_changes(&mut self, body: &[u8], max_len: usize) -> Option<Explanation> {
        for (respelled, spellings) in spelling_combinations(body) {
            for layout in [None].into_iter().chain(LAYOUTS.map(Some)) {
                let out = match layout {
                    Some((layout, _)) => with_layout_and_end(&respelled, layout, max_len),
                    None => Some(respelled.clone()),
                };
                let Some(out) = out else { continue };
                let variants =
                    LINE_ENDS.map(|(carriage_return, words)| Some((line_ends(&out, carriage_return)?, words)));
                let variants = variants.into_iter().flatten().map(|(out, words)| (out, Some(words)));
                for (out, end) in [(out.clone(), None)].into_iter().chain(variants) {
                    let layout = layout.map(|(_, words)| words);
                    let changes: Vec<_> = layout.into_iter().chain(end).chain(spellings.iter().copied()).collect();
                    if changes.len() > 1
                        && let Some(found) = self.attempt(&out, &changes, false, 0..self.own, true)
                    {
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    /// Tries a body with some of the keys: unchanged and, if `ends` is set, with other final line
    /// breaks.
    fn attempt(
        &mut self,
        body: &[u8],
        changes: &[&str],
        decoded: bool,
        candidates: Range<usize>,
        ends: bool,
    ) -> Option<Explanation> {
        let (bare, end) = split_end(body);
        for candidate in candidates {
            // The unchanged body with the scheme's own keys is always within the budget.
            if self.hashed > self.budget && !(changes.is_empty() && candidate < self.own) {
                self.exhausted = true;
                return None;
            }
            self.hashed += body.len();
            let mut mac = self.candidates[candidate].mac.clone();
            mac.update(&self.claim.before_body);
            mac.update(bare);
            let others = ENDS.into_iter().filter(|other| ends && *other != end);
            for other in [end].into_iter().chain(others) {
                let mut mac = mac.clone();
                mac.update(other.as_bytes());
                let Some(form) = self.unusual_form(&mac.finalize().into_bytes().into()) else { continue };
                let mut changes: Vec<String> = changes.iter().map(|words| (*words).to_owned()).collect();
                changes.extend(end_words(end, other).map(str::to_owned));
                return Some(Explanation { candidate, changes, decoded, form });
            }
        }
        None
    }

    /// What is unusual about the encoding of the signatures, if they are this MAC.
    fn unusual_form(&self, mac: &[u8; 32]) -> Option<Vec<&'static str>> {
        let equal = |given: &Option<Given>| given.as_ref().is_some_and(|given| bool::from(given.mac.ct_eq(mac)));
        let equals: Vec<bool> = self.given.iter().map(equal).collect();
        let enough = match self.claim.rule {
            Rule::Any => equals.contains(&true),
            Rule::Every => !equals.contains(&false),
        };
        let first = equals.iter().position(|equal| *equal).filter(|_| enough)?;
        let usual = self.claim.scheme.rules().usual_form;
        let form = self.given[first].as_ref().map(|given| given.form.clone()).unwrap_or_default();
        // A missing part is unusual, just like an extra part.
        let mut unusual: Vec<_> = form.iter().copied().filter(|part| !usual.contains(part)).collect();
        if usual.contains(&PREFIX) && !form.contains(&PREFIX) {
            unusual.push("without the prefix 'sha256='");
        }
        Some(unusual)
    }

    fn sentence(&self, found: &Explanation) -> String {
        let scheme = self.claim.scheme.name();
        let writes = self.claim.scheme.rules().written_as;
        let body = found.changes.join(", and ");
        let form = (!found.form.is_empty()).then(|| found.form.join(" and "));
        let changed = if found.decoded {
            "It was signed before it was encoded; the sender must sign the bytes that it sends."
        } else {
            "The body was changed after it was signed."
        };
        match (&self.candidates[found.candidate].source, found.changes.is_empty(), form) {
            (KeySource::Mistake(with, why), true, None) => format!("Invalid: it would be valid {with}. {why}"),
            (KeySource::Mistake(with, why), true, Some(form)) => {
                format!(
                    "Invalid: it would be valid {with}, but it is written {form}. {why} {scheme} writes a signature \
                     {writes}."
                )
            }
            (KeySource::Mistake(with, why), false, None) => {
                format!("Invalid: it would be valid for the body {body}, and {with}. {changed} {why}")
            }
            (KeySource::Mistake(with, why), false, Some(form)) => format!(
                "Invalid: it would be valid for the body {body}, and {with}, but it is written {form}. {changed} {why} \
                 {scheme} writes a signature {writes}."
            ),
            (KeySource::Secret(name), true, form) => format!(
                "Invalid: the HMAC-SHA256 is correct for the secret '{name}', but it is written {}; {scheme} writes it \
                 {writes}.",
                form.unwrap_or_else(|| "differently".to_owned())
            ),
            (KeySource::Secret(_), false, None) => format!("Invalid: it would be valid for the body {body}. {changed}"),
            (KeySource::Secret(_), false, Some(form)) => format!(
                "Invalid: it would be valid for the body {body}, but it is written {form}. {changed} {scheme} writes a \
                 signature {writes}."
            ),
        }
    }
}

/// The unchanged body and every combination of spellings that changes it, fewest changes first.
fn spelling_combinations(body: &[u8]) -> Vec<(Vec<u8>, Vec<&'static str>)> {
    let mut all = vec![(body.to_vec(), Vec::new())];
    for axis in SPELLINGS {
        for at in 0..all.len() {
            for (spelling, words) in axis {
                let (before, changes) = &all[at];
                if let Some(after) = with_spelling(before, spelling) {
                    let changes = changes.iter().copied().chain([words]).collect();
                    all.push((after, changes));
                }
            }
        }
    }
    all.sort_by_key(|(_, changes)| changes.len());
    all
}

/// The final line breaks that are tried instead of the one that the body has.
const ENDS: [&str; 5] = ["", "\n", "\r\n", "\n\n", "\r\n\r\n"];

/// Splits a body from its final line break.
fn split_end(body: &[u8]) -> (&[u8], &'static str) {
    match body {
        [bare @ .., b'\r', b'\n'] => (bare, "\r\n"),
        [bare @ .., b'\n'] => (bare, "\n"),
        _ => (body, ""),
    }
}

/// JSON in another layout. The final line break stays, because its change is reported separately.
fn with_layout_and_end(json: &[u8], layout: Layout, max_len: usize) -> Option<Vec<u8>> {
    let mut out = with_layout(json, layout, max_len)?;
    out.extend_from_slice(split_end(json).1.as_bytes());
    Some(out)
}

/// How the final line break was changed.
fn end_words(received: &str, signed: &str) -> Option<&'static str> {
    match (received, signed) {
        _ if received == signed => None,
        (_, "") => Some("without the final line break"),
        ("", "\n") => Some("with a line feed added at the end"),
        ("\n", "\n\n") => Some("with another line feed added at the end"),
        ("", "\r\n") => Some("with a CR LF added at the end"),
        ("\r\n", "\r\n\r\n") => Some("with another CR LF added at the end"),
        (_, "\n") => Some("with a line feed at the end instead of CR LF"),
        (_, "\r\n") => Some("with CR LF at the end instead of a line feed"),
        (_, "\n\n") => Some("with two line feeds at the end"),
        _ => Some("with two CR LF at the end"),
    }
}

/// Keys that a sender can derive from a secret by mistake: the key, a description and the reason.
fn mistaken_keys(named: &NamedSecret) -> Vec<(Vec<u8>, String, String)> {
    let (name, secret) = (&named.name, &named.secret);
    let text = secret.expose();
    let mut keys = Vec::new();
    let mut put = |key: &[u8], with: String, why: &str| keys.push((key.to_vec(), with, why.to_owned()));
    for (before, after, words) in AROUND {
        let why = "The sender's copy of the secret has extra white space.";
        for key in secret.keys() {
            let around = [before.as_bytes(), &key.bytes, after.as_bytes()].concat();
            put(&around, format!("with the secret '{name}' and {words}"), why);
        }
    }
    let own = secret.keys().first();
    let not_decoded = |what: &str| format!("with the text of {what} of the secret '{name}' as the key");
    match own.map(|key| key.encoding) {
        Some(KeyEncoding::Jwk) => {
            let why = "The sender did not decode it: the key of a JWK is its decoded base64url.";
            if let Some(k) = secret.jwk_text() {
                put(k.as_bytes(), not_decoded("the 'k'"), why);
            }
            put(text.as_bytes(), not_decoded("the whole JWK"), "The key is the decoded base64url of its 'k'.");
        }
        Some(KeyEncoding::Base64) => {
            let why = "The sender did not decode it: the key is the decoded base64.";
            put(text.as_bytes(), format!("with the text of the secret '{name}' itself as the key"), why);
            let bare = text.strip_prefix(WHSEC).unwrap_or(text);
            put(bare.as_bytes(), format!("with the base64 text of the secret '{name}' as the key"), why);
        }
        Some(KeyEncoding::Text | KeyEncoding::MaybeJwk) | None => {
            let encoded = URL_SAFE_NO_PAD.encode(text);
            let why = "The sender did not decode the 'k' of its JWK: the key is the decoded base64url.";
            put(encoded.as_bytes(), format!("with the base64url text of the secret '{name}' as the key"), why);
            let bare = text.strip_prefix(WHSEC);
            if let Some(bare) = bare {
                let why = "The prefix is part of the key.";
                put(bare.as_bytes(), format!("with the secret '{name}' without its '{WHSEC}'"), why);
            }
            let bare = bare.unwrap_or(text);
            let why = "The sender decoded it: the key is the text itself.";
            for decoded in [URL_SAFE.decode(bare), STANDARD.decode(bare)].into_iter().flatten() {
                put(&decoded, format!("with the secret '{name}' decoded from base64"), why);
            }
        }
    }
    keys
}

/// Decodes the MAC in a signature: 32 bytes in hexadecimal or in base64 of either alphabet, with or
/// without a prefix.
fn parse_mac(given: &[u8]) -> Option<Given> {
    let (digits, prefix) = match given.get(..7) {
        Some(front) if front.eq_ignore_ascii_case(b"sha256=") => (&given[7..], Some(PREFIX)),
        _ => (given, None),
    };
    let hexadecimal = |byte: &u8| char::from(*byte).to_digit(16).map(|digit| digit as u8);
    let nibbles: Option<Vec<u8>> = digits.iter().map(hexadecimal).collect();
    let (bytes, form) = match nibbles {
        Some(nibbles) if nibbles.len() == 64 => {
            let lower = !digits.iter().any(u8::is_ascii_uppercase);
            let form = if lower { "in lower-case hexadecimal" } else { "in upper-case hexadecimal" };
            (nibbles.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect(), form)
        }
        _ => match (STANDARD.decode(digits), URL_SAFE.decode(digits)) {
            (Ok(bytes), _) if digits.ends_with(b"=") => (bytes, "in base64"),
            (Ok(bytes), _) => (bytes, "in base64 without padding"),
            (_, Ok(bytes)) => (bytes, "in URL-safe base64"),
            _ => return None,
        },
    };
    let mac = bytes.try_into().ok()?;
    Some(Given { mac, form: [form].into_iter().chain(prefix).collect() })
}
