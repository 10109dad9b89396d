//! Reads the dependencies of a `Cargo.toml`.
//!
//! It supports the forms that the workspace uses: `name = …`, `name.workspace = true` and
//! `[dependencies.name]`, also in `[target.….dependencies]`.

/// A dependency in a manifest.
#[derive(Debug, PartialEq)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) line: usize,
    /// Only tests, examples and benchmarks use it.
    pub(super) is_dev: bool,
}

pub(super) fn dependencies(manifest: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    // In a section with dependencies: whether they are for tests.
    let mut section = None;
    for (index, line) in manifest.lines().enumerate() {
        let (line, number) = (line.trim(), index + 1);
        if let Some(header) = line.strip_prefix('[').and_then(|header| header.split(']').next()) {
            section = None;
            let words = ["dependencies", "build-dependencies", "dev-dependencies"];
            // `cfg(…)` in a target's header may contain dots, so the header is split at its last
            // dot.
            let (before, last) = header.rsplit_once('.').unwrap_or(("", header));
            let parent = before.rsplit('.').next().unwrap_or_default();
            if words.contains(&last) {
                section = Some(last == "dev-dependencies");
            } else if words.contains(&parent) {
                let is_dev = parent == "dev-dependencies";
                found.push(Dependency { name: last.trim_matches('"').to_owned(), line: number, is_dev });
            }
        } else if let Some(is_dev) = section
            && let Some((key, value)) = line.split_once('=')
            && !line.starts_with('#')
        {
            let renamed = value.split_once("package = \"").and_then(|(_, rest)| rest.split('"').next());
            let key = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
            found.push(Dependency { name: renamed.unwrap_or(key).to_owned(), line: number, is_dev });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_dependency_is_found() {
        let manifest = r#"
[package]
name = "x"
[dependencies]
# a = "1"
hookglass-json.workspace = true
alias = { version = "1", package = "clap" }
[dependencies.tauri]
version = "2"
[dev-dependencies]
tempfile = "3"
[target.'cfg(target_os = "linux")'.dependencies]
rustix.workspace = true
[features]
b = []
"#;
        let found: Vec<_> = dependencies(manifest).into_iter().map(|one| (one.name, one.line, one.is_dev)).collect();
        let expected = [
            ("hookglass-json", 6, false),
            ("clap", 7, false),
            ("tauri", 8, false),
            ("tempfile", 11, true),
            ("rustix", 13, false),
        ];
        assert_eq!(found, expected.map(|(name, line, is_dev)| (name.to_owned(), line, is_dev)));
    }
}
