//! The phrase check of `cargo xtask check`: words that do not belong in texts, comments and names.
//!
//! `xtask/phrases.txt` is the whole policy. The check reads files as text; it does not know
//! grammar, so the list has only phrases that are never right here.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::checkout::Checkout;
use crate::step::{self, Failure, Outcome};

const LIST: &str = "xtask/phrases.txt";

/// Files that people read.
const EXTENSIONS: &[&str] = &["css", "html", "md", "rs", "sql", "toml", "ts", "tsx", "yml"];

/// Installed, built, generated and recorded files.
const SKIPPED: &[&str] = &["node_modules", "target", "dist", "bindings", "fixtures"];

/// Uses that are printed; the fix is the same for all.
const MAX_LINES: usize = 50;

struct Phrase {
    text: String,
    instead: String,
}

#[derive(Debug, PartialEq)]
struct Use {
    place: String,
    phrase: String,
    instead: String,
}

impl fmt::Display for Use {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "    {}: \"{}\"; write: {}", self.place, self.phrase, self.instead)
    }
}

/// Checks every file of the checkout that people read.
pub(crate) fn run(checkout: &Checkout) -> Outcome {
    step::say("checking for listed phrases");
    let failed = |error: io::Error| Failure::Failed(format!("the sources could not be read: {error}"));
    let phrases = list(&fs::read_to_string(checkout.path(LIST)).map_err(failed)?);
    let mut uses = Vec::new();
    read(&checkout.path(""), "", &phrases, &mut uses).map_err(failed)?;
    if uses.is_empty() {
        return Ok(());
    }
    for one in uses.iter().take(MAX_LINES) {
        println!("{one}");
    }
    let more = uses.len().saturating_sub(MAX_LINES);
    let more = if more == 0 { String::new() } else { format!(" ({more} are not shown)") };
    Err(Failure::Failed(format!("{} uses of phrases in {LIST}{more}: rewrite these sentences", uses.len())))
}

fn list(text: &str) -> Vec<Phrase> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" => "))
        .map(|(text, instead)| Phrase { text: text.trim().to_lowercase(), instead: instead.trim().to_owned() })
        .collect()
}

fn read(folder: &Path, shown: &str, phrases: &[Phrase], uses: &mut Vec<Use>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{shown}{name}");
        if entry.file_type()?.is_dir() {
            if !SKIPPED.contains(&name.as_str()) && name != ".git" {
                read(&entry.path(), &format!("{path}/"), phrases, uses)?;
            }
        } else if name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension)) {
            uses_in(&path, &fs::read_to_string(entry.path())?, phrases, uses);
        }
    }
    Ok(())
}

fn uses_in(path: &str, text: &str, phrases: &[Phrase], uses: &mut Vec<Use>) {
    for (index, line) in text.lines().enumerate() {
        let line = line.to_lowercase();
        for Phrase { text, instead } in phrases.iter().filter(|phrase| has(&line, &phrase.text)) {
            let place = format!("{path}:{}", index + 1);
            uses.push(Use { place, phrase: text.clone(), instead: instead.clone() });
        }
    }
}

/// Whether a line has the phrase as whole words. A letter, a digit or `_` next to it makes it part
/// of another word; so does a dot between it and another word, as in addresses.
fn has(line: &str, phrase: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(phrase).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let mut after = line[at + phrase.len()..].chars();
        let continues = match after.next() {
            Some('.') => after.next().is_some_and(is_part),
            next => next.is_some_and(is_part),
        };
        !before.is_some_and(is_part) && !continues
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_with_its_line_and_replacement() {
        let phrases = list("# comment\nhither => here\n");
        let mut uses = Vec::new();
        uses_in("docs/a.md", "Fine.\nCome Hither, please.\n", &phrases, &mut uses);
        let found = Use { place: "docs/a.md:2".into(), phrase: "hither".into(), instead: "here".into() };
        assert_eq!(uses, [found]);
    }

    #[test]
    fn parts_of_other_words_do_not_count() {
        assert!(has("hither", "hither") && has("(hither)", "hither"));
        assert!(has("come hither.", "hither"));
        for line in ["hitherto", "is_hither", "whither", "hith er", "hither.yon@example.com"] {
            assert!(!has(line, "hither"), "{line}");
        }
    }
}
