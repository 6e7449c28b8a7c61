//! Today: the next block, its session, its answers, the questions of a review, study off the plan.

use serde_json::{Value, json};

use crate::window::Window;

impl Window {
    /// Goes to Today as it is now: a person looks at the window again.
    pub async fn looks_at_today(&self) {
        self.go("Today").await;
        self.looks().await;
        self.wait_for_selector("today", ".todaygrid").await;
    }

    /// The window is looked at again after a while.
    pub async fn looks(&self) {
        self.script("dispatchEvent(new Event('focus'))", vec![]).await;
        self.wait_for_nothing_under_way().await;
    }

    /// Waits until Today shows this block as the next, or the one that runs.
    pub async fn sees_next(&self, title: &str) {
        let script = format!(
            "return document.querySelector('[data-testid=next] h2')?.textContent.trim() === {}",
            json!(title)
        );
        self.wait_for(title, &script).await;
    }

    /// Says how long the session took, as it is asked, and agrees to what that changes.
    pub async fn says_it_took(&self, minutes: i64) {
        let input = self.find("//form[@id='took-form']//input[@inputmode='numeric']").await;
        input.clear().await.expect("it can be cleared");
        input.send_keys(minutes.to_string()).await.expect("it can be typed into");
        self.script("document.querySelector('#took-form').requestSubmit()", vec![]).await;
        self.agrees("Marked").await;
    }

    /// Logs study of a unit of the plan that was off the plan.
    pub async fn logs(&self, minutes: u32) {
        let input = self.find("//form[contains(@class,'quicklog')]//input[@inputmode='numeric']").await;
        input.clear().await.expect("it can be cleared");
        input.send_keys(minutes.to_string()).await.expect("it can be typed into");
        self.press("Log").await;
        self.agrees("Logged").await;
    }

    /// Thinks, looks at every answer of the unit on screen and grades it by this key, 1 to 4.
    pub async fn grades(&self, item: &Value, key: &str) {
        let questions = item["questions"].as_array().expect("questions");
        for (n, question) in questions.iter().enumerate() {
            let words = question["question"].as_str().expect("words");
            let script = format!(
                "return document.querySelector('.recall__q')?.textContent.includes({}) ?? false",
                json!(words)
            );
            self.wait_for(words, &script).await;
            if !question["answer"].is_null() {
                self.press("Show answer").await;
            }
            if n + 1 < questions.len() {
                self.press("Next question").await;
            }
        }
        self.keys(key).await;
        self.said("comes back").await;
    }
}
