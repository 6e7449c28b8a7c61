//! What is measured, one after the other, in the same window unless it is about starting.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use e2e::processes;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};

use crate::learner;
use crate::table::Table;

const STARTS: usize = 5;
/// As many things as a person does in an hour of busy use.
const USE: usize = 2000;
const PARTS: usize = 100;
const IDLE: Duration = Duration::from_secs(60);
/// A script of many steps on a slow machine.
const LONGEST: Duration = Duration::from_secs(300);

/// Helpers of every script: when the next frame is drawn, and how long until something is so on screen.
const HELPERS: &str = "
    const done = arguments[arguments.length - 1];
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const until = async (isSo) => {
      const begin = performance.now();
      while (!isSo() && performance.now() - begin < 5000) await frame();
      await frame();
    };
    const timed = async (act, isSo) => { const begin = performance.now(); act(); await until(isSo); return performance.now() - begin; };
    const rest = (ms) => new Promise((next) => setTimeout(next, ms));
    const go = async (hash, seen) => { location.hash = hash; await until(() => document.querySelector(seen) !== null); };
";

/// Measures everything and prints the table.
pub async fn run() {
    let mut table = Table::default();
    let stage = Stage::new("bench-ui").released();
    let window = stage.open().await;
    let monday = learner::make(&window).await;
    let (blocks, busy) = learner::count(&window, monday).await;
    window.close().await;

    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let begin = Instant::now();
        let window = stage.open().await;
        window.wait_for_selector("the week", ".day__slots .block").await;
        starts.push(begin.elapsed().as_secs_f64() * 1000.0);
        window.close().await;
    }
    table.add("start to usable week, the driver's part included", "ms", &starts);

    let window = stage.open().await;
    window.driver.set_script_timeout(LONGEST).await.expect("a driver takes its time");
    window.wait_for_selector("the week", ".day__slots .block").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    memory(&mut table, &window, "at the start");
    timed(&mut table, &window, "week to week", WEEKS, vec![]).await;
    timed(&mut table, &window, "slider to redrawn roadmap", SLIDER, vec![]).await;
    timed(&mut table, &window, "key to result in the search", SEARCH, vec![]).await;
    frames(&mut table, &window, monday, (blocks, busy)).await;
    idle(&mut table, &window, "week open").await;
    used(&mut table, &window, monday).await;
    let left = window.measures(&format!("{HELPERS}{LEFT}"), vec![]).await;
    table.add("screens still held after they were left, of 50", "", &[left.as_f64().unwrap_or(f64::NAN)]);
    window.close().await;
    table.print();
}

/// Adds what a script measured in ms.
async fn timed(table: &mut Table, window: &Window, what: &str, script: &str, args: Vec<Value>) {
    let measured = window.measures(&format!("{HELPERS}{script}"), args).await;
    table.add(what, "ms", &numbers(&measured));
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

const WEEKS: &str = "(async () => {
    const all = [];
    const [back, on] = document.querySelectorAll('.bar__nav button');
    const title = () => document.querySelector('.bar h1').textContent;
    for (let n = 0; n < 24; n += 1) {
      const before = title();
      all.push(await timed(() => (n % 6 < 3 ? on : back).click(), () => title() !== before && document.querySelector('.block') !== null));
    }
    done(all);
  })()";

const SLIDER: &str = "(async () => {
    await go('#roadmap', '.lane .unit');
    await until(() => document.querySelector('.whatif input[type=range]') !== null);
    await rest(500);
    const slider = document.querySelector('.whatif input[type=range]');
    const drawn = () => document.querySelector('.whatif__answer').textContent + document.querySelector('.road__canvas').style.cssText;
    const all = [];
    for (let n = 0; n < 16; n += 1) {
      const before = drawn();
      all.push(await timed(() => {
        slider.value = String(Number(slider.value) + (n < 8 ? -30 : 30));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }, () => drawn() !== before));
      await rest(100);
    }
    done(all);
  })()";

const SEARCH: &str = "(async () => {
    await go('#strategies', '.unitrow');
    const input = document.querySelector('.find input');
    input.focus();
    const shown = () => document.querySelector('.find__pop').textContent;
    const all = [];
    for (const word of ['gradient', 'kubernetes', 'vector', 'bayes']) {
      for (let n = 1; n <= word.length; n += 1) {
        const before = shown();
        const took = await timed(() => {
          input.value = word.slice(0, n);
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }, () => shown() !== before);
        // More letters may find the same as fewer.
        if (shown() === before) break;
        all.push(took);
      }
      input.value = '';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await rest(200);
    }
    done(all);
  })()";

/// A block is dragged for four seconds; then the same window with nothing but a line that moves, to say what it allows.
async fn frames(table: &mut Table, window: &Window, monday: NaiveDate, (blocks, busy): (usize, usize)) {
    let id = learner::movable(window, monday).await;
    let script = format!("{HELPERS}{DRAG}");
    let measured = window.measures(&script, vec![json!(monday.to_string()), json!(id)]).await;
    let what = format!("{blocks} blocks, {busy} busy events");
    table.add(&format!("frame while dragging, {what}"), "ms", &numbers(&measured["frames"]));
    table.add("of it the page's own work (script, style, layout)", "ms", &numbers(&measured["work"]));
    table.add("frame with nothing but a moving line", "ms", &numbers(&measured["line"]));
    let rate = |frames: &[f64]| frames.len() as f64 * 1000.0 / frames.iter().sum::<f64>();
    table.add("frames a second while dragging", "", &[rate(&numbers(&measured["frames"]))]);
    table.add("frames a second with the line", "", &[rate(&numbers(&measured["line"]))]);
}

const DRAG: &str = "(async () => {
    const [monday, id] = arguments;
    await go(`#week/${monday}`, `[data-testid='block-${id}']`);
    await rest(1000);
    const button = document.querySelector(`.day__slots [data-testid='block-${id}']`);
    button.scrollIntoView({ block: 'center' });
    const r = button.getBoundingClientRect();
    const days = document.querySelector('.cal__days').getBoundingClientRect();
    const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
    const event = (type, x, y) => new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 7, button: 0, buttons: 1, clientX: x, clientY: y, isPrimary: true });
    button.dispatchEvent(event('pointerdown', x, y));
    const run = async (step) => {
      const frames = [], work = [];
      let last = await frame();
      const begin = last;
      for (let n = 0; last - begin < 4000; n += 1) {
        const from = performance.now();
        step(n);
        void document.body.offsetHeight;
        work.push(performance.now() - from);
        const now = await frame();
        frames.push(now - last);
        last = now;
      }
      return { frames, work };
    };
    const dragged = await run((n) => {
      const turn = n / 25;
      const to = [days.left + days.width / 2 + Math.cos(turn) * days.width / 3, y + Math.sin(turn * 1.7) * 120];
      window.dispatchEvent(event('pointermove', ...to));
    });
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await rest(500);
    const line = document.createElement('div');
    line.style.cssText = 'position:fixed;top:0;left:0;width:2px;height:40px;background:red;z-index:99';
    document.body.append(line);
    const still = await run((n) => { line.style.left = `${n % 300}px`; });
    line.remove();
    done({ frames: dragged.frames, work: dragged.work, line: still.frames });
  })()";

/// The window is left alone for a minute.
async fn idle(table: &mut Table, window: &Window, what: &str) {
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = cpu(window);
    tokio::time::sleep(IDLE).await;
    table.add(
        &format!("processor time of all processes in an idle minute, {what}"),
        "ms",
        &[cpu(window) - before],
    );
}

fn cpu(window: &Window) -> f64 {
    processes::of(window.process()).iter().map(|process| process.cpu).sum()
}

fn memory(table: &mut Table, window: &Window, when: &str) {
    let all = processes::of(window.process());
    let sum = |is_it: fn(&str) -> bool| -> f64 {
        all.iter().filter(|process| is_it(&process.name)).map(|process| process.rss).sum()
    };
    table.add(&format!("memory of the program, {when}"), "MB", &[sum(|name| name == "ninefold")]);
    table.add(
        &format!("memory of the page's process, {when}"),
        "MB",
        &[sum(|name| name.starts_with("WebKitWeb"))],
    );
    let shared: f64 = all.iter().map(|process| process.pss).sum();
    table.add(&format!("memory of all processes, shared parts once, {when}"), "MB", &[shared]);
}

/// An hour's worth of use: memory, and what is left in the page.
async fn used(table: &mut Table, window: &Window, monday: NaiveDate) {
    let id = learner::movable(window, monday).await;
    let script = format!("{HELPERS}{USED}");
    let mut nodes = Vec::new();
    // In parts: a script has its time.
    for part in 1..=PARTS {
        let args = vec![json!(monday.to_string()), json!(id), json!(USE / PARTS)];
        nodes.push(window.measures(&script, args).await.as_f64().unwrap_or_default());
        if part == PARTS / 2 || part == PARTS {
            tokio::time::sleep(Duration::from_secs(10)).await;
            memory(
                table,
                window,
                if part < PARTS { "after 1,000 interactions" } else { "after 2,000 interactions" },
            );
        }
    }
    table.add("elements in the page after each twenty interactions", "", &nodes);
}

/// Memory is taken back when the web view finds it worth while, so its size says little of what is held. A screen that is
/// left must be let go: asked of the engine itself, after so much waste that it collects.
const LEFT: &str = "(async () => {
    const screens = [['#week', '.block'], ['#roadmap', '.lane .unit'], ['#strategies/2?find=gradient', '.unitrow'],
      ['#review?burn=table', '.rev__lead'], ['#settings/availability?as=grid', '.set__body h2']];
    const seen = [];
    for (let n = 0; n < 50; n += 1) {
      const [hash, part] = screens[n % screens.length];
      await go(hash, part);
      seen.push(new WeakRef(document.querySelector(part)));
      await go('#today', 'h1');
      await rest(30);
    }
    for (let n = 0; n < 40; n += 1) {
      Array.from({ length: 40 }, () => Array.from({ length: 30000 }, (_, at) => ({ at })));
      await rest(20);
    }
    await rest(1000);
    done(seen.filter((part) => part.deref() !== undefined).length);
  })()";

const USED: &str = "(async () => {
    const [monday, id, times] = arguments;
    const call = (name, args) => window.__TAURI_INTERNALS__.invoke('call', { name, args }).catch(() => null);
    const close = () => document.querySelectorAll('dialog[open] .iconbtn').forEach((button) => button.click());
    const acts = [
      () => go(`#week/${monday}?block=${id}`, '.block'),
      () => go(`#week/${monday}?block=${id}&open=time`, 'dialog[open]'),
      async () => close(),
      () => go(`#week?open=forecast`, 'dialog[open]'),
      async () => close(),
      async () => document.querySelectorAll('.bar__nav button')[1].click(),
      async () => document.querySelectorAll('.block')[0]?.click(),
      () => call('block_lock', { id, locked: true }),
      () => go('#roadmap', '.lane .unit'),
      async () => document.querySelectorAll('.unit')[12]?.click(),
      () => go('#roadmap?as=table', '.roadmap table'),
      () => go('#strategies/2?find=gradient', '.unitrow'),
      () => go('#strategies/math-vectors', '.unitrow.is-open'),
      () => call('block_lock', { id, locked: false }),
      () => go('#review?burn=table', '.rev__lead'),
      () => go('#settings/known', '.set__body h2'),
      () => go('#settings/availability?as=grid', '.set__body h2'),
      () => go('#today', 'h1'),
    ];
    for (let n = 0; n < times; n += 1) { await acts[n % acts.length](); await frame(); }
    await go('#week', '.block');
    await rest(500);
    done(document.querySelectorAll('*').length);
  })()";
