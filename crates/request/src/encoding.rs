//! Content encodings, decoded for reading only.
//!
//! Storage, signatures and resends always use the bytes as sent. Kept out: charsets. JSON is UTF-8
//! regardless of its label.

use bytes::Bytes;
use std::io::{self, Read};

use crate::headers::Headers;

/// The size limit of a decoded body. A small body can expand to terabytes.
pub const MAX_DECODED_BYTES: usize = 64 << 20;

/// A body after decoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The decoded bytes, or the bytes as sent if decoding failed.
    pub bytes: Bytes,
    /// The content encoding that was removed.
    pub from: Option<&'static str>,
    /// Why decoding failed or was incomplete, as a sentence.
    pub problem: Option<String>,
}

/// Decodes `gzip` and `deflate`, up to `max_bytes`.
pub fn decode(headers: &Headers, body: &Bytes, max_bytes: usize) -> Decoded {
    let as_sent = |problem| Decoded { bytes: body.clone(), from: None, problem };
    let declared = headers.text("content-encoding").map(|name| name.trim().to_ascii_lowercase());
    let undone = match declared.as_deref() {
        None | Some("" | "identity") => return as_sent(None),
        Some("gzip" | "x-gzip") => ("gzip", read(flate2::read::MultiGzDecoder::new(&body[..]), max_bytes)),
        // RFC 9110, 8.4.1.2 defines it as zlib, but some senders omit the zlib header.
        Some("deflate") => {
            let wrapped = read(flate2::read::ZlibDecoder::new(&body[..]), max_bytes);
            (
                "deflate",
                wrapped
                    .or_else(|error| read(flate2::read::DeflateDecoder::new(&body[..]), max_bytes).map_err(|_| error)),
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
                    max_bytes >> 20
                )
            }),
        },
        (name, Err(error)) => {
            as_sent(Some(format!("The body says it is {name}, but is not ({error}); the bytes are shown as sent.")))
        }
    }
}

/// At most `max_bytes` bytes, and whether they are complete.
fn read(decoder: impl Read, max_bytes: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    decoder.take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    let whole = bytes.len() <= max_bytes;
    bytes.truncate(max_bytes);
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
    fn gzip_is_decoded_and_named() {
        let headers = Headers::from_pairs([("Content-Encoding", "GZip")]);
        let decoded = decode(&headers, &gzip(b"{}"), MAX_DECODED_BYTES);
        assert_eq!((&decoded.bytes[..], decoded.from), (&b"{}"[..], Some("gzip")));
    }

    #[test]
    fn a_wrongly_declared_encoding_leaves_the_bytes_as_sent() {
        for label in ["gzip", "br"] {
            let headers = Headers::from_pairs([("content-encoding", label)]);
            let decoded = decode(&headers, &Bytes::from_static(b"{}"), MAX_DECODED_BYTES);
            assert_eq!(&decoded.bytes[..], b"{}");
            assert!(decoded.problem.unwrap().contains(label));
        }
    }

    #[test]
    fn a_decompression_bomb_stops_at_the_limit() {
        let headers = Headers::from_pairs([("content-encoding", "gzip")]);
        let bomb = gzip(&[0; 1001]);
        let decoded = decode(&headers, &bomb, 1000);
        assert_eq!(decoded.bytes.len(), 1000);
        assert!(decoded.problem.is_some(), "and the result has the problem");
        assert_eq!(decode(&headers, &gzip(&[0; 1000]), 1000).problem, None);
    }

    #[test]
    fn deflate_is_decoded_with_and_without_zlib_header() {
        let headers = Headers::from_pairs([("content-encoding", "deflate")]);
        let mut wrapped = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        wrapped.write_all(b"{}").unwrap();
        let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        bare.write_all(b"{}").unwrap();
        for body in [wrapped.finish().unwrap(), bare.finish().unwrap()] {
            assert_eq!(decode(&headers, &body.into(), MAX_DECODED_BYTES).bytes, "{}");
        }
    }
}
