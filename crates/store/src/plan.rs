//! Which part of a condition the index answers.
//!
//! The index is one inverted list: terms, and under each the ids of the events that have it. A term is a word of the event or,
//! with a mark in front that no word has, the value of a column. A plan is a question in FTS5's language, and what is left
//! to be asked of its hits. A condition without a plan is answered by a scan.
//!
//! FTS5 finds terms newest first, one after the other; but what begins so it finds as a whole, before the first hit is
//! there. So a beginning stands for the terms that have it, as long as these are few.

use hookglass_filter::{Pattern, Shape, tokenizer::Phrase};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use std::cell::Cell;

use crate::condition::{Condition, Key};

/// Types that one pattern can stand for here; more are rare, and are looked for by a scan.
const MOST_TYPES: usize = 100;

/// Bytes of a beginning that costs more to look up than it leaves out.
const SHORT: usize = 3;

/// Terms that one beginning can stand for.
const MOST_TERMS: usize = 16;

/// Events under the terms that are looked up for the beginnings of a plan: how many a term has is counted for it.
const MOST_COUNTED: i64 = 2_000_000;

/// How deep a question may be nested; FTS5 bounds it, too.
const DEEPEST: usize = 30;

/// Where hits come from.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    pub(crate) source: Source,
    /// What has to be asked of each hit; nothing, when every hit passes.
    pub(crate) rest: Option<Condition>,
}

/// A plan for a part of a condition: where hits come from, and whether they all pass.
type Part = (Source, bool);

/// The terms of the index.
struct Terms<'a> {
    /// It has the index attached.
    connection: &'a Connection,
    /// Events under them that may still be counted.
    left: Cell<i64>,
}

impl Terms<'_> {
    /// All that begin so, as a question; `None` when there are none.
    fn beginning(&self, text: &str) -> rusqlite::Result<Option<String>> {
        // The term itself is not looked up: it is often a common one.
        let longer = self.longer(text)?;
        Ok(match longer {
            Some(longer) if longer.is_empty() && !self.has(text)? => None,
            Some(longer) => {
                let terms = std::iter::once(text).chain(longer.iter().map(String::as_str));
                Some(terms.map(quoted).collect::<Vec<_>>().join(" OR "))
            }
            None => Some(format!("{} *", quoted(text))),
        })
    }

    /// Those that begin so and go on; `None` when they are many.
    fn longer(&self, text: &str) -> rusqlite::Result<Option<Vec<String>>> {
        if self.left.get() <= 0 {
            return Ok(None);
        }
        let mut statement =
            self.connection.prepare_cached("SELECT term, doc FROM temp.vocabulary WHERE term >= ?1 AND term < ?2")?;
        // No term has a character below a blank in it.
        let mut rows = statement.query([format!("{text}\u{1}"), format!("{text}{}", char::MAX)])?;
        let mut terms = Vec::new();
        while let Some(row) = rows.next()? {
            if terms.len() == MOST_TERMS || self.left.get() <= 0 {
                return Ok(None);
            }
            terms.push(row.get(0)?);
            self.left.set(self.left.get() - row.get::<_, i64>(1)?);
        }
        Ok(Some(terms))
    }

    fn has(&self, term: &str) -> rusqlite::Result<bool> {
        let mut there = self.connection.prepare_cached("SELECT 1 FROM idx.words WHERE words MATCH ?1 LIMIT 1")?;
        there.exists([quoted(term)])
    }
}

impl Source {
    /// Whether something has to be found as a whole before the first hit is there.
    pub(crate) fn is_slow_to_begin(&self) -> bool {
        match self {
            // No term has this character in it.
            Self::Found(question) | Self::NotFound(question) | Self::These(_, Some(question)) => question.contains('*'),
            Self::All | Self::These(_, None) => false,
        }
    }
}

impl Plan {
    /// The plan for a condition. The connection has the index attached; it is asked which types there are.
    pub(crate) fn for_condition(condition: &Condition, connection: &Connection) -> rusqlite::Result<Option<Self>> {
        let all = match condition {
            Condition::All(all) => all.as_slice(),
            other => std::slice::from_ref(other),
        };
        let terms = Terms { connection, left: Cell::new(MOST_COUNTED) };
        let plans = all.iter().map(|part| part_of(part, &terms)).collect::<Result<Vec<_>, _>>()?;
        // What the index has answered for all hits is not asked again.
        let open = all.iter().zip(&plans).filter(|(_, plan)| plan.as_ref().is_none_or(|(_, exact)| !exact));
        let open: Vec<_> = open.map(|(part, _)| part.clone()).collect();
        let Some((source, exact)) = all_of(plans) else { return Ok(None) };
        let is_shallow = match &source {
            Source::Found(question) | Source::NotFound(question) | Source::These(_, Some(question)) => {
                depth(question) <= DEEPEST
            }
            Source::All | Source::These(_, None) => true,
        };
        let rest = match source {
            // Every one of these is looked at in any case.
            Source::These(..) => Some(condition.clone()),
            _ if exact => None,
            Source::Found(_) => Some(Condition::All(open)),
            Source::All | Source::NotFound(_) => return Ok(None),
        };
        Ok(is_shallow.then_some(Self { source, rest }))
    }
}

fn part_of(condition: &Condition, terms: &Terms<'_>) -> rusqlite::Result<Option<Part>> {
    let found = |question: String, exact| Some((Source::Found(question), exact));
    Ok(match condition {
        Condition::All(all) => all_of(all.iter().map(|part| part_of(part, terms)).collect::<Result<Vec<_>, _>>()?),
        Condition::Any(any) => {
            let mut plans = Vec::new();
            for part in any {
                let Some(plan) = part_of(part, terms)? else { return Ok(None) };
                plans.push(plan);
            }
            any_of(plans)
        }
        Condition::Not(inner) => match part_of(inner, terms)? {
            Some((Source::Found(question), true)) => Some((Source::NotFound(question), true)),
            Some((Source::NotFound(question), true)) => found(question, true),
            Some((Source::All, true)) => Some((Source::These(Vec::new(), None), true)),
            _ => None,
        },
        Condition::Is(Key::Signature, _) | Condition::Like(Key::Signature, _) => None,
        Condition::Is(key, text) => found(quoted(&term(*key, text)), true),
        Condition::Like(Key::Type, pattern) => types_like(terms.connection, pattern)?.map(|types| {
            let terms: Vec<_> = types.iter().map(|name| quoted(&term(Key::Type, name))).collect();
            (joined(&terms, " OR "), true)
        }),
        Condition::Like(key, pattern) => match pattern.shape() {
            Shape::Exact(text) => found(quoted(&term(*key, text)), true),
            Shape::Prefix(text) => Some(beginning_with(*key, text, terms)?),
            _ => None,
        },
        Condition::Words(phrase) => Some(of_words(phrase, terms)?),
        Condition::HasMoreWords => found(quoted(MORE_WORDS), false),
        Condition::Asked(only_where) => part_of(only_where, terms)?.map(|(source, _)| (source, false)),
        Condition::Ids(ids) => Some((Source::These(ids.clone(), None), false)),
        Condition::Sql(..) => None,
    })
}

fn of_words(phrase: &Phrase, terms: &Terms<'_>) -> rusqlite::Result<Part> {
    let (last, whole) = match phrase.words() {
        [before @ .., last] if phrase.is_prefix() => (Some(last), before),
        words => (None, words),
    };
    let mut all: Vec<_> = whole.iter().map(|word| quoted(word)).collect();
    // The hits of several words are looked at in any case, and a short beginning is found in nearly all of them.
    if let Some(last) = last.filter(|last| whole.is_empty() || last.len() > SHORT) {
        all.push(terms.beginning(last)?.unwrap_or_else(|| quoted(last)));
    }
    Ok(match all.as_slice() {
        [] => (Source::All, true),
        [one] => (Source::Found(one.clone()), phrase.words().len() == 1),
        _ => (joined(&all, " AND "), false),
    })
}

/// The events with a column that begins so: by the terms that begin so, and those whose values do not stand in them.
fn beginning_with(key: Key, text: &str, terms: &Terms<'_>) -> rusqlite::Result<Part> {
    let digest = format!("{}{DIGEST}", mark(key));
    let digests = terms.beginning(&digest)?;
    if text.len() > LONGEST || !text.bytes().all(is_plain) {
        return Ok((Source::Found(digests.unwrap_or_else(|| quoted(&digest))), false));
    }
    let plain = format!("{}{text}", mark(key));
    let found = terms.beginning(&plain)?.unwrap_or_else(|| quoted(&plain));
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
            Source::Found(question) => found.push(question),
            Source::NotFound(question) => not_found.push(question),
            Source::These(..) => drop(these.replace(source)),
        }
    }
    if let Some(source) = these {
        return Some((source, false));
    }
    let (yes, no) = (joined(&found, " AND "), joined(&not_found, " OR "));
    match (yes, no, found.len(), not_found.len()) {
        // Nothing that narrows: a scan asks the same of each without the way through the index.
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
            Source::Found(question) => found.push(question),
            Source::These(ids, question) => {
                these.extend(ids);
                found.extend(question);
            }
            Source::All if of_part => return Some((Source::All, true)),
            Source::All | Source::NotFound(_) => return None,
        }
    }
    let found = joined(&found, " OR ");
    Some(match found {
        source if these.is_empty() => (source, exact),
        Source::Found(question) => (Source::These(these, Some(question)), false),
        _ => (Source::These(these, None), false),
    })
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
fn types_like(connection: &Connection, pattern: &Pattern) -> rusqlite::Result<Option<Vec<String>>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT type FROM idx.counts WHERE type <> 0")?;
    let mut rows = statement.query([])?;
    let mut types = Vec::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_str()?;
        if !pattern.matches(name.as_bytes()) {
            continue;
        }
        if types.len() == MOST_TYPES {
            return Ok(None);
        }
        types.push(name.to_owned());
    }
    Ok(Some(types))
}

/// A term as a question. No term has a quotation mark in it.
pub(crate) fn quoted(term: &str) -> String {
    format!("\"{term}\"")
}

/// The mark of the terms that stand for a column. No word begins with it.
const MARK: char = '^';

/// What stands in a term before the digest of a value. No value that stands in its term as it is begins with it.
const DIGEST: char = '#';

/// The term of the events that have words which do not count.
pub(crate) const MORE_WORDS: &str = "^~";

/// Characters that a term can have beside letters and digits; FTS5 is told of them.
pub(crate) const TERM_CHARACTERS: &str = "^#~_.:-@/";

/// Bytes of a value that stands in its term as it is.
const LONGEST: usize = 64;

/// FTS5 does not tell large letters from small ones, and cuts what is very long.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b':' | b'-' | b'@' | b'/')
}

fn mark(key: Key) -> String {
    let at = Key::INDEXED.iter().position(|known| *known == key).unwrap_or_default();
    format!("{MARK}{}", char::from(b'a' + at as u8))
}

/// Between which terms those of a column stand; the second is not one.
pub(crate) fn range_of(key: Key) -> (String, String) {
    let from = mark(key);
    (from.clone(), format!("{from}{}", char::MAX))
}

/// The term of a column's value.
pub(crate) fn term(key: Key, value: &str) -> String {
    if (1..=LONGEST).contains(&value.len()) && value.bytes().all(is_plain) {
        return format!("{}{value}", mark(key));
    }
    let digest = Sha256::digest(value.as_bytes());
    let hex: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}{DIGEST}{hex}", mark(key))
}
