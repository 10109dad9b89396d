//! The arguments of the command: finding `curl`, and taking options apart.

use super::command::Command;
use crate::text::curl_options::{self, CurlOption};
use crate::text::import_error::ImportError;
use crate::text::word::Word;
use crate::text::{bash_words, cmd, escapes};
use hookglass_json::display::elided;

impl Command<'_> {
    /// Finds the curl command and returns the words after `curl`.
    pub(super) fn arguments(&mut self) -> Result<Vec<Word>, ImportError> {
        let mut commands =
            if cmd::is_cmd(self.text) { vec![cmd::read(self.text)?] } else { bash_words::read(self.text)? };
        // A copied shell prompt.
        if commands[0].first().is_some_and(|word| word.bytes == b"$") {
            commands[0].remove(0);
        }
        let is_curl = |words: &[Word]| {
            words.first().is_some_and(|word| {
                let name = String::from_utf8_lossy(&word.bytes).to_ascii_lowercase();
                let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
                name == "curl" || name == "curl.exe"
            })
        };
        let whole = (0, self.text.len());
        let Some(at) = commands.iter().position(|words| is_curl(words)) else {
            let span = commands[0].first().map_or(whole, |word| word.span);
            return self.error(span, "it must start with curl");
        };
        if at > 1 {
            return self.error(whole, "only printf or echo can come before curl");
        }
        if at == 1 {
            self.input = Some(self.piped(&commands[0])?);
        }
        if commands.len() > at + 1 {
            self.note("What the answer is piped into is left out.");
        }
        let mut words = commands.swap_remove(at);
        words.remove(0);
        Ok(words)
    }

    /// The output of the command before the pipe.
    fn piped(&self, words: &[Word]) -> Result<Vec<u8>, ImportError> {
        let texts: Vec<&[u8]> = words.iter().map(|word| word.bytes.as_slice()).collect();
        let span = words.first().map_or((0, 0), |word| word.span);
        match texts.as_slice() {
            [b"printf", b"%s", text] => Ok(text.to_vec()),
            [b"printf", b"%s\\n", text] => Ok([text, &b"\n"[..]].concat()),
            [b"printf", format] => escapes::printed(format).or_else(|_| {
                self.error(words[1].span, "this format of printf is not known here; give the body with --data-raw")
            }),
            [b"echo", b"-n", rest @ ..] => Ok(rest.join(&b' ')),
            [b"echo", rest @ ..] if rest.first().is_none_or(|first| !first.starts_with(b"-")) => {
                Ok([rest.join(&b' '), b"\n".to_vec()].concat())
            }
            _ => self.error(span, "only printf or echo can come before curl; give the body with --data-raw"),
        }
    }

    /// Reads the options and the URL.
    pub(super) fn read(&mut self, arguments: &[Word]) -> Result<(), ImportError> {
        let mut rest = arguments.iter();
        let mut options_end = false;
        while let Some(word) = rest.next() {
            let bytes = word.bytes.as_slice();
            if options_end || !bytes.starts_with(b"-") || bytes == b"-" {
                self.set_url(bytes, word.span)?;
                continue;
            }
            if bytes == b"--" {
                options_end = true;
                continue;
            }
            let written = String::from_utf8_lossy(bytes).into_owned();
            if let Some(name) = written.strip_prefix("--") {
                let Some(option) = curl_options::long(name) else {
                    let what = format!(
                        "curl's option --{} is not known here; leave it out, with its value if it has one",
                        elided(name, 40)
                    );
                    return self.error(word.span, what);
                };
                let value = if option.takes_value { Some(self.next(option, &mut rest, word)?) } else { None };
                self.apply(option, value.unwrap_or_default(), word.span)?;
                continue;
            }
            self.letters(word, &mut rest)?;
        }
        Ok(())
    }

    /// Short options, several in one word. The rest of the word is the value of the last one.
    fn letters<'w>(&mut self, word: &'w Word, rest: &mut impl Iterator<Item = &'w Word>) -> Result<(), ImportError> {
        let bytes = word.bytes.as_slice();
        for at in 1..bytes.len() {
            let Some(option) = curl_options::short(bytes[at]) else {
                let letter = String::from_utf8_lossy(&bytes[at..]).chars().next().unwrap_or_default();
                let what = format!("curl's option -{} is not known here; leave it out", letter.escape_debug());
                return self.error(word.span, what);
            };
            if !option.takes_value {
                self.apply(option, &[], word.span)?;
                continue;
            }
            let value = if at + 1 < bytes.len() { &bytes[at + 1..] } else { self.next(option, rest, word)? };
            return self.apply(option, value, word.span);
        }
        Ok(())
    }

    fn next<'w>(
        &self,
        option: &CurlOption,
        rest: &mut impl Iterator<Item = &'w Word>,
        word: &Word,
    ) -> Result<&'w [u8], ImportError> {
        match rest.next() {
            Some(value) => Ok(&value.bytes),
            None => self.error(word.span, format!("the value of --{} is missing", option.long)),
        }
    }
}
