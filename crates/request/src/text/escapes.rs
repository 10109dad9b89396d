//! Backslash escapes of bash's `$'…'` and of `printf`.

/// The output of `printf` for a format without arguments. The error is the position of an
/// unsupported directive.
pub(super) fn printed(format: &[u8]) -> Result<Vec<u8>, usize> {
    let mut out = Vec::with_capacity(format.len());
    let mut at = 0;
    while let Some(&byte) = format.get(at) {
        match (byte, format.get(at + 1)) {
            (b'%', Some(b'%')) => {
                out.push(b'%');
                at += 2;
            }
            (b'%', _) => return Err(at),
            (b'\\', Some(&next)) => {
                let digits = format[at + 1..].iter().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
                if digits > 0 {
                    out.push(number(&format[at + 1..at + 1 + digits], 8));
                    at += 1 + digits;
                    continue;
                }
                match simple_escape(next).filter(|_| !matches!(next, b'e' | b'E' | b'?')) {
                    Some(byte) => out.push(byte),
                    None => return Err(at),
                }
                at += 2;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Ok(out)
}

pub(super) fn number(digits: &[u8], base: u32) -> u8 {
    let all = digits
        .iter()
        .fold(0, |all: u32, digit| all.wrapping_mul(base).wrapping_add(char::from(*digit).to_digit(base).unwrap_or(0)));
    (all & 0xFF) as u8
}

pub(super) fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a' => 7,
        b'b' => 8,
        b'e' | b'E' => 27,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'\'' => b'\'',
        b'"' => b'"',
        b'?' => b'?',
        _ => return None,
    })
}
