//! One open window: what a person does with it, and what they see.

use std::cell::Cell;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::servant::{PATIENCE, Servant};
use crate::stage::Stage;

const STEP: Duration = Duration::from_millis(30);

/// Calls the application through the page's own door.
const CALL: &str = "const [name, args, done] = arguments;
    window.__TAURI_INTERNALS__.invoke('call', { name, args })
      .then((answer) => done({ answer }), (failure) => done({ failure }));";

/// The window and its driver. Close it to see that it closes; dropped, it is gone as well.
pub struct Window {
    /// Everything that WebDriver can do.
    pub driver: WebDriver,
    servant: Servant,
    name: String,
    pictures: Cell<u32>,
}

impl Window {
    pub(crate) async fn open(stage: &Stage) -> Self {
        let port =
            TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a free port").port();
        let mut command = stage.driver();
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true").stderr(Stdio::null());
        let servant = Servant::start(&mut command);
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begin.elapsed() < PATIENCE, "WebKitWebDriver does not answer");
            tokio::time::sleep(STEP).await;
        }
        let mut wish = Capabilities::new();
        wish.set("webkitgtk:browserOptions", json!({ "binary": stage.program(), "args": stage.args() }))
            .expect("a wish");
        let driver =
            WebDriver::new(format!("http://127.0.0.1:{port}"), wish).await.expect("the window opens");
        let window = Window {
            driver,
            servant,
            name: stage.name.clone(),
            pictures: Cell::new(stage.pictures_so_far()),
        };
        window.wait_for("the first screen", "return document.querySelector('h1') !== null").await;
        window
    }

    /// The process that all others of this window descend from.
    pub fn process(&self) -> u32 {
        self.servant.process()
    }

    /// Runs a script that calls its last argument when it is done, and answers what it says.
    pub async fn measures(&self, script: &str, args: Vec<Value>) -> Value {
        let answer = self.driver.execute_async(script, args).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Ends the program as the system does when a person logs out, and waits until it has ended: the page saves first.
    pub async fn close(self) {
        assert!(self.servant.signal("ninefold", "-TERM"), "there is a program to be ended");
        let begin = Instant::now();
        // Signal 0 only asks who is there.
        while self.servant.signal("ninefold", "-0") {
            assert!(begin.elapsed() < PATIENCE, "waited in vain for the end of the program");
            tokio::time::sleep(STEP).await;
        }
        self.is_gone();
    }

    /// Kills the program: nothing of it is closed or written at its end.
    pub fn kill(self) {
        assert!(self.servant.signal("ninefold", "-KILL"), "there is a program to be killed");
        self.is_gone();
    }

    /// The program has ended by itself.
    pub fn is_gone(self) {
        let Window { driver, servant, .. } = self;
        // There is nobody to end the session with.
        driver.leak().expect("a session");
        drop(servant);
    }

    /// Runs a script in the page and answers what it returns.
    pub async fn script(&self, script: &str, args: Vec<Value>) -> Value {
        let answer = self.driver.execute(script, args).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Asks the application through the page's own door: to know what it holds, or to begin a journey in its middle.
    pub async fn ask(&self, command: &str, args: Value) -> Value {
        let told = self.measures(CALL, vec![json!(command), args]).await;
        assert!(told.get("failure").is_none(), "{command}: {}", told["failure"]);
        told["answer"].clone()
    }

    /// The same, where it may have no answer.
    pub async fn try_ask(&self, command: &str, args: Value) -> Option<Value> {
        self.measures(CALL, vec![json!(command), args]).await.get("answer").cloned()
    }

    /// Asks for what is refused, and answers in which words.
    pub async fn is_refused(&self, command: &str, args: Value) -> String {
        let told = self.measures(CALL, vec![json!(command), args]).await;
        let words = told["failure"]["message"].as_str();
        words.unwrap_or_else(|| panic!("{command} was not refused: {}", told["answer"])).to_owned()
    }

    /// Loads the page anew at this address, as a new window would be.
    pub async fn load(&self, address: &str) {
        let script = "window.isOld = true; location.hash = arguments[0]; location.reload()";
        self.script(script, vec![json!(address)]).await;
        let script = "return window.isOld === undefined && document.fonts.status === 'loaded'
            && document.querySelector('h1') !== null && document.querySelector('[aria-busy=true]') === null";
        self.wait_for(address, script).await;
    }

    /// Waits until nothing is being fetched for the first time.
    pub async fn wait_for_nothing_under_way(&self) {
        self.wait_for("an answer", "return document.querySelector('[aria-busy=true]') === null").await;
    }

    /// Waits for an element.
    pub async fn wait_for_selector(&self, what: &str, selector: &str) {
        let script = format!("return document.querySelector({}) !== null", json!(selector));
        self.wait_for(what, &script).await;
    }

    /// Waits until the script answers true.
    pub async fn wait_for(&self, what: &str, script: &str) {
        let begin = Instant::now();
        while self.script(script, vec![]).await != json!(true) {
            if begin.elapsed() > PATIENCE {
                self.picture("failed").await;
                panic!("waited in vain for {what}");
            }
            tokio::time::sleep(STEP).await;
        }
    }

    /// The element on screen that this XPath names, once it is there.
    pub async fn find(&self, xpath: &str) -> WebElement {
        let query = self.driver.query(By::XPath(xpath)).wait(PATIENCE, STEP).and_displayed();
        match query.first().await {
            Ok(element) => element,
            Err(error) => {
                self.picture("failed").await;
                panic!("{xpath}: {error}");
            }
        }
    }

    /// The button of this name, by its words or its label.
    pub async fn button(&self, name: &str) -> WebElement {
        self.find(&format!("//button[normalize-space(.)=\"{name}\" or @aria-label=\"{name}\"]")).await
    }

    /// Presses the button of this name.
    pub async fn press(&self, name: &str) {
        self.button(name).await.click().await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Goes to a screen by the rail.
    pub async fn go(&self, screen: &str) {
        let link =
            self.find(&format!("//nav[contains(@class,'rail')]//a[normalize-space(.)='{screen}']")).await;
        link.click().await.expect("the rail can be clicked");
        let script = format!(
            "return document.querySelector('.rail [aria-current=page]')?.textContent.trim() === '{screen}'
               && document.querySelector('main h1') !== null"
        );
        self.wait_for(screen, &script).await;
    }

    /// Types keys at the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let chain = self.driver.action_chain().send_keys(keys);
        chain.perform().await.expect("the keyboard works");
    }

    /// Presses a key while another is held.
    pub async fn chord(&self, held: Key, key: &str) {
        let chain = self.driver.action_chain().key_down(held.clone()).send_keys(key).key_up(held);
        chain.perform().await.expect("the keyboard works");
    }

    /// Goes on with Tab until the focus is where the script says so; `it` is the focused element.
    pub async fn tab_to(&self, what: &str, it: &str) {
        let script = format!("const it = document.activeElement; return !!it && ({it})");
        for _ in 0..80 {
            if self.script(&script, vec![]).await == json!(true) {
                return;
            }
            self.keys(Key::Tab + "").await;
        }
        self.picture("failed").await;
        panic!("the Tab key does not reach {what}");
    }

    /// What the message at the foot of the window says, once it says anything of this kind.
    pub async fn said(&self, words: &str) -> String {
        let script =
            format!("return document.querySelector('.toast')?.textContent.includes('{words}') ?? false");
        self.wait_for(&format!("the message “{words}”"), &script).await;
        let text = self.script("return document.querySelector('.toast__text').textContent", vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until everything is drawn: changes set out within two frames, and then all have arrived.
    pub async fn comes_to_rest(&self) {
        let script = "const done = arguments[0];
            const frame = () => new Promise((next) => requestAnimationFrame(next));
            frame().then(frame)
              .then(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
              .then(frame).then(frame).then(() => done(true));";
        self.driver.execute_async(script, vec![]).await.expect("the window is drawn");
        // The driver takes the last frame that reached the screen.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    /// Saves a picture of the window in out/e2e.
    pub async fn picture(&self, what: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../out/e2e");
        std::fs::create_dir_all(&folder).expect("out/e2e can be made");
        self.comes_to_rest().await;
        self.pictures.set(self.pictures.get() + 1);
        let file = folder.join(format!("{}-{}-{what}.png", self.name, self.pictures.get()));
        self.driver.screenshot(&file).await.expect("a picture");
    }
}
