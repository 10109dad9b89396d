//! The terms of an event.

use hookglass_filter::tokenizer::{MAX_READ_BYTES, SearchableRequest};
use rusqlite::{Connection, MAIN_DB, Row};
use std::{io::Read as _, ops::ControlFlow};

use crate::terms::{Key, MORE_WORDS, term};

/// What the index stores of an event.
pub(super) struct EventTerms {
    pub(super) id: i64,
    pub(super) vendor: String,
    pub(super) event_type: Option<String>,
    pub(super) variant: Option<String>,
    pub(super) family: Option<String>,
    /// The terms, separated by spaces.
    pub(super) terms: String,
}

/// Selects what [`read`] reads. Large bodies are left out; [`read`] reads their beginning only.
pub(super) fn select() -> String {
    let columns = Key::INDEXED.map(Key::column).join(", ");
    format!(
        "SELECT id, variant, size, target, headers, CASE WHEN size <= {MAX_READ_BYTES} THEN body END, {columns}
         FROM main.events WHERE id > ?1 AND id <= ?2 ORDER BY id"
    )
}

/// Columns before those of the keys.
const FIRST_KEY: usize = 6;

pub(super) fn read(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<EventTerms> {
    let id = row.get(0)?;
    let beginning;
    let body: &[u8] = match row.get_ref(5)?.as_blob_or_null()? {
        Some(body) => body,
        None => {
            beginning = read_beginning(connection, id)?;
            &beginning
        }
    };
    let (target, headers) = (row.get_ref(3)?.as_blob()?, row.get_ref(4)?.as_blob()?);
    let text = |key: Key| {
        let at = FIRST_KEY + Key::INDEXED.iter().position(|known| *known == key).unwrap_or_default();
        row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)
    };
    let shown = [text(Key::Type)?, text(Key::Subject)?, text(Key::User)?];
    let mut terms = String::with_capacity(body.len() + 512);
    let all = SearchableRequest { shown, target, headers, body }.words(&mut |word| {
        if let Some(word) = word {
            terms.push_str(word);
            terms.push(' ');
        }
        ControlFlow::Continue(())
    });
    if !all {
        terms.push_str(MORE_WORDS);
        terms.push(' ');
    }
    for key in Key::INDEXED {
        if let Some(value) = text(key)? {
            terms.push_str(&term(key, value));
            terms.push(' ');
        }
    }
    Ok(EventTerms {
        id,
        vendor: text(Key::Vendor)?.unwrap_or_default().to_owned(),
        event_type: text(Key::Type)?.map(str::to_owned),
        variant: row.get(1)?,
        family: text(Key::Family)?.map(str::to_owned),
        terms,
    })
}

fn read_beginning(connection: &Connection, id: i64) -> rusqlite::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(MAX_READ_BYTES);
    let blob = connection.blob_open(MAIN_DB, "events", "body", id, true)?;
    let read = blob.take(MAX_READ_BYTES as u64).read_to_end(&mut bytes);
    read.map_err(|error| match error.downcast::<rusqlite::Error>() {
        Ok(error) => error,
        Err(error) => rusqlite::Error::ToSqlConversionFailure(error.into()),
    })?;
    Ok(bytes)
}
