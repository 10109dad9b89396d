//! The request that curl would send.

use bytes::Bytes;

use super::command::Command;
use crate::headers::{Headers, is_token};
use crate::outgoing::Outgoing;
use crate::text::import_error::ImportError;
use crate::text::word::Word;
use hookglass_json::display::elided;

impl Command<'_> {
    /// The request and the notes about it.
    pub(super) fn request(mut self, arguments: &[Word]) -> Result<(Outgoing, Vec<String>), ImportError> {
        let end = arguments.last().map_or(self.text.len(), |word| word.span.1);
        let Some((url, span)) = self.url.take() else { return self.error((end, end), "the URL is missing") };
        let url = self.whole_url(url, span)?;
        let (url, body) = match self.data.take() {
            Some(data) if self.is_get => (self.with_query(&url, &data, span)?, None),
            data => (url, data),
        };
        if let Some(head) = self.head.filter(|_| body.is_some()) {
            return self.error(head, "-I asks for no body, and a body is given; leave one of them out");
        }
        let method = match (&self.method, &body) {
            (Some((method, span)), _) if !is_token(method.as_bytes()) => {
                return self.error(*span, format!("'{}' is not a method", elided(method, 40)));
            }
            (Some((method, _)), _) => method.clone(),
            (None, _) if self.head.is_some() => "HEAD".to_owned(),
            (None, Some(_)) => "POST".to_owned(),
            (None, None) => "GET".to_owned(),
        };
        let headers = self.all_headers(body.is_some());
        let request = Outgoing { method, url, headers, body: Bytes::from(body.unwrap_or_default()) };
        Ok((request, self.notes))
    }

    /// The header lines in curl's order: its own first, except those that `-H` names.
    fn all_headers(&mut self, has_body: bool) -> Headers {
        if self.is_json {
            for name in ["Content-Type", "Accept"] {
                if !self.names(name) {
                    self.headers.push((name.to_owned(), Some(b"application/json".to_vec())));
                }
            }
        }
        let encodings = (self.compressed && !self.names("accept-encoding")).then(|| {
            self.note(
                "For --compressed the header Accept-Encoding asks for deflate and gzip, which Hookglass can undo.",
            );
            b"deflate, gzip".to_vec()
        });
        let own = [
            ("Authorization", self.authorization.take()),
            ("User-Agent", self.agent.take().filter(|agent| !agent.is_empty())),
            ("Accept", Some(b"*/*".to_vec())),
            ("Accept-Encoding", encodings),
            ("Referer", self.referer.take().filter(|referer| !referer.is_empty())),
            ("Cookie", self.cookie.take()),
        ];
        let mut headers = Headers::default();
        for (name, value) in own {
            if let Some(value) = value.filter(|_| !self.names(name)) {
                headers.push(name.as_bytes(), &value);
            }
        }
        for (name, value) in &self.headers {
            if let Some(value) = value {
                headers.push(name.as_bytes(), value);
            }
        }
        if has_body && !self.names("content-type") {
            headers.push(b"Content-Type", b"application/x-www-form-urlencoded");
        }
        headers
    }
}
