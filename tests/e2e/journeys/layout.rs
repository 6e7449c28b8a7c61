//! Every state of the window, from the smallest size to 200 % zoom: nothing wider than its place, no text cut off or over
//! another, no control under something else. The same table and the same check as the gallery's.

use e2e::scenes::Scene;
use e2e::screen::Screen;
use e2e::stage::Stage;
use e2e::states::{SIZES, STATES, Size, State, USUAL};

/// As it opens, and the smallest; the gallery looks at the others, too.
const NARROW: &[&str] = &["1280x800", "720x560-at-200"];

async fn fits(name: &str, scene: Scene, is_wanted: impl Fn(&State) -> bool) {
    let stage = Stage::new(name);
    let window = scene.open(&stage).await;
    let screen = Screen::of(&stage);
    let mut faults = Vec::new();
    let mut seen = 0;
    for state in STATES.iter().filter(|state| state.scene == scene && is_wanted(state)) {
        seen += 1;
        window.takes_size(&screen, &USUAL).await;
        state.enter(&stage, &window).await;
        for size in SIZES.iter().filter(|size| NARROW.contains(&size.name)) {
            // What is zoomed is laid out as in a smaller window.
            window.takes_size(&screen, &Size { scale: 1, ..*size }).await;
            window.comes_to_rest().await;
            let found = window.layout_faults(state.sees).await;
            faults.extend(found.into_iter().map(|fault| format!("{}, {}: {fault}", state.name, size.name)));
        }
    }
    assert!(seen > 0, "no state of {scene:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    window.close().await;
}

#[tokio::test]
async fn the_first_start_fits() {
    fits("fits-new", Scene::New, |_| true).await;
}

#[tokio::test]
async fn a_plan_that_cannot_be_read_fits() {
    fits("fits-broken", Scene::Broken, |_| true).await;
}

#[tokio::test]
async fn the_week_fits() {
    fits("fits-week", Scene::Learner, |state| state.name.starts_with("week")).await;
}

#[tokio::test]
async fn dialogs_fit() {
    fits("fits-dialogs", Scene::Learner, |state| state.name.starts_with("dialog")).await;
}

#[tokio::test]
async fn roadmap_and_strategies_fit() {
    let is_it = |state: &State| state.name.starts_with("roadmap") || state.name.starts_with("strategies");
    fits("fits-roadmap", Scene::Learner, is_it).await;
}

#[tokio::test]
async fn everything_else_fits() {
    let others = ["week", "dialog", "roadmap", "strategies"];
    let is_it = |state: &State| !others.iter().any(|name| state.name.starts_with(name));
    fits("fits-others", Scene::Learner, is_it).await;
}

#[tokio::test]
async fn a_session_fits() {
    fits("fits-session", Scene::Session, |_| true).await;
}

#[tokio::test]
async fn a_date_out_of_reach_fits() {
    fits("fits-late", Scene::Late, |_| true).await;
}

#[tokio::test]
async fn a_review_fits() {
    fits("fits-recall", Scene::Recall, |_| true).await;
}

#[tokio::test]
async fn an_account_out_of_reach_fits() {
    fits("fits-connected", Scene::Connected, |_| true).await;
}

#[tokio::test]
async fn another_zone_fits() {
    fits("fits-zone", Scene::Elsewhere, |_| true).await;
}
