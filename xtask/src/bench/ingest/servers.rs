//! The servers that `bench ingest` measures: how to install and start each, and how to count its
//! stored events.
//!
//! Each server is configured to store everything, without limits on rate or size, and to answer
//! `{}` immediately. A server that cannot be installed gets a row with the reason.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::load::Load;
use crate::checkout::{self, Checkout};
use crate::step::{self, Failure, Outcome};

pub(super) const BARE: &str = "bare axum";

/// A server and how it stores events.
pub(in crate::bench) struct Server {
    pub(super) name: &'static str,
    /// Where it stores events: disk, memory or nothing.
    pub(super) storage: &'static str,
    /// The SQLite table with the events, if any.
    pub(super) table: Option<&'static str>,
    kind: Kind,
    /// Additional arguments.
    args: Vec<String>,
}

enum Kind {
    Bare,
    Hookglass,
    /// The program of another build of the command line.
    OtherBuild(PathBuf),
    Hookbin,
    WebhookReplay,
    Mitmweb,
    Mockttp,
}

/// Where a running server accepts events, and where it stores them.
#[derive(Debug, Default)]
pub(in crate::bench) struct Running {
    pub(in crate::bench) url: String,
    /// The SQLite file and its table.
    stored_in: Option<(PathBuf, &'static str)>,
}

impl Running {
    /// How many events are in the file of a killed server; `None` if it has no SQLite file.
    pub(super) fn stored(&self, checkout: &Checkout) -> Option<u64> {
        let (file, table) = self.stored_in.as_ref()?;
        let output =
            Command::new("python3").arg(checkout.path("tests/bench/count.py")).arg(file).arg(table).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let (count, integrity) = text.trim().split_once(' ')?;
        if integrity != "ok" {
            step::say(&format!("integrity_check of {}: {integrity}", checkout.show(file)));
        }
        count.parse().ok()
    }
}

/// All servers. `other_build` adds another build of `hookglass`.
pub(super) fn all(other_build: Option<&Path>) -> Vec<Server> {
    let server = |name, storage, table, kind| Server { name, storage, table, kind, args: Vec::new() };
    let mut servers = vec![
        server(BARE, "nothing", None, Kind::Bare),
        server("hookglass serve", "disk", Some("events"), Kind::Hookglass),
        server("hookbin 0.1.0", "disk", Some("requests"), Kind::Hookbin),
        server("webhook-replay 0.1.3", "disk", Some("requests"), Kind::WebhookReplay),
        server("mitmweb 11.0.2", "memory", None, Kind::Mitmweb),
        server("mockttp 4.6.5", "memory", None, Kind::Mockttp),
    ];
    if let Some(program) = other_build {
        servers.insert(2, server("another build", "disk", None, Kind::OtherBuild(program.to_owned())));
    }
    servers
}

impl Server {
    /// Hookglass's receiver with additional arguments.
    pub(in crate::bench) fn hookglass(args: Vec<String>) -> Self {
        Self { name: "hookglass serve", storage: "disk", table: Some("events"), kind: Kind::Hookglass, args }
    }

    /// Installs or builds the server.
    pub(in crate::bench) fn prepare(&self, checkout: &Checkout) -> Outcome {
        let tools = tools(checkout);
        match &self.kind {
            Kind::Bare => {
                let build = ["build", "--release", "-p", "hookglass-receiver", "--example", "bench_bare"];
                step::run("building the bare server for release", checkout.cargo(&build))
            }
            Kind::Hookglass => step::run(
                "building hookglass for release",
                checkout.cargo(&["build", "--release", "-p", "hookglass", "--bin", "hookglass"]),
            ),
            Kind::OtherBuild(program) if program.is_file() => Ok(()),
            Kind::OtherBuild(program) => Err(Failure::Missing(format!("{} is not a file", program.display()))),
            Kind::Hookbin => {
                if tools.join("bin/hookbin").is_file() {
                    return Ok(());
                }
                let mut install = checkout.cargo(&["install", "--quiet", "--locked", "hookbin@0.1.0", "--root"]);
                install.arg(&tools);
                step::run("installing hookbin (a few minutes)", install)
            }
            Kind::WebhookReplay => python(checkout, "webhook-replay", "webhook-replay==0.1.3"),
            Kind::Mitmweb => python(checkout, "mitmweb", "mitmproxy==11.0.2"),
            Kind::Mockttp => {
                let folder = tools.join("mockttp");
                if folder.join("node_modules/mockttp").is_dir() {
                    return Ok(());
                }
                let mut install = Command::new(checkout::npm());
                install.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg("mockttp@4.6.5");
                step::run("installing mockttp", install)
            }
        }
    }

    /// Whether the server supports the size of the load.
    pub(super) fn supports(&self, load: &Load) -> bool {
        // hookbin rejects larger bodies.
        !matches!(self.kind, Kind::Hookbin) || load.size <= 1 << 20
    }

    /// The command that starts the server on an address, with a folder for its data.
    pub(super) fn start(&self, checkout: &Checkout, folder: &Path, address: SocketAddr) -> (Command, Running) {
        let (tools, port) = (tools(checkout), address.port().to_string());
        let mut running = Running { url: format!("http://{address}/hook"), stored_in: None };
        let mut stores_in = |file: &str| running.stored_in = self.table.map(|table| (folder.join(file), table));
        let mut command = match &self.kind {
            Kind::Bare => Command::new(checkout.binary("release", "examples/bench_bare")),
            Kind::Hookglass => Command::new(checkout.binary("release", "hookglass")),
            Kind::OtherBuild(program) => Command::new(program),
            Kind::Hookbin => Command::new(tools.join("bin/hookbin")),
            Kind::WebhookReplay => Command::new(tools.join("python/bin/webhook-replay")),
            Kind::Mitmweb => Command::new(tools.join("python/bin/mitmweb")),
            Kind::Mockttp => Command::new("node"),
        };
        match &self.kind {
            Kind::Bare => {
                command.arg(address.to_string());
            }
            Kind::Hookglass | Kind::OtherBuild(_) => {
                stores_in("hookglass.db");
                command.args(["serve", "--listen", &address.to_string(), "--data-dir"]).arg(folder).args(&self.args);
                command.env("HOOKGLASS_KEYCHAIN", "off").env("HOOKGLASS_CONFIG_DIR", folder.join("config"));
            }
            Kind::Hookbin => {
                stores_in("hookbin.db");
                command.args(["serve", "--port", &port, "--data"]).arg(folder);
                command.args([
                    "--rate-limit",
                    "4294967295",
                    "--max-requests",
                    "4294967295",
                    "--max-payload",
                    "67108864",
                ]);
            }
            Kind::WebhookReplay => {
                stores_in("captures.db");
                command.arg("--db").arg(folder.join("captures.db"));
                command.args(["serve", "--port", &port, "--max-body", "0", "--max-captures", "0", "--response", "{}"]);
            }
            Kind::Mitmweb => {
                command.args([
                    "--no-web-open-browser",
                    "--web-port",
                    "0",
                    "--set",
                    "connection_strategy=lazy",
                    "--mode",
                ]);
                command.arg(format!("reverse:http://127.0.0.1:9@{port}"));
                command.arg("-s").arg(checkout.path("tests/bench/mitm.py"));
            }
            Kind::Mockttp => {
                command.arg(checkout.path("tests/bench/mockttp.mjs")).arg(tools.join("mockttp")).arg(port);
            }
        }
        (command, running)
    }

    /// Completes the setup once the server accepts connections.
    pub(super) fn finish_setup(&self, address: SocketAddr, running: &mut Running) -> Outcome {
        if !matches!(self.kind, Kind::Hookbin) {
            return Ok(());
        }
        let inbox = create_inbox(address)
            .map_err(|error| Failure::Failed(format!("hookbin did not create an inbox: {error}")))?;
        running.url = format!("http://{address}/h/{inbox}");
        Ok(())
    }
}

/// Creates an inbox in hookbin and returns its id.
fn create_inbox(address: SocketAddr) -> Result<String, String> {
    let text = || {
        let mut stream = TcpStream::connect(address)?;
        let head =
            "POST /api/hooks HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n";
        write!(stream, "{head}content-length: 2\r\n\r\n{{}}")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok::<_, std::io::Error>(text)
    };
    let text = text().map_err(|error| error.to_string())?;
    let id = text.split_once("\"hook_id\":\"").and_then(|(_, rest)| rest.split('"').next());
    id.map(str::to_owned).ok_or_else(|| format!("it answered {}", text.lines().next().unwrap_or_default()))
}

/// The folder with the installed servers.
fn tools(checkout: &Checkout) -> PathBuf {
    checkout.scratch("bench-tools")
}

fn python(checkout: &Checkout, program: &str, package: &str) -> Outcome {
    let folder = tools(checkout).join("python");
    if folder.join("bin").join(program).is_file() {
        return Ok(());
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv"]).arg(&folder);
    step::run("creating a virtual environment for Python packages", create)?;
    let mut install = Command::new(folder.join("bin/pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check", package]);
    step::run(&format!("installing {package}"), install)
}
