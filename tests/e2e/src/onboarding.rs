//! The four steps.

use serde_json::{Value, json};

use crate::window::Window;

/// Titles of the first three steps; the fourth says when the plan ends.
pub const TITLES: [&str; 3] =
    ["What are you working towards?", "When can you study?", "What do you know already?"];

impl Window {
    /// Waits for one of the first three steps, 1 to 3.
    pub async fn sees_step(&self, n: usize) {
        let title = TITLES[n - 1];
        let script =
            format!("return document.getElementById('ob-title')?.textContent.trim() === \"{title}\"");
        self.wait_for(title, &script).await;
    }

    /// Waits for the fourth step with its plan.
    pub async fn sees_preview(&self) {
        self.wait_for("the preview", "return document.querySelectorAll('.pblock').length > 0").await;
    }

    /// Takes the answers that are offered, from the first step to the week.
    pub async fn accepts_everything(&self) {
        for n in 1..=3 {
            self.sees_step(n).await;
            self.press("Continue").await;
        }
        self.sees_preview().await;
        self.press("Start with this plan").await;
        self.sees_week().await;
    }

    /// Is through onboarding without looking at it: for journeys that begin later.
    pub async fn has_a_plan(&self) {
        let start = self.ask("onboarding_start", json!({})).await;
        self.ask("onboarding_finish", json!({ "draft": start["draft"] })).await;
        self.sees_week().await;
    }

    /// What the page remembers of the answers, as the application was told.
    pub async fn profile(&self) -> Value {
        self.ask("settings", json!({})).await
    }
}
