//! Header lines as sent.
//!
//! The block is the request's head between the request line and the empty line. It is parsed on
//! access only, so order, duplicates, case and bytes that are not UTF-8 survive. The database
//! stores the same block. Kept out: what a particular header means.

use memchr::{memchr, memchr_iter};
use std::fmt;

/// Whether bytes are a token (RFC 9110, 5.6.2), as method and header names are.
pub fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
}

/// Parses a header that a user typed as `Name: value`. The error says what is wrong.
pub fn parse_line(text: &str) -> Result<(&str, &str), String> {
    let Some((name, value)) = text.split_once(':') else {
        return Err("a header is written as 'Name: value'".to_owned());
    };
    if !is_token(name.as_bytes()) {
        return Err(format!("'{}' is not the name of a header", name.escape_debug()));
    }
    if value.chars().any(|character| character.is_control() && character != '\t') {
        return Err(format!("the value of '{name}' holds a control character"));
    }
    Ok((name, value.trim()))
}

/// An ordered list of header lines. Each line of the block ends with CR LF or LF.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Headers {
    block: Vec<u8>,
}

impl Headers {
    /// Header lines of a request's head.
    pub fn from_block(block: Vec<u8>) -> Self {
        Self { block }
    }

    /// Builds the block from pairs, in order.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]>,
    {
        let mut headers = Self::default();
        for (name, value) in pairs {
            headers.push(name.as_ref(), value.as_ref());
        }
        headers
    }

    /// Appends a line.
    pub fn push(&mut self, name: &[u8], value: &[u8]) {
        self.block.extend_from_slice(name);
        self.block.extend_from_slice(b": ");
        self.block.extend_from_slice(value);
        self.block.extend_from_slice(b"\r\n");
    }

    /// The raw header lines.
    pub fn block(&self) -> &[u8] {
        &self.block
    }

    /// The name and value of every line, in order. Values have no surrounding white space (RFC
    /// 9110, 5.5).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.lines().filter_map(|(name, value)| Some((std::str::from_utf8(name).ok()?, trim(value))))
    }

    /// The values of a header, in order. Names are case-insensitive.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.lines().filter(|(other, _)| other.eq_ignore_ascii_case(name.as_bytes())).map(|(_, value)| trim(value))
    }

    /// The first value of a header. Names are case-insensitive.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.values(name).next()
    }

    /// What is before and after the first colon of every line that has one.
    fn lines(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let ends = memchr_iter(b'\n', &self.block).chain([self.block.len()]);
        let mut start = 0;
        let lines = ends.map(move |end| &self.block[std::mem::replace(&mut start, end + 1)..end]);
        lines.filter_map(|line| {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let colon = memchr(b':', line)?;
            Some((line[..colon].trim_ascii(), &line[colon + 1..]))
        })
    }

    /// The first value of a header, if it is UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.get(name)?).ok()
    }
}

/// Prints names only: values can be secrets, and debug output ends up in logs.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

fn trim(value: &[u8]) -> &[u8] {
    let blank = |byte: &u8| *byte == b' ' || *byte == b'\t';
    let start = value.iter().position(|b| !blank(b)).unwrap_or(value.len());
    let end = value.iter().rposition(|b| !blank(b)).map_or(start, |i| i + 1);
    &value[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_duplicates_case_and_bytes_survive() {
        let block = b"X-B:  two \r\nx-a: 1\r\nX-B: \xff\r\nEmpty:\r\n".to_vec();
        let headers = Headers::from_block(block.clone());
        let pairs: Vec<_> = headers.iter().collect();
        assert_eq!(pairs, [("X-B", &b"two"[..]), ("x-a", b"1"), ("X-B", b"\xff"), ("Empty", b"")]);
        assert_eq!(headers.block(), block, "the block is unchanged");
        assert_eq!(headers.text("x-b"), Some("two"));
        assert_eq!(headers.iter().count(), 4);
    }

    #[test]
    fn pairs_make_a_block_that_reads_back() {
        let headers = Headers::from_pairs([("A", "1"), ("a", "2")]);
        assert_eq!(headers.block(), b"A: 1\r\na: 2\r\n");
        assert_eq!(headers.iter().count(), 2);
    }

    #[test]
    fn a_log_line_shows_names_only() {
        let headers = Headers::from_pairs([("Authorization", "Bearer secret")]);
        assert_eq!(format!("{headers:?}"), r#"["Authorization"]"#);
    }
}
