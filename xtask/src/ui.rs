//! The UI's build: Node, the packages of the lock file, and `ui/dist`, which the window's crate embeds when it compiles.
//!
//! Each step runs only when something it depends on changed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::checkout::{self, Checkout};
use crate::step::{self, Failure, Outcome};

/// The oldest Node that the UI's build tool runs on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// What installers and tools write beside the sources; it does not count as a change of the UI.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "coverage", ".vite"];

/// Checks Node, and installs the packages of the lock file unless `node_modules` is current.
pub(crate) fn install(checkout: &Checkout) -> Outcome {
    ensure_node()?;
    let lock = fs::read(checkout.path("ui/package-lock.json"))
        .map_err(|error| Failure::Missing(format!("ui/package-lock.json cannot be read: {error}")))?;
    // npm ci first deletes node_modules, so a stamp inside exists only after a successful run.
    let stamp = checkout.path("ui/node_modules/.hookglass-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = checkout.npm(&["ci", "--no-audit", "--no-fund"]);
    step::run("installing the UI's packages with npm ci (about a minute)", npm)?;
    fs::write(&stamp, lock)
        .map_err(|error| Failure::Failed(format!("{} could not be written: {error}", checkout.show(&stamp))))
}

/// Builds `ui/dist` unless it is newer than every source. Call `install` first.
pub(crate) fn build(checkout: &Checkout) -> Outcome {
    let built = fs::metadata(checkout.path("ui/dist/index.html")).and_then(|file| file.modified()).ok();
    let sources = newest(&checkout.path("ui"))
        .map_err(|error| Failure::Failed(format!("the sources under ui/ could not be read: {error}")))?;
    if is_current(built, sources) {
        return Ok(());
    }
    step::run("building the UI", checkout.npm(&["run", "build"]))
}

fn ensure_node() -> Outcome {
    let node = step::answer("node", &["--version"]).and_then(|text| version(&text));
    let lacking = match node {
        None => "Node is missing".to_owned(),
        Some(found) if found < OLDEST_NODE => format!("Node {}.{} is too old", found.0, found.1),
        Some(_) if step::answer(checkout::npm(), &["--version"]).is_none() => "npm is missing".to_owned(),
        Some(_) => return Ok(()),
    };
    let (major, minor) = OLDEST_NODE;
    Err(Failure::Missing(format!(
        "{lacking}: install Node {major}.{minor} or newer with npm (on Debian 13 and Ubuntu 25.10 or newer the packages \
         `nodejs npm`; elsewhere the current release from nodejs.org), then try again"
    )))
}

/// Major and minor of `v20.19.1`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn is_current(built: Option<SystemTime>, sources: Option<SystemTime>) -> bool {
    built.is_some_and(|built| sources.is_none_or(|newest| newest < built))
}

/// The latest change under a folder. Subfolders count, because a deleted file changes only its folder. The top folder does
/// not, because installs and builds change it.
fn newest(folder: &Path) -> io::Result<Option<SystemTime>> {
    let mut latest = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if NOT_SOURCES.iter().any(|name| entry.file_name() == OsStr::new(name)) {
            continue;
        }
        let about = entry.metadata()?;
        latest = latest.max(Some(about.modified()?));
        if about.is_dir() {
            latest = latest.max(newest(&entry.path())?);
        }
    }
    Ok(latest)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_version_is_read_from_what_node_prints() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("v22.0.0-nightly"), Some((22, 0)));
        assert_eq!(version(""), None);
        assert_eq!(version("command not found"), None);
        assert!(version("v20.9.0").is_some_and(|found| found < OLDEST_NODE), "9 is older than 19");
    }

    #[test]
    fn the_ui_is_built_when_absent_or_older_than_a_source() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(!is_current(None, Some(early)));
        assert!(!is_current(Some(early), Some(late)));
        assert!(!is_current(Some(early), Some(early)), "within one tick of the clock the order is unknown");
        assert!(is_current(Some(late), Some(early)));
    }

    #[test]
    fn installed_and_built_files_are_no_sources() {
        let folder = std::env::temp_dir().join(format!("xtask-newest-{}", std::process::id()));
        let write = |name: &str| {
            let path = folder.join(name);
            let parent = path.parent().expect("a file has a folder");
            fs::create_dir_all(parent).expect("temporary folder");
            fs::write(&path, name).expect("temporary file");
        };
        write("dist/index.html");
        write("node_modules/react/index.js");
        assert_eq!(newest(&folder).expect("readable"), None);
        write("src/app/main.tsx");
        let written = fs::metadata(folder.join("src/app/main.tsx")).and_then(|file| file.modified()).expect("written");
        assert!(newest(&folder).expect("readable") >= Some(written));
        fs::remove_dir_all(&folder).expect("temporary folder");
    }
}
