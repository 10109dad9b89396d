//! Which part of a condition the index answers.
//!
//! The index is an inverted list: terms, and the ids of the events with each (`terms.rs`). A plan
//! is an FTS5 expression and the condition that its hits still have to satisfy. A condition without
//! a plan is answered by a scan.
//!
//! FTS5 returns the hits of terms one by one, newest first. A prefix expression is evaluated as a
//! whole before its first hit. So a prefix is expanded to its terms if they are few (`expand.rs`).

use hookglass_filter::{Pattern, Shape, tokenizer::Phrase};
use rusqlite::Connection;
use std::sync::Arc;

use super::{condition::Condition, expand::Vocabulary};
use crate::terms::{Key, MORE_WORDS, prefixes, quoted, term};

/// Types that one pattern can be expanded to. A pattern with more is answered by a scan.
const MAX_TYPES: usize = 100;

/// Bytes of a prefix that costs more to look up than it excludes.
const MAX_UNSELECTIVE: usize = 3;

/// The nesting depth of an FTS5 expression. FTS5 has a limit too.
const MAX_DEPTH: usize = 30;

/// Where hits come from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    /// Every event.
    All,
    /// The events that an FTS5 expression finds.
    Found(String),
    /// The events that it does not find.
    NotFound(String),
    /// These, ascending, and those that an expression finds.
    These(Arc<[i64]>, Option<String>),
}

/// How the index answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    pub(crate) source: Source,
    /// What each hit still has to satisfy; `None` if every hit passes.
    pub(crate) rest: Option<Condition>,
}

/// A plan for a part of a condition: where hits come from, and whether all of them pass.
type Part = (Source, bool);

impl Source {
    /// Whether FTS5 has to evaluate the whole expression before the first hit.
    pub(crate) fn is_slow_to_start(&self) -> bool {
        match self {
            // No term contains this character.
            Self::Found(expression) | Self::NotFound(expression) | Self::These(_, Some(expression)) => {
                expression.contains('*')
            }
            Self::All | Self::These(_, None) => false,
        }
    }
}

impl Plan {
    /// The plan for a condition, if the index helps. The connection has the index attached.
    pub(crate) fn for_condition(condition: &Condition, connection: &Connection) -> rusqlite::Result<Option<Self>> {
        let all = match condition {
            Condition::All(all) => all.as_slice(),
            other => std::slice::from_ref(other),
        };
        let vocabulary = Vocabulary::new(connection);
        let plans = all.iter().map(|part| part_of(part, &vocabulary)).collect::<Result<Vec<_>, _>>()?;
        // Parts that the index answers exactly are not checked again.
        let open = all.iter().zip(&plans).filter(|(_, plan)| plan.as_ref().is_none_or(|(_, exact)| !exact));
        let open: Vec<_> = open.map(|(part, _)| part.clone()).collect();
        let Some((source, exact)) = all_of(plans) else { return Ok(None) };
        let is_shallow = match &source {
            Source::Found(expression) | Source::NotFound(expression) | Source::These(_, Some(expression)) => {
                depth(expression) <= MAX_DEPTH
            }
            Source::All | Source::These(_, None) => true,
        };
        let rest = match source {
            // Each of these is checked anyway.
            Source::These(..) => Some(condition.clone()),
            _ if exact => None,
            Source::Found(_) => Some(Condition::All(open)),
            Source::All | Source::NotFound(_) => return Ok(None),
        };
        Ok(is_shallow.then_some(Self { source, rest }))
    }
}

fn part_of(condition: &Condition, vocabulary: &Vocabulary<'_>) -> rusqlite::Result<Option<Part>> {
    let found = |expression: String, exact| Some((Source::Found(expression), exact));
    Ok(match condition {
        Condition::All(all) => all_of(all.iter().map(|part| part_of(part, vocabulary)).collect::<Result<Vec<_>, _>>()?),
        Condition::Any(any) => {
            let mut plans = Vec::new();
            for part in any {
                let Some(plan) = part_of(part, vocabulary)? else { return Ok(None) };
                plans.push(plan);
            }
            any_of(plans)
        }
        Condition::Not(inner) => match part_of(inner, vocabulary)? {
            Some((Source::Found(expression), true)) => Some((Source::NotFound(expression), true)),
            Some((Source::NotFound(expression), true)) => found(expression, true),
            Some((Source::All, true)) => Some((Source::These(Arc::default(), None), true)),
            _ => None,
        },
        Condition::Is(Key::Signature, _) | Condition::Like(Key::Signature, _) => None,
        Condition::Is(key, text) => found(quoted(&term(*key, text)), true),
        Condition::Like(Key::Type, pattern) => types_like(vocabulary.connection, pattern)?.map(|types| {
            let terms: Vec<_> = types.iter().map(|name| quoted(&term(Key::Type, name))).collect();
            (joined(&terms, " OR "), true)
        }),
        Condition::Like(key, pattern) => match pattern.shape() {
            Shape::Exact(text) => found(quoted(&term(*key, text)), true),
            Shape::Prefix(text) => Some(with_prefix(*key, text, vocabulary)?),
            _ => None,
        },
        Condition::Words(phrase) => Some(of_words(phrase, vocabulary)?),
        Condition::HasMoreWords => found(quoted(MORE_WORDS), false),
        Condition::Decided(only_where) => part_of(only_where, vocabulary)?.map(|(source, _)| (source, false)),
        Condition::Ids(ids) => Some((Source::These(Arc::clone(ids), None), false)),
        Condition::Sql(..) => None,
    })
}

fn of_words(phrase: &Phrase, vocabulary: &Vocabulary<'_>) -> rusqlite::Result<Part> {
    let (last, whole) = match phrase.words() {
        [before @ .., last] if phrase.is_prefix() => (Some(last), before),
        words => (None, words),
    };
    let mut all: Vec<_> = whole.iter().map(|word| quoted(word)).collect();
    // The hits of several words are checked anyway, and nearly all of them contain a short prefix.
    if let Some(last) = last.filter(|last| whole.is_empty() || last.len() > MAX_UNSELECTIVE) {
        all.push(vocabulary.expand(last)?.unwrap_or_else(|| quoted(last)));
    }
    Ok(match all.as_slice() {
        [] => (Source::All, true),
        [one] => (Source::Found(one.clone()), phrase.words().len() == 1),
        _ => (joined(&all, " AND "), false),
    })
}

/// The events with a column that starts with a text: by the verbatim terms, and by the digests,
/// which say nothing about their values.
fn with_prefix(key: Key, text: &str, vocabulary: &Vocabulary<'_>) -> rusqlite::Result<Part> {
    let (verbatim, digest) = prefixes(key, text);
    let digests = vocabulary.expand(&digest)?;
    let Some(verbatim) = verbatim else {
        return Ok((Source::Found(digests.unwrap_or_else(|| quoted(&digest))), false));
    };
    let found = vocabulary.expand(&verbatim)?.unwrap_or_else(|| quoted(&verbatim));
    Ok(match digests {
        Some(digests) => (joined(&[found, digests], " OR "), false),
        None => (Source::Found(found), true),
    })
}

fn all_of(plans: Vec<Option<Part>>) -> Option<Part> {
    let (mut found, mut not_found, mut these) = (Vec::new(), Vec::new(), None);
    let mut exact = true;
    for plan in plans {
        let Some((source, of_part)) = plan else {
            exact = false;
            continue;
        };
        exact &= of_part;
        match source {
            Source::All => {}
            Source::Found(expression) => found.push(expression),
            Source::NotFound(expression) => not_found.push(expression),
            Source::These(..) => drop(these.replace(source)),
        }
    }
    if let Some(source) = these {
        return Some((source, false));
    }
    let (yes, no) = (joined(&found, " AND "), joined(&not_found, " OR "));
    match (yes, no, found.len(), not_found.len()) {
        // Nothing narrows the search: a scan does the same work without the index.
        (_, _, 0, 0) => exact.then_some((Source::All, exact)),
        (_, Source::Found(no), 0, _) => exact.then_some((Source::NotFound(no), exact)),
        (yes, _, _, 0) => Some((yes, exact)),
        (Source::Found(yes), Source::Found(no), ..) => Some((Source::Found(format!("({yes}) NOT ({no})")), exact)),
        _ => None,
    }
}

fn any_of(plans: Vec<Part>) -> Option<Part> {
    let (mut found, mut these) = (Vec::new(), Vec::new());
    let mut exact = true;
    for (source, of_part) in plans {
        exact &= of_part;
        match source {
            Source::Found(expression) => found.push(expression),
            Source::These(ids, expression) => {
                these.extend(ids.iter().copied());
                found.extend(expression);
            }
            Source::All if of_part => return Some((Source::All, true)),
            Source::All | Source::NotFound(_) => return None,
        }
    }
    these.sort_unstable();
    these.dedup();
    let found = joined(&found, " OR ");
    Some(match found {
        source if these.is_empty() => (source, exact),
        Source::Found(expression) => (Source::These(these.into(), Some(expression)), false),
        _ => (Source::These(these.into(), None), false),
    })
}

/// Expressions joined by an operator; an empty list finds nothing.
fn joined(expressions: &[String], operator: &str) -> Source {
    match expressions {
        [] => Source::These(Arc::default(), None),
        [one] => Source::Found(one.clone()),
        more => {
            Source::Found(more.iter().map(|expression| format!("({expression})")).collect::<Vec<_>>().join(operator))
        }
    }
}

/// The nesting depth. No term contains a parenthesis.
fn depth(expression: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in expression.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The indexed types that match a pattern; `None` if there are too many.
fn types_like(connection: &Connection, pattern: &Pattern) -> rusqlite::Result<Option<Vec<String>>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT type FROM idx.counts WHERE type <> 0")?;
    let mut rows = statement.query([])?;
    let mut types = Vec::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_str()?;
        if !pattern.matches(name.as_bytes()) {
            continue;
        }
        if types.len() == MAX_TYPES {
            return Ok(None);
        }
        types.push(name.to_owned());
    }
    Ok(Some(types))
}
