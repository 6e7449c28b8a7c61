//! The window in other languages: Spanish from choice to act, and layouts that stand any language. A text that is a third
//! longer than English is cut nowhere, in the smallest window that is promised and in a usual one, and the page may be read
//! from the right.

use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::json;
use thirtyfour::prelude::*;

/// The smallest window in which nothing may be cut, and a usual one.
const SIZES: [(u32, u32); 2] = [(960, 640), (1280, 800)];

/// Every screen and every part of the settings, by its address.
const PLACES: [&str; 14] = [
    "today",
    "week",
    "roadmap",
    "strategies",
    "review",
    "settings/availability",
    "settings/goal",
    "settings/known",
    "settings/pace",
    "settings/calendars",
    "settings/calendars?add=link",
    "settings/calendars?add=account",
    "settings/appearance",
    "settings/data",
];

async fn sized(window: &Window, screen: &Screen, (width, height): (u32, u32)) {
    screen.resize(screen.window("Ninefold"), width, height);
    window.wait_for("the size", &format!("return innerWidth === {width}")).await;
}

/// Goes to a place by its address and waits until it is drawn.
async fn shows(window: &Window, place: &str) {
    window.script(&format!("location.hash = '{place}'"), vec![]).await;
    let section = place.split('?').next().unwrap_or(place);
    let part = section.split_once('/').map_or(String::new(), |_| {
        format!(" && document.querySelector('.set__nav [aria-current]')?.hash === '#{section}'")
    });
    let script = format!(
        "return document.querySelector('main h1') !== null && document.querySelector('main [aria-busy=true]') === null{part}"
    );
    window.wait_for(place, &script).await;
    window.comes_to_rest().await;
}

/// Looks at the four steps; goes on by the button that leads on, whatever it is called.
async fn holds_onboarding(window: &Window, size: &str) -> Vec<String> {
    let mut misfits = Vec::new();
    window.script("location.hash = 'onboarding'", vec![]).await;
    for step in 1..=4 {
        let script = format!(
            "return document.querySelectorAll('.ob__steps li')[{step} - 1]?.ariaCurrent === 'step'
               && document.querySelector('[aria-busy=true]') === null"
        );
        window.wait_for(&format!("step {step}"), &script).await;
        misfits.extend(window.misfits(&format!("step {step}, {size}")).await);
        if step < 4 {
            window.script("document.querySelector('main .btn--primary').click()", vec![]).await;
        }
    }
    misfits
}

async fn holds_every_place(window: &Window, size: &str) -> Vec<String> {
    let mut misfits = Vec::new();
    for place in PLACES {
        shows(window, place).await;
        misfits.extend(window.misfits(&format!("{place}, {size}")).await);
    }
    // What opens on a screen.
    shows(window, "week").await;
    let open = [
        ("the checklist", "document.querySelector('.day .block')?.click()"),
        ("the menu of a block", "document.querySelector('[aria-haspopup=menu]')?.click()"),
    ];
    for (what, script) in open {
        window.script(script, vec![]).await;
        misfits.extend(window.misfits(&format!("{what}, {size}")).await);
    }
    misfits
}

/// What the person sees, in pictures.
async fn pictures(window: &Window, of: &str) {
    for place in PLACES.iter().take(6) {
        shows(window, place).await;
        window.picture(&format!("{of}-{}", place.replace('/', "-"))).await;
    }
}

#[tokio::test]
async fn longer_words_are_cut_nowhere() {
    let stage = Stage::new("long");
    let window = stage.open().await;
    let screen = Screen::of(&stage);
    window.speaks_long().await;
    let mut misfits = Vec::new();
    for size in SIZES {
        sized(&window, &screen, size).await;
        let name = format!("{} by {}", size.0, size.1);
        misfits.extend(holds_onboarding(&window, &name).await);
    }
    window.ask("sample_start", json!({})).await;
    for size in SIZES {
        sized(&window, &screen, size).await;
        misfits.extend(holds_every_place(&window, &format!("{} by {}", size.0, size.1)).await);
    }
    pictures(&window, "long").await;
    window.close().await;
    assert!(misfits.is_empty(), "{} misfits:\n  {}", misfits.len(), misfits.join("\n  "));
}

/// Misses a block as a person who reads Spanish does, and sees what changed.
async fn misses_a_block_in_spanish(theme: &str) {
    let stage = Stage::new(&format!("spanish-{theme}"));
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    let script = format!("return document.documentElement.dataset.theme === '{theme}'");
    window.wait_for(theme, &script).await;

    // The choice is followed at once, by the window's own words and by what the application says.
    window.script("location.hash = 'settings/appearance'", vec![]).await;
    window.find("//label[normalize-space(.)='Español']").await.click().await.unwrap();
    window.wait_for("Spanish", "return document.documentElement.lang === 'es'").await;
    window
        .wait_for("its title", "return document.querySelector('main h1')?.textContent.trim() === 'Ajustes'")
        .await;
    let focused = "return document.activeElement?.value === 'es'";
    window.wait_for("the focus on the choice", focused).await;
    window.is_accessible("ajustes").await;
    window.picture("ajustes").await;

    window.go("Hoy").await;
    window.is_accessible("hoy").await;
    window.picture("hoy").await;
    window.go("Semana").await;
    window.sees_week().await;
    window.script("document.querySelector('.day .block').click()", vec![]).await;
    window.press("No pude").await;
    let told = "return document.querySelector('.toast, dialog[open]') !== null";
    window.wait_for("what it does to the plan", told).await;
    window.picture("propuesta").await;
    if window.script("return document.querySelector('dialog[open]') !== null", vec![]).await == json!(true) {
        window.press("Aplicar").await;
    }
    let said = window.said("De vuelta en la cola").await;
    assert!(said.contains("bloque"), "{said}");
    window.is_accessible("semana").await;
    window.picture("dicho").await;
    window.press("¿Qué ha cambiado?").await;
    window.wait_for("the changes", "return document.querySelector('dialog[open] table') !== null").await;
    window.is_accessible("cambios").await;
    window.picture("cambios").await;
    window.keys(Key::Escape + "").await;
    for place in ["roadmap", "strategies", "review"] {
        shows(&window, place).await;
        window.is_accessible(place).await;
        window.picture(place).await;
    }
    window.close().await;

    // It is remembered on this computer.
    let window = stage.open().await;
    window.wait_for("Spanish again", "return document.documentElement.lang === 'es'").await;
    window.go("Ajustes").await;
    window.close().await;
}

#[tokio::test]
async fn a_block_is_missed_in_spanish_by_day() {
    misses_a_block_in_spanish("light").await;
}

#[tokio::test]
async fn a_block_is_missed_in_spanish_by_night() {
    misses_a_block_in_spanish("dark").await;
}

#[tokio::test]
async fn spanish_is_cut_nowhere() {
    let stage = Stage::new("spanish-fits");
    let window = stage.open().await;
    let screen = Screen::of(&stage);
    window.script("localStorage.setItem('ninefold.language', 'es'); location.reload()", vec![]).await;
    window.wait_for("Spanish", "return document.documentElement.lang === 'es'").await;
    let mut misfits = Vec::new();
    for size in SIZES {
        sized(&window, &screen, size).await;
        misfits.extend(holds_onboarding(&window, &format!("{} by {}", size.0, size.1)).await);
    }
    window.ask("sample_start", json!({})).await;
    for size in SIZES {
        sized(&window, &screen, size).await;
        misfits.extend(holds_every_place(&window, &format!("{} by {}", size.0, size.1)).await);
    }
    window.close().await;
    assert!(misfits.is_empty(), "{} misfits:\n  {}", misfits.len(), misfits.join("\n  "));
}

#[tokio::test]
async fn the_page_may_be_read_from_the_right() {
    let stage = Stage::new("from-the-right");
    let window = stage.open().await;
    let screen = Screen::of(&stage);
    window.ask("sample_start", json!({})).await;
    window.reads_from_the_right().await;
    let mut misfits = Vec::new();
    for size in SIZES {
        sized(&window, &screen, size).await;
        misfits.extend(holds_every_place(&window, &format!("{} by {}", size.0, size.1)).await);
    }
    pictures(&window, "rtl").await;
    shows(&window, "week").await;
    // Days and hours run from the left in every language; the rail stands where reading begins.
    let order = "const [first, last] = [...document.querySelectorAll('.day')].map((day) => day.getBoundingClientRect().left)
        .filter((_, n) => n === 0 || n === 6);
      const rail = document.querySelector('.rail').getBoundingClientRect();
      return first < last && rail.right > innerWidth - 2";
    assert_eq!(window.script(order, vec![]).await, json!(true));
    window.close().await;
    assert!(misfits.is_empty(), "{} misfits:\n  {}", misfits.len(), misfits.join("\n  "));
}
