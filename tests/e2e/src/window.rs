//! One open window: what a person does with it, and what they see.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::servant::Servant;
use crate::stage::{Stage, program};

/// How long a slow machine may take for one thing on screen.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The window and its driver. Close it to see that it closes; dropped, it is gone as well.
pub struct Window {
    /// Everything that WebDriver can do.
    pub driver: WebDriver,
    servant: Servant,
    name: String,
    pictures: std::cell::Cell<u32>,
}

impl Window {
    pub(crate) async fn open(stage: &Stage) -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a free port").port();
        let mut command = stage.command("WebKitWebDriver");
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true").stderr(Stdio::null());
        let servant = Servant::start(&mut command);
        until("WebKitWebDriver", || TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
        let mut wish = Capabilities::new();
        wish.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program("ninefold"), "args": [] }));
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wish).await.expect("the window opens");
        let window = Window { driver, servant, name: stage.name.clone(), pictures: std::cell::Cell::default() };
        window.wait_for("the first screen", "return document.querySelector('h1') !== null").await;
        window
    }

    /// Closes the window as a person does, and waits until the program has ended.
    pub async fn close(self) {
        let Window { driver, servant, .. } = self;
        driver.quit().await.expect("the window closes");
        drop(servant);
    }

    /// Runs a script in the page and answers what it returns.
    pub async fn script(&self, script: &str, args: Vec<Value>) -> Value {
        let answer = self.driver.execute(script, args).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Waits until the script answers true.
    pub async fn wait_for(&self, what: &str, script: &str) {
        let begin = Instant::now();
        while self.script(script, vec![]).await != json!(true) {
            assert!(begin.elapsed() < PATIENCE, "waited in vain for {what}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Saves a picture of the window in out/e2e.
    pub async fn picture(&self, what: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../out/e2e");
        std::fs::create_dir_all(&folder).expect("out/e2e can be made");
        self.pictures.set(self.pictures.get() + 1);
        let file = folder.join(format!("{}-{}-{what}.png", self.name, self.pictures.get()));
        self.driver.screenshot(&file).await.expect("a picture");
    }
}

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < PATIENCE, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
