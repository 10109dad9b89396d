//! Starting the application under WebDriver, and the few things every test does in it.

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

/// A guard against hanging, not a limit that a busy computer could reach: what has not appeared by then never will.
const HANG_GUARD: Duration = Duration::from_secs(120);

/// Ends a script of [`App::changed`] as soon as what it reads is no longer what was read before. The page looks at every
/// frame that it draws, so a test neither sleeps nor polls.
const UNTIL_CHANGED: &str = "
    const [before, done] = arguments;
    const look = async () => {
        let now;
        try { now = JSON.stringify((await read()) ?? null); } catch (error) { now = JSON.stringify(`${error}`); }
        if (now === before) requestAnimationFrame(look); else done(now);
    };
    look();
";

/// There is one screen, and one window on it at a time: pictures and keys are meant for that one.
static SCREEN: Mutex<()> = Mutex::const_new(());

/// The application in its window. Ends with the test.
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
    /// With a data folder, a free port, and the corpus's key.
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
            // A test has no business in the keychain of whoever runs it.
            .env("HOOKGLASS_KEYCHAIN", "off")
            .env_remove("HOOKGLASS_DATA_DIR")
            .env_remove("HOOKGLASS_AUTHGEAR_SECRET")
            .env("XDG_CONFIG_HOME", start.dir.join("config"))
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
        let mut wanted = Capabilities::new();
        let args =
            ["--data-dir".to_owned(), start.dir.display().to_string(), "--listen".to_owned(), address.to_string()];
        wanted.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": args }));
        let driver = WebDriver::new(&url, wanted).await.expect("the window opens");
        driver.set_script_timeout(HANG_GUARD).await.expect("WebKitWebDriver takes a time-out");
        let app = Self { driver, address, webdriver, _screen: screen };
        app.script("return document.readyState").await;
        app
    }

    /// Closes the window and waits until its program has ended.
    pub(crate) async fn close(self) {
        // The receiver closes this connection when it stops, at the latest with its program.
        let mut connection = TcpStream::connect(self.address).expect("the receiver listens");
        connection.set_read_timeout(Some(HANG_GUARD)).unwrap();
        self.driver.clone().quit().await.unwrap();
        let ended = tokio::task::spawn_blocking(move || connection.read(&mut [0]).map_err(|error| error.kind())).await;
        let ended = ended.unwrap();
        assert!(
            matches!(ended, Ok(0) | Err(io::ErrorKind::ConnectionReset)),
            "the receiver ends with the window, not with {ended:?}"
        );
    }

    /// Posts a body as Authgear does, signed.
    pub(crate) fn post(&self, target: &str, body: &[u8]) {
        let headers = corpus::authgear_headers(body, SECRET);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(wire::post(self.address, target, &headers, body).status, 200);
    }

    /// Posts an event of the documents, as Authgear writes it.
    pub(crate) fn post_fixture(&self, name: &str) -> Vec<u8> {
        let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name);
        let body = corpus::compact(&fixture.unwrap_or_else(|| panic!("no fixture {name}")).bytes);
        self.post("/authgear", &body);
        body
    }

    /// The element with a test id, once it is there.
    pub(crate) async fn find(&self, id: &str) -> WebElement {
        self.css(&format!("[data-testid=\"{id}\"]")).await
    }

    /// The first element of a selector, once it is there. What is drawn anew while it is being found is looked for again.
    pub(crate) async fn css(&self, selector: &str) -> WebElement {
        self.first(By::Css(selector), &format!("document.querySelector({}) !== null", json!(selector))).await
    }

    /// The first element of an XPath, once it is there: what is told by the words it shows.
    pub(crate) async fn xpath(&self, path: &str) -> WebElement {
        let exists = format!("document.evaluate({}, document, null, 9, null).singleNodeValue !== null", json!(path));
        self.first(By::XPath(path), &exists).await
    }

    /// The element of `by`, once the expression `exists` of the page is true.
    async fn first(&self, by: By, exists: &str) -> WebElement {
        let what = format!("{by:?}");
        let deadline = Instant::now() + HANG_GUARD;
        loop {
            self.until(&format!("return {exists}"), &what).await;
            match self.driver.find(by.clone()).await {
                Ok(element) => return element,
                // It was drawn anew between the two.
                Err(error) => assert!(Instant::now() < deadline, "{what} never stayed: {error}"),
            }
        }
    }

    /// What `read`, the body of a function that may be asynchronous, returns once that is not `before`.
    async fn changed(&self, read: &str, before: &Value, what: &str) -> Value {
        let script = format!("const read = async () => {{ {read} }};{UNTIL_CHANGED}");
        let answer = self.driver.execute_async(script, vec![json!(before.to_string())]).await;
        let answer = answer.unwrap_or_else(|error| {
            picture_of_failure();
            panic!("{what} stayed {before}: {error}")
        });
        let text = answer.json().as_str().expect("the script answers with JSON").to_owned();
        serde_json::from_str(&text).expect("the page wrote JSON")
    }

    /// Waits until what `read` returns is accepted, and returns it.
    async fn when(&self, read: &str, what: &str, accepted: impl Fn(&Value) -> bool) -> Value {
        // Not a value that a page can return, so the first one counts as a change.
        let mut last = json!({ "nothing": "was read yet" });
        loop {
            last = self.changed(read, &last, what).await;
            if accepted(&last) {
                return last;
            }
        }
    }

    /// Waits until `read`, the body of a function that may be asynchronous, returns something else than `null` or `false`.
    pub(crate) async fn until(&self, read: &str, what: &str) -> Value {
        self.when(read, what, |value| !value.is_null() && *value != json!(false)).await
    }

    /// All elements with a test id that are there now.
    pub(crate) async fn all(&self, id: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(format!("[data-testid=\"{id}\"]"))).await.unwrap()
    }

    /// Clicks the element with a test id. What is drawn anew while it is being looked at is looked for again.
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

    /// Waits until the page has drawn once more.
    async fn next_frame(&self) {
        let script = "const [done] = arguments; requestAnimationFrame(() => done(null));";
        self.driver.execute_async(script, Vec::new()).await.expect("the page draws");
    }

    /// Waits until the text of a selector is as wanted, and returns it.
    pub(crate) async fn text_when(&self, selector: &str, wanted: impl Fn(&str) -> bool) -> String {
        let script = format!(
            "const e = document.querySelector({selector:?}); return e ? (e.matches('input, textarea, select') ? e.value : e.textContent) : ''"
        );
        let text = self.when(&script, selector, |text| wanted(text.as_str().unwrap_or_default())).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a test id's text contains something.
    pub(crate) async fn shows(&self, id: &str, part: &str) -> String {
        self.text_when(&format!("[data-testid=\"{id}\"]"), |text| text.contains(part)).await
    }

    /// Waits until the list has `count` rows.
    pub(crate) async fn rows(&self, count: usize) {
        let script = "return document.querySelectorAll('[data-testid=row]').length";
        self.when(script, "the number of rows", |now| *now == json!(count)).await;
    }

    /// Waits until the rows in view are those of these events, from the top.
    pub(crate) async fn lists(&self, events: &[i64]) {
        let script =
            "return [...document.querySelectorAll('[data-testid=row]')].map(row => Number(row.dataset.eventId))";
        self.when(script, "the rows in view", |now| *now == json!(events)).await;
    }

    /// Clicks the button that is called so.
    pub(crate) async fn button(&self, label: &str) {
        self.click_css(&format!("button[aria-label={label:?}]")).await;
    }

    /// Chooses from the menu behind a button.
    pub(crate) async fn choose(&self, button: &str, item: &str) {
        self.button(button).await;
        self.xpath(&format!("//*[@role='menuitem'][normalize-space()='{item}']")).await.click().await.unwrap();
        self.text_when("[role=\"menu\"]", str::is_empty).await;
    }

    /// Selects the row of an event, and waits until its detail is there.
    pub(crate) async fn select(&self, event_id: i64) {
        self.click_css(&format!("[data-testid=\"row\"][data-event-id=\"{event_id}\"]")).await;
        self.css(&format!("[data-testid=\"detail\"][data-event-id=\"{event_id}\"]")).await;
    }

    /// Presses keys on whatever has the focus.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Presses a key while another one is held.
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
        // WebKitWebDriver takes the window with it.
        let _ = self.webdriver.kill();
        let _ = self.webdriver.wait();
    }
}

/// What the screen shows when a test fails, beside the other pictures.
fn picture_of_failure() {
    if let Some(folder) = env::var_os("HOOKGLASS_SCREENSHOTS") {
        let file = Path::new(&folder).join("failure.png");
        let _ = Command::new("import").args(["-window", "root"]).arg(file).status();
    }
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Connects once the port is open. WebKitWebDriver does not say when it listens, so this is the one place that tries again.
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
