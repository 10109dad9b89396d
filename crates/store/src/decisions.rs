//! The table `decisions`: how an event's answer came about.
//!
//! An event that gets the default answer has no row. If the answer is known on arrival, event and
//! decision are stored in one transaction. Otherwise the event is stored first, and
//! [`DecisionsMut::resolve`] adds the answer later.

use hookglass_request::{
    answer::{Answer, Decider, Progress},
    headers::Headers,
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use crate::{columns::TolerantRow, damage, error::StoreError, readers::Readers, rules, writer::Writer};

/// How an answer came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// How far the decision is.
    pub progress: Progress,
    /// When the request's first byte arrived.
    pub began: Timestamp,
    /// The latest time at which an answer is sent.
    pub deadline: Timestamp,
    /// When it was decided.
    pub decided: Option<Timestamp>,
    /// Who decided.
    pub decided_by: Option<Decider>,
    /// The name of the rule that matched the event.
    pub rule: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
}

/// An event's answer and the decision behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answered {
    /// What was replied.
    pub answer: Option<Answer>,
    /// The decision, unless the answer is the default.
    pub decision: Option<Decision>,
}

/// Reads answers and decisions.
#[derive(Debug, Clone, Copy)]
pub struct Decisions<'a> {
    pub(crate) readers: &'a Readers,
}

impl Decisions<'_> {
    /// An event's answer so far; `None` if there is no such event.
    pub async fn answered(self, event_id: i64) -> Result<Option<Answered>, StoreError> {
        self.readers.read(move |connection| answered(connection, event_id)).await
    }
}

/// Writes answers and decisions.
#[derive(Debug, Clone, Copy)]
pub struct DecisionsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl DecisionsMut<'_> {
    /// Stores the decision about an event that was stored without an answer, and the answer that is
    /// sent. For a deleted event nothing is stored.
    pub async fn resolve(self, event_id: i64, decision: Decision, answer: Option<Answer>) -> Result<(), StoreError> {
        let bytes = 256 + answer.as_ref().map_or(0, |answer| answer.body.len());
        self.writer.write(bytes, move |connection| update(connection, event_id, &decision, answer.as_ref())).await
    }
}

/// Stores a decision beside a new event, and counts the use of its rule.
pub(crate) fn insert(connection: &Connection, event_id: i64, decision: &Decision) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO decisions (event_id, state, began, deadline, decided, decided_by, rule, note)
         VALUES (:event_id, :state, :began, :deadline, :decided, :decided_by, :rule, :note)",
    )?;
    statement.execute(named_params! {
        ":event_id": event_id,
        ":state": decision.progress.word(),
        ":began": decision.began.as_microsecond(),
        ":deadline": decision.deadline.as_microsecond(),
        ":decided": decision.decided.map(Timestamp::as_microsecond),
        ":decided_by": decision.decided_by.map(Decider::word),
        ":rule": decision.rule,
        ":note": decision.note,
    })?;
    match &decision.rule {
        Some(rule) => rules::count_use(connection, rule, decision.began),
        None => Ok(()),
    }
}

fn update(
    connection: &Connection,
    event_id: i64,
    decision: &Decision,
    answer: Option<&Answer>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "UPDATE decisions SET state = :state, decided = :decided, decided_by = :decided_by, note = :note
         WHERE event_id = :event_id",
    )?;
    statement.execute(named_params! {
        ":event_id": event_id,
        ":state": decision.progress.word(),
        ":decided": decision.decided.map(Timestamp::as_microsecond),
        ":decided_by": decision.decided_by.map(Decider::word),
        ":note": decision.note,
    })?;
    if let Some(answer) = answer {
        let mut statement = connection.prepare_cached(
            "UPDATE events SET status = :status, decided_by = :decided_by, answer_headers = :headers,
                answer_body = :body
             WHERE id = :id",
        )?;
        statement.execute(named_params! {
            ":id": event_id,
            ":status": answer.status,
            ":decided_by": answer.decided_by.word(),
            ":headers": answer.headers.block(),
            ":body": &answer.body[..],
        })?;
    }
    Ok(())
}

pub(crate) fn answered(connection: &Connection, event_id: i64) -> rusqlite::Result<Option<Answered>> {
    let mut statement = connection.prepare_cached(
        "SELECT status, events.decided_by AS answered_by, answer_headers, answer_body, state, began, deadline, decided,
            decisions.decided_by AS decided_by, rule, decisions.note AS note
         FROM events LEFT JOIN decisions ON decisions.event_id = events.id WHERE events.id = ?1",
    )?;
    let read = |row: &Row<'_>| {
        let row = &TolerantRow::of(row);
        let decision = match row.optional_word("state", Progress::from_word)? {
            None => None,
            Some(progress) => Some(Decision {
                progress,
                began: row.timestamp("began")?,
                deadline: row.timestamp("deadline")?,
                decided: row.optional_timestamp("decided")?,
                decided_by: row.optional_word("decided_by", Decider::from_word)?,
                rule: row.get("rule")?,
                note: row.get("note")?,
            }),
        };
        Ok(Answered { answer: answer(row)?, decision })
    };
    match statement.query_row([event_id], read).optional() {
        Err(error) if damage::is_of_row(&error) => {
            damage::report(event_id, &error);
            Ok(Some(Answered::default()))
        }
        answered => answered,
    }
}

/// The answer from the columns `status`, `answered_by`, `answer_headers` and `answer_body`.
pub(crate) fn answer(row: &TolerantRow<'_, '_>) -> rusqlite::Result<Option<Answer>> {
    let Some(status) = row.get::<Option<u16>>("status")? else { return Ok(None) };
    Ok(Some(Answer {
        status,
        decided_by: row.word("answered_by", Decider::from_word, Decider::Default)?,
        headers: Headers::from_block(row.get("answer_headers")?),
        body: row.get("answer_body")?,
    }))
}
