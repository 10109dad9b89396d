//! A curl command while it is read.

use crate::text::import_error::ImportError;

/// What the arguments have said so far.
#[derive(Debug, Default)]
pub(super) struct Command<'t> {
    pub(super) text: &'t str,
    /// What a pipe feeds into the command.
    pub(super) input: Option<Vec<u8>>,
    pub(super) url: Option<(String, (usize, usize))>,
    pub(super) method: Option<(String, (usize, usize))>,
    /// Header lines with their values; `None` removes a header that curl would add.
    pub(super) headers: Vec<(String, Option<Vec<u8>>)>,
    pub(super) data: Option<Vec<u8>>,
    pub(super) is_json: bool,
    pub(super) is_get: bool,
    pub(super) head: Option<(usize, usize)>,
    pub(super) authorization: Option<Vec<u8>>,
    pub(super) cookie: Option<Vec<u8>>,
    pub(super) agent: Option<Vec<u8>>,
    pub(super) referer: Option<Vec<u8>>,
    pub(super) compressed: bool,
    pub(super) path_as_is: bool,
    pub(super) glob_off: bool,
    pub(super) notes: Vec<String>,
}

impl<'t> Command<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, ..Self::default() }
    }

    pub(super) fn error<T>(&self, span: (usize, usize), what: impl Into<String>) -> Result<T, ImportError> {
        Err(ImportError::at(self.text, span, what))
    }

    pub(super) fn note(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.notes.contains(&sentence) {
            self.notes.push(sentence);
        }
    }

    pub(super) fn text_of(&self, value: &[u8], span: (usize, usize)) -> Result<String, ImportError> {
        match std::str::from_utf8(value) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.error(span, "this is not UTF-8"),
        }
    }

    pub(super) fn names(&self, name: &str) -> bool {
        self.headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name))
    }
}
