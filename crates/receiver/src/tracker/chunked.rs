//! Finds the end of a chunked body (RFC 9112, 7.1).

/// The position inside a chunked body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChunkState {
    /// The digits of a chunk's size, with the value so far.
    Size(u64),
    Extension(u64),
    SizeLf(u64),
    /// The data of a chunk, with this many bytes left.
    Data(u64),
    DataCr,
    DataLf,
    /// The start of a line after the last chunk.
    LineStart,
    Trailer,
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
    pub(super) const START: Self = Self::Size(0);

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
            (Self::Size(size), b'\r') => Some(Self::SizeLf(size)),
            (Self::Size(size), b';' | b' ' | b'\t') => Some(Self::Extension(size)),
            (Self::Size(size), digit) => char::from(digit)
                .to_digit(16)
                .and_then(|digit| size.checked_mul(16)?.checked_add(digit.into()))
                .map(Self::Size),
            (Self::Extension(size), b'\r') => Some(Self::SizeLf(size)),
            (Self::Extension(size), _) => Some(Self::Extension(size)),
            (Self::SizeLf(0), b'\n') => Some(Self::LineStart),
            (Self::SizeLf(size), b'\n') => Some(Self::Data(size)),
            (Self::DataCr, b'\r') => Some(Self::DataLf),
            (Self::DataLf, b'\n') => Some(Self::Size(0)),
            (Self::LineStart, b'\r') => Some(Self::EndLf),
            (Self::LineStart | Self::Trailer, byte) if byte != b'\n' => Some(Self::Trailer),
            (Self::Trailer, _) => Some(Self::LineStart),
            (Self::EndLf, b'\n') => Some(Self::End),
            _ => None,
        }
    }
}
