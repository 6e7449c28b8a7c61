//! Both themes, every screen, as axe-core sees them.

use e2e::stage::Stage;
use serde_json::json;

async fn in_theme(theme: &str) {
    let stage = Stage::new(&format!("theme-{theme}"));
    let window = stage.open().await;
    window.ask("theme_set", json!({ "theme": theme })).await;
    let script = format!("return document.documentElement.dataset.theme === '{theme}'");
    window.wait_for(theme, &script).await;
    for n in 1..=3 {
        window.sees_step(n).await;
        window.is_accessible(&format!("step {n}")).await;
        window.picture(&format!("step-{n}")).await;
        window.press("Continue").await;
    }
    window.sees_preview().await;
    window.is_accessible("step 4").await;
    window.picture("step-4").await;
    window.press("Start with this plan").await;
    window.sees_week().await;
    window.is_accessible("week").await;
    window.picture("week").await;
    for screen in ["Today", "Review", "Settings"] {
        window.go(screen).await;
        window.is_accessible(screen).await;
        window.picture(&screen.to_lowercase()).await;
    }
    for part in ["goal", "calendars", "appearance", "data"] {
        window.script(&format!("location.hash = 'settings/{part}'"), vec![]).await;
        let script =
            format!("return document.querySelector('.set__nav [aria-current]')?.hash === '#settings/{part}'");
        window.wait_for(part, &script).await;
        window.is_accessible(part).await;
        window.picture(part).await;
    }
    window.close().await;
}

#[tokio::test]
async fn light() {
    in_theme("light").await;
}

#[tokio::test]
async fn dark() {
    in_theme("dark").await;
}
