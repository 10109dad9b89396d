//! Expands a prefix to the terms that start with it.

use rusqlite::Connection;
use std::cell::Cell;

use crate::terms::quoted;

/// Terms that one prefix can be expanded to.
const MAX_TERMS: usize = 16;

/// Events of all terms that are expanded for a plan. Reading a term from the vocabulary counts its
/// events.
const MAX_COUNTED: i64 = 2_000_000;

/// The terms of the index.
pub(super) struct Vocabulary<'a> {
    /// It has the index attached.
    pub(super) connection: &'a Connection,
    /// Events that may still be counted.
    left: Cell<i64>,
}

impl<'a> Vocabulary<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection, left: Cell::new(MAX_COUNTED) }
    }

    /// An FTS5 expression for all terms with a prefix; `None` if there are none.
    pub(super) fn expand(&self, prefix: &str) -> rusqlite::Result<Option<String>> {
        // The prefix itself is not read from the vocabulary, because it is often a common term.
        let longer = self.longer(prefix)?;
        Ok(match longer {
            Some(longer) if longer.is_empty() && !self.contains(prefix)? => None,
            Some(longer) => {
                let terms = std::iter::once(prefix).chain(longer.iter().map(String::as_str));
                Some(terms.map(quoted).collect::<Vec<_>>().join(" OR "))
            }
            None => Some(format!("{} *", quoted(prefix))),
        })
    }

    /// The terms that are longer than the prefix; `None` if there are too many.
    fn longer(&self, prefix: &str) -> rusqlite::Result<Option<Vec<String>>> {
        if self.left.get() <= 0 {
            return Ok(None);
        }
        let mut statement =
            self.connection.prepare_cached("SELECT term, doc FROM temp.vocabulary WHERE term >= ?1 AND term < ?2")?;
        // No term contains a control character.
        let mut rows = statement.query([format!("{prefix}\u{1}"), format!("{prefix}{}", char::MAX)])?;
        let mut terms = Vec::new();
        while let Some(row) = rows.next()? {
            if terms.len() == MAX_TERMS || self.left.get() <= 0 {
                return Ok(None);
            }
            terms.push(row.get("term")?);
            self.left.set(self.left.get() - row.get::<_, i64>("doc")?);
        }
        Ok(Some(terms))
    }

    fn contains(&self, term: &str) -> rusqlite::Result<bool> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM idx.words WHERE words MATCH ?1 LIMIT 1")?;
        statement.exists([quoted(term)])
    }
}
