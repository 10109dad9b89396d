//! Which part of a condition the index answers.
//!
//! The index is one inverted list: terms, and under each the ids of the events that have it. A term is a word of the event or,
//! with a mark in front that no word has, the value of a column. A plan is a question in FTS5's language; it is exact, or its
//! hits have to be looked at. A condition without a plan is answered by a scan.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::condition::{Condition, Key, glob};

/// Types that one pattern can stand for here; more are rare, and are looked for by a scan.
const MOST_TYPES: usize = 100;

/// How deep a question may be nested; FTS5 bounds it, too.
const DEEPEST: usize = 30;

/// Where hits come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Every event.
    All,
    /// The events a question in FTS5's language finds.
    Found(String),
    /// The events it does not find.
    NotFound(String),
    /// These, and those that a question finds.
    These(Vec<i64>, Option<String>),
}

/// How the index answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) source: Source,
    /// Whether every hit passes. If not, the condition has to be asked of each.
    pub(crate) exact: bool,
}

impl Plan {
    fn found(question: String) -> Option<Self> {
        Some(Self { source: Source::Found(question), exact: true })
    }

    /// The plan for a condition. The connection has the index attached; it is asked which types there are.
    pub(crate) fn for_condition(condition: &Condition, connection: &Connection) -> rusqlite::Result<Option<Self>> {
        let plan = Self::of(condition, connection)?;
        Ok(plan.filter(|plan| match &plan.source {
            Source::Found(question) | Source::NotFound(question) | Source::These(_, Some(question)) => {
                depth(question) <= DEEPEST
            }
            Source::All | Source::These(_, None) => true,
        }))
    }

    fn of(condition: &Condition, connection: &Connection) -> rusqlite::Result<Option<Self>> {
        Ok(match condition {
            Condition::All(all) => {
                let plans = all.iter().map(|part| Self::of(part, connection)).collect::<Result<Vec<_>, _>>()?;
                Self::all(plans)
            }
            Condition::Any(any) => {
                let mut plans = Vec::new();
                for part in any {
                    let Some(plan) = Self::of(part, connection)? else { return Ok(None) };
                    plans.push(plan);
                }
                Self::any(plans)
            }
            Condition::Not(inner) => match Self::of(inner, connection)? {
                Some(Self { source: Source::Found(question), exact: true }) => {
                    Some(Self { source: Source::NotFound(question), exact: true })
                }
                Some(Self { source: Source::NotFound(question), exact: true }) => Self::found(question),
                _ => None,
            },
            Condition::Is(key, text) => Self::found(quoted(&term(*key, text))),
            Condition::Like(Key::Type, pattern) => types_like(connection, pattern)?.map(|types| {
                let terms: Vec<_> = types.iter().map(|name| quoted(&term(Key::Type, name))).collect();
                Self { source: joined(&terms, " OR "), exact: true }
            }),
            Condition::Words(phrase) => {
                let (words, last) = (phrase.words(), phrase.words().len().saturating_sub(1));
                let term = |(at, word): (usize, &String)| {
                    let open = if phrase.is_open() && at == last { " *" } else { "" };
                    format!("{}{open}", quoted(word))
                };
                let terms: Vec<_> = words.iter().enumerate().map(term).collect();
                match terms.as_slice() {
                    [] => Some(Self { source: Source::All, exact: true }),
                    [one] => Self::found(one.clone()),
                    _ => Some(Self { source: joined(&terms, " AND "), exact: false }),
                }
            }
            Condition::Id(id) => Some(Self { source: Source::These(vec![*id], None), exact: false }),
            Condition::Like(..) | Condition::Sql(..) => None,
        })
    }

    fn all(plans: Vec<Option<Self>>) -> Option<Self> {
        let (mut found, mut not_found, mut these) = (Vec::new(), Vec::new(), None);
        let mut exact = true;
        for plan in plans {
            let Some(plan) = plan else {
                exact = false;
                continue;
            };
            exact &= plan.exact;
            match plan.source {
                Source::All => {}
                Source::Found(question) => found.push(question),
                Source::NotFound(question) => not_found.push(question),
                Source::These(..) => drop(these.replace(plan.source)),
            }
        }
        if let Some(source) = these {
            return Some(Self { source, exact: false });
        }
        let (yes, no) = (joined(&found, " AND "), joined(&not_found, " OR "));
        match (yes, no, found.len(), not_found.len()) {
            // Nothing that narrows: a scan asks the same of each without the way through the index.
            (_, _, 0, 0) => exact.then_some(Self { source: Source::All, exact }),
            (_, Source::Found(no), 0, _) => exact.then_some(Self { source: Source::NotFound(no), exact }),
            (yes, _, _, 0) => Some(Self { source: yes, exact }),
            (Source::Found(yes), Source::Found(no), ..) => {
                Some(Self { source: Source::Found(format!("({yes}) NOT ({no})")), exact })
            }
            _ => None,
        }
    }

    fn any(plans: Vec<Self>) -> Option<Self> {
        let (mut found, mut these) = (Vec::new(), Vec::new());
        let mut exact = true;
        for plan in plans {
            exact &= plan.exact;
            match plan.source {
                Source::Found(question) => found.push(question),
                Source::These(ids, question) => {
                    these.extend(ids);
                    found.extend(question);
                }
                Source::All | Source::NotFound(_) => return None,
            }
        }
        let found = joined(&found, " OR ");
        Some(match found {
            source if these.is_empty() => Self { source, exact },
            Source::Found(question) => Self { source: Source::These(these, Some(question)), exact: false },
            _ => Self { source: Source::These(these, None), exact: false },
        })
    }
}

/// Questions joined by a word; none of them find nothing.
fn joined(questions: &[String], word: &str) -> Source {
    match questions {
        [] => Source::These(Vec::new(), None),
        [one] => Source::Found(one.clone()),
        more => Source::Found(more.iter().map(|question| format!("({question})")).collect::<Vec<_>>().join(word)),
    }
}

/// No term has a parenthesis in it.
fn depth(question: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in question.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The types that a pattern stands for, as the index knows them; `None` when there are many.
fn types_like(connection: &Connection, pattern: &str) -> rusqlite::Result<Option<Vec<String>>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT type FROM idx.counts WHERE type <> 0 AND type GLOB ?1 LIMIT ?2")?;
    let found = statement.query_map((glob(pattern), MOST_TYPES + 1), |row| row.get(0))?;
    let types = found.collect::<Result<Vec<String>, _>>()?;
    Ok((types.len() <= MOST_TYPES).then_some(types))
}

/// A term as a question. No term has a quotation mark in it.
fn quoted(term: &str) -> String {
    format!("\"{term}\"")
}

/// The mark of the terms that stand for a column. No word begins with it.
const MARK: char = '^';

/// Characters that a term can have beside letters and digits; FTS5 is told of them.
pub(crate) const TERM_CHARACTERS: &str = "^#_.:-@/";

/// Bytes of a value that stands in its term as it is.
const LONGEST: usize = 64;

/// The term of a column's value.
pub(crate) fn term(key: Key, value: &str) -> String {
    let letter = char::from(b'a' + Key::ALL.iter().position(|known| *known == key).unwrap_or_default() as u8);
    // FTS5 does not tell large letters from small ones, and cuts what is very long.
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b':' | b'-' | b'@' | b'/');
    if (1..=LONGEST).contains(&value.len()) && value.bytes().all(plain) {
        return format!("{MARK}{letter}{value}");
    }
    let digest = Sha256::digest(value.as_bytes());
    let hex: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{MARK}{letter}#{hex}")
}
