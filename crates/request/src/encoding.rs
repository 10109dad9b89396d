//! Content encodings, undone for reading only.
//!
//! The stored bytes, the signature and a resend are always about the bytes as sent. Kept out: charsets. JSON is UTF-8,
//! whatever its label says.

use bytes::Bytes;
use std::io::{self, Read};

use crate::headers::Headers;

/// A decoded body is cut here: a small body can stand for terabytes.
pub const MOST_DECODED: usize = 64 << 20;

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

/// Undoes `gzip` and `deflate`, up to `most` bytes.
pub fn decode(headers: &Headers, body: &Bytes, most: usize) -> Decoded {
    let as_sent = |problem| Decoded { bytes: body.clone(), from: None, problem };
    let declared = headers.text("content-encoding").map(|name| name.trim().to_ascii_lowercase());
    let undone = match declared.as_deref() {
        None | Some("" | "identity") => return as_sent(None),
        Some("gzip" | "x-gzip") => ("gzip", read(flate2::read::MultiGzDecoder::new(&body[..]), most)),
        // RFC 9110, 8.4.1.2 means zlib by it; some senders leave the wrapping out.
        Some("deflate") => {
            let wrapped = read(flate2::read::ZlibDecoder::new(&body[..]), most);
            (
                "deflate",
                wrapped.or_else(|error| read(flate2::read::DeflateDecoder::new(&body[..]), most).map_err(|_| error)),
            )
        }
        Some(other) => {
            return as_sent(Some(format!(
                "The content encoding '{other}' is not one Hookglass can undo; the bytes are shown as sent."
            )));
        }
    };
    match undone {
        (name, Ok((bytes, whole))) => Decoded {
            bytes: bytes.into(),
            from: Some(name),
            problem: (!whole).then(|| {
                format!(
                    "Without its {name} encoding the body is larger than {} MiB; only that much is read.",
                    most >> 20
                )
            }),
        },
        (name, Err(error)) => {
            as_sent(Some(format!("The body says it is {name}, but is not ({error}); the bytes are shown as sent.")))
        }
    }
}

/// The bytes, `most` at most, and whether these are all.
fn read(decoder: impl Read, most: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    decoder.take(most as u64 + 1).read_to_end(&mut bytes)?;
    let whole = bytes.len() <= most;
    bytes.truncate(most);
    Ok((bytes, whole))
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
        let decoded = decode(&headers, &gzip(b"{}"), MOST_DECODED);
        assert_eq!((&decoded.bytes[..], decoded.from), (&b"{}"[..], Some("gzip")));
    }

    #[test]
    fn what_is_not_what_it_says_is_shown_as_sent() {
        for label in ["gzip", "br"] {
            let headers = Headers::from_pairs([("content-encoding", label)]);
            let decoded = decode(&headers, &Bytes::from_static(b"{}"), MOST_DECODED);
            assert_eq!(&decoded.bytes[..], b"{}");
            assert!(decoded.problem.unwrap().contains(label));
        }
    }

    #[test]
    fn a_bomb_stops_at_the_bound() {
        let headers = Headers::from_pairs([("content-encoding", "gzip")]);
        let bomb = gzip(&[0; 1001]);
        let decoded = decode(&headers, &bomb, 1000);
        assert_eq!(decoded.bytes.len(), 1000);
        assert!(decoded.problem.is_some(), "and says so");
        assert_eq!(decode(&headers, &gzip(&[0; 1000]), 1000).problem, None);
    }

    #[test]
    fn deflate_is_undone_with_and_without_its_wrapping() {
        let headers = Headers::from_pairs([("content-encoding", "deflate")]);
        let mut wrapped = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        wrapped.write_all(b"{}").unwrap();
        let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        bare.write_all(b"{}").unwrap();
        for body in [wrapped.finish().unwrap(), bare.finish().unwrap()] {
            assert_eq!(decode(&headers, &body.into(), MOST_DECODED).bytes, "{}");
        }
    }
}
