//! Describes the contract between Rust and the window: commands, signals, cache tags, limits and
//! error codes.
//!
//! `#[command]` and the table of signals produce these descriptions, and [`typescript`] prints
//! them. A test writes the files, as ts-rs does for the types, so the program contains none of this
//! code. `cargo xtask bindings` runs the test. `cargo xtask check` compares its output with the
//! committed files.

#[cfg(test)]
mod fixtures;
mod tag;
mod typescript;

use std::any::TypeId;
use std::collections::{BTreeSet, HashSet};

pub(crate) use tag::CacheTag;
use ts_rs::{Config, TS, TypeVisitor};

/// `#[command]` implements this for a type with the same name as the function.
pub(crate) trait Describe {
    fn describe() -> Command;
}

/// A command that the window can invoke.
pub(crate) struct Command {
    /// The name of the function. The window invokes the command by this name.
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    /// The arguments that the window sends, with the names that Tauri expects.
    pub(crate) args: Vec<(&'static str, Type)>,
    pub(crate) result: Type,
    pub(crate) provides: Option<Tagged>,
    pub(crate) invalidates: Vec<Tagged>,
}

/// An event that Rust pushes to the window.
pub(crate) struct Signal {
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) payload: Type,
    pub(crate) provides: Option<Tagged>,
    pub(crate) invalidates: Vec<Tagged>,
}

/// A cache tag, or one part of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tagged {
    pub(crate) tag: CacheTag,
    pub(crate) key: Key,
}

/// Selects the part of a cache tag.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    /// The whole tag.
    All,
    /// The part named by the value of an argument, or of a field of an argument.
    Path(&'static [&'static str]),
    /// A part with a fixed name.
    Named(&'static str),
}

impl Key {
    pub(crate) fn path(path: &'static [&'static str]) -> Self {
        if path.is_empty() { Self::All } else { Self::Path(path) }
    }
}

/// A TypeScript type.
pub(crate) struct Type {
    pub(crate) text: String,
    /// The exported types that occur in the text.
    pub(crate) mentions: BTreeSet<String>,
    /// The exported types that it consists of, at any depth.
    pub(crate) dependencies: BTreeSet<String>,
}

impl Type {
    pub(crate) fn of<T: TS + 'static>() -> Self {
        let config = Config::from_env();
        let mut mentions = Mentions { config: &config, found: BTreeSet::new() };
        mentions.visit::<T>();
        let mut dependencies = Dependencies { config: &config, seen: HashSet::new(), found: BTreeSet::new() };
        dependencies.visit::<T>();
        Self { text: T::name(&config), mentions: mentions.found, dependencies: dependencies.found }
    }

    /// The type that `tauri::ipc::Response` has in the window.
    pub(crate) fn raw_bytes() -> Self {
        Self { text: "ArrayBuffer".to_owned(), mentions: BTreeSet::new(), dependencies: BTreeSet::new() }
    }
}

/// Collects the exported types in the name of a type: the type itself, or its generic arguments.
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
struct Dependencies<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    found: BTreeSet<String>,
}

impl TypeVisitor for Dependencies<'_> {
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

    /// The name has the prefix of the tests that ts-rs generates, so that one filter runs all of
    /// them.
    #[test]
    fn export_bindings_commands() {
        let folder = Config::from_env().out_dir().to_owned();
        std::fs::create_dir_all(&folder).expect("the bindings folder can be created");
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
            assert!(provided.contains(tag), "no command provides {tag:?}: remove it, or provide it where it is read");
        }
        for signal in &signals {
            for tag in tags(&signal.invalidates).into_iter().chain(signal.provides.map(|tagged| tagged.tag)) {
                assert!(provided.contains(&tag), "the signal {} names {tag:?}, which no command provides", signal.name);
            }
        }
    }

    #[test]
    fn limits_in_doc_comments_exist() {
        for command in commands::descriptions() {
            let words = command.docs.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
            for word in words.filter(|word| word.starts_with("MAX_") || word.starts_with("MIN_")) {
                let known = limits::ALL.iter().any(|limit| limit.name == word);
                assert!(known, "`{}` mentions {word}, which is not in hookglass_app::limits", command.name);
            }
        }
    }
}
