//! Which events a person wants to see: words, phrases and `name:value` tests, all of which must hold.
//!
//! `user.created` finds a word in type, subject, path or user; `type:identity.*` tests a column; `-` in front turns a test
//! round; `>`, `>=`, `<`, `<=` compare numbers; `"two words"` is one phrase. Kept out: how a filter is run (the store turns
//! it into SQL).

use crate::envelope::{Kind, Vendor};
use crate::signature::Verdict;

/// All of these must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The tests, in the order they were written.
    pub terms: Vec<Term>,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not hold.
    pub negated: bool,
    /// What is tested.
    pub test: Test,
}

/// What is tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Type, subject, path or user contains the text, without regard to the case of ASCII letters.
    Contains(String),
    /// A column is the text; `*` stands for any characters.
    Is(Column, String),
    /// A number compares so.
    Compares(Number, Order, i64),
    /// There is one.
    Has(Thing),
}

/// What an event can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// `has:warning`
    Warning,
    /// `has:resends`
    Resends,
    /// `has:note`
    Note,
    /// `is:starred`
    Star,
}

/// Columns that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// `vendor:`
    Vendor,
    /// `type:`
    Type,
    /// `family:`
    Family,
    /// `kind:`
    Kind,
    /// `user:`
    User,
    /// `app:`
    App,
    /// `client:`
    Client,
    /// `by:`
    TriggeredBy,
    /// `id:`, the sender's or Hookscope's.
    Id,
    /// `method:`
    Method,
    /// `path:`
    Path,
    /// `ip:`
    Ip,
    /// `signature:`
    Signature,
    /// `subject:`
    Subject,
}

/// Columns that hold a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// `status:`
    Status,
    /// `size:`, with `k`, `m`, `g` for powers of 1024.
    Size,
    /// `seq:`
    Seq,
}

/// How numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `=`, or nothing.
    Equal,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

/// A filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("filter, character {position}: {what}")]
pub struct FilterError {
    /// Character, from 1, at which it goes wrong.
    pub position: usize,
    /// What was found and what was expected.
    pub what: String,
}

/// Tests of one filter; SQL allows an expression some hundreds.
const MOST_TERMS: usize = 100;
const MOST_CHARACTERS: usize = 4_000;

const COLUMNS: [(&str, Column); 14] = [
    ("vendor", Column::Vendor),
    ("type", Column::Type),
    ("family", Column::Family),
    ("kind", Column::Kind),
    ("user", Column::User),
    ("app", Column::App),
    ("client", Column::Client),
    ("by", Column::TriggeredBy),
    ("id", Column::Id),
    ("method", Column::Method),
    ("path", Column::Path),
    ("ip", Column::Ip),
    ("signature", Column::Signature),
    ("subject", Column::Subject),
];

const NUMBERS: [(&str, Number); 3] = [("status", Number::Status), ("size", Number::Size), ("seq", Number::Seq)];

const THINGS: [(&str, Thing); 3] = [("warning", Thing::Warning), ("resends", Thing::Resends), ("note", Thing::Note)];

impl Filter {
    /// Reads a filter. An empty text is the filter that everything passes.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let characters: Vec<char> = text.chars().collect();
        if characters.len() > MOST_CHARACTERS {
            let what = format!("longer than {MOST_CHARACTERS} characters");
            return Err(FilterError { position: MOST_CHARACTERS + 1, what });
        }
        let mut terms = Vec::new();
        let mut at = 0;
        while at < characters.len() {
            if characters[at].is_whitespace() {
                at += 1;
                continue;
            }
            let negated = characters[at] == '-' && characters.get(at + 1).is_some_and(|next| !next.is_whitespace());
            let start = at + usize::from(negated);
            if terms.len() == MOST_TERMS {
                let what = format!("more than {MOST_TERMS} tests; leave some out");
                return Err(FilterError { position: at + 1, what });
            }
            let (word, quoted, end) = word(&characters, start)?;
            terms.push(Term { negated, test: test(&word, quoted, start)? });
            at = end;
        }
        Ok(Self { terms })
    }
}

/// A word up to white space, with quotes taken off; where quotes began, so that `"a:b"` is no test of a column.
fn word(characters: &[char], start: usize) -> Result<(String, Option<usize>, usize), FilterError> {
    let (mut word, mut quoted, mut at) = (String::new(), None, start);
    while at < characters.len() && !characters[at].is_whitespace() {
        if characters[at] != '"' {
            word.push(characters[at]);
            at += 1;
            continue;
        }
        let Some(len) = characters[at + 1..].iter().position(|&character| character == '"') else {
            return Err(FilterError {
                position: at + 1,
                what: "a quotation mark that is not closed; add \" at the end".into(),
            });
        };
        quoted.get_or_insert(word.chars().count());
        word.extend(&characters[at + 1..at + 1 + len]);
        at += len + 2;
    }
    Ok((word, quoted, at))
}

fn test(word: &str, quoted: Option<usize>, start: usize) -> Result<Test, FilterError> {
    let colon = word.find(':').filter(|&colon| quoted.is_none_or(|quote| word[..colon].chars().count() < quote));
    let Some(colon) = colon.filter(|&colon| colon > 0 && !word[colon..].starts_with("://")) else {
        return Ok(Test::Contains(word.to_owned()));
    };
    let (name, value) = (&word[..colon], &word[colon + 1..]);
    let error = |offset: usize, what: String| FilterError { position: start + 1 + offset, what };
    let value_at = name.chars().count() + 1;
    if let Some((_, column)) = COLUMNS.iter().find(|(known, _)| *known == name) {
        let allowed = values(*column);
        if value.is_empty() {
            return Err(error(value_at, format!("{name}: needs a value, for example {name}:{}", example(*column))));
        }
        if !allowed.is_empty() && !value.contains('*') && !allowed.contains(&value) {
            return Err(error(value_at, format!("'{value}' is not a {name}; expected one of {}", allowed.join(", "))));
        }
        return Ok(Test::Is(*column, value.to_owned()));
    }
    if let Some((_, number)) = NUMBERS.iter().find(|(known, _)| *known == name) {
        let (order, digits) = order(value);
        let parsed = number_value(*number, digits)
            .ok_or_else(|| error(value_at, format!("'{value}' is no number for {name}:, for example {name}:>400")))?;
        return Ok(Test::Compares(*number, order, parsed));
    }
    if name == "is" {
        let is_known = value == "starred";
        return if is_known {
            Ok(Test::Has(Thing::Star))
        } else {
            Err(error(value_at, format!("'{value}' is nothing an event is; there is starred")))
        };
    }
    if name == "has" {
        let names = THINGS.map(|(name, _)| name);
        let thing = THINGS.iter().find(|(known, _)| *known == value).map(|(_, thing)| Test::Has(*thing));
        return thing.ok_or_else(|| {
            error(value_at, format!("'{value}' is nothing an event can have; expected one of {}", names.join(", ")))
        });
    }
    let columns = COLUMNS.iter().map(|(name, _)| *name);
    let names: Vec<_> = columns.chain(NUMBERS.iter().map(|(name, _)| *name)).chain(["has", "is"]).collect();
    Err(error(
        0,
        format!("'{name}:' is not a filter; expected one of {}, or quotation marks around a text", names.join(", ")),
    ))
}

fn values(column: Column) -> Vec<&'static str> {
    match column {
        Column::Vendor => Vendor::ALL.map(Vendor::word).to_vec(),
        Column::Kind => Kind::ALL.map(Kind::word).to_vec(),
        Column::Signature => {
            [Verdict::Valid, Verdict::Invalid, Verdict::Unsigned, Verdict::NoSecret].map(Verdict::word).to_vec()
        }
        _ => Vec::new(),
    }
}

fn example(column: Column) -> &'static str {
    match column {
        Column::Vendor => "authgear",
        Column::Type => "identity.*",
        Column::Family => "user",
        Column::Kind => "blocking",
        Column::Path => "/hook*",
        Column::Method => "POST",
        Column::Signature => "invalid",
        Column::TriggeredBy => "admin_api",
        _ => "a1*",
    }
}

fn order(value: &str) -> (Order, &str) {
    let signs =
        [(">=", Order::AtLeast), ("<=", Order::AtMost), (">", Order::More), ("<", Order::Less), ("=", Order::Equal)];
    signs
        .into_iter()
        .find_map(|(sign, order)| Some((order, value.strip_prefix(sign)?)))
        .unwrap_or((Order::Equal, value))
}

fn number_value(number: Number, digits: &str) -> Option<i64> {
    let unit = |suffix: char| match suffix.to_ascii_lowercase() {
        'k' => Some(1 << 10),
        'm' => Some(1 << 20),
        'g' => Some(1_i64 << 30),
        _ => None,
    };
    match digits.chars().last().and_then(unit) {
        Some(factor) if number == Number::Size => digits[..digits.len() - 1].parse::<i64>().ok()?.checked_mul(factor),
        _ => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<(bool, Test)> {
        Filter::parse(text).unwrap().terms.into_iter().map(|term| (term.negated, term.test)).collect()
    }

    #[test]
    fn words_phrases_columns_and_numbers_are_read() {
        assert_eq!(
            terms(r#"ada  "two words" -type:identity.* path:"/a b" status:>=400 size:<10k"#),
            [
                (false, Test::Contains("ada".into())),
                (false, Test::Contains("two words".into())),
                (true, Test::Is(Column::Type, "identity.*".into())),
                (false, Test::Is(Column::Path, "/a b".into())),
                (false, Test::Compares(Number::Status, Order::AtLeast, 400)),
                (false, Test::Compares(Number::Size, Order::Less, 10_240)),
            ]
        );
        assert!(terms("  ").is_empty());
    }

    #[test]
    fn a_colon_in_quotes_or_in_a_url_is_text() {
        assert_eq!(terms(r#""a:b""#), [(false, Test::Contains("a:b".into()))]);
        assert_eq!(terms("http://x"), [(false, Test::Contains("http://x".into()))]);
        assert_eq!(terms("- a"), [(false, Test::Contains("-".into())), (false, Test::Contains("a".into()))]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_position() {
        for (text, position, what) in [
            ("type:user colour:red", 11, "'colour:' is not a filter"),
            ("vendor:acme", 8, "authgear, fastgen, github"),
            ("a \"b", 3, "not closed"),
            ("size:big", 6, "no number"),
            ("type:", 6, "needs a value"),
            ("-kind:loud", 7, "blocking"),
            ("has:luck", 5, "warning, resends"),
            (&"a ".repeat(101), 201, "more than 100 tests"),
        ] {
            let error = Filter::parse(text).unwrap_err();
            assert_eq!(error.position, position, "{text}: {error}");
            assert!(error.what.contains(what), "{text}: {error}");
        }
    }
}
