//! Settings: calendars, hours, the date, the export.

use std::path::Path;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::week::AGREE;
use crate::window::Window;

impl Window {
    /// Goes to a section.
    pub async fn opens_settings(&self, part: &str) {
        self.go("Settings").await;
        self.script("location.hash = arguments[0]", vec![json!(format!("settings/{part}"))]).await;
        let script =
            format!("return document.querySelector('.set__nav [aria-current]')?.hash === '#settings/{part}'");
        self.wait_for(part, &script).await;
    }

    /// Adds a calendar file.
    pub async fn adds_calendar(&self, file: &Path) {
        self.opens_settings("calendars").await;
        let before = "return document.querySelectorAll('.calrow').length";
        let before = self.script(before, vec![]).await.as_u64().unwrap_or(0);
        let input =
            self.driver.find(By::Css(".set__body input[type=file]")).await.expect("a field for files");
        input.send_keys(file.to_str().expect("a path in letters")).await.expect("a file can be chosen");
        let script = format!("{AGREE} return document.querySelectorAll('.calrow').length > {before}");
        self.wait_for("the calendar", &script).await;
    }

    /// Sets when the first window of the list ends, and agrees to what that changes.
    pub async fn ends_first_window_at(&self, time: &str) {
        self.opens_settings("availability").await;
        let input = self.find("(//table[contains(@class,'settable')]//tbody/tr)[1]/td[3]//input").await;
        input.clear().await.expect("it can be cleared");
        input.send_keys(format!("{time}{}", Key::Tab + "")).await.expect("it can be typed into");
        self.find(
            "(//div[contains(@class,'saverow')]//button[normalize-space(.)='Save' and not(@disabled)])[1]",
        )
        .await
        .click()
        .await
        .expect("it can be pressed");
        self.agrees("Saved.").await;
    }

    /// Sets the date to be done by.
    pub async fn wants_to_be_done_by(&self, day: &str) {
        self.opens_settings("goal").await;
        let input = self.find("//div[contains(@class,'ob__pair')]//input[contains(@class,'num')]").await;
        input.clear().await.expect("it can be cleared");
        input.send_keys(format!("{day}{}", Key::Tab + "")).await.expect("it can be typed into");
        self.find(
            "(//div[contains(@class,'saverow')]//button[normalize-space(.)='Save' and not(@disabled)])[1]",
        )
        .await
        .click()
        .await
        .expect("it can be pressed");
        self.agrees("Saved.").await;
    }

    /// Exports everything, to the folder for downloads.
    pub async fn exports_everything(&self) {
        self.opens_settings("data").await;
        // What stands above the button comes in by and by.
        let stands = "const said = document.querySelector('.set__body')?.textContent ?? ''
            return said.includes('Backups') && !said.includes('Looking ')";
        self.wait_for("the backups", stands).await;
        self.press("Export JSON").await;
        self.said("Written to").await;
    }
}
