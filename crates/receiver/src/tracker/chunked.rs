//! Finds the end of a chunked body (RFC 9112, 7.1).
//!
//! The states are those of hyper's decoder (`proto/h1/decode.rs`), byte for byte: the next head
//! begins where hyper looks for it, also if the framing is unusual. A line ends with CR and LF
//! only. hyper's limits on extensions and trailers are left out, because hyper closes the
//! connection when one is exceeded.

/// The position inside a chunked body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChunkState {
    /// The first digit of a chunk's size.
    Start,
    /// More digits, with the value so far.
    Size(u64),
    /// White space after the size.
    SizeSpace(u64),
    Extension(u64),
    SizeLf(u64),
    /// The data of a chunk, with this many bytes left.
    Data(u64),
    DataCr,
    DataLf,
    /// The start of a line after the last chunk: a trailer, or the end.
    EndCr,
    Trailer,
    TrailerLf,
    EndLf,
    End,
}

/// The result of reading bytes of a chunked body.
pub(super) enum Progress<'a> {
    /// The body continues.
    Inside(ChunkState),
    /// The body ended before these bytes.
    End(&'a [u8]),
    /// The framing is broken.
    Invalid,
}

impl ChunkState {
    /// Whether the last chunk has been read, so that only trailers can follow.
    pub(super) fn is_after_last_chunk(self) -> bool {
        matches!(self, Self::EndCr | Self::Trailer | Self::TrailerLf | Self::EndLf | Self::End)
    }

    pub(super) fn advance(mut self, bytes: &[u8]) -> Progress<'_> {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            if let Self::Data(left) = self {
                let taken = left.min(rest.len() as u64);
                rest = &rest[taken as usize..];
                self = match left - taken {
                    0 => Self::DataCr,
                    left => Self::Data(left),
                };
                continue;
            }
            rest = after;
            match self.after(byte) {
                Some(Self::End) => return Progress::End(rest),
                Some(next) => self = next,
                None => return Progress::Invalid,
            }
        }
        Progress::Inside(self)
    }

    /// The state after a byte of the framing; `None` if the byte is not allowed there.
    fn after(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Start, digit) => with_digit(0, digit).map(Self::Size),
            (Self::Size(size), b'\t' | b' ') => Some(Self::SizeSpace(size)),
            (Self::Size(size) | Self::SizeSpace(size), b';') => Some(Self::Extension(size)),
            (Self::Size(size) | Self::SizeSpace(size) | Self::Extension(size), b'\r') => Some(Self::SizeLf(size)),
            (Self::Size(size), digit) => with_digit(size, digit).map(Self::Size),
            (Self::SizeSpace(size), b'\t' | b' ') => Some(Self::SizeSpace(size)),
            (Self::Extension(_), b'\n') => None,
            (Self::Extension(size), _) => Some(Self::Extension(size)),
            (Self::SizeLf(0), b'\n') => Some(Self::EndCr),
            (Self::SizeLf(size), b'\n') => Some(Self::Data(size)),
            (Self::DataCr, b'\r') => Some(Self::DataLf),
            (Self::DataLf, b'\n') => Some(Self::Start),
            (Self::EndCr, b'\r') => Some(Self::EndLf),
            (Self::Trailer, b'\r') => Some(Self::TrailerLf),
            (Self::EndCr | Self::Trailer, _) => Some(Self::Trailer),
            (Self::TrailerLf, b'\n') => Some(Self::EndCr),
            (Self::EndLf, b'\n') => Some(Self::End),
            _ => None,
        }
    }
}

fn with_digit(size: u64, digit: u8) -> Option<u64> {
    let digit = char::from(digit).to_digit(16)?;
    size.checked_mul(16)?.checked_add(digit.into())
}
