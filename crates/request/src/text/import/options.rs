//! What each option changes about the request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::command::Command;
use super::data::cannot_read;
use crate::headers::is_token;
use crate::text::curl_options::{CurlOption, Means};
use crate::text::import_error::ImportError;
use hookglass_json::display::elided;

impl Command<'_> {
    pub(super) fn set_url(&mut self, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        if self.url.is_some() {
            let shown = elided(&String::from_utf8_lossy(value), 60);
            let what =
                format!("a second URL, '{shown}'; one request is read at a time (or a quote is missing before it)");
            return self.error(span, what);
        }
        self.url = Some((self.text_of(value, span)?, span));
        Ok(())
    }

    pub(super) fn apply(&mut self, option: &CurlOption, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        match option.means {
            Means::Nothing => {}
            Means::Noted(sentence) => self.note(sentence),
            Means::Refused(what) => return self.error(span, format!("--{}: {what}", option.long)),
            Means::Method => self.method = Some((self.text_of(value, span)?, span)),
            Means::Header => self.header(value, span)?,
            Means::Data(kind) => self.add_data(kind, value, span)?,
            Means::Get => self.is_get = true,
            Means::Head => self.head = Some(span),
            Means::User => {
                if !value.contains(&b':') {
                    let what =
                        "curl would ask for the password of this user; write it behind a colon: -u user:password";
                    return self.error(span, what);
                }
                self.authorization = Some(format!("Basic {}", STANDARD.encode(value)).into_bytes());
            }
            Means::Bearer => self.authorization = Some([b"Bearer ", value].concat()),
            Means::Cookie => {
                if !value.contains(&b'=') {
                    return self.error(span, format!("{}; write the cookies as name=value", cannot_read(value)));
                }
                self.cookie = Some(match self.cookie.take() {
                    None => value.to_vec(),
                    Some(before) => [&before[..], b";", value].concat(),
                });
            }
            Means::Agent => self.agent = Some(value.to_vec()),
            Means::Referer => {
                let own = value.strip_suffix(b";auto").unwrap_or(value);
                self.referer = Some(own.to_vec());
            }
            Means::Url => self.set_url(value, span)?,
            Means::Compressed => self.compressed = true,
            Means::PathAsIs => self.path_as_is = true,
            Means::GlobOff => self.glob_off = true,
        }
        Ok(())
    }

    fn header(&mut self, value: &[u8], span: (usize, usize)) -> Result<(), ImportError> {
        if value.starts_with(b"@") {
            return self.error(span, format!("{}; write its headers out", cannot_read(&value[1..])));
        }
        if value.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
            return self.error(span, "a line break in a header, which HTTP does not have");
        }
        let (name, given) = match value.iter().position(|byte| *byte == b':') {
            Some(colon) => {
                let given = value[colon + 1..].trim_ascii();
                (&value[..colon], (!given.is_empty()).then(|| given.to_vec()))
            }
            None => match value.trim_ascii_end().strip_suffix(b";") {
                Some(name) => (name, Some(Vec::new())),
                None => {
                    let shown = elided(&String::from_utf8_lossy(value), 60);
                    self.note(format!("'{shown}' has no colon, so curl sends no such header; it is left out."));
                    return Ok(());
                }
            },
        };
        if !is_token(name) {
            let shown = elided(&String::from_utf8_lossy(name), 60);
            return self.error(span, format!("'{shown}' is not the name of a header"));
        }
        let name = String::from_utf8_lossy(name).into_owned();
        if ["content-length", "transfer-encoding"].iter().any(|framing| name.eq_ignore_ascii_case(framing)) {
            self.note(format!("'{name}' is left out: it is worked out from the body."));
            return Ok(());
        }
        self.headers.push((name, given));
        Ok(())
    }
}
