//! Writing bytes for bash, so that bash reads the same bytes (manual, 3.1.2 Quoting).

use hookglass_json::display::invisible;

/// Longer arguments go through a pipe: Linux limits one argument to 128 KiB.
const MAX_ARGUMENT_BYTES: usize = 100_000;

/// Whether bytes fit into one argument of a command.
pub(super) fn fits_argument(bytes: &[u8]) -> bool {
    bytes.len() <= MAX_ARGUMENT_BYTES && !bytes.contains(&0)
}

/// Quotes bytes as one word if necessary. The bytes must not contain NUL, which no argument can.
pub(super) fn quote(bytes: &[u8]) -> String {
    let is_safe = |character: char| character.is_ascii_alphanumeric() || "-_./:=@,+%".contains(character);
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && text.chars().all(is_safe) && !text.starts_with('=') => text.to_owned(),
        _ => quote_always(bytes),
    }
}

/// Quotes bytes as one word, always with quotes.
pub(super) fn quote_always(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else { return ansi_c(bytes) };
    if text.chars().all(|character| character == '\n' || !is_unsafe(character)) {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    ansi_c(bytes)
}

/// Whether a terminal interprets the character, or does not show it.
fn is_unsafe(character: char) -> bool {
    character.is_control() || invisible(character)
}

/// Bytes between `$'` and `'`. Quotes and `!` are escaped too: an interactive bash would expand
/// `!`.
fn ansi_c(bytes: &[u8]) -> String {
    let mut out = String::from("$'");
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' => out.push_str("\\\\"),
                '\'' | '!' => out.push_str(&format!("\\x{:02x}", character as u32)),
                character if is_unsafe(character) => {
                    let mut units = [0; 4];
                    character.encode_utf8(&mut units).bytes().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
                }
                character => out.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
    }
    out.push('\'');
    out
}

/// A command that prints exactly these bytes: `printf` of POSIX, a builtin of every shell.
pub(super) fn printf(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 16);
    out.push_str("printf '");
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '%' => out.push_str("%%"),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\'' => out.push_str("\\047"),
                // A leading hyphen would be an option.
                '-' if out.ends_with("printf '") => out.push_str("\\055"),
                character if is_unsafe(character) => {
                    let mut units = [0; 4];
                    character.encode_utf8(&mut units).bytes().for_each(|byte| out.push_str(&format!("\\{byte:03o}")));
                }
                character => out.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\{byte:03o}")));
    }
    out.push('\'');
    out
}
