//! The data options: `-d` and its relatives.

use super::command::Command;
use crate::text::curl_options::Data;
use crate::text::import_error::ImportError;
use hookglass_json::display::elided;

impl Command<'_> {
    pub(super) fn add_data(&mut self, kind: Data, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        let from_file = value.strip_prefix(b"@").filter(|_| !matches!(kind, Data::Raw | Data::UrlEncoded));
        let given = match (from_file, kind) {
            (Some(b"-"), kind) if self.input.is_some() => {
                let input = self.input.clone().unwrap_or_default();
                let is_kept = |byte: &u8| kind != Data::Plain || !matches!(byte, 0 | b'\r' | b'\n');
                input.into_iter().filter(is_kept).collect()
            }
            (Some(file), _) => {
                return self.error(span, format!("{}; paste its content instead of the name", cannot_read(file)));
            }
            (None, Data::UrlEncoded) => self.url_encoded(value, span)?,
            (None, _) => value.to_vec(),
        };
        self.is_json |= kind == Data::Json;
        self.data = Some(match self.data.take() {
            None => given,
            Some(before) => [&before[..], if kind == Data::Json { b"" } else { b"&" }, &given].concat(),
        });
        Ok(())
    }

    /// `content`, `=content` or `name=content`. The content is form-encoded.
    fn url_encoded(&self, value: &[u8], span: (usize, usize)) -> Result<Vec<u8>, ImportError> {
        let mark = value.iter().position(|byte| matches!(byte, b'=' | b'@'));
        let (name, content) = match mark {
            Some(at) if value[at] == b'@' => {
                return self
                    .error(span, format!("{}; paste its content instead of the name", cannot_read(&value[at + 1..])));
            }
            Some(at) => (&value[..at], &value[at + 1..]),
            None => (&b""[..], value),
        };
        let mut out = name.to_vec();
        if !name.is_empty() {
            out.push(b'=');
        }
        for byte in content {
            match byte {
                b' ' => out.push(b'+'),
                byte if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) => out.push(*byte),
                byte => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
            }
        }
        Ok(out)
    }
}

pub(super) fn cannot_read(name: &[u8]) -> String {
    match name {
        b"-" => "standard input cannot be read here".to_owned(),
        name => format!("the file '{}' cannot be read here", elided(&String::from_utf8_lossy(name), 60)),
    }
}
