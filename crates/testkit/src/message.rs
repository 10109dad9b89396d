//! Reads one HTTP/1.1 message from a blocking socket: its head, and its body by `Content-Length`,
//! chunks, or the end of the connection. The target and the client share it.

use std::io::{self, BufRead, Read};

/// The maximum number of header lines of a head.
const MAX_HEADERS: usize = 1024;

/// Names and values of header lines, in order.
pub(crate) type Pairs = Vec<(String, Vec<u8>)>;

/// The head's bytes, including the empty line; `None` if the connection ends before the first byte.
pub(crate) fn read_head(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    loop {
        let start = head.len();
        if from.read_until(b'\n', &mut head)? == 0 {
            return if head.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        let line = &head[start..];
        if start > 0 && (line == b"\r\n" || line == b"\n") {
            return Ok(Some(head));
        }
    }
}

/// The first line of a head, and its header lines in order.
pub(crate) fn parse_head(head: &[u8]) -> io::Result<(Vec<u8>, Pairs)> {
    let end = head.iter().position(|&byte| byte == b'\n').unwrap_or(0);
    let first = head[..end].strip_suffix(b"\r").unwrap_or(&head[..end]);
    let mut lines = vec![httparse::EMPTY_HEADER; MAX_HEADERS];
    match httparse::parse_headers(&head[end + 1..], &mut lines) {
        Ok(httparse::Status::Complete((_, lines))) => {
            let pairs = lines.iter().map(|line| (line.name.to_owned(), line.value.to_vec()));
            Ok((first.to_vec(), pairs.collect()))
        }
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// The first value of a header, as text.
pub(crate) fn header<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
    std::str::from_utf8(value).ok()
}

/// The body that belongs to these headers. Without a length it is empty (a request) or, with
/// `to_the_end`, extends to the end of the connection (a response).
pub(crate) fn read_body(
    from: &mut impl BufRead,
    headers: &[(String, Vec<u8>)],
    to_the_end: bool,
) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    if header(headers, "transfer-encoding").is_some() {
        read_chunks(from, &mut body)?;
    } else if let Some(length) = header(headers, "content-length") {
        let length: u64 = length.parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        if from.take(length).read_to_end(&mut body)? as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    } else if to_the_end {
        from.read_to_end(&mut body)?;
    }
    Ok(body)
}

fn read_chunks(from: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(digits, 16).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        if size == 0 {
            while from.read_line(&mut line)? > 2 {
                line.clear();
            }
            return Ok(());
        }
        from.take(size).read_to_end(body)?;
        from.read_exact(&mut [0; 2])?;
    }
}
