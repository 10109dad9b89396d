//! The contract between the Rust side and the window: commands, signals, cache tags, limits and error codes, as values.
//!
//! `#[command]` and the table of signals describe themselves with these types, and [`typescript`] prints the description.
//! A test writes the files, as ts-rs does for the types, so nothing of this is in the program. `cargo xtask bindings` runs
//! the test; `cargo xtask check` compares its output with the committed files.

#[cfg(test)]
mod fixtures;
mod tag;
mod typescript;

use std::any::TypeId;
use std::collections::{BTreeSet, HashSet};

pub(crate) use tag::CacheTag;
use ts_rs::{Config, TS, TypeVisitor};

/// Implemented by `#[command]` for a type with the name of the function.
pub(crate) trait Describe {
    fn describe() -> Command;
}

/// A command.
pub(crate) struct Command {
    /// The name of the function, by which the window invokes it.
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    /// The arguments that the window sends, by the names that Tauri expects.
    pub(crate) args: Vec<(&'static str, Type)>,
    pub(crate) result: Type,
    pub(crate) provides: Option<Tagged>,
    pub(crate) invalidates: Vec<Tagged>,
}

/// An event that the window gets without asking.
pub(crate) struct Signal {
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) payload: Type,
    pub(crate) provides: Option<Tagged>,
    pub(crate) invalidates: Vec<Tagged>,
}

/// A cache tag, or a part of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tagged {
    pub(crate) tag: CacheTag,
    pub(crate) key: Key,
}

/// Which part of a cache tag.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    /// All of it.
    All,
    /// The part of an argument, or of a field of an argument.
    Path(&'static [&'static str]),
    /// A part with a fixed name.
    Named(&'static str),
}

impl Key {
    pub(crate) fn path(path: &'static [&'static str]) -> Self {
        if path.is_empty() { Self::All } else { Self::Path(path) }
    }
}

/// A type as TypeScript writes it.
pub(crate) struct Type {
    pub(crate) text: String,
    /// The exported types that the text mentions.
    pub(crate) mentions: BTreeSet<String>,
    /// The exported types that it consists of, at any depth.
    pub(crate) reaches: BTreeSet<String>,
}

impl Type {
    pub(crate) fn of<T: TS + 'static>() -> Self {
        let config = Config::from_env();
        let mut mentions = Mentions { config: &config, found: BTreeSet::new() };
        mentions.visit::<T>();
        let mut reaches = Reach { config: &config, seen: HashSet::new(), found: BTreeSet::new() };
        reaches.visit::<T>();
        Self { text: T::name(&config), mentions: mentions.found, reaches: reaches.found }
    }

    /// What `tauri::ipc::Response` is in the window.
    pub(crate) fn raw_bytes() -> Self {
        Self { text: "ArrayBuffer".to_owned(), mentions: BTreeSet::new(), reaches: BTreeSet::new() }
    }
}

/// Collects the exported types in the name of a type: itself, or its generic arguments.
struct Mentions<'a> {
    config: &'a Config,
    found: BTreeSet<String>,
}

impl TypeVisitor for Mentions<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            self.found.insert(T::ident(self.config));
        } else {
            T::visit_generics(self);
        }
    }
}

/// Collects the exported types that a type consists of.
struct Reach<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    found: BTreeSet<String>,
}

impl TypeVisitor for Reach<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.found.insert(T::ident(self.config));
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{commands, signals};
    use hookglass_app::limits;

    /// The name begins like those of ts-rs, so that one filter runs all of them.
    #[test]
    fn export_bindings_commands() {
        let folder = Config::from_env().out_dir().to_owned();
        std::fs::create_dir_all(&folder).expect("the folder of the bindings can be created");
        for (name, text) in typescript::files(&commands::descriptions(), &signals::descriptions()) {
            std::fs::write(folder.join(name), text).expect("the bindings can be written");
        }
    }

    #[test]
    fn every_invalidated_tag_is_provided() {
        let (commands, signals) = (commands::descriptions(), signals::descriptions());
        let tags = |of: &[Tagged]| of.iter().map(|tagged| tagged.tag).collect::<Vec<_>>();
        let provided: Vec<_> =
            commands.iter().filter_map(|command| command.provides).map(|tagged| tagged.tag).collect();
        for tag in CacheTag::ALL {
            assert!(provided.contains(tag), "no command provides {tag:?}: remove it, or name it where it is read");
        }
        for signal in &signals {
            for tag in tags(&signal.invalidates).into_iter().chain(signal.provides.map(|tagged| tagged.tag)) {
                assert!(provided.contains(&tag), "the signal {} names {tag:?}, which nothing provides", signal.name);
            }
        }
    }

    #[test]
    fn a_doc_comment_names_limits_that_exist() {
        for command in commands::descriptions() {
            let words = command.docs.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
            for word in words.filter(|word| word.starts_with("MAX_") || word.starts_with("MIN_")) {
                let known = limits::ALL.iter().any(|limit| limit.name == word);
                assert!(known, "`{}` mentions {word}, which is not in hookglass_app::limits", command.name);
            }
        }
    }
}
