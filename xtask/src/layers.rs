//! The layer check of `cargo xtask check`: crates and contexts depend on lower ones only, without
//! circles.
//!
//! The tables below are the whole policy. To add a crate, add a row to `CRATES` after every crate
//! it uses. To add a context, add its module to a row of `CONTEXTS` after everything it imports.
//!
//! The check reads sources as text: it must be fast and independent of a build. Tests, examples and
//! benchmarks may use any `dev-dependency`.

mod graph;
mod imports;
mod manifest;
mod source;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::checkout::Checkout;
use crate::step::{self, Failure, Outcome};
use graph::Graph;
use imports::Import;

/// The folders of `crates/`, lowest first, with the crates of this workspace that each may use.
const CRATES: &[Row] = &[
    Row { name: "clock", uses: &[] },
    Row { name: "command-macro", uses: &[] },
    Row { name: "json", uses: &[] },
    Row { name: "request", uses: &["json"] },
    Row { name: "diff", uses: &["json", "request"] },
    Row { name: "senders", uses: &["json", "request", "diff"] },
    Row { name: "filter", uses: &["json", "request", "diff", "senders"] },
    Row { name: "automation", uses: &["json", "request", "diff", "senders", "filter"] },
    Row { name: "store", uses: &["clock", "json", "request", "diff", "senders", "filter", "automation"] },
    Row { name: "receiver", uses: &["clock", "json", "request"] },
    Row { name: "outbound", uses: &["clock", "json", "request"] },
    Row {
        name: "app",
        uses: &["clock", "json", "request", "diff", "senders", "filter", "automation", "store", "receiver", "outbound"],
    },
    Row { name: "cli", uses: &["clock", "json", "request", "diff", "senders", "filter", "automation", "store", "app"] },
    // Other crates use these as dev-dependencies only.
    Row { name: "faulty-disk", uses: &[] },
    Row { name: "testkit", uses: &["clock", "json", "request", "diff", "senders", "filter", "automation"] },
];

/// The top-level modules of `crates/app/src`, lowest layer first. A context may import lower
/// layers, and its own layer if this creates no circle.
const CONTEXTS: &[Layer] = &[
    Layer { name: "base", modules: &["base", "view", "error"] },
    Layer { name: "1", modules: &["confirmations", "events", "secrets", "duplicates", "findings", "settings"] },
    Layer { name: "2", modules: &["inbox", "users", "outbound"] },
    Layer { name: "3", modules: &["effects", "replay", "retention"] },
    Layer { name: "4", modules: &["compare", "bulk", "scenarios", "samples", "exchange"] },
    Layer { name: "5", modules: &["decide", "forward"] },
    Layer { name: "6", modules: &["receive", "pages", "stream"] },
    Layer { name: "root", modules: &["app", "lib", "limits"] },
];

/// Libraries of the faces, and the crates in `crates/` that may use each.
const FACES: &[Face] = &[
    Face { library: "tauri", crates: &[] },
    Face { library: "clap", crates: &["cli"] },
    Face { library: "rmcp", crates: &[] },
];

/// How many files of one crate may import each other in a circle.
const MAX_FILES_IN_CIRCLE: usize = 3;

/// The crate that holds the contexts.
const APP: &str = "app";

/// Crates for tests only.
const TEST_CRATES: [&str; 2] = ["testkit", "faulty-disk"];

/// How many lines of an import are printed. The fix is the same for all.
const MAX_LINES: usize = 3;

struct Row {
    name: &'static str,
    uses: &'static [&'static str],
}

struct Layer {
    name: &'static str,
    modules: &'static [&'static str],
}

struct Face {
    /// The name of the library. Companions such as `clap_complete` and `tauri-build` count too.
    library: &'static str,
    crates: &'static [&'static str],
}

/// Files by path, relative to the root of the checkout, with `/`.
type Files = BTreeMap<String, String>;

/// What is wrong, where, and how to fix it.
#[derive(Debug, PartialEq)]
struct Problem {
    what: String,
    places: Vec<String>,
    fix: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "    {}", self.what)?;
        for place in &self.places {
            writeln!(out, "        {place}")?;
        }
        write!(out, "      Fix: {}", self.fix)
    }
}

/// Checks the crates of the checkout.
pub(crate) fn run(checkout: &Checkout) -> Outcome {
    step::say("checking the layers of crates and contexts");
    let mut files = Files::new();
    read(&checkout.path("crates"), "crates", &mut files)
        .map_err(|error| Failure::Failed(format!("cannot read crates/: {error}")))?;
    let problems = problems(&files);
    for problem in &problems {
        println!("{problem}");
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::Failed(format!("{} violations of the layers in xtask/src/layers.rs", problems.len())))
}

/// Reads every manifest and source file below `crates/`.
fn read(folder: &Path, name: &str, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &name, files)?;
        } else if is_manifest(&name) || (name.contains("/src/") && name.ends_with(".rs")) {
            files.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

fn is_manifest(name: &str) -> bool {
    name.matches('/').count() == 2 && name.ends_with("/Cargo.toml")
}

fn problems(files: &Files) -> Vec<Problem> {
    let mut found = Vec::new();
    for manifest in files.keys().filter(|name| is_manifest(name)) {
        let folder = manifest.trim_end_matches("/Cargo.toml");
        let name = folder.trim_start_matches("crates/");
        found.extend(crate_problems(name, manifest, &files[manifest]));
        let imports = imports::imports(files, &format!("{folder}/src/"));
        if name == APP {
            found.extend(context_problems(files, &imports));
        }
        found.extend(file_circles(name, &imports));
    }
    found
}

/// Dependencies of one crate on a higher crate or on a face's library.
fn crate_problems(name: &str, manifest: &str, text: &str) -> Vec<Problem> {
    let Some(row) = CRATES.iter().find(|row| row.name == name) else {
        return vec![Problem {
            what: format!("crates/{name} is in no layer"),
            places: vec![manifest.to_owned()],
            fix: "add a row to CRATES in xtask/src/layers.rs, before every crate that uses it".into(),
        }];
    };
    let mut found = Vec::new();
    for dependency in manifest::dependencies(text) {
        let places = vec![format!("{manifest}:{}: {}", dependency.line, dependency.name)];
        let used = match dependency.name.as_str() {
            "hookglass" => Some("cli"),
            other => other.strip_prefix("hookglass-"),
        };
        if let Some(used) = used {
            let allowed = row.uses.contains(&used) || (TEST_CRATES.contains(&used) && dependency.is_dev);
            if !allowed {
                found.push(Problem {
                    what: format!("crates/{name} must not use crates/{used}"),
                    places,
                    fix: advice(row, used),
                });
            }
        } else if let Some(face) = FACES.iter().find(|face| face.covers(&dependency.name))
            && !face.crates.contains(&name)
        {
            let (what, fix) = (
                format!("crates/{name} must not use {}", face.library),
                "move the code into the face that uses the library (src-tauri, crates/cli)",
            );
            found.push(Problem { what, places, fix: fix.into() });
        }
    }
    found
}

fn advice(row: &Row, used: &str) -> String {
    if TEST_CRATES.contains(&used) {
        return "move the line to [dev-dependencies]; only tests use this crate".into();
    }
    let uses = if row.uses.is_empty() { "no other crate".to_owned() } else { row.uses.join(", ") };
    format!(
        "{} may use {uses}; move the code it needs into one of them, or pass it in as a parameter. If the design \
         changed, update CRATES in xtask/src/layers.rs",
        row.name
    )
}

impl Face {
    fn covers(&self, dependency: &str) -> bool {
        dependency.strip_prefix(self.library).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    }
}

/// Modules of the app that are in no layer, imports of a higher layer, and circles between
/// contexts.
fn context_problems(files: &Files, imports: &[Import]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut unlisted = BTreeMap::new();
    for file in files.keys() {
        if let Some(context) = context_of(file)
            && layer_of(&context).is_none()
        {
            unlisted.entry(context).or_insert(file);
        }
    }
    if !unlisted.is_empty() {
        let names: Vec<_> = unlisted.keys().map(String::as_str).collect();
        found.push(Problem {
            what: format!("modules of crates/app in no layer: {}", names.join(", ")),
            places: unlisted.into_values().cloned().collect(),
            fix: "add each to a row of CONTEXTS in xtask/src/layers.rs, after everything it imports, or move it into \
                  the context it belongs to"
                .into(),
        });
    }

    let mut between: BTreeMap<(String, String), Vec<&Import>> = BTreeMap::new();
    for import in imports {
        if let (Some(from), Some(to)) = (context_of(&import.from), context_of(&import.to))
            && from != to
        {
            between.entry((from, to)).or_default().push(import);
        }
    }
    for ((from, to), imports) in &between {
        if let (Some(low), Some(high)) = (layer_of(from), layer_of(to))
            && high > low
        {
            let (low, high) = (CONTEXTS[low].name, CONTEXTS[high].name);
            found.push(Problem {
                what: format!(
                    "`{from}` (layer {low}) imports from `{to}` (layer {high}); a context imports lower layers only"
                ),
                places: lines(imports),
                fix: "move the shared code into a lower context, or pass it in from the higher one".into(),
            });
        }
    }

    let mut graph = Graph::new();
    for (from, to) in between.keys() {
        graph.entry(from).or_default().insert(to);
    }
    for circle in graph::circles(&graph) {
        let inside =
            between.iter().filter(|((from, to), _)| circle.contains(&from.as_str()) && circle.contains(&to.as_str()));
        found.push(Problem {
            what: format!("contexts import each other in a circle: {}", circle.join(", ")),
            places: inside.flat_map(|(_, imports)| lines(imports)).collect(),
            fix: "remove one direction: move the shared code into a lower context, or pass it in as a parameter".into(),
        });
    }
    found
}

/// The context that a file of the app belongs to: its top-level module, or `lib`.
fn context_of(file: &str) -> Option<String> {
    let inside = file.strip_prefix("crates/")?.strip_prefix(APP)?.strip_prefix("/src/")?;
    Some(imports::module_of(inside).into_iter().next().unwrap_or_else(|| "lib".into()))
}

fn layer_of(context: &str) -> Option<usize> {
    CONTEXTS.iter().position(|layer| layer.modules.contains(&context))
}

/// Circles of too many files within one crate.
fn file_circles(name: &str, imports: &[Import]) -> Vec<Problem> {
    let mut graph = Graph::new();
    for import in imports {
        graph.entry(&import.from).or_default().insert(&import.to);
    }
    let too_large = graph::circles(&graph).into_iter().filter(|circle| circle.len() > MAX_FILES_IN_CIRCLE);
    let problem = |circle: Vec<&str>| {
        let members: BTreeSet<_> = circle.iter().copied().collect();
        let inside: Vec<_> = imports
            .iter()
            .filter(|import| members.contains(import.from.as_str()) && members.contains(import.to.as_str()))
            .collect();
        let mut pairs: BTreeMap<(&str, &str), Vec<&Import>> = BTreeMap::new();
        for import in inside {
            pairs.entry((&import.from, &import.to)).or_default().push(import);
        }
        Problem {
            what: format!(
                "{} files of crates/{name} import each other in a circle: {}",
                circle.len(),
                circle.join(", ")
            ),
            places: pairs.values().flat_map(|imports| lines(&imports[..1])).collect(),
            fix: format!(
                "at most {MAX_FILES_IN_CIRCLE} files may form a circle; move the shared code into a file that imports \
                 none of them"
            ),
        }
    };
    too_large.map(problem).collect()
}

fn lines(imports: &[&Import]) -> Vec<String> {
    let mut lines: Vec<_> = imports
        .iter()
        .take(MAX_LINES)
        .map(|one| format!("{}:{}: {} ({})", one.from, one.line, one.path, one.to))
        .collect();
    if imports.len() > MAX_LINES {
        lines.push(format!("and {} more", imports.len() - MAX_LINES));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> Files {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    /// A source tree with only the app.
    fn app(pairs: &[(&str, &str)]) -> Files {
        let mut tree = files(&[("crates/app/Cargo.toml", "[dependencies]\n")]);
        tree.extend(pairs.iter().map(|(name, text)| (format!("crates/app/src/{name}"), (*text).to_owned())));
        tree
    }

    fn whats(files: &Files) -> Vec<String> {
        problems(files).into_iter().map(|problem| problem.what).collect()
    }

    #[test]
    fn a_tree_that_follows_the_tables_passes() {
        let mut tree = app(&[
            ("lib.rs", "pub mod app; mod base; pub mod inbox; pub mod users; pub mod replay; pub use app::App;"),
            ("app.rs", "use crate::{inbox::Inbox, replay::Replay}; pub struct App;"),
            ("base.rs", "pub mod clock;"),
            ("base/clock.rs", "pub struct Clock;"),
            ("inbox.rs", "mod listing; use crate::base::clock::Clock; use crate::users; pub struct Inbox;"),
            ("inbox/listing.rs", "use super::Inbox; #[cfg(test)] mod tests { use crate::App; }"),
            ("users.rs", "/// See [`crate::inbox::Inbox`].\npub fn name() {}"),
            ("replay.rs", "use crate::inbox::Inbox; pub struct Replay;"),
        ]);
        tree.extend(files(&[
            (
                "crates/json/Cargo.toml",
                "[dependencies]\nserde = \"1\"\n[dev-dependencies]\nhookglass-testkit.workspace = true",
            ),
            ("crates/store/Cargo.toml", "[dependencies]\nhookglass-json.workspace = true"),
            (
                "crates/cli/Cargo.toml",
                "[dependencies]\nclap.workspace = true\nclap_complete = \"4\"\nhookglass-app.workspace = true",
            ),
        ]));
        assert_eq!(problems(&tree), []);
    }

    #[test]
    fn a_crate_must_not_use_a_higher_crate_or_a_neighbor() {
        let upward = files(&[("crates/store/Cargo.toml", "[dependencies]\nhookglass-app.workspace = true")]);
        assert_eq!(whats(&upward), ["crates/store must not use crates/app"]);
        assert_eq!(problems(&upward)[0].places, ["crates/store/Cargo.toml:2: hookglass-app"]);
        let sideways = files(&[(
            "crates/store/Cargo.toml",
            "[dev-dependencies]\nhookglass-receiver = { path = \"../receiver\" }",
        )]);
        assert_eq!(whats(&sideways), ["crates/store must not use crates/receiver"]);
        let kit = files(&[("crates/json/Cargo.toml", "[dependencies]\nhookglass-testkit.workspace = true")]);
        assert_eq!(whats(&kit), ["crates/json must not use crates/testkit"]);
        assert!(problems(&kit)[0].fix.contains("[dev-dependencies]"));
    }

    #[test]
    fn only_a_face_uses_its_library() {
        let tree = files(&[
            ("crates/app/Cargo.toml", "[dependencies]\nrmcp = \"1\"\nclapper = \"1\""),
            ("crates/cli/Cargo.toml", "[dependencies]\ntauri = \"2\""),
            ("crates/filter/Cargo.toml", "[dependencies.clap_builder]\nversion = \"4\""),
        ]);
        let expected =
            ["crates/app must not use rmcp", "crates/cli must not use tauri", "crates/filter must not use clap"];
        assert_eq!(whats(&tree), expected);
    }

    #[test]
    fn a_crate_and_a_context_must_be_listed() {
        let tree = files(&[("crates/extra/Cargo.toml", "")]);
        assert_eq!(whats(&tree), ["crates/extra is in no layer"]);
        let tree = app(&[("lib.rs", "mod extra;"), ("extra.rs", "mod part;"), ("extra/part.rs", "")]);
        assert_eq!(whats(&tree), ["modules of crates/app in no layer: extra"]);
        assert!(problems(&tree)[0].fix.contains("CONTEXTS in xtask/src/layers.rs"), "the message names the table");
    }

    #[test]
    fn a_context_must_not_import_a_higher_layer() {
        let tree = app(&[
            ("lib.rs", "mod inbox; mod replay; pub use replay::Replay;"),
            ("inbox.rs", "mod listing;"),
            ("inbox/listing.rs", "\nfn open() { crate::Replay::new(); }"),
            ("replay.rs", "pub struct Replay;"),
        ]);
        let problems = problems(&tree);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].what.starts_with("`inbox` (layer 2) imports from `replay` (layer 3)"));
        assert_eq!(
            problems[0].places,
            ["crates/app/src/inbox/listing.rs:2: crate::Replay::new (crates/app/src/replay.rs)"],
            "a re-export in the root does not hide the import"
        );
    }

    #[test]
    fn contexts_must_not_import_each_other_in_a_circle() {
        let tree = app(&[
            ("lib.rs", "mod inbox; mod outbound; mod users;"),
            ("inbox.rs", "use crate::users::Person; pub struct Inbox;"),
            ("outbound.rs", "use crate::inbox::Inbox; pub struct Outbound;"),
            ("users.rs", "mod state; pub struct Person;"),
            ("users/state.rs", "use crate::outbound::Outbound;"),
        ]);
        assert_eq!(whats(&tree), ["contexts import each other in a circle: inbox, outbound, users"]);
        assert_eq!(problems(&tree)[0].places.len(), 3, "each direction has one line");
    }

    #[test]
    fn a_circle_of_files_has_at_most_three_members() {
        let three = [
            ("crates/json/Cargo.toml", ""),
            ("crates/json/src/lib.rs", "mod a; mod b; mod c; mod d;"),
            ("crates/json/src/a.rs", "use crate::b::B; pub struct A;"),
            ("crates/json/src/b.rs", "use crate::c::C; pub struct B;"),
            ("crates/json/src/c.rs", "use crate::a::A; pub struct C;"),
            ("crates/json/src/d.rs", "use crate::a::A; pub struct D;"),
        ];
        let mut tree = files(&three);
        assert_eq!(problems(&tree), []);
        tree.insert("crates/json/src/c.rs".into(), "use crate::{a::A, d::D}; pub struct C;".into());
        let found = whats(&tree);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("4 files of crates/json import each other in a circle"), "{found:?}");
    }

    #[test]
    fn crates_use_only_crates_in_earlier_rows() {
        for (index, row) in CRATES.iter().enumerate() {
            let lower: Vec<_> = CRATES[..index].iter().map(|row| row.name).collect();
            assert!(row.uses.iter().all(|used| lower.contains(used)), "{} uses a crate that is not lower", row.name);
        }
    }
}
