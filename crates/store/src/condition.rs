//! What is asked of an event, as the database can answer it.
//!
//! A condition becomes a WHERE clause over a row of `events` ([`Condition::clause`]) and, as far as it goes, a question to
//! the index (`plan.rs`). Both mean the same. No value is ever part of the SQL text. Kept out: how a person writes a
//! filter, and what its words stand for (`filter.rs`).

use hookscope_domain::words::{Message, Phrase};
use rusqlite::{
    Connection,
    functions::FunctionFlags,
    types::{Value, ValueRef},
};

/// What an event has to be to pass.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of these hold; so with none of them it is every event.
    All(Vec<Condition>),
    /// One of these holds; so with none of them it is no event.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A column is this text.
    Is(Key, String),
    /// A column is like this text, in which `*` stands for any characters.
    Like(Key, String),
    /// The event has these words in its target, header values or body.
    Words(Phrase),
    /// The event has this id.
    Id(i64),
    /// An expression over the columns of `events`, and the values of its question marks, in order.
    Sql(String, Vec<Value>),
}

/// Columns whose values the index knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The vendor's word.
    Vendor,
    /// The type.
    Type,
    /// The family of the type.
    Family,
    /// The kind's word.
    Kind,
    /// The user.
    User,
    /// The sender's application.
    App,
    /// The client.
    Client,
    /// What triggered it.
    TriggeredBy,
    /// The sender's id of the event.
    EventId,
    /// The method.
    Method,
    /// The path.
    Path,
    /// The address of the user.
    Ip,
    /// What a person recognises it by.
    Subject,
}

impl Key {
    pub(crate) const ALL: [Self; 13] = [
        Self::Vendor,
        Self::Type,
        Self::Family,
        Self::Kind,
        Self::User,
        Self::App,
        Self::Client,
        Self::TriggeredBy,
        Self::EventId,
        Self::Method,
        Self::Path,
        Self::Ip,
        Self::Subject,
    ];

    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Type => "type",
            Self::Family => "family",
            Self::Kind => "kind",
            Self::User => "user_id",
            Self::App => "app_id",
            Self::Client => "client_id",
            Self::TriggeredBy => "triggered_by",
            Self::EventId => "event_id",
            Self::Method => "method",
            Self::Path => "path",
            Self::Ip => "ip",
            Self::Subject => "subject",
        }
    }
}

impl Condition {
    /// The condition over a row of `events`; the values of its question marks are added to `values`, in order.
    pub(crate) fn clause(&self, values: &mut Vec<Value>) -> String {
        match self {
            Self::All(all) => joined(all, " AND ", "TRUE", values),
            Self::Any(any) => joined(any, " OR ", "FALSE", values),
            // A column that is null neither is the text nor is it not: it does not hold.
            Self::Not(inner) => format!("NOT coalesce({}, FALSE)", inner.clause(values)),
            Self::Is(key, text) => {
                values.push(Value::Text(text.clone()));
                format!("({} = ?)", key.column())
            }
            Self::Like(key, pattern) => {
                values.push(Value::Text(glob(pattern)));
                format!("({} GLOB ?)", key.column())
            }
            Self::Words(phrase) => {
                let open = if phrase.is_open() { "*" } else { "" };
                values.push(Value::Text(format!("{}{open}", phrase.words().join(" "))));
                format!("{FUNCTION}(?, target, headers, body)")
            }
            Self::Id(id) => {
                values.push(Value::Integer(*id));
                "(events.id = ?)".to_owned()
            }
            Self::Sql(sql, more) => {
                values.extend(more.iter().cloned());
                format!("({sql})")
            }
        }
    }
}

fn joined(parts: &[Condition], word: &str, none: &str, values: &mut Vec<Value>) -> String {
    match parts {
        [] => none.to_owned(),
        [one] => one.clause(values),
        // Balanced, because SQLite bounds how deep an expression is.
        _ => {
            let (left, right) = parts.split_at(parts.len() / 2);
            let left = joined(left, word, none, values);
            format!("({left}{word}{})", joined(right, word, none, values))
        }
    }
}

/// GLOB's other wildcards are ordinary characters in a filter.
pub(crate) fn glob(pattern: &str) -> String {
    let escaped = pattern.chars().map(|character| match character {
        '?' | '[' => format!("[{character}]"),
        other => other.to_string(),
    });
    escaped.collect()
}

const FUNCTION: &str = "has_words";

/// Teaches a connection to look for words in a row.
pub(crate) fn add_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function(FUNCTION, 4, flags, |context| {
        let phrase = context.get_or_create_aux(0, |value| {
            let text = value.as_str().map_err(rusqlite::Error::from)?;
            Ok::<_, rusqlite::Error>(text.strip_suffix('*').map_or_else(|| Phrase::new(text), Phrase::beginning))
        })?;
        let bytes = |at| match context.get_raw(at) {
            ValueRef::Blob(bytes) | ValueRef::Text(bytes) => bytes,
            _ => &[],
        };
        Ok(phrase.is_in(&Message { target: bytes(1), headers: bytes(2), body: bytes(3) }))
    })
}
