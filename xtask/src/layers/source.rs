//! Reads one source file: the paths in it, the modules it declares, and the names it defines.
//!
//! Code under `#[cfg(test)]` is ignored, because unit tests may use anything.

use std::collections::BTreeSet;

use super::tokens::{Placed, Token, tokens};

/// A module's path from the crate root; the root is empty.
pub(super) type Module = Vec<String>;

/// A path as written, for example `super::listing::Row`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    /// The module that contains the path.
    pub(super) module: Module,
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// `use path` or `use path as name`, with the bound name.
    Use(String),
    /// `use path::*`
    Glob,
    /// A path in code.
    Inline,
}

#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) references: Vec<Reference>,
    /// Modules with a body in this file.
    pub(super) inline_modules: BTreeSet<Module>,
    /// Modules that only tests compile.
    pub(super) test_modules: BTreeSet<Module>,
    /// Items by the module that defines them.
    pub(super) defined: BTreeSet<(Module, String)>,
    /// The whole file is compiled for tests only.
    pub(super) only_tests: bool,
}

/// Reads the file of a module.
pub(super) fn read(text: &str, module: Module) -> Source {
    let mut reader =
        Reader { tokens: tokens(text), at: 0, depth: 0, module, inline: Vec::new(), source: Source::default() };
    while reader.at < reader.tokens.len() && !reader.source.only_tests {
        reader.step();
    }
    reader.source
}

struct Reader {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
    module: Module,
    /// The brace depth outside each inline module that is open.
    inline: Vec<usize>,
    source: Source,
}

impl Reader {
    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead).map(|(token, _)| token)
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).map_or(0, |(_, line)| *line)
    }

    fn ident(&self, ahead: usize) -> Option<&str> {
        match self.token(ahead) {
            Some(Token::Ident(name)) => Some(name),
            _ => None,
        }
    }

    fn is(&self, ahead: usize, punctuation: char) -> bool {
        self.token(ahead) == Some(&Token::Punctuation(punctuation))
    }

    fn step(&mut self) {
        match self.token(0) {
            Some(Token::Punctuation('#')) if self.is(1, '[') || (self.is(1, '!') && self.is(2, '[')) => {
                self.attribute();
            }
            Some(Token::Punctuation('{')) => {
                self.depth += 1;
                self.at += 1;
            }
            Some(Token::Punctuation('}')) => {
                self.depth = self.depth.saturating_sub(1);
                if self.inline.last() == Some(&self.depth) {
                    self.inline.pop();
                    self.module.pop();
                }
                self.at += 1;
            }
            Some(Token::Ident(word)) => match word.as_str() {
                "use" => self.use_item(),
                "mod" => self.mod_item(),
                // The path in `pub(in crate::a)` is a visibility, not an import.
                "pub" if self.is(1, '(') => {
                    self.at += 1;
                    self.skip_group();
                }
                "struct" | "enum" | "union" | "trait" | "type" | "fn" | "const" | "static" => {
                    if let Some(name) = self.ident(1).map(str::to_owned) {
                        self.source.defined.insert((self.module.clone(), name));
                    }
                    self.at += 1;
                }
                _ => self.path(),
            },
            _ => self.at += 1,
        }
    }

    /// Skips a group from its opening bracket past the closing one.
    fn skip_group(&mut self) {
        let mut depth = 0usize;
        while let Some(token) = self.token(0) {
            match token {
                Token::Punctuation('(' | '[' | '{') => depth += 1,
                Token::Punctuation(')' | ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn attribute(&mut self) {
        let inner = self.is(1, '!');
        self.at += if inner { 2 } else { 1 };
        let start = self.at;
        self.skip_group();
        if !is_test_only(&self.tokens[start..self.at]) {
            return;
        }
        if inner {
            self.source.only_tests = self.inline.is_empty();
        } else {
            self.skip_item();
        }
    }

    /// Skips the target of an attribute: an item, a statement, a field or a match arm.
    fn skip_item(&mut self) {
        while self.is(0, '#') {
            self.at += 1;
            self.skip_group();
        }
        if self.ident(0) == Some("pub") {
            self.at += 1;
            if self.is(0, '(') {
                self.skip_group();
            }
        }
        if self.ident(0) == Some("mod")
            && let Some(name) = self.ident(1)
        {
            let mut module = self.module.clone();
            module.push(name.to_owned());
            self.source.test_modules.insert(module);
        }
        let word = self.ident(0).unwrap_or_default();
        let ends_with_semicolon =
            matches!(word, "use" | "let" | "const" | "static" | "type") && self.ident(1) != Some("fn");
        // A field or a match arm ends with a comma; the commas of an item are part of it.
        let is_item = ends_with_semicolon
            || matches!(
                word,
                "mod"
                    | "fn"
                    | "struct"
                    | "enum"
                    | "union"
                    | "trait"
                    | "impl"
                    | "const"
                    | "async"
                    | "unsafe"
                    | "extern"
                    | "macro_rules"
            );
        while let Some(token) = self.token(0) {
            match token {
                Token::Punctuation('{') if !ends_with_semicolon => return self.skip_group(),
                Token::Punctuation('(' | '[' | '{') => self.skip_group(),
                Token::Punctuation('}') => return,
                Token::Punctuation(';') => {
                    self.at += 1;
                    return;
                }
                Token::Punctuation(',') if !is_item => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
    }

    fn mod_item(&mut self) {
        if let Some(name) = self.ident(1).map(str::to_owned)
            && self.is(2, '{')
        {
            self.module.push(name);
            self.source.inline_modules.insert(self.module.clone());
            self.inline.push(self.depth);
            self.depth += 1;
            self.at += 3;
            return;
        }
        self.at += 1;
    }

    fn use_item(&mut self) {
        self.at += 1;
        // `impl Trait + use<'a>` is not an import.
        if self.is(0, '<') {
            return;
        }
        self.use_tree(&[]);
        if self.is(0, ';') {
            self.at += 1;
        }
    }

    fn use_tree(&mut self, prefix: &[String]) {
        let line = self.line();
        let mut path = prefix.to_vec();
        loop {
            match self.token(0) {
                Some(Token::PathSeparator) => self.at += 1,
                Some(Token::Ident(name)) if name != "as" => {
                    // `{self, …}` means the module before the braces.
                    if name != "self" || path.is_empty() {
                        path.push(name.clone());
                    }
                    self.at += 1;
                }
                Some(Token::Punctuation('*')) => {
                    self.at += 1;
                    return self.refer(path, line, Kind::Glob);
                }
                Some(Token::Punctuation('{')) => {
                    self.at += 1;
                    while self.at < self.tokens.len() && !self.is(0, '}') {
                        let before = self.at;
                        self.use_tree(&path);
                        if self.is(0, ',') || self.at == before {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                _ => break,
            }
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if self.ident(0) == Some("as") {
            name = self.ident(1).unwrap_or("_").to_owned();
            self.at += 2;
        }
        self.refer(path, line, Kind::Use(name));
    }

    /// A path in code: identifiers joined by `::`.
    fn path(&mut self) {
        let line = self.line();
        let continues =
            self.at > 0 && matches!(self.tokens[self.at - 1].0, Token::PathSeparator | Token::Punctuation('.'));
        let mut path = Vec::new();
        while let Some(name) = self.ident(0).map(str::to_owned) {
            path.push(name);
            self.at += 1;
            if self.token(0) != Some(&Token::PathSeparator) || self.ident(1).is_none() {
                break;
            }
            self.at += 1;
        }
        if path.len() > 1 && !continues {
            self.refer(path, line, Kind::Inline);
        }
    }

    fn refer(&mut self, path: Vec<String>, line: usize, kind: Kind) {
        if !path.is_empty() {
            self.source.references.push(Reference { module: self.module.clone(), path, line, kind });
        }
    }
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`.
fn is_test_only(attribute: &[Placed]) -> bool {
    let words: Vec<_> = attribute
        .iter()
        .filter_map(|(token, _)| match token {
            Token::Ident(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    matches!(words[..], ["cfg", "test"] | ["cfg", "all", "test", ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let source = read(text, vec!["inbox".to_owned()]);
        source.references.iter().map(|found| format!("{}: {}", found.line, found.path.join("::"))).collect()
    }

    #[test]
    fn a_use_tree_has_one_path_for_each_leaf() {
        let text =
            "use crate::{\n    replay::{self, Draft as Kept},\n    view::*,\n};\npub(in crate::x) use super::listing;";
        let expected = ["2: crate::replay", "2: crate::replay::Draft", "3: crate::view", "5: super::listing"];
        assert_eq!(paths(text), expected);
    }

    #[test]
    fn paths_in_code_and_in_macros_count() {
        let text = "fn f() -> crate::view::Row { x.y(crate::a::B::<u8>::new()); vec![super::c()] }";
        assert_eq!(paths(text), ["1: crate::view::Row", "1: crate::a::B", "1: super::c"]);
    }

    #[test]
    fn code_for_tests_is_ignored() {
        let text = "
            struct S { #[cfg(test)] pub probe: crate::a::Probe, real: crate::b::Real }
            #[cfg(test)] use crate::c::C;
            #[cfg(test)] #[allow(x)] fn f(a: u8, b: u8) { crate::d::e(); }
            #[cfg(all(test, unix))] mod tests { use crate::f::G; }
            #[cfg(test)] mod cases;
            #[cfg(not(test))] use crate::h::I;
            use crate::j::K;";
        assert_eq!(paths(text), ["2: crate::b::Real", "7: crate::h::I", "8: crate::j::K"]);
        assert!(paths("#![cfg(test)]\nuse crate::a::B;").is_empty());
        let source = read("#[cfg(test)] mod cases;", Vec::new());
        assert!(source.test_modules.contains(&vec!["cases".to_owned()]));
    }

    #[test]
    fn an_inline_module_has_its_own_path() {
        let source = read("mod inner { use super::a; fn f() {} } use super::b;", vec!["inbox".to_owned()]);
        let modules: Vec<_> = source.references.iter().map(|found| found.module.join("::")).collect();
        assert_eq!(modules, ["inbox::inner", "inbox"]);
    }
}
