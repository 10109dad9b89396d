//! Content encodings, undone for reading only.
//!
//! The stored bytes, the signature and a resend are always about the bytes as sent. Kept out: charsets. JSON is UTF-8,
//! whatever its label says.

use bytes::Bytes;
use std::io::Read;

use crate::headers::Headers;

/// A decoded body is cut here: a small body can stand for terabytes.
const MOST_DECODED: u64 = 64 << 20;

/// A body as it is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The bytes without their content encoding; the bytes as sent, where that could not be undone.
    pub bytes: Bytes,
    /// The encoding that was undone.
    pub from: Option<&'static str>,
    /// Why a declared encoding was not undone, in a sentence.
    pub problem: Option<String>,
}

/// Undoes `gzip` and `deflate`.
pub fn decode(headers: &Headers, body: &Bytes) -> Decoded {
    let as_sent = |problem| Decoded { bytes: body.clone(), from: None, problem };
    let declared = headers.text("content-encoding").map(|name| name.trim().to_ascii_lowercase());
    let (name, mut out): (_, Box<dyn Read>) = match declared.as_deref() {
        None | Some("" | "identity") => return as_sent(None),
        Some("gzip" | "x-gzip") => ("gzip", Box::new(flate2::read::MultiGzDecoder::new(&body[..]))),
        Some("deflate") => ("deflate", Box::new(flate2::read::ZlibDecoder::new(&body[..]))),
        Some(other) => {
            return as_sent(Some(format!(
                "The content encoding '{other}' is not one Hookscope can undo; the bytes are shown as sent."
            )));
        }
    };
    let mut bytes = Vec::new();
    match out.by_ref().take(MOST_DECODED).read_to_end(&mut bytes) {
        Ok(_) => Decoded { bytes: bytes.into(), from: Some(name), problem: None },
        Err(error) => {
            as_sent(Some(format!("The body says it is {name}, but is not ({error}); the bytes are shown as sent.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Bytes {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap().into()
    }

    #[test]
    fn gzip_is_undone_and_named() {
        let headers = Headers::from_pairs([("Content-Encoding", "GZip")]);
        let decoded = decode(&headers, &gzip(b"{}"));
        assert_eq!((&decoded.bytes[..], decoded.from), (&b"{}"[..], Some("gzip")));
    }

    #[test]
    fn what_is_not_what_it_says_is_shown_as_sent() {
        for label in ["gzip", "br"] {
            let headers = Headers::from_pairs([("content-encoding", label)]);
            let decoded = decode(&headers, &Bytes::from_static(b"{}"));
            assert_eq!(&decoded.bytes[..], b"{}");
            assert!(decoded.problem.unwrap().contains(label));
        }
    }

    #[test]
    fn a_bomb_stops_at_the_bound() {
        let headers = Headers::from_pairs([("content-encoding", "gzip")]);
        let bomb = gzip(&vec![0; MOST_DECODED as usize + 1]);
        assert_eq!(decode(&headers, &bomb).bytes.len() as u64, MOST_DECODED);
    }
}
