//! The system packages for building, running and testing, and how each system installs them.
//!
//! On Debian and its relatives, missing packages are listed with their purpose and installed. On another Linux, xtask
//! searches for the libraries and prints the line that installs them. macOS and Windows have their own web view and need
//! no packages. Node and npm are in `ui.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::step::{self, Failure, Outcome};

/// What a package is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Need {
    /// Compiling and running the window.
    Window,
    /// A display where there is none.
    Display,
    /// The end-to-end tests.
    Driver,
    /// Measuring under load.
    Load,
}

struct Package {
    name: &'static str,
    need: Need,
    why: &'static str,
}

const fn package(name: &'static str, need: Need, why: &'static str) -> Package {
    Package { name, need, why }
}

const DEBIAN: &[Package] = &[
    package("libwebkit2gtk-4.1-dev", Need::Window, "the web view the window is made of"),
    package("libgtk-3-dev", Need::Window, "the window itself"),
    package("librsvg2-dev", Need::Window, "icons drawn as SVG"),
    package("libayatana-appindicator3-dev", Need::Window, "the tray"),
    package("libxdo-dev", Need::Window, "menu shortcuts under X11"),
    package("libssl-dev", Need::Window, "TLS inside the web view's libraries"),
    package("build-essential", Need::Window, "a C compiler and linker, for SQLite and for cargo"),
    package("pkg-config", Need::Window, "finding the libraries above"),
    package("xvfb", Need::Display, "an X server without a screen"),
    package("xauth", Need::Display, "the key to that X server"),
    package("dbus", Need::Display, "a session bus, which the tray and notifications talk to"),
    package("at-spi2-core", Need::Display, "accessibility, which GTK looks for at start"),
    package("fonts-dejavu-core", Need::Display, "text that is not boxes"),
    package("webkit2gtk-driver", Need::Driver, "WebKitWebDriver, which steers the real window"),
    package("imagemagick", Need::Driver, "pictures of the window when a test fails"),
    package("wrk", Need::Load, "the load that the receivers are measured under"),
    package("python3-venv", Need::Load, "a place for the inspectors written in Python"),
];

/// The package manager family of a computer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum System {
    Debian,
    Fedora,
    Arch,
    Suse,
    Alpine,
    OtherLinux,
    /// macOS and Windows.
    SelfContained,
}

/// Checks the packages for these needs and installs missing ones where it can.
pub(crate) fn ensure(needs: &[Need]) -> Outcome {
    match this_system() {
        System::SelfContained => Ok(()),
        System::Debian => ensure_debian(needs),
        other => ensure_by_hand(other, needs),
    }
}

fn this_system() -> System {
    if !cfg!(target_os = "linux") {
        return System::SelfContained;
    }
    let text = ["/etc/os-release", "/usr/lib/os-release"].iter().find_map(|path| fs::read_to_string(path).ok());
    recognise(&text.unwrap_or_default())
}

/// Reads os-release(5): the system's own id, then the ids of `ID_LIKE`, nearest first.
fn recognise(os_release: &str) -> System {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches(['"', '\'']).to_ascii_lowercase()
    };
    let (id, like) = (value("ID"), value("ID_LIKE"));
    std::iter::once(id.as_str())
        .chain(like.split_whitespace())
        .find_map(|id| match id {
            "debian" | "ubuntu" => Some(System::Debian),
            "fedora" | "rhel" | "centos" => Some(System::Fedora),
            "arch" => Some(System::Arch),
            "suse" | "opensuse" | "opensuse-tumbleweed" | "opensuse-leap" => Some(System::Suse),
            "alpine" => Some(System::Alpine),
            _ => None,
        })
        .unwrap_or(System::OtherLinux)
}

fn ensure_debian(needs: &[Need]) -> Outcome {
    let wanted: Vec<_> = DEBIAN.iter().filter(|package| needs.contains(&package.need)).collect();
    let names: Vec<_> = wanted.iter().map(|package| package.name).collect();
    let mut query = vec!["--show", "--showformat=${Package} ${db:Status-Status}\\n"];
    query.extend(&names);
    let known = step::answer("dpkg-query", &query)
        .ok_or_else(|| Failure::Missing("dpkg-query is not here, though the system says it is a Debian".into()))?;
    let missing = missing(&names, &known);
    if missing.is_empty() {
        return Ok(());
    }

    step::say("these system packages are missing:");
    for package in wanted.iter().filter(|package| missing.contains(&package.name)) {
        println!("    {:<30} {}", package.name, package.why);
    }
    let root = step::answer("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !root && step::answer("sudo", &["--version"]).is_none() {
        let line = format!("apt-get install --no-install-recommends {}", missing.join(" "));
        return Err(Failure::Missing(format!("neither root nor sudo here: as root, run `{line}`, then try again")));
    }
    if candidates(&step::answer("apt-cache", &with("policy", &missing)).unwrap_or_default()) < missing.len() {
        update(root)?;
    } else if install(root, &missing).is_ok() {
        return Ok(());
    } else if crate::stop::requested() {
        return Err(Failure::Stopped);
    } else {
        // The lists may name versions that the mirror no longer offers.
        update(root)?;
    }
    install(root, &missing)
}

/// The wanted packages that `dpkg-query` (lines of name and status) does not call installed, in their own order.
fn missing<'a>(wanted: &[&'a str], known: &str) -> Vec<&'a str> {
    let installed: BTreeSet<_> = known.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

/// How many packages `apt-cache policy` could install.
fn candidates(policy: &str) -> usize {
    policy.lines().filter_map(|line| line.trim().strip_prefix("Candidate: ")).filter(|found| *found != "(none)").count()
}

fn with<'a>(first: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    std::iter::once(first).chain(rest.iter().copied()).collect()
}

fn update(root: bool) -> Outcome {
    step::run_with_terminal("refreshing apt's package lists", apt(root, &["update"]))
}

fn install(root: bool, packages: &[&str]) -> Outcome {
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    step::run_with_terminal("installing them through apt-get (a minute or two)", apt(root, &args))
}

/// `apt-get` without prompts, through sudo unless already root.
fn apt(root: bool, args: &[&str]) -> Command {
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        // sudo drops the environment, so the variable is an argument.
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args);
    command
}

fn ensure_by_hand(system: System, needs: &[Need]) -> Outcome {
    let mut lacking = Vec::new();
    for need in needs {
        match need {
            Need::Window => {
                let found = Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"]).status();
                if !found.is_ok_and(|status| status.success()) {
                    lacking.push("webkit2gtk-4.1 (as pkg-config sees it)");
                }
            }
            Need::Display => lacking.extend(not_on_path(&["xvfb-run", "xauth", "dbus-run-session"])),
            Need::Driver => lacking.extend(not_on_path(&["WebKitWebDriver"])),
            Need::Load => lacking.extend(not_on_path(&["wrk", "python3"])),
        }
    }
    if lacking.is_empty() {
        return Ok(());
    }
    let advice = advice(system, needs);
    Err(Failure::Missing(format!("missing: {}. {advice}, then try again", lacking.join(", "))))
}

fn not_on_path(programs: &[&'static str]) -> Vec<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let absent = |program: &&str| !folders.iter().any(|folder| Path::new(folder).join(program).is_file());
    programs.iter().copied().filter(absent).collect()
}

/// How a system other than Debian installs the packages for these needs: a sentence without its full stop.
fn advice(system: System, needs: &[Need]) -> String {
    let (manager, window, display, driver) = match system {
        System::Fedora => (
            "sudo dnf install",
            "webkit2gtk4.1-devel gtk3-devel librsvg2-devel libappindicator-gtk3-devel libxdo-devel openssl-devel gcc gcc-c++ make pkgconf-pkg-config",
            "xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon at-spi2-core dejavu-sans-fonts",
            "ImageMagick",
        ),
        System::Arch => (
            "sudo pacman -S --needed",
            "webkit2gtk-4.1 gtk3 librsvg libayatana-appindicator xdotool openssl base-devel",
            "xorg-server-xvfb xorg-xauth dbus at-spi2-core ttf-dejavu",
            "imagemagick",
        ),
        System::Suse => (
            "sudo zypper install",
            "webkit2gtk3-devel gtk3-devel librsvg-devel libappindicator3-1 libopenssl-devel gcc gcc-c++ make pkgconf",
            "xvfb-run xauth dbus-1-daemon at-spi2-core dejavu-fonts",
            "ImageMagick",
        ),
        System::Alpine => (
            "doas apk add",
            "webkit2gtk-4.1-dev gtk+3.0-dev librsvg-dev libayatana-appindicator-dev openssl-dev build-base pkgconf",
            "xvfb-run xauth dbus at-spi2-core font-dejavu",
            "imagemagick",
        ),
        System::OtherLinux | System::Debian | System::SelfContained => {
            return "Install the development files of WebKitGTK 4.1, GTK 3, librsvg, Ayatana AppIndicator, libxdo and OpenSSL, a C \
                    compiler and pkg-config; without a display also xvfb-run, xauth and dbus-run-session, for the tests \
                    WebKitWebDriver"
                .to_owned();
        }
    };
    let groups =
        [(Need::Window, window), (Need::Display, display), (Need::Driver, driver), (Need::Load, "wrk python3")];
    let packages: Vec<_> = groups.iter().filter(|(need, _)| needs.contains(need)).map(|(_, names)| *names).collect();
    let line = format!("Run `{manager} {}`", packages.join(" "));
    if needs.contains(&Need::Driver) {
        return format!("{line} and the package that holds WebKitWebDriver (WebKitGTK's own, or one beside it)");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_known_by_its_id_or_by_what_it_is_like() {
        let cases = [
            ("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n", System::Debian),
            ("ID=ubuntu\nID_LIKE=debian\n", System::Debian),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Debian),
            ("ID=fedora\n", System::Fedora),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=arch\n", System::Arch),
            ("ID=manjaro\nID_LIKE=arch\n", System::Arch),
            ("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n", System::Suse),
            ("ID=alpine\n", System::Alpine),
            ("ID=nixos\n", System::OtherLinux),
            ("VARIANT_ID=debian\n", System::OtherLinux),
            ("", System::OtherLinux),
        ];
        for (text, system) in cases {
            assert_eq!(recognise(text), system, "{text}");
        }
    }

    #[test]
    fn a_package_is_missing_unless_dpkg_calls_it_installed() {
        let known = "xvfb installed\nxauth config-files\ndbus not-installed\nlibgtk-3-dev installed\n";
        let wanted = ["libgtk-3-dev", "dbus", "xauth", "xvfb", "imagemagick"];
        assert_eq!(missing(&wanted, known), ["dbus", "xauth", "imagemagick"]);
        assert_eq!(missing(&wanted, ""), wanted, "dpkg-query prints nothing when it knows none of them");
    }

    #[test]
    fn lists_without_a_candidate_ask_for_an_update() {
        let policy =
            "xvfb:\n  Installed: (none)\n  Candidate: 2:21.1.7\nxauth:\n  Installed: (none)\n  Candidate: (none)\n";
        assert_eq!(candidates(policy), 1);
        assert_eq!(candidates(""), 0, "a fresh container has no lists at all");
    }

    #[test]
    fn every_other_linux_gets_a_line_to_paste() {
        let managers = [
            (System::Fedora, "sudo dnf install webkit2gtk4.1-devel "),
            (System::Arch, "sudo pacman -S --needed webkit2gtk-4.1 "),
            (System::Suse, "sudo zypper install webkit2gtk3-devel "),
            (System::Alpine, "doas apk add webkit2gtk-4.1-dev "),
        ];
        for (system, start) in managers {
            let line = advice(system, &[Need::Window]);
            assert!(line.starts_with(&format!("Run `{start}")), "{line}");
            assert!(!line.contains("vfb"), "a person with a display needs no virtual one: {line}");
            let all = advice(system, &[Need::Window, Need::Display, Need::Driver]);
            assert!(all.contains("vfb") && all.contains("WebKitWebDriver"), "{all}");
        }
        assert!(advice(System::OtherLinux, &[Need::Window]).contains("WebKitGTK 4.1"));
    }

    #[test]
    fn apt_never_asks_and_sudo_passes_that_on() {
        let words = |command: Command| {
            std::iter::once(command.get_program())
                .chain(command.get_args())
                .map(|word| word.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(words(apt(true, &["update"])), "env DEBIAN_FRONTEND=noninteractive apt-get update");
        assert_eq!(words(apt(false, &["update"])), "sudo env DEBIAN_FRONTEND=noninteractive apt-get update");
    }
}
