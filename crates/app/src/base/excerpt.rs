//! The start of an answer's body as text, for lists of results.

/// At most `max` bytes of the body, with `…` if it is longer. A body that is not UTF-8 is described
/// by its size.
pub(crate) fn excerpt(body: &[u8], max: usize) -> String {
    let start = &body[..body.len().min(max)];
    match str::from_utf8(start) {
        Ok(text) if start.len() == body.len() => text.to_owned(),
        Ok(text) => format!("{text}…"),
        // The cut is inside a character.
        Err(error) if error.error_len().is_none() && start.len() < body.len() => {
            format!("{}…", String::from_utf8_lossy(&start[..error.valid_up_to()]))
        }
        Err(_) => format!("Binary body ({} bytes)", body.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_body_is_cut_between_characters() {
        assert_eq!(excerpt(b"", 4), "");
        assert_eq!(excerpt("abcd".as_bytes(), 4), "abcd");
        assert_eq!(excerpt("abcde".as_bytes(), 4), "abcd…");
        assert_eq!(excerpt("abcäd".as_bytes(), 4), "abc…", "ä has two bytes");
        assert_eq!(excerpt(b"ab\xff", 9), "Binary body (3 bytes)");
        assert_eq!(excerpt("abc\u{e4}".as_bytes().split_last().unwrap().1, 9), "Binary body (4 bytes)");
    }
}
