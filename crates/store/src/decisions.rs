//! The table of decisions: how an answer came about, beside the event.
//!
//! An event that simply gets the default answer has none. An event whose answer is known when it arrives is stored with it,
//! in one transaction; any other is stored first, and gets its answer written when it was decided.

use hookglass_request::{
    answer::{Answer, Decider, Progress},
    headers::Headers,
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use crate::{
    events::{optional_word, timestamp, word},
    rules,
};

/// How an answer came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// How far it is.
    pub progress: Progress,
    /// When the request's first byte had arrived.
    pub began: Timestamp,
    /// When an answer goes out at the latest.
    pub deadline: Timestamp,
    /// When it was decided.
    pub decided: Option<Timestamp>,
    /// Who decided.
    pub decided_by: Option<Decider>,
    /// The name of the rule that the event met.
    pub rule: Option<String>,
    /// What there is to say about it, in a sentence.
    pub note: Option<String>,
}

/// What became of an event's answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answered {
    /// What was replied.
    pub answer: Option<Answer>,
    /// How that came about, if it was not simply the default.
    pub decision: Option<Decision>,
}

/// Beside an event that was just stored. A rule that it met is counted as used.
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

/// In the place of the decision that an event has; with the answer that goes out. Of an event that is gone nothing is kept.
pub(crate) fn update(
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
            "UPDATE events SET status = ?2, decided_by = ?3, answer_headers = ?4, answer_body = ?5 WHERE id = ?1",
        )?;
        statement.execute((
            event_id,
            answer.status,
            answer.decided_by.word(),
            answer.headers.block(),
            &answer.body[..],
        ))?;
    }
    Ok(())
}

/// What became of an event's answer by now; `None` when there is no such event.
pub(crate) fn answered(connection: &Connection, event_id: i64) -> rusqlite::Result<Option<Answered>> {
    let mut statement = connection.prepare_cached(
        "SELECT status, events.decided_by, answer_headers, answer_body, state, began, deadline, decided,
            decisions.decided_by, rule, decisions.note
         FROM events LEFT JOIN decisions ON decisions.event_id = events.id WHERE events.id = ?1",
    )?;
    let read = |row: &Row<'_>| {
        let decision = match optional_word(row, 4, Progress::from_word)? {
            None => None,
            Some(progress) => Some(Decision {
                progress,
                began: timestamp(row, 5)?,
                deadline: timestamp(row, 6)?,
                decided: row.get::<_, Option<i64>>(7)?.map(|_| timestamp(row, 7)).transpose()?,
                decided_by: optional_word(row, 8, Decider::from_word)?,
                rule: row.get(9)?,
                note: row.get(10)?,
            }),
        };
        Ok(Answered { answer: answer(row, 0)?, decision })
    };
    statement.query_row([event_id], read).optional()
}

/// An answer from four columns of an event: status, who decided, header lines and body.
pub(crate) fn answer(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Answer>> {
    let Some(status) = row.get::<_, Option<u16>>(first)? else { return Ok(None) };
    Ok(Some(Answer {
        status,
        decided_by: word(row, first + 1, Decider::from_word)?,
        headers: Headers::from_block(row.get(first + 2)?),
        body: row.get(first + 3)?,
    }))
}
