//! Which events a filter lets pass, and how many there are of each type.
//!
//! A filter becomes one WHERE clause over the list columns, run over the rows after a given id, so that a listing that is
//! open grows by looking at what is new only. No value of a filter is ever part of the SQL text.

use hookscope_domain::{
    envelope::Vendor,
    filter::{Column, Filter, Number, Order, Term, Test, Thing},
};
use rusqlite::{Connection, params_from_iter, types::Value};

use crate::events::word;

/// Events of one vendor, type and variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The vendor.
    pub vendor: Vendor,
    /// The type; `None` for events without one.
    pub event_type: Option<String>,
    /// Which of several events of that type.
    pub variant: Option<String>,
    /// Its group.
    pub family: Option<String>,
    /// How many.
    pub count: u64,
}

/// The ids of the events after `after` that pass, oldest first, and the id up to which was looked.
pub(crate) fn matching(connection: &Connection, filter: &Filter, after: i64) -> rusqlite::Result<(Vec<i64>, i64)> {
    let upto = latest(connection)?;
    let (clause, values) = clause(filter);
    let mut statement = connection
        .prepare_cached(&format!("SELECT id FROM events WHERE id > ? AND id <= ? AND {clause} ORDER BY id"))?;
    let values = [Value::Integer(after), Value::Integer(upto)].into_iter().chain(values);
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok((ids, upto))
}

/// The ids of the newest events that pass, newest first, `most` at most.
pub(crate) fn newest(connection: &Connection, filter: &Filter, most: usize) -> rusqlite::Result<Vec<i64>> {
    let (clause, values) = clause(filter);
    let mut statement =
        connection.prepare_cached(&format!("SELECT id FROM events WHERE {clause} ORDER BY id DESC LIMIT ?"))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let values = values.into_iter().chain(std::iter::once(Value::Integer(most)));
    statement.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

/// How many events there are of each type and variant after `after`, up to `upto`.
pub(crate) fn tally(connection: &Connection, after: i64, upto: i64) -> rusqlite::Result<Vec<Tally>> {
    let mut statement = connection.prepare_cached(
        "SELECT vendor, type, variant, family, count(*) FROM events WHERE id > ?1 AND id <= ?2
         GROUP BY vendor, type, variant",
    )?;
    let found = statement.query_map((after, upto), |row| {
        Ok(Tally {
            vendor: word(row, 0, Vendor::from_word)?,
            event_type: row.get(1)?,
            variant: row.get(2)?,
            family: row.get(3)?,
            count: row.get(4)?,
        })
    })?;
    found.collect()
}

/// The ids of the events about a user that have a text in the user's id or in what a person recognises them by, oldest
/// first. Letters of ASCII are the same in both cases.
pub(crate) fn about(connection: &Connection, text: &str) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM events WHERE user_id IS NOT NULL
         AND (instr(lower(coalesce(subject, '')), ?1) > 0 OR instr(lower(user_id), ?1) > 0) ORDER BY id",
    )?;
    statement.query_map([text.to_ascii_lowercase()], |row| row.get(0))?.collect()
}

/// The newest id, 0 when there is none.
pub(crate) fn latest(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(id), 0) FROM events", [], |row| row.get(0))
}

fn clause(filter: &Filter) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let terms: Vec<_> = filter.terms.iter().map(|term| term_clause(term, &mut values)).collect();
    (if terms.is_empty() { "TRUE".to_owned() } else { terms.join(" AND ") }, values)
}

fn term_clause(term: &Term, values: &mut Vec<Value>) -> String {
    let mut test = |sql: &str, value: Value| {
        values.push(value);
        sql.to_owned()
    };
    let holds = match &term.test {
        Test::Contains(text) => {
            let columns = ["type", "subject", "path", "user_id"].map(|column| {
                // SQLite's lower() knows ASCII only, so the text must be brought down the same way.
                test(&format!("instr(lower(coalesce({column}, '')), ?) > 0"), Value::Text(text.to_ascii_lowercase()))
            });
            columns.join(" OR ")
        }
        Test::Is(Column::Id, value) => {
            let sender = test(&text_clause("event_id", value), text_value(value));
            match value.parse() {
                Ok(id) => format!("{sender} OR {}", test("id = ?", Value::Integer(id))),
                Err(_) => sender,
            }
        }
        Test::Is(column, value) => test(&text_clause(name(*column), value), text_value(value)),
        Test::Has(Thing::Warning) => "id IN (SELECT event_id FROM warnings)".to_owned(),
        Test::Has(Thing::Resends) => "id IN (SELECT event_id FROM resends)".to_owned(),
        Test::Compares(number, order, value) => {
            let column = match number {
                Number::Status => "status",
                Number::Size => "size",
                // Only what is an integer of 64 bits has a place among numbers.
                Number::Seq => {
                    "CASE WHEN seq NOT GLOB '*[^0-9-]*' AND (length(ltrim(seq, '-')) < 19
                        OR length(ltrim(seq, '-')) = 19 AND ltrim(seq, '-') <= '9223372036854775807')
                     THEN CAST(seq AS INTEGER) END"
                }
            };
            let sign = match order {
                Order::Equal => "=",
                Order::More => ">",
                Order::AtLeast => ">=",
                Order::Less => "<",
                Order::AtMost => "<=",
            };
            test(&format!("{column} {sign} ?"), Value::Integer(*value))
        }
    };
    // A column that is null neither is the text nor is it not: it does not hold.
    if term.negated { format!("NOT coalesce(({holds}), FALSE)") } else { format!("({holds})") }
}

fn text_clause(column: &str, value: &str) -> String {
    if value.contains('*') { format!("{column} GLOB ?") } else { format!("{column} = ?") }
}

/// GLOB's other wildcards are ordinary characters in a filter.
fn text_value(value: &str) -> Value {
    if !value.contains('*') {
        return Value::Text(value.to_owned());
    }
    let escaped = value.chars().map(|character| match character {
        '?' | '[' => format!("[{character}]"),
        other => other.to_string(),
    });
    Value::Text(escaped.collect())
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Vendor => "vendor",
        Column::Type => "type",
        Column::Family => "family",
        Column::Kind => "kind",
        Column::User => "user_id",
        Column::App => "app_id",
        Column::Client => "client_id",
        Column::TriggeredBy => "triggered_by",
        Column::Id => "event_id",
        Column::Method => "method",
        Column::Path => "path",
        Column::Ip => "ip",
        Column::Signature => "signature",
        Column::Subject => "subject",
    }
}
