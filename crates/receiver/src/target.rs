//! Request targets with characters that must be percent-encoded but often are not.
//!
//! Senders put `<`, `"`, `|` or raw text of any charset into a URL, and most servers accept that.
//! hyper does not. So [`TargetFilter`] hides these bytes from hyper: it overwrites each of them
//! with [`PLACEHOLDER`] inside the target of a request line, and keeps the original target for the
//! stored head. Spaces and control characters stay as they are, and hyper refuses the request.

#[cfg(test)]
mod hyper_tests;

/// What hyper gets instead of a byte that it may not accept.
const PLACEHOLDER: u8 = b'_';
/// A longer target is rejected by hyper, so the rest need not be kept.
const MAX_TARGET: usize = 64 << 10;

/// The byte that hyper gets for a byte of a target.
pub(crate) fn accepted(byte: u8) -> u8 {
    match byte {
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x80.. => PLACEHOLDER,
        _ => byte,
    }
}

/// Follows one head up to the end of its target.
#[derive(Debug, Default)]
pub(crate) struct TargetFilter {
    position: Position,
    /// Where the target begins in the head.
    start: usize,
    target: Vec<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Position {
    /// The empty lines before a head (RFC 9112, 2.2).
    #[default]
    EmptyLines,
    Method,
    Target,
    AfterTarget,
}

impl TargetFilter {
    /// Replaces what hyper does not accept in the next bytes of the head. They may go beyond its
    /// end.
    pub(crate) fn replace(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            match (self.position, *byte) {
                (Position::AfterTarget, _) => return,
                (Position::EmptyLines, b'\r' | b'\n') => {}
                (Position::Method, b' ') => {
                    self.position = Position::Target;
                    self.start += 1;
                }
                (Position::EmptyLines | Position::Method, b'!'..=b'~') => {
                    self.position = Position::Method;
                    self.start += 1;
                }
                (Position::Target, b'!'..=b'~' | 0x80..) if self.target.len() <= MAX_TARGET => {
                    self.target.push(*byte);
                    *byte = accepted(*byte);
                }
                _ => self.position = Position::AfterTarget,
            }
        }
    }

    /// The target so far, as sent.
    pub(crate) fn target(&self) -> &[u8] {
        &self.target
    }

    /// Prepares for the next head.
    pub(crate) fn reset(&mut self) {
        *self = Self::default();
    }

    /// The first bytes of the head as sent. `replaced` are the bytes as hyper gets them.
    pub(crate) fn restore(&self, replaced: &[u8]) -> Vec<u8> {
        let mut head = replaced.to_vec();
        for (byte, original) in head.iter_mut().skip(self.start).zip(&self.target) {
            *byte = *original;
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn replaced(head: &[u8]) -> (Vec<u8>, TargetFilter) {
        let (mut bytes, mut filter) = (head.to_vec(), TargetFilter::default());
        filter.replace(&mut bytes);
        (bytes, filter)
    }

    #[test]
    fn only_the_target_changes() {
        let head = b"\r\nPO|ST /<a>?\xe9{\" HTTP/1.1\r\nX: <\xe9>\r\n\r\nGET /<";
        let (bytes, filter) = replaced(head);
        assert_eq!(bytes, b"\r\nPO|ST /_a_?___ HTTP/1.1\r\nX: <\xe9>\r\n\r\nGET /<");
        assert_eq!(filter.target(), b"/<a>?\xe9{\"");
        assert_eq!(filter.restore(&bytes[2..]), head[2..]);
    }

    #[test]
    fn what_is_not_a_request_line_does_not_change() {
        for bytes in [&b"\x16\x03\x01 <\xff"[..], b" <\xff", b"GET\t<", b"GET  <", b"\xffGET <"] {
            assert_eq!(replaced(bytes).0, bytes);
        }
    }

    proptest! {
        #[test]
        fn what_arrives_in_pieces_is_replaced_as_in_one(
            target in vec(any::<u8>(), 0..60),
            cuts in vec(any::<prop::sample::Index>(), 0..10),
        ) {
            let head = [b"GET ", &target[..], b" HTTP/1.1\r\nX: <\r\n\r\n"].concat();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(head.len())).collect();
            cuts.extend([0, head.len()]);
            cuts.sort_unstable();
            let (mut bytes, mut filter) = (head.clone(), TargetFilter::default());
            for cut in cuts.windows(2) {
                filter.replace(&mut bytes[cut[0]..cut[1]]);
            }
            prop_assert_eq!(&bytes, &replaced(&head).0);
            prop_assert_eq!(filter.restore(&bytes), head);
        }

        #[test]
        fn hyper_accepts_every_target_without_spaces_and_control_characters(
            target in vec(prop_oneof![0x21..=0x7e_u8, 0x80..=0xff_u8], 0..60),
        ) {
            let bytes: Vec<u8> = [b"/", &target[..]].concat().into_iter().map(accepted).collect();
            prop_assert!(http::Uri::try_from(&bytes[..]).is_ok());
        }
    }
}
