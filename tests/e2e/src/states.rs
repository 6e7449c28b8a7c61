//! Everything that the window can show, as one table: what the gallery draws and what is checked for its layout.
//! Invariant: a state is reached from its scene by an address and a few acts, so each can be looked at on its own; states
//! that change something stand behind those that do not, each in the order in which a person would come to it.

use serde_json::{Value, json};

use crate::scenes::Scene;
use crate::stage::Stage;
use crate::window::Window;

/// One thing to look at.
pub struct State {
    /// Its name, also of its pictures: the screen first.
    pub name: &'static str,
    /// Whose window it is seen in.
    pub scene: Scene,
    /// "#week?open=add"; names in braces are blocks of the present week by what became of them, and the
    /// learner's own unit.
    pub address: &'static str,
    /// What is done there.
    pub acts: &'static [Act],
    /// A selector of what is there then.
    pub sees: &'static str,
}

/// What a person does to come to a state.
pub enum Act {
    /// Presses what this selector names.
    Press(&'static str),
    /// Types into what this selector names.
    Type(&'static str, &'static str),
    /// Waits for what this selector names.
    See(&'static str),
    /// The clock moves.
    At(&'static str),
    /// Calls of this command fail from now on, and the window is looked at again.
    Fail(&'static str),
    /// Calls of this command get this answer from now on.
    Answer(&'static str, &'static str),
}

use Act::{Answer, At, Fail, Press, See, Type};
use Scene::{Broken, Connected, Elsewhere, Late, Learner, New, Recall, Session};

/// Languages in which the window can be looked at.
pub const LANGUAGES: &[&str] = &["en", "es"];

/// Themes.
pub const THEMES: &[&str] = &["light", "dark"];

/// A size of the window.
pub struct Size {
    /// As the pictures are called.
    pub name: &'static str,
    /// Of the page, in its own pixels.
    pub width: u32,
    /// Of the page, in its own pixels.
    pub height: u32,
    /// Pixels of the display for one of the page: 2 is a zoom of 200 %.
    pub scale: u32,
}

/// The size at which a window opens.
pub const USUAL: Size = Size { name: "1280x800", width: 1280, height: 800, scale: 1 };

/// The sizes that every state must do well in.
pub const SIZES: &[Size] = &[
    Size { name: "800x600", width: 800, height: 600, scale: 1 },
    Size { name: "960x640", width: 960, height: 640, scale: 1 },
    USUAL,
    Size { name: "2560x1440", width: 2560, height: 1440, scale: 1 },
    // The smallest window there is.
    Size { name: "720x560-at-200", width: 720, height: 560, scale: 2 },
];

const fn state(
    name: &'static str,
    scene: Scene,
    address: &'static str,
    acts: &'static [Act],
    sees: &'static str,
) -> State {
    State { name, scene, address, acts, sees }
}

const BLOCK: &str = ".day__slots .block";
const PANEL: &str = "[data-testid=panel] h2";
const DIALOG: &str = "dialog[open]";
/// What is asked before a calendar is added whose server nobody vouches for.
const ASKS: &str = r#"{"question":{"kind":"certificate","text":"The certificate of calendar.example.org is not trusted: nobody whom this computer trusts has signed it. If it is your own server, compare its fingerprint (SHA-256): 4f1c 88e0 4f1c 88e0 4f1c 88e0 4f1c 88e0 4f1c 88e0 4f1c 88e0 4f1c 88e0 4f1c 88e0. Trust it only if it is the same.","trust":{"host":"calendar.example.org","fingerprint":"00"}},"account":null,"message":null,"problems":[]}"#;

/// A sync folder of two computers that asks for its passphrase.
const SEALED: &str = r#"{"folder":"~/Sync/ninefold","state":"A passphrase hides what other computers write there. Enter it to read them.","trouble":true,"notes":[],"computers":[{"name":"studio","heard":"18:40","this":true},{"name":"laptop","heard":null,"this":false}],"history":[],"passphrase":"asked","keep":"keychain"}"#;

/// The table.
pub const STATES: &[State] = &[
    state("onboarding-1-goal", New, "#onboarding/1", &[], ".choice__box"),
    state("onboarding-2-time", New, "#onboarding/2", &[], ".ob__body .paint"),
    state("onboarding-2-account", New, "#onboarding/2?add=account", &[], ".ob__body .connect"),
    state(
        "onboarding-2-asked",
        New,
        "#onboarding/2?add=link",
        &[
            Answer("calendar_link_add", ASKS),
            Type(".connect input", "https://example.org/a"),
            Press(".connect__send"),
        ],
        ".connect__ask",
    ),
    state("onboarding-3-know", New, "#onboarding/3", &[], ".ob__body table"),
    state("onboarding-4-plan", New, "#onboarding/4", &[], ".pblock"),
    state("error-start", Broken, "#week", &[], "[role=alert]"),
    state("week", Learner, "#week?block={work}", &[], BLOCK),
    state("week-panel", Learner, "#week?block={work}&panel=open", &[], ".panel .why"),
    state("week-done", Learner, "#week?block={done}&panel=open", &[], PANEL),
    state("week-missed", Learner, "#week?block={missed}&panel=open", &[], PANEL),
    state("week-unanswered", Learner, "#week?block={unanswered}&panel=open", &[], PANEL),
    state("week-likely", Learner, "#week/2027-02-01", &[], ".banner"),
    state("week-empty", Learner, "#week/2026-12-21?panel=open", &[], ".panel .empty"),
    state("week-before", Learner, "#week/2026-11-09", &[], BLOCK),
    state("week-five-days", Learner, "#week/2026-11-25?view=five", &[], BLOCK),
    state("week-one-day", Learner, "#week/2026-11-25?view=day", &[], BLOCK),
    state("week-menu", Learner, "#week?block={work}&panel=open&open=menu", &[], "[role=menuitem]"),
    state("week-undo-menu", Learner, "#week", &[Press(".bar [aria-haspopup=menu]")], "[role=menuitem]"),
    state("dialog-time", Learner, "#week?block={work}&open=time", &[], DIALOG),
    state("dialog-took", Learner, "#week?block={unanswered}&open=took", &[], DIALOG),
    state("dialog-split", Learner, "#week?block={work}&open=split", &[], DIALOG),
    state("dialog-add", Learner, "#week?open=add", &[], DIALOG),
    state("dialog-forecast", Learner, "#week?open=forecast", &[See("tbody tr:nth-child(9)")], DIALOG),
    state("dialog-keys", Learner, "#week?open=keys", &[], DIALOG),
    state("dialog-palette", Learner, "#week?open=palette", &[], ".palette__o"),
    state(
        "dialog-palette-typed",
        Learner,
        "#week?open=palette",
        &[Type("dialog[open] input", "grad")],
        ".palette__o mark",
    ),
    state("today", Learner, "#today", &[], "[data-testid=next]"),
    state("roadmap", Learner, "#roadmap", &[], ".lane .unit"),
    state("roadmap-whole", Learner, "#roadmap?as=whole", &[], ".lane .unit"),
    state("roadmap-table", Learner, "#roadmap?as=table", &[], ".roadmap table"),
    state("roadmap-unit", Learner, "#roadmap?unit=math-gradients", &[], PANEL),
    state("roadmap-lane", Learner, "#roadmap?lane=3", &[], PANEL),
    state("roadmap-what-if", Learner, "#roadmap?hours=900&date=2027-06-30", &[], ".road--asked"),
    state("strategies", Learner, "#strategies/1", &[], ".unitrow"),
    state(
        "strategies-unit",
        Learner,
        "#strategies/math-vectors",
        &[See(".unitrow.is-open .acts")],
        ".unitrow.is-open",
    ),
    state(
        "strategies-own",
        Learner,
        "#strategies/{own}",
        &[See(".unitrow.is-open .acts")],
        ".unitrow.is-open",
    ),
    state("strategies-projects", Learner, "#strategies/6", &[], ".unitrow"),
    state("strategies-search", Learner, "#strategies?find=gradient", &[Press(".find input")], ".hit"),
    state(
        "strategies-nothing",
        Learner,
        "#strategies?find=astrology",
        &[Press(".find input")],
        ".find .combo__note",
    ),
    state("dialog-new-unit", Learner, "#strategies/1?open=new-unit", &[], DIALOG),
    state("dialog-change-unit", Learner, "#strategies/{own}?open=change-unit", &[], DIALOG),
    state("review", Learner, "#review", &[], ".rev__lead b"),
    state(
        "review-tables",
        Learner,
        "#review?period=all&burn=table&weeks=table&balance=table&takes=table&days=table",
        &[],
        ".rev .figures",
    ),
    state("settings-availability", Learner, "#settings/availability", &[], ".set__body input"),
    state("settings-grid", Learner, "#settings/availability?as=grid", &[], ".set__body .grid"),
    state("settings-goal", Learner, "#settings/goal", &[], ".choice__box"),
    state("settings-known", Learner, "#settings/known", &[], ".set__body table"),
    state("settings-pace", Learner, "#settings/pace", &[], ".set__body h2"),
    state("settings-calendars", Learner, "#settings/calendars", &[], ".calrow"),
    state("calendars-link", Learner, "#settings/calendars?add=link", &[], ".connect input"),
    state("calendars-account", Learner, "#settings/calendars?add=account", &[], ".connect [type=password]"),
    state(
        "calendars-service",
        Learner,
        "#settings/calendars?add=account",
        &[Type(".connect select", "google")],
        ".connect__steps",
    ),
    state(
        "calendars-asked",
        Learner,
        "#settings/calendars?add=link",
        &[
            Answer("calendar_link_add", ASKS),
            Type(".connect input", "https://calendar.example.org/home.ics"),
            Press(".connect__send"),
        ],
        ".connect__ask",
    ),
    state(
        "calendars-failed",
        Learner,
        "#settings/calendars?add=link",
        &[Type(".connect input", "ftp://calendar.example.org/home.ics"), Press(".connect__send")],
        ".connect .banner--bad",
    ),
    state(
        "settings-import-refused",
        Learner,
        "#settings/data?open=import",
        &[Type("dialog[open] .packform input", "/nowhere.json"), Press("dialog[open] [type=submit]")],
        "dialog[open] .banner--bad",
    ),
    state("settings-appearance", Learner, "#settings/appearance", &[], ".swatches"),
    state(
        "settings-computer",
        Learner,
        "#settings/computer",
        &[],
        ".set__body [role=switch], .set__body input",
    ),
    state("settings-pack", Learner, "#settings/pack", &[], ".packform input"),
    state("settings-data", Learner, "#settings/data", &[], ".set__body button"),
    state(
        "settings-sync-folder",
        Learner,
        "#settings/data",
        &[Press(".set__body [role=switch]")],
        ".packform input",
    ),
    state(
        "settings-sync-passphrase",
        Learner,
        "#settings/data",
        &[Answer("sync", SEALED), Press("[data-testid=passphrase] .btn:last-child")],
        ".packform [type=password]",
    ),
    state("settings-import", Learner, "#settings/data?open=import", &[], "dialog[open] .packform input"),
    state(
        "settings-faults",
        Learner,
        "#settings/availability",
        &[Type(".settable td:nth-child(2) input", "25:00")],
        ".set__body [aria-invalid=true]",
    ),
    state(
        "dialog-took-fault",
        Learner,
        "#week?block={unanswered}&open=took",
        &[Type("dialog[open] input", "soon")],
        "dialog[open] [aria-invalid=true]",
    ),
    state("message", Learner, "#week?block={work}", &[Press(".panel [aria-pressed=false]")], ".toast"),
    state("session-running", Session, "#today", &[Press("[data-testid=next] .btn--primary")], "[role=timer]"),
    state("session-in-week", Session, "#week", &[], BLOCK),
    state(
        "session-resting",
        Session,
        "#today",
        &[Press(".next__acts .btn--primary")],
        ".run__time.is-resting",
    ),
    state("today-evening", Session, "#today", &[At("2026-11-29T23:20")], "h1"),
    state("recall", Recall, "#today", &[], ".recall__q"),
    state("recall-answer", Recall, "#today", &[Press(".recall button")], ".recall__a"),
    state("recall-week", Recall, "#week?panel=open", &[], ".panel .recall__q"),
    state("late", Late, "#week", &[See(".ways li")], ".ways li"),
    state("late-roadmap", Late, "#roadmap", &[], ".lane .unit"),
    state("late-forecast", Late, "#week?open=forecast", &[See("tbody tr:nth-child(9)")], DIALOG),
    state(
        "proposal",
        Late,
        "#settings/availability",
        &[Press("tr[data-row] .iconbtn"), Press(".saverow .btn--primary:not(:disabled)")],
        ".proposal",
    ),
    state(
        "proposal-week",
        Late,
        "#settings/availability",
        &[
            Press("tr[data-row] .iconbtn"),
            Press(".saverow .btn--primary:not(:disabled)"),
            See(".proposal"),
            Press(".rail__item[href^='#week']"),
            See(".week .block"),
        ],
        ".proposal__foot",
    ),
    state(
        "dialog-changes",
        Late,
        "#settings/availability",
        &[
            Press("tr[data-row] .iconbtn"),
            Press(".saverow .btn--primary:not(:disabled)"),
            Press(".proposal__foot .btn--primary"),
            Press(".toast__act + .toast__act"),
        ],
        "dialog[open] .diff__t",
    ),
    // What fails stays broken until the page is loaded anew.
    state("failed-week", Learner, "#week", &[Fail("week")], ".notice .banner--bad"),
    state(
        "failed-panel",
        Learner,
        "#week?panel=open",
        &[Fail("block"), Press(".slot:last-child .block")],
        ".panel [role=alert]",
    ),
    state("failed-today", Learner, "#today", &[Fail("today")], ".page__banner .banner--bad"),
    state(
        "failed-roadmap",
        Learner,
        "#settings/pace",
        &[Fail("roadmap"), Press(".rail__item[href^='#roadmap']")],
        ".roadmap [role=alert]",
    ),
    state(
        "date-picker",
        Learner,
        "#settings/goal",
        &[Press(".inputgroup button[aria-haspopup=dialog]")],
        ".datecal [role=grid]",
    ),
    state("connected", Connected, "#settings/calendars", &[], ".account__cals"),
    state("connected-week", Connected, "#week", &[], ".busy.is-stale"),
    state("connected-today", Connected, "#today", &[], ".strip__busy"),
    state(
        "connected-forget",
        Connected,
        "#settings/calendars",
        &[Press(".account .setline .btn:last-child")],
        ".account .banner",
    ),
    state(
        "connected-another",
        Connected,
        "#settings/calendars",
        &[Press(".share .setline .btn:nth-last-child(2)")],
        ".share .connect__fields select",
    ),
    state(
        "connected-stop",
        Connected,
        "#settings/calendars",
        &[Press(".share .setline .btn:last-child")],
        ".share .banner",
    ),
    state("zone", Elsewhere, "#week", &[], ".banners .banner"),
];

/// Answers calls of a command in the application's place: the page asks it by the web view's own fetch.
const INSTEAD: &str = r#"const [command, answer, kind] = arguments;
    const own = window.fetch;
    window.fetch = async (to, how) => {
      const body = how?.body instanceof Uint8Array || how?.body instanceof ArrayBuffer
        ? new TextDecoder().decode(how.body) : String(how?.body);
      if (!String(to).startsWith('ipc:') || !body.includes(`"name":"${command}"`)) return own(to, how);
      return new Response(answer, { headers: { 'Content-Type': 'application/json', 'Tauri-Response': kind } });
    }"#;

impl State {
    /// Goes there in an open window of its scene, in the language it speaks. The window has its usual size.
    pub async fn enter(&self, stage: &Stage, window: &Window) {
        let names = named(window).await;
        window.load(&filled(self.address, &names)).await;
        for act in self.acts {
            act.run(stage, window).await;
        }
        window.wait_for_selector(self.name, self.sees).await;
    }
}

impl Act {
    async fn run(&self, stage: &Stage, window: &Window) {
        match self {
            Press(selector) => {
                window.wait_for_selector(selector, selector).await;
                let script = "const it = document.querySelector(arguments[0]); it.focus(); it.click()";
                window.script(script, vec![json!(selector)]).await;
            }
            Type(selector, text) => {
                window.wait_for_selector(selector, selector).await;
                let script =
                    "const it = document.querySelector(arguments[0]); it.focus(); it.value = arguments[1];
                    it.dispatchEvent(new Event('input', { bubbles: true }));
                    it.dispatchEvent(new Event('change', { bubbles: true }))";
                window.script(script, vec![json!(selector), json!(text)]).await;
            }
            See(selector) => window.wait_for_selector(selector, selector).await,
            Fail(command) => {
                let failure = r#"{"code":"storage","message":"The disk is full.","details":[]}"#;
                window.script(INSTEAD, vec![json!(command), json!(failure), json!("error")]).await;
                window.script("dispatchEvent(new Event('focus'))", vec![]).await;
            }
            Answer(command, answer) => {
                window.script(INSTEAD, vec![json!(command), json!(answer), json!("ok")]).await;
                window.script("dispatchEvent(new Event('focus'))", vec![]).await;
            }
            At(now) => {
                stage.at(now);
                window.script("dispatchEvent(new Event('focus'))", vec![]).await;
            }
        }
    }
}

fn filled(text: &str, names: &[(&str, String)]) -> String {
    names.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
}

/// Names that addresses use: blocks of the present week by what became of them, and the learner's own unit.
async fn named(window: &Window) -> Vec<(&'static str, String)> {
    let Some(week) = window.try_ask("week", json!({})).await else { return Vec::new() };
    let days = week["days"].as_array().expect("days");
    let blocks: Vec<&Value> = days.iter().flat_map(|day| day["blocks"].as_array().expect("blocks")).collect();
    let mut names = Vec::new();
    for name in ["done", "missed", "unanswered"] {
        let found = blocks.iter().find(|block| block["state"] == name);
        names.extend(found.map(|block| (name, block["id"].as_str().unwrap_or_default().to_owned())));
    }
    let work = blocks.iter().find(|block| block["state"] == "planned" && block["kind"] == "work");
    names.extend(work.map(|block| ("work", block["id"].as_str().unwrap_or_default().to_owned())));
    let strategies = window.ask("strategies", json!({})).await;
    let all = strategies["strategies"].as_array().expect("strategies").iter();
    let own =
        all.flat_map(|one| one["units"].as_array().expect("units")).find(|unit| unit["own"] == json!(true));
    names.extend(own.map(|unit| ("own", unit["id"].as_str().unwrap_or_default().to_owned())));
    names
}
