//! Why a signature does not verify: which change to the body, the secret or the encoding of the MAC would make it valid.
//!
//! The body that was received is rewritten as the sender may have signed it, and each rewriting is tried with each key. A
//! MAC is compared by its bytes, so the form it is written in costs nothing to try. Single changes are tried on bodies up
//! to 4 MiB, combinations up to 256 KiB, and a budget limits the hashed bytes. Kept out: how a body is rewritten
//! ([`super::rewrite`]).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::ops::Range;
use subtle::ConstantTimeEq;

use super::{
    claim::{Claim, Rule},
    mac::{keyed, mac},
    rewrite::{Layout, Spelling, laid_out, line_ends, respelt},
    rules::PREFIX,
    secret::{Key, KeyEncoding, NamedSecret, STANDARD, Secret, URL_SAFE, WHSEC},
};
use hookglass_json::Document;
use hookglass_request::{encoding, headers::Headers};

/// Larger bodies are not rewritten.
const MAX_BODY: usize = 4 << 20;
/// Larger bodies are rewritten in one way at a time.
const MAX_COMBINED_BODY: usize = 256 << 10;
/// Bytes hashed at most for single changes, and for combinations after that.
const BUDGET: usize = 512 << 20;
const BUDGET_COMBINED: usize = 128 << 20;
/// The most JSON values of a body.
const MAX_VALUES: usize = 1 << 20;

const LAYOUTS: [(Layout, &str); 5] = [
    (Layout::Compact, "compacted (white space between the members taken out)"),
    (Layout::Lines("  "), "indented with two spaces"),
    (Layout::Lines("    "), "indented with four spaces"),
    (Layout::Lines("\t"), "indented with tabs"),
    (Layout::OneLine, "on one line with a space behind each comma and colon, as Python writes it"),
];

const SPELLINGS: [[(Spelling, &str); 2]; 3] = [
    [
        (Spelling::EscapeHtml, r"with <, > and & written as \u003c, \u003e and \u0026, as Go writes them"),
        (Spelling::WriteHtml, r"with \u003c, \u003e and \u0026 written as <, > and &"),
    ],
    [
        (Spelling::EscapeUnicode, r"with the characters beyond ASCII written as \u escapes"),
        (Spelling::WriteUnicode, r"with its \u escapes written out as the characters they stand for"),
    ],
    [
        (Spelling::EscapeSlash, r"with / written as \/, as PHP writes it"),
        (Spelling::WriteSlash, r"with \/ written as /"),
    ],
];

const LINE_ENDS: [(bool, &str); 2] =
    [(true, "with its lines ending in CR LF instead of LF"), (false, "with its lines ending in LF instead of CR LF")];

/// White space that is often copied with a secret: before it, after it, and in words.
const AROUND: [(&str, &str, &str); 12] = [
    ("", "\n", "a line feed behind it"),
    ("", "\r\n", "a CR LF behind it"),
    ("", " ", "a space behind it"),
    ("", "\t", "a tab behind it"),
    (" ", "", "a space in front of it"),
    ("\t", "", "a tab in front of it"),
    ("\n", "", "a line feed in front of it"),
    ("\r\n", "", "a CR LF in front of it"),
    (" ", " ", "a space on either side of it"),
    ("\t", "\t", "a tab on either side of it"),
    ("\n", "\n", "a line feed on either side of it"),
    (" ", "\n", "a space in front of it and a line feed behind it"),
];

/// The change that would make it valid, in a sentence; says so if there is none.
pub(super) fn explain(claim: &Claim<'_>, headers: &Headers, body: &[u8], secrets: &[NamedSecret]) -> String {
    let mut search = Search::new(claim, secrets);
    let found = search.run(headers, body);
    found.map_or_else(|| nothing(&search, body, secrets), |found| search.sentence(&found))
}

fn nothing(search: &Search<'_>, body: &[u8], secrets: &[NamedSecret]) -> String {
    let scheme = search.claim.scheme;
    let mut names = secrets.iter().filter(|named| named.secret.scheme() == scheme).map(|named| &named.name);
    let with = match (names.next(), names.count()) {
        (Some(name), 0) => format!("the secret '{name}'"),
        (_, more) => format!("any of the {} secrets kept for {}", more + 1, scheme.name()),
    };
    let verifying = verifying(search.claim, body, secrets);
    if verifying > 0 {
        let lines = search.claim.given.len();
        return format!(
            "Invalid: of the {lines} signatures, {verifying} can be verified with one secret; each has to be."
        );
    }
    let tried = if body.len() > MAX_BODY {
        "The body is larger than 4 MiB, so it was not tried whether a change to it would explain that"
    } else if search.exhausted {
        "None of the changes that were tried explains it; the body is too large to try them all"
    } else if search.claim.given.iter().all(|given| parse_mac(given).is_none()) {
        "What the header holds is not an HMAC-SHA256 in any form"
    } else {
        "No usual change to the body explains it; it was signed with another secret, or changed in another way"
    };
    format!("Invalid: the signature does not match {with}. {tried}.")
}

/// Of several signatures that each have to verify, how many do with the same secret at most.
fn verifying(claim: &Claim<'_>, body: &[u8], secrets: &[NamedSecret]) -> usize {
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

/// A MAC from a header, and what is unusual about its encoding.
struct Given {
    mac: [u8; 32],
    form: Vec<&'static str>,
}

/// A key to try.
struct Candidate {
    mac: Hmac<Sha256>,
    kind: Kind,
}

enum Kind {
    /// The key of a secret of the scheme: its name.
    Own(String),
    /// A key that is derived by mistake: its description and the reason.
    Near(String, String),
}

/// What makes it valid.
struct Found {
    candidate: usize,
    changes: Vec<String>,
    decoded: bool,
    form: Vec<&'static str>,
}

struct Search<'a> {
    claim: &'a Claim<'a>,
    /// Each signature that is given, where it can be read.
    given: Vec<Option<Given>>,
    /// Those of the scheme's own secrets come first.
    candidates: Vec<Candidate>,
    own: usize,
    hashed: usize,
    budget: usize,
    exhausted: bool,
}

impl<'a> Search<'a> {
    fn new(claim: &'a Claim<'a>, secrets: &[NamedSecret]) -> Self {
        let given = claim.given.iter().map(|given| parse_mac(given)).collect();
        let (own, others): (Vec<_>, Vec<_>) = secrets.iter().partition(|named| named.secret.scheme() == claim.scheme);
        let candidate = |key: &[u8], kind| Candidate { mac: keyed(key), kind };
        let mut candidates: Vec<_> = own
            .iter()
            .flat_map(|named| named.secret.keys().iter().map(|key| (named.name.clone(), key)))
            .map(|(name, key)| candidate(&key.bytes, Kind::Own(name)))
            .collect();
        let count = candidates.len();
        for named in own {
            candidates.extend(near(named).into_iter().map(|(key, with, why)| candidate(&key, Kind::Near(with, why))));
        }
        for named in others {
            let with = format!("with the secret '{}'", named.name);
            let why = format!("That one is kept for {}.", named.secret.scheme().name());
            // Read by the rules of this scheme as well: Stripe's and Standard Webhooks' begin alike and key differently.
            let reread = Secret::parse(claim.scheme, named.secret.expose()).ok();
            let keys = [Some(&named.secret), reread.as_ref()].into_iter().flatten().flat_map(Secret::keys);
            candidates.extend(keys.map(|key| candidate(&key.bytes, Kind::Near(with.clone(), why.clone()))));
        }
        Self { claim, given, candidates, own: count, hashed: 0, budget: BUDGET, exhausted: false }
    }

    fn run(&mut self, headers: &Headers, body: &[u8]) -> Option<Found> {
        let (own, near) = (0..self.own, self.own..self.candidates.len());
        if body.len() > MAX_BODY {
            // Only the form it is written in: that is one more hash.
            return self.attempt(body, &[], false, own, false);
        }
        // Deep nesting makes a small body large.
        let most = body.len().saturating_mul(8).saturating_add(1 << 16);
        let json = Document::parse_within(Bytes::copy_from_slice(body), MAX_VALUES).is_ok();
        self.attempt(body, &[], false, own, true)
            .or_else(|| self.singly(headers, body, json, most))
            .or_else(|| self.attempt(body, &[], false, near, true))
            .or_else(|| {
                self.budget = self.hashed + BUDGET_COMBINED;
                if json && body.len() <= MAX_COMBINED_BODY { self.combined(body, most) } else { None }
            })
    }

    /// Every single change of the body.
    fn singly(&mut self, headers: &Headers, body: &[u8], json: bool, most: usize) -> Option<Found> {
        let decoded = encoding::decode(headers, &Bytes::copy_from_slice(body), MAX_BODY);
        if let Some(name) = decoded.from
            && let Some(found) =
                self.attempt(&decoded.bytes, &[&format!("with its {name} encoding undone")], true, 0..self.own, true)
        {
            return Some(found);
        }
        // Made one after the other: each is as large as the body.
        let turned = LINE_ENDS.iter().map(|&(carriage_return, words)| (line_ends(body, carriage_return), words));
        let laid = LAYOUTS.iter().filter(|_| json).map(|&(layout, words)| (relaid(body, layout, most), words));
        let spellings = SPELLINGS.iter().flatten().filter(|_| json);
        let spelt = spellings.map(|&(spelling, words)| (respelt(body, spelling), words));
        let changed = turned.chain(laid).chain(spelt).filter_map(|(other, words)| Some((other?, words)));
        for (other, words) in changed {
            if let Some(found) = self.attempt(&other, &[words], false, 0..self.own, true) {
                return Some(found);
            }
        }
        None
    }

    /// Every spelling in every layout, with either kind of line end.
    fn combined(&mut self, body: &[u8], most: usize) -> Option<Found> {
        for (spelt, spellings) in all_spellings(body) {
            for layout in [None].into_iter().chain(LAYOUTS.map(Some)) {
                let out = match layout {
                    Some((layout, _)) => relaid(&spelt, layout, most),
                    None => Some(spelt.clone()),
                };
                let Some(out) = out else { continue };
                let turned = LINE_ENDS.map(|(carriage_return, words)| Some((line_ends(&out, carriage_return)?, words)));
                let turned = turned.into_iter().flatten().map(|(out, words)| (out, Some(words)));
                for (out, end) in [(out.clone(), None)].into_iter().chain(turned) {
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

    /// Tries a body with some of the keys, as it is and, for `ends`, with another end.
    fn attempt(
        &mut self,
        body: &[u8],
        changes: &[&str],
        decoded: bool,
        candidates: Range<usize>,
        ends: bool,
    ) -> Option<Found> {
        let (bare, end) = split_end(body);
        for candidate in candidates {
            // The cost of the check itself is always within the budget.
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
                let Some(form) = self.form_of(&mac.finalize().into_bytes().into()) else { continue };
                let mut changes: Vec<String> = changes.iter().map(|words| (*words).to_owned()).collect();
                changes.extend(end_words(end, other).map(str::to_owned));
                return Some(Found { candidate, changes, decoded, form });
            }
        }
        None
    }

    /// How the signatures are written, when they are this MAC.
    fn form_of(&self, mac: &[u8; 32]) -> Option<Vec<&'static str>> {
        let equal = |given: &Option<Given>| given.as_ref().is_some_and(|given| bool::from(given.mac.ct_eq(mac)));
        let equals: Vec<bool> = self.given.iter().map(equal).collect();
        let enough = match self.claim.rule {
            Rule::Any => equals.contains(&true),
            Rule::Every => !equals.contains(&false),
        };
        let first = equals.iter().position(|equal| *equal).filter(|_| enough)?;
        let usual = self.claim.scheme.rules().usual_form;
        let form = self.given[first].as_ref().map(|given| given.form.clone()).unwrap_or_default();
        // A missing part is as unusual as an extra one.
        let mut unusual: Vec<_> = form.iter().copied().filter(|part| !usual.contains(part)).collect();
        if usual.contains(&PREFIX) && !form.contains(&PREFIX) {
            unusual.push("without 'sha256=' in front");
        }
        Some(unusual)
    }

    fn sentence(&self, found: &Found) -> String {
        let scheme = self.claim.scheme.name();
        let writes = self.claim.scheme.rules().written_as;
        let body = found.changes.join(", and ");
        let form = (!found.form.is_empty()).then(|| found.form.join(" and "));
        let changed = if found.decoded {
            "It was signed before it was encoded; the signature belongs over the bytes that are sent."
        } else {
            "The body was changed after it was signed."
        };
        match (&self.candidates[found.candidate].kind, found.changes.is_empty(), form) {
            (Kind::Near(with, why), true, None) => format!("Invalid: it would be valid {with}. {why}"),
            (Kind::Near(with, why), true, Some(form)) => {
                format!(
                    "Invalid: it would be valid {with}, were it not written {form}. {why} {scheme} writes a signature {writes}."
                )
            }
            (Kind::Near(with, why), false, None) => {
                format!("Invalid: it would be valid for the body {body}, and {with}. {changed} {why}")
            }
            (Kind::Near(with, why), false, Some(form)) => format!(
                "Invalid: it would be valid for the body {body}, and {with}, were it not written {form}. {changed} {why} \
                 {scheme} writes a signature {writes}."
            ),
            (Kind::Own(name), true, form) => format!(
                "Invalid: it is the right HMAC-SHA256 with the secret '{name}', but written {}; {scheme} writes it {writes}.",
                form.unwrap_or_else(|| "otherwise".to_owned())
            ),
            (Kind::Own(_), false, None) => format!("Invalid: it would be valid for the body {body}. {changed}"),
            (Kind::Own(_), false, Some(form)) => format!(
                "Invalid: it would be valid for the body {body}, were it not written {form}. {changed} {scheme} writes a \
                 signature {writes}."
            ),
        }
    }
}

/// Every combination of spellings that changes a body, those with fewest changes first; also none.
fn all_spellings(body: &[u8]) -> Vec<(Vec<u8>, Vec<&'static str>)> {
    let mut all = vec![(body.to_vec(), Vec::new())];
    for axis in SPELLINGS {
        for at in 0..all.len() {
            for (spelling, words) in axis {
                let (before, changes) = &all[at];
                if let Some(after) = respelt(before, spelling) {
                    let changes = changes.iter().copied().chain([words]).collect();
                    all.push((after, changes));
                }
            }
        }
    }
    all.sort_by_key(|(_, changes)| changes.len());
    all
}

/// The line breaks at the end of a body that are tried instead of its own.
const ENDS: [&str; 5] = ["", "\n", "\r\n", "\n\n", "\r\n\r\n"];

/// A body and the line break at its end.
fn split_end(body: &[u8]) -> (&[u8], &'static str) {
    match body {
        [bare @ .., b'\r', b'\n'] => (bare, "\r\n"),
        [bare @ .., b'\n'] => (bare, "\n"),
        _ => (body, ""),
    }
}

/// A JSON text in another layout. Its end stays: a change of the end is reported separately.
fn relaid(json: &[u8], layout: Layout, most: usize) -> Option<Vec<u8>> {
    let mut out = laid_out(json, layout, most)?;
    out.extend_from_slice(split_end(json).1.as_bytes());
    Some(out)
}

/// How a body's end was changed.
fn end_words(received: &str, signed: &str) -> Option<&'static str> {
    match (received, signed) {
        _ if received == signed => None,
        (_, "") => Some("without the line break at its end"),
        ("", "\n") => Some("with a line feed added at its end"),
        ("\n", "\n\n") => Some("with another line feed added at its end"),
        ("", "\r\n") => Some("with a CR LF added at its end"),
        ("\r\n", "\r\n\r\n") => Some("with another CR LF added at its end"),
        (_, "\n") => Some("with a line feed at its end instead of CR LF"),
        (_, "\r\n") => Some("with CR LF at its end instead of a line feed"),
        (_, "\n\n") => Some("with two line feeds at its end"),
        _ => Some("with two CR LF at its end"),
    }
}

/// Keys that a sender can derive from a secret by mistake: the key, a description and the reason.
fn near(named: &NamedSecret) -> Vec<(Vec<u8>, String, String)> {
    let (name, secret) = (&named.name, &named.secret);
    let text = secret.expose();
    let mut near = Vec::new();
    let mut put = |key: &[u8], with: String, why: &str| near.push((key.to_vec(), with, why.to_owned()));
    for (before, behind, words) in AROUND {
        let why = "The sender's secret has white space that is not part of it.";
        for key in secret.keys() {
            let around = [before.as_bytes(), &key.bytes, behind.as_bytes()].concat();
            put(&around, format!("with the secret '{name}' and {words}"), why);
        }
    }
    let own = secret.keys().first();
    let not_decoded = |what: &str| format!("with the text of {what} of the secret '{name}' as the key");
    match own.map(|key| key.encoding) {
        Some(KeyEncoding::Jwk) => {
            let why = "The sender did not decode it: the key of a JWK is what its base64url stands for.";
            if let Some(k) = secret.jwk_text() {
                put(k.as_bytes(), not_decoded("the 'k'"), why);
            }
            put(text.as_bytes(), not_decoded("the whole JWK"), "The key is what the base64url of its 'k' stands for.");
        }
        Some(KeyEncoding::Base64) => {
            let why = "The sender did not decode it: the key is what the base64 stands for.";
            put(text.as_bytes(), format!("with the text of the secret '{name}' itself as the key"), why);
            let bare = text.strip_prefix(WHSEC).unwrap_or(text);
            put(bare.as_bytes(), format!("with the base64 text of the secret '{name}' as the key"), why);
        }
        Some(KeyEncoding::Text | KeyEncoding::MaybeJwk) | None => {
            let encoded = URL_SAFE_NO_PAD.encode(text);
            let why = "The sender did not decode the 'k' of its JWK: the key is what the base64url stands for.";
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
    near
}

/// The MAC in a signature: 32 bytes in hexadecimal or base64 of either alphabet, with or without a prefix.
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
            (Ok(bytes), _) => (bytes, "in base64 without its padding"),
            (_, Ok(bytes)) => (bytes, "in the base64 for URLs"),
            _ => return None,
        },
    };
    let mac = bytes.try_into().ok()?;
    Some(Given { mac, form: [form].into_iter().chain(prefix).collect() })
}
