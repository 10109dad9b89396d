//! The imports between the files of one crate.
//!
//! A path counts as an import of the file that defines its target: the check follows re-exports and
//! `use` bindings. A declaration `mod a;` is not an import of `a`.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{self, Kind, Module, Reference, Source};

/// How many re-exports of re-exports are followed. More are a circle, which rustc rejects.
const MAX_REEXPORTS: usize = 16;

/// A use of one file by another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Import {
    /// Paths are relative to the checkout's root.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) line: usize,
    /// The path as written, for example `super::Row`.
    pub(super) path: String,
}

/// Finds the imports of a crate whose sources are below `folder`, which ends with `/src/`.
pub(super) fn imports(files: &BTreeMap<String, String>, folder: &str) -> Vec<Import> {
    let tree = Tree::read(files, folder);
    let mut found = Vec::new();
    for (file, source) in &tree.sources {
        for reference in &source.references {
            let Some(to) = tree.file_of(reference) else { continue };
            if to != file {
                let (from, to, line) = (file.clone(), to.to_owned(), reference.line);
                found.push(Import { from, to, line, path: reference.path.join("::") });
            }
        }
    }
    found
}

/// The module of a file: `inbox/listing.rs` is `inbox::listing`, `lib.rs` is the root.
pub(super) fn module_of(inside: &str) -> Module {
    let path = inside.trim_end_matches(".rs");
    let mut module: Module = path.split('/').map(str::to_owned).collect();
    let is_root = matches!(path, "lib" | "main");
    if is_root || module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

struct Tree {
    /// Sources by file, without files that only tests compile.
    sources: BTreeMap<String, Source>,
    /// The file of each module, including inline modules.
    modules: BTreeMap<Module, String>,
    /// The names that `use` binds in each module, with their paths as written.
    bindings: BTreeMap<(Module, String), Vec<String>>,
    globs: BTreeMap<Module, Vec<Vec<String>>>,
    defined: BTreeSet<(Module, String)>,
}

impl Tree {
    fn read(files: &BTreeMap<String, String>, folder: &str) -> Self {
        let inside = files.iter().filter_map(|(file, text)| Some((file, file.strip_prefix(folder)?, text)));
        let mut sources: BTreeMap<String, (Module, Source)> = inside
            .map(|(file, inside, text)| {
                let module = module_of(inside);
                (file.clone(), (module.clone(), source::read(text, module)))
            })
            .collect();
        let mut for_tests = BTreeSet::new();
        for (module, source) in sources.values() {
            for_tests.extend(source.test_modules.iter().cloned());
            if source.only_tests {
                for_tests.insert(module.clone());
            }
        }
        sources.retain(|_, (module, _)| !for_tests.iter().any(|test| module.starts_with(test)));

        let (mut modules, mut bindings) = (BTreeMap::new(), BTreeMap::new());
        let (mut globs, mut defined) = (BTreeMap::<_, Vec<_>>::new(), BTreeSet::new());
        for (file, (module, source)) in &sources {
            modules.insert(module.clone(), file.clone());
            modules.extend(source.inline_modules.iter().map(|inline| (inline.clone(), file.clone())));
            defined.extend(source.defined.iter().cloned());
            for Reference { module, path, kind, .. } in &source.references {
                match kind {
                    Kind::Use(name) => {
                        bindings.insert((module.clone(), name.clone()), path.clone());
                    }
                    Kind::Glob => globs.entry(module.clone()).or_default().push(path.clone()),
                    Kind::Inline => {}
                }
            }
        }
        let sources = sources.into_iter().map(|(file, (_, source))| (file, source)).collect();
        Self { sources, modules, bindings, globs, defined }
    }

    /// The file that defines the target of a path; `None` for another crate.
    fn file_of(&self, reference: &Reference) -> Option<&str> {
        let module = self.resolve(&reference.module, &reference.path, MAX_REEXPORTS)?;
        self.modules.get(&module).map(String::as_str)
    }

    /// The module that defines the target of `path` in the module `scope`.
    fn resolve(&self, scope: &Module, path: &[String], budget: usize) -> Option<Module> {
        let mut rest = path;
        let mut module = match path.first()?.as_str() {
            "crate" => {
                rest = &path[1..];
                Module::new()
            }
            "self" => {
                rest = &path[1..];
                scope.clone()
            }
            "super" => {
                let mut module = scope.clone();
                while rest.first().is_some_and(|segment| segment == "super") {
                    module.pop()?;
                    rest = &rest[1..];
                }
                module
            }
            first => {
                let child = joined(scope, first);
                if !self.modules.contains_key(&child) {
                    return None;
                }
                scope.clone()
            }
        };
        while let Some((first, others)) = rest.split_first() {
            let child = joined(&module, first);
            if self.modules.contains_key(&child) {
                module = child;
                rest = others;
                continue;
            }
            return self.defining(&module, first, others, budget);
        }
        Some(module)
    }

    /// The module that defines `name`, which `module` defines or re-exports; `None` if it comes
    /// from another crate.
    fn defining(&self, module: &Module, name: &str, others: &[String], budget: usize) -> Option<Module> {
        let key = (module.clone(), name.to_owned());
        if budget == 0 || self.defined.contains(&key) {
            return Some(module.clone());
        }
        if let Some(path) = self.bindings.get(&key) {
            let path: Vec<String> = path.iter().chain(others).cloned().collect();
            let is_itself = path.first().is_some_and(|first| first == name);
            return if is_itself { None } else { self.resolve(module, &path, budget - 1) };
        }
        let behind_globs = self.globs.get(module).into_iter().flatten().find_map(|glob| {
            let target = self.resolve(module, glob, budget - 1).filter(|target| target != module)?;
            self.defining(&target, name, others, budget - 1).filter(|found| self.defines(found, name))
        });
        Some(behind_globs.unwrap_or_else(|| module.clone()))
    }

    fn defines(&self, module: &Module, name: &str) -> bool {
        self.defined.contains(&(module.clone(), name.to_owned()))
    }
}

fn joined(module: &Module, name: &str) -> Module {
    let mut child = module.clone();
    child.push(name.to_owned());
    child
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(name, text)| (format!("c/src/{name}"), (*text).to_owned())).collect();
        let short = |path: &str| path.trim_start_matches("c/src/").to_owned();
        imports(&files, "c/src/").iter().map(|one| format!("{} -> {}", short(&one.from), short(&one.to))).collect()
    }

    #[test]
    fn a_declaration_is_not_an_import() {
        assert!(found(&[("lib.rs", "mod a;\npub mod b;"), ("a.rs", ""), ("b.rs", "")]).is_empty());
    }

    #[test]
    fn paths_from_the_root_the_parent_and_a_child_are_found() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod inner; fn f() { inner::g(); }"),
            ("a/inner.rs", "use super::f; use crate::b::B; pub fn g() {}"),
            ("b/mod.rs", "pub struct B;"),
        ];
        assert_eq!(found(&files), ["a.rs -> a/inner.rs", "a/inner.rs -> a.rs", "a/inner.rs -> b/mod.rs"]);
    }

    #[test]
    fn a_reexport_counts_as_the_defining_file() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::A; pub use b::*; use std::fmt;"),
            ("a.rs", "pub struct A; use crate::{B, fmt};"),
            ("b.rs", "pub struct B;"),
        ];
        assert_eq!(found(&files), ["a.rs -> b.rs", "lib.rs -> a.rs", "lib.rs -> b.rs"]);
    }

    #[test]
    fn files_of_tests_are_ignored() {
        let files = [("lib.rs", "mod a; #[cfg(test)] mod tests;"), ("a.rs", ""), ("tests.rs", "use crate::a::A;")];
        assert!(found(&files).is_empty());
    }
}
