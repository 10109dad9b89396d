//! Splitting a command line of Windows' cmd, as browsers copy it ("Copy as cURL (cmd)"): first
//! carets, then the quoting of C programs.

use super::import_error::ImportError;
use super::word::Word;

/// Whether a command line is written for cmd rather than bash.
pub(super) fn is_cmd(text: &str) -> bool {
    let carets = ["^\"", "^\n", "^\r\n"].iter().any(|mark| text.contains(mark)) && !text.contains("\\\n");
    let first = text.split_whitespace().next().unwrap_or_default();
    carets || (first.eq_ignore_ascii_case("curl.exe") && !text.contains('\''))
}

/// Reads a command line.
pub(super) fn read(text: &str) -> Result<Vec<Word>, ImportError> {
    words(text, &uncaret(text)?)
}

/// Removes carets as cmd does, and returns every byte with its position. Inside quotes a caret is
/// literal. A caret at the end of a line continues it, and the first character of the next line is
/// literal.
fn uncaret(text: &str) -> Result<Vec<(u8, usize)>, ImportError> {
    let bytes = text.as_bytes();
    let (mut out, mut quoted, mut at) = (Vec::with_capacity(bytes.len()), false, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'^' if !quoted => {
                at += 1;
                for ending in [&b"\r\n"[..], b"\n"] {
                    if bytes[at..].starts_with(ending) {
                        at += ending.len();
                        break;
                    }
                }
                if bytes[at..].starts_with(b"\r\n") {
                    at += 1;
                }
                if let Some(&escaped) = bytes.get(at) {
                    out.push((escaped, at));
                }
            }
            b'|' | b'&' | b'<' | b'>' if !quoted => {
                let what = "only one command can be read, without redirections; leave this and what follows out";
                return Err(ImportError::at(text, (at, at + 1), what));
            }
            b'\n' if !quoted => {
                if !text[at..].trim().is_empty() {
                    let what =
                        "a second command starts after this line; if the first continues, end the line with a caret";
                    return Err(ImportError::at(text, (at, at + 1), what));
                }
            }
            _ => {
                quoted ^= byte == b'"';
                out.push((byte, at));
            }
        }
        at += 1;
    }
    Ok(out)
}

/// Splits words as C programs on Windows do: `\"` is a quote, and so is `""` inside quotes.
/// Backslashes are special only before a quote.
fn words(text: &str, bytes: &[(u8, usize)]) -> Result<Vec<Word>, ImportError> {
    let mut words = Vec::new();
    let mut at = 0;
    let byte = |at: usize| bytes.get(at).map(|(byte, _)| *byte);
    let place = |at: usize| bytes.get(at).map_or(text.len(), |(_, place)| *place);
    loop {
        while byte(at).is_some_and(|byte| byte.is_ascii_whitespace()) {
            at += 1;
        }
        if at >= bytes.len() {
            return Ok(words);
        }
        let (start, mut word, mut opened) = (at, Vec::new(), None);
        while let Some(next) = byte(at) {
            match next {
                b'\\' => {
                    let run = bytes[at..].iter().take_while(|(byte, _)| *byte == b'\\').count();
                    let before_quote = byte(at + run) == Some(b'"');
                    word.extend(std::iter::repeat_n(b'\\', if before_quote { run / 2 } else { run }));
                    at += run;
                    if before_quote && run % 2 == 1 {
                        word.push(b'"');
                        at += 1;
                    }
                }
                b'"' if opened.is_some() && byte(at + 1) == Some(b'"') => {
                    word.push(b'"');
                    at += 2;
                }
                b'"' => {
                    opened = if opened.is_some() { None } else { Some(at) };
                    at += 1;
                }
                space if space.is_ascii_whitespace() && opened.is_none() => break,
                other => {
                    word.push(other);
                    at += 1;
                }
            }
        }
        if let Some(opened) = opened {
            let what = "the quote \" that opens here is never closed";
            return Err(ImportError::at(text, (place(opened), place(opened) + 1), what));
        }
        words.push(Word { bytes: word, span: (place(start), place(at - 1) + 1) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Vec<String> {
        read(text).unwrap().into_iter().map(|word| String::from_utf8(word.bytes).unwrap()).collect()
    }

    #[test]
    fn quotes_and_carets_are_removed() {
        assert_eq!(
            read_as(r#"curl.exe "a b" -d "{\"a\":\"\\\"}" c:\x\"#),
            ["curl.exe", "a b", "-d", r#"{"a":"\"}"#, r"c:\x\"]
        );
        assert_eq!(read_as("curl ^\"http://a/?b=^%^26^\" ^\r\n  -X POST"), ["curl", "http://a/?b=%26", "-X", "POST"]);
        assert_eq!(read_as("curl -d ^\"a^\n\nb^\""), ["curl", "-d", "a\nb"], "a line break in a body");
        assert_eq!(read_as(r#"curl "a""b" "^""#), ["curl", "a\"b", "^"]);
        assert_eq!(read_as(r#"curl --data-raw ^"^{^\^"a^\^":1^}^""#), ["curl", "--data-raw", r#"{"a":1}"#]);
    }

    #[test]
    fn the_shell_is_recognized_by_its_syntax() {
        assert!(is_cmd("curl ^\"x^\"") && is_cmd("CURL.EXE \"x\"") && is_cmd("curl x ^\n -I"));
        assert!(!is_cmd("curl.exe 'x'") && !is_cmd("curl \"x\" \\\n -d '^\n'"));
    }

    #[test]
    fn errors_have_a_position() {
        let error = |text: &str| read(text).unwrap_err();
        assert_eq!(error("curl \"abc").start, 5);
        assert_eq!(error("curl a & del b").start, 7);
        assert_eq!(error("curl a\nb").line, 1);
    }
}
