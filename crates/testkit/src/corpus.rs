//! The recorded events under `tests/fixtures`, and the way Authgear signs and sends them
//! (`hook_web.go`, `hmac_sha256.go` and Go's `json.Marshal`; see the corpus' own FACTS).

use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fs;
use std::path::{Path, PathBuf};

/// The key that signs the corpus. It was made for tests and opens nothing.
pub const SECRET: &str = "corpus-only-secret-0123456789abcd";

/// One file of the corpus.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// The file's name without its extension: the event's type, or the hostile case.
    pub name: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What its sender puts into `Content-Type`.
    pub content_type: String,
    /// What its sender puts into `Content-Encoding`.
    pub content_encoding: Option<String>,
}

/// One event of every type in the specification of August 2024: Authgear's, and Fastgen's as bare
/// objects.
pub fn events() -> Vec<Fixture> {
    json_files("events")
}

/// Events of types that came later, as today's server sends them.
pub fn events_newer() -> Vec<Fixture> {
    json_files("events-newer")
}

/// Events with the members that the server of August 2024 sent.
pub fn events_2024_08() -> Vec<Fixture> {
    json_files("events-2024-08")
}

/// Fastgen's events in the wrapper that a forwarding workflow posts.
pub fn fastgen_forwarded() -> Vec<Fixture> {
    json_files("fastgen-forwarded")
}

/// Bodies that break programs, with the content type and encoding of their manifest.
pub fn hostile() -> Vec<Fixture> {
    let folder = fixtures().join("hostile");
    let manifest: Vec<serde_json::Value> =
        serde_json::from_slice(&read(&folder.join("manifest.json"))).expect("hostile/manifest.json is a JSON array");
    let text = |entry: &serde_json::Value, member: &str| entry[member].as_str().map(str::to_owned);
    files(&folder)
        .into_iter()
        .filter_map(|path| {
            let file = path.file_name()?.to_str()?;
            let entry = manifest.iter().find(|entry| entry["file"] == file)?;
            Some(Fixture {
                name: path.file_stem()?.to_str()?.to_owned(),
                bytes: read(&path),
                content_type: text(entry, "content_type")?,
                content_encoding: text(entry, "content_encoding"),
            })
        })
        .collect()
}

/// A file as Authgear puts it on the wire: no white space between tokens, and `<`, `>`, `&`, U+2028
/// and U+2029 as escapes. Every other byte stays, so numbers and the order of members do too.
pub fn compact(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len());
    let mut in_string = false;
    let mut at = 0;
    while let Some(&byte) = json.get(at) {
        at += 1;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' if !in_string => {}
            b'<' | b'>' | b'&' if in_string => {
                out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            }
            b'\\' if in_string => {
                out.push(byte);
                out.extend(json.get(at));
                at += 1;
            }
            0xe2 if in_string && json[at..].starts_with(&[0x80, 0xa8]) => {
                out.extend_from_slice(b"\\u2028");
                at += 2;
            }
            0xe2 if in_string && json[at..].starts_with(&[0x80, 0xa9]) => {
                out.extend_from_slice(b"\\u2029");
                at += 2;
            }
            _ => {
                in_string ^= byte == b'"';
                out.push(byte);
            }
        }
    }
    out
}

/// Lower-case hexadecimal HMAC-SHA256 of exactly these bytes, as in `X-Authgear-Body-Signature`.
pub fn sign(secret: &str, bytes: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(bytes);
    let digits = mac.finalize().into_bytes();
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The headers that Authgear sends beside `Host`, `Content-Length` and `Accept-Encoding`.
pub fn authgear_headers(body: &[u8], secret: &str) -> Vec<(String, String)> {
    [
        ("User-Agent", "Go-http-client/1.1"),
        ("Content-Type", "application/json"),
        ("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        ("X-Authgear-Body-Signature", &sign(secret, body)),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// `tests/fixtures` at the root of the repository.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

fn json_files(folder: &str) -> Vec<Fixture> {
    let found: Vec<Fixture> = files(&fixtures().join(folder))
        .into_iter()
        .filter_map(|path| {
            Some(Fixture {
                name: path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned(),
                bytes: read(&path),
                content_type: "application/json".to_owned(),
                content_encoding: None,
            })
        })
        .collect();
    assert!(!found.is_empty(), "tests/fixtures/{folder} has no events");
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("reading the folder {}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("reading {}: {error}", path.display()))
}
