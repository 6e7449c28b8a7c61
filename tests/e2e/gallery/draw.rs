//! Draws the states, scene by scene, and tells what is wrong with their layout.

use std::path::Path;
use std::process::ExitCode;

use e2e::scenes::SCENES;
use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::states::{LANGUAGES, SIZES, STATES, Size, State, THEMES, USUAL};
use e2e::window::Window;
use serde_json::json;

use crate::page;

/// Draws what is wanted into out/gallery: the beginnings of names, and "--language es" for another language than English.
pub async fn run(args: &[String]) -> ExitCode {
    let mut wanted: Vec<&String> = args.iter().collect();
    let mut language = LANGUAGES[0];
    if let Some(at) = args.iter().position(|arg| arg == "--language") {
        let Some(known) = LANGUAGES.iter().find(|known| args.get(at + 1).is_some_and(|arg| arg == *known))
        else {
            eprintln!("--language is one of {}", LANGUAGES.join(", "));
            return ExitCode::FAILURE;
        };
        language = known;
        wanted.drain(at..at + 2);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../out/gallery");
    if let Err(error) = std::fs::create_dir_all(&folder) {
        eprintln!("{}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    let is_wanted =
        |state: &&State| wanted.is_empty() || wanted.iter().any(|name| state.name.starts_with(name.as_str()));
    let mut faults = Vec::new();
    for scale in [1, 2] {
        let sizes: Vec<&Size> = SIZES.iter().filter(|size| size.scale == scale).collect();
        for scene in SCENES {
            let states: Vec<&State> =
                STATES.iter().filter(|state| state.scene == *scene).filter(is_wanted).collect();
            if states.is_empty() {
                continue;
            }
            let stage = Stage::new(&format!("gallery-{scene:?}")).scaled(scale);
            let window = scene.open(&stage).await;
            let speak = "localStorage.setItem('ninefold.language', arguments[0])";
            window.script(speak, vec![json!(language)]).await;
            let screen = Screen::of(&stage);
            for state in states {
                window.takes_size(&screen, &Size { scale, ..USUAL }).await;
                state.enter(&stage, &window).await;
                draw(&window, &screen, state, &sizes, language, &folder, &mut faults).await;
            }
        }
    }
    let index = folder.join("index.html");
    if let Err(error) = std::fs::write(&index, page::html(&folder)) {
        eprintln!("{}: {error}", index.display());
        return ExitCode::FAILURE;
    }
    println!("{}", index.canonicalize().unwrap_or(index).display());
    for fault in &faults {
        println!("{fault}");
    }
    println!("{} faults of layout", faults.len());
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One state in these sizes and every theme.
async fn draw(
    window: &Window,
    screen: &Screen,
    state: &State,
    sizes: &[&Size],
    language: &str,
    folder: &Path,
    faults: &mut Vec<String>,
) {
    println!("{}", state.name);
    for size in sizes {
        window.takes_size(screen, size).await;
        for theme in THEMES {
            let script = "document.documentElement.dataset.theme = arguments[0]";
            window.script(script, vec![json!(theme)]).await;
            window.comes_to_rest().await;
            let file = folder.join(page::picture(state, size, theme, language));
            if let Err(error) = window.driver.screenshot(&file).await {
                faults.push(format!("{}, {}: no picture: {error}", state.name, size.name));
            }
        }
        let found = window.layout_faults(state.sees).await;
        faults.extend(found.into_iter().map(|fault| format!("{}, {}: {fault}", state.name, size.name)));
    }
}
