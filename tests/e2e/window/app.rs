//! Starts the application under WebDriver, and provides the actions that every test uses.

use hookglass_testkit::{
    corpus::{self, SECRET},
    wire,
};
use serde_json::{Value, json};
use std::{
    env,
    io::{self, Read as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use thirtyfour::{TypingData, prelude::*};
use tokio::sync::{Mutex, MutexGuard};

/// Stops a test that hangs. A busy computer does not reach this limit.
const HANG_GUARD: Duration = Duration::from_secs(120);

/// The end of a script of [`App::changed`]. It returns when the value changes. The page checks in
/// every frame that it draws, so a test neither sleeps nor polls.
const UNTIL_CHANGED: &str = "
    const [before, done] = arguments;
    const look = async () => {
        let now;
        try { now = JSON.stringify((await read()) ?? null); } catch (error) { now = JSON.stringify(`${error}`); }
        if (now === before) requestAnimationFrame(look); else done(now);
    };
    look();
";

/// One screen, with one window at a time: screenshots and key presses must reach the right window.
static SCREEN: Mutex<()> = Mutex::const_new(());

/// The application in its window. It stops with the test.
pub(crate) struct App {
    pub(crate) driver: WebDriver,
    pub(crate) address: SocketAddr,
    webdriver: Child,
    _screen: MutexGuard<'static, ()>,
}

/// How to start the application.
pub(crate) struct Start<'a> {
    pub(crate) dir: &'a Path,
    /// The port to listen on; a free one if `None`.
    pub(crate) port: Option<u16>,
    pub(crate) secret: bool,
}

impl App {
    /// With a data folder, a free port, and the secret of the corpus.
    pub(crate) async fn start(dir: &Path) -> Self {
        Self::start_as(Start { dir, port: None, secret: true }).await
    }

    pub(crate) async fn start_as(start: Start<'_>) -> Self {
        let screen = SCREEN.lock().await;
        let (port, driver_port) = (start.port.unwrap_or_else(free_port), free_port());
        let mut webdriver = Command::new("WebKitWebDriver");
        webdriver
            .arg(format!("--port={driver_port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("HOOKGLASS_LOG", "error")
            // Tests must not touch the keychain and the confirmations of the computer they run on.
            .env("HOOKGLASS_KEYCHAIN", "off")
            .env("HOOKGLASS_CONFIG_DIR", start.dir.join("config/hookglass"))
            .env_remove("HOOKGLASS_DATA_DIR")
            .env_remove("HOOKGLASS_AUTHGEAR_SECRET")
            .env("XDG_CONFIG_HOME", start.dir.join("config"))
            // The page and the pane sizes of the last start are in the web view's storage.
            .env("XDG_DATA_HOME", start.dir.join("webview"))
            .stdout(Stdio::null());
        if start.secret {
            webdriver.env("HOOKGLASS_AUTHGEAR_SECRET", SECRET);
        }
        let webdriver = webdriver.spawn().expect("WebKitWebDriver runs (package webkit2gtk-driver)");
        let url = format!("http://127.0.0.1:{driver_port}");
        drop(connected(driver_port));
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let program = env::var_os("HOOKGLASS_DESKTOP_BIN").map(PathBuf::from);
        let program =
            program.expect("HOOKGLASS_DESKTOP_BIN names the window's program; run `cargo xtask test --only e2e`");
        let mut capabilities = Capabilities::new();
        let args =
            ["--data-dir".to_owned(), start.dir.display().to_string(), "--listen".to_owned(), address.to_string()];
        capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": args }));
        let driver = WebDriver::new(&url, capabilities).await.expect("the window opens");
        driver.set_script_timeout(HANG_GUARD).await.expect("WebKitWebDriver accepts a timeout");
        let app = Self { driver, address, webdriver, _screen: screen };
        app.script("return document.readyState").await;
        app
    }

    /// Closes the window and waits until its program has exited.
    pub(crate) async fn close(self) {
        // The receiver closes this connection when it stops, or when its program exits.
        let mut connection = TcpStream::connect(self.address).expect("the receiver listens");
        connection.set_read_timeout(Some(HANG_GUARD)).unwrap();
        self.driver.clone().quit().await.unwrap();
        let ended = tokio::task::spawn_blocking(move || connection.read(&mut [0]).map_err(|error| error.kind())).await;
        let ended = ended.unwrap();
        assert!(
            matches!(ended, Ok(0) | Err(io::ErrorKind::ConnectionReset)),
            "the receiver stops with the window: {ended:?}"
        );
    }

    /// Posts a signed body as Authgear does.
    pub(crate) fn post(&self, target: &str, body: &[u8]) {
        let headers = corpus::authgear_headers(body, SECRET);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(wire::post(self.address, target, &headers, body).status, 200);
    }

    /// Posts a documented event in the form that Authgear sends.
    pub(crate) fn post_fixture(&self, name: &str) -> Vec<u8> {
        let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name);
        let body = corpus::compact(&fixture.unwrap_or_else(|| panic!("no fixture {name}")).bytes);
        self.post("/authgear", &body);
        body
    }

    /// Waits for the element with a test id.
    pub(crate) async fn find(&self, id: &str) -> WebElement {
        self.css(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Waits for the first element of a selector. Repeats the search if the page replaces the
    /// element meanwhile.
    pub(crate) async fn css(&self, selector: &str) -> WebElement {
        self.first(By::Css(selector), &format!("document.querySelector({}) !== null", json!(selector))).await
    }

    /// Waits for the first element of an XPath, for elements that are identified by their text.
    pub(crate) async fn xpath(&self, path: &str) -> WebElement {
        let exists = format!("document.evaluate({}, document, null, 9, null).singleNodeValue !== null", json!(path));
        self.first(By::XPath(path), &exists).await
    }

    /// Waits for the element of `by`. `exists` is a JavaScript expression that is true if it
    /// exists.
    async fn first(&self, by: By, exists: &str) -> WebElement {
        let what = format!("{by:?}");
        let deadline = Instant::now() + HANG_GUARD;
        loop {
            self.until(&format!("return {exists}"), &what).await;
            match self.driver.find(by.clone()).await {
                Ok(element) => return element,
                // The page replaced the element meanwhile.
                Err(error) => assert!(Instant::now() < deadline, "{what} was always replaced: {error}"),
            }
        }
    }

    /// Waits until `read` returns something other than `before`, and returns it. `read` is the body
    /// of a function that may be asynchronous.
    async fn changed(&self, read: &str, before: &Value, what: &str) -> Value {
        let script = format!("const read = async () => {{ {read} }};{UNTIL_CHANGED}");
        let answer = self.driver.execute_async(script, vec![json!(before.to_string())]).await;
        let answer = answer.unwrap_or_else(|error| {
            take_failure_screenshot();
            panic!("{what} stayed {before}: {error}")
        });
        let text = answer.json().as_str().expect("the script answers with JSON").to_owned();
        serde_json::from_str(&text).expect("the page wrote JSON")
    }

    /// Waits until `read` returns an accepted value, and returns it.
    pub(crate) async fn when(&self, read: &str, what: &str, accepted: impl Fn(&Value) -> bool) -> Value {
        // No page returns this value, so the first one counts as a change.
        let mut last = json!({ "nothing": "was read yet" });
        loop {
            last = self.changed(read, &last, what).await;
            if accepted(&last) {
                return last;
            }
        }
    }

    /// Waits until `read`, the body of a function that may be asynchronous, returns neither `null`
    /// nor `false`.
    pub(crate) async fn until(&self, read: &str, what: &str) -> Value {
        self.when(read, what, |value| !value.is_null() && *value != json!(false)).await
    }

    /// All current elements with a test id.
    pub(crate) async fn all(&self, id: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(format!("[data-testid=\"{id}\"]"))).await.unwrap()
    }

    /// Clicks the element with a test id. Repeats the search if the page replaces the element
    /// meanwhile.
    pub(crate) async fn click(&self, id: &str) {
        self.click_css(&format!("[data-testid=\"{id}\"]")).await;
    }

    async fn click_css(&self, selector: &str) {
        let deadline = Instant::now() + HANG_GUARD;
        while let Err(error) = self.css(selector).await.click().await {
            assert!(Instant::now() < deadline, "{selector} cannot be clicked: {error}");
            self.next_frame().await;
        }
    }

    /// Waits until the page has drawn another frame.
    async fn next_frame(&self) {
        let script = "const [done] = arguments; requestAnimationFrame(() => done(null));";
        self.driver.execute_async(script, Vec::new()).await.expect("the page draws");
    }

    /// Waits until the text of a selector is accepted, and returns it.
    pub(crate) async fn text_when(&self, selector: &str, accepted: impl Fn(&str) -> bool) -> String {
        let script = format!(
            "const e = document.querySelector({selector:?}); return e ? (e.matches('input, textarea, select') ? e.value : e.textContent) : ''"
        );
        let text = self.when(&script, selector, |text| accepted(text.as_str().unwrap_or_default())).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the text of a test id contains `part`.
    pub(crate) async fn shows(&self, id: &str, part: &str) -> String {
        self.text_when(&format!("[data-testid=\"{id}\"]"), |text| text.contains(part)).await
    }

    /// Waits until the list has `count` rows.
    pub(crate) async fn rows(&self, count: usize) {
        let script = "return document.querySelectorAll('[data-testid=row]').length";
        self.when(script, "the number of rows", |now| *now == json!(count)).await;
    }

    /// Waits until the visible rows are those of these events, from the top.
    pub(crate) async fn lists(&self, events: &[i64]) {
        let script =
            "return [...document.querySelectorAll('[data-testid=row]')].map(row => Number(row.dataset.eventId))";
        self.when(script, "the visible rows", |now| *now == json!(events)).await;
    }

    /// Clicks the button with this label.
    pub(crate) async fn button(&self, label: &str) {
        self.click_css(&format!("button[aria-label={label:?}]")).await;
    }

    /// Chooses an item in the menu of a button.
    pub(crate) async fn choose(&self, button: &str, item: &str) {
        self.button(button).await;
        self.xpath(&format!("//*[@role='menuitem'][normalize-space()='{item}']")).await.click().await.unwrap();
        self.text_when("[role=\"menu\"]", str::is_empty).await;
    }

    /// Runs an action of the shown event: with its button, or in the menu if the pane has no room for it.
    pub(crate) async fn event_action(&self, id: &str, item: &str) {
        if self.find(id).await.is_displayed().await.unwrap() {
            self.click(id).await;
        } else {
            self.choose("More event actions", item).await;
        }
    }

    /// Selects the row of an event, and waits for its details.
    pub(crate) async fn select(&self, event_id: i64) {
        self.click_css(&format!("[data-testid=\"row\"][data-event-id=\"{event_id}\"]")).await;
        self.css(&format!("[data-testid=\"detail\"][data-event-id=\"{event_id}\"]")).await;
    }

    /// Presses keys in the focused element.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Presses a key while another key is held.
    pub(crate) async fn chord(&self, held: Key, key: impl Into<TypingData>) {
        self.driver.action_chain().key_down(held.clone()).send_keys(key).key_up(held).perform().await.unwrap();
    }

    /// Runs a script in the page and returns its value.
    pub(crate) async fn script(&self, script: &str) -> serde_json::Value {
        let answer = self.driver.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("a script failed: {error}\n{script}")).json().clone()
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Without WebKitWebDriver, the window closes too.
        let _ = self.webdriver.kill();
        let _ = self.webdriver.wait();
    }
}

/// Takes a screenshot of a failed test, into the folder of the other screenshots.
fn take_failure_screenshot() {
    if let Some(folder) = env::var_os("HOOKGLASS_SCREENSHOTS") {
        let file = Path::new(&folder).join("failure.png");
        let _ = Command::new("import").args(["-window", "root"]).arg(file).status();
    }
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Connects as soon as the port is open. WebKitWebDriver does not report when it listens, so this
/// is the only function that polls.
fn connected(port: u16) -> TcpStream {
    let deadline = Instant::now() + HANG_GUARD;
    loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => return stream,
            Err(error) => assert!(Instant::now() < deadline, "WebKitWebDriver never listened: {error}"),
        }
        std::thread::yield_now();
    }
}
