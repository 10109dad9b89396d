//! What a person's filter asks of an event: the one place that knows both the filter language and the database.

use hookscope_domain::filter::{Column, Filter, Number, Order, Term, Test, Thing};
use rusqlite::types::Value;

use crate::{
    condition::{Condition, Key},
    marks::{noted, starred},
};

impl From<&Filter> for Condition {
    fn from(filter: &Filter) -> Self {
        Self::All(filter.terms.iter().map(of_term).collect())
    }
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        Self::from(&filter)
    }
}

fn of_term(term: &Term) -> Condition {
    let holds = of_test(&term.test);
    if term.negated { Condition::Not(Box::new(holds)) } else { holds }
}

fn of_test(test: &Test) -> Condition {
    match test {
        // SQLite's lower() knows ASCII only, so the text must be brought down the same way.
        Test::Contains(text) => {
            let columns = ["type", "subject", "path", "user_id"];
            let sql = columns.map(|column| format!("instr(lower(coalesce({column}, '')), ?) > 0")).join(" OR ");
            Condition::Sql(sql, vec![Value::Text(text.to_ascii_lowercase()); columns.len()])
        }
        Test::Is(Column::Id, value) => {
            let sender = text(Key::EventId, value);
            match value.parse() {
                Ok(id) => Condition::Any(vec![sender, Condition::Id(id)]),
                Err(_) => sender,
            }
        }
        Test::Is(Column::Signature, value) => of_signature(value),
        Test::Is(column, value) => key(*column).map_or_else(|| Condition::Any(Vec::new()), |key| text(key, value)),
        Test::Has(Thing::Warning) => sql("events.id IN (SELECT event_id FROM warnings)"),
        Test::Has(Thing::Resends) => sql("events.id IN (SELECT event_id FROM resends)"),
        Test::Has(Thing::Star) => starred(),
        Test::Has(Thing::Note) => noted(),
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
            Condition::Sql(format!("{column} {sign} ?"), vec![Value::Integer(*value)])
        }
    }
}

fn sql(text: &str) -> Condition {
    Condition::Sql(text.to_owned(), Vec::new())
}

fn text(key: Key, value: &str) -> Condition {
    if value.contains('*') { Condition::Like(key, value.to_owned()) } else { Condition::Is(key, value.to_owned()) }
}

/// A later check can say something else, so the index does not know it.
fn of_signature(value: &str) -> Condition {
    let (sql, value) = if value.contains('*') {
        ("signature GLOB ?", crate::condition::glob(value))
    } else {
        ("signature = ?", value.to_owned())
    };
    Condition::Sql(sql.to_owned(), vec![Value::Text(value)])
}

fn key(column: Column) -> Option<Key> {
    Some(match column {
        Column::Vendor => Key::Vendor,
        Column::Type => Key::Type,
        Column::Family => Key::Family,
        Column::Kind => Key::Kind,
        Column::User => Key::User,
        Column::App => Key::App,
        Column::Client => Key::Client,
        Column::TriggeredBy => Key::TriggeredBy,
        Column::Id => Key::EventId,
        Column::Method => Key::Method,
        Column::Path => Key::Path,
        Column::Ip => Key::Ip,
        Column::Subject => Key::Subject,
        Column::Signature => return None,
    })
}
