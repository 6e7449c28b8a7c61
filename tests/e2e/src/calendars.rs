//! Settings, Calendars: accounts, their calendars, and publishing in one of them.

use serde_json::json;

use crate::window::Window;

impl Window {
    /// Types into the field of this label.
    pub async fn types(&self, label: &str, text: &str) {
        let field = self
            .find(&format!("//div[contains(@class,'field')][./label[normalize-space(.)='{label}']]//input"))
            .await;
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        self.driver.execute(script, vec![field.to_json().expect("a reference")]).await.expect("it scrolls");
        field.clear().await.expect("it can be cleared");
        field.send_keys(text).await.expect("it can be typed into");
    }

    /// Chooses one of a few choices that are all in sight.
    pub async fn chooses(&self, words: &str) {
        let choice = self
            .find(&format!("//label[contains(@class,'seg__opt')][normalize-space(.)='{words}']/span"))
            .await;
        choice.click().await.expect("it can be chosen");
    }

    /// Fills in the form of an account in Settings and asks the server.
    pub async fn connects(&self, address: &str, user: &str, password: &str) {
        self.opens_settings("calendars").await;
        self.fills_in_an_account(address, user, password).await;
    }

    /// Fills in the form of an account where it is in sight, and asks the server.
    pub async fn fills_in_an_account(&self, address: &str, user: &str, password: &str) {
        self.chooses("CalDAV server").await;
        self.types("Server address", address).await;
        self.types("User name", user).await;
        self.types("Password for apps", password).await;
        self.press("Check and add").await;
    }

    /// Ticks a calendar of an account, so that it keeps time busy.
    pub async fn keeps_busy(&self, calendar: &str) {
        let script = "const box = [...document.querySelectorAll('.account__cals label')]
            .find((each) => each.textContent.trim() === arguments[0])?.querySelector('input');
            box?.scrollIntoView({ block: 'center' }); box?.focus(); return box ? true : false";
        assert_eq!(self.script(script, vec![json!(calendar)]).await, json!(true), "{calendar} is offered");
        self.keys(" ").await;
        let script = format!(
            "return [...document.querySelectorAll('.calrow')].some((row) => row.textContent.includes({}))",
            json!(calendar)
        );
        self.wait_for(&format!("“{calendar}” among the sources"), &script).await;
    }

    /// Looks for changes now, by the button that stands there.
    pub async fn looks_for_changes(&self) {
        self.opens_settings("calendars").await;
        self.find("//div[contains(@class,'callook')]//button[not(@disabled)]")
            .await
            .click()
            .await
            .expect("a press");
        let script = "return document.querySelector('.callook button')?.disabled === false";
        self.wait_for("the look to end", script).await;
    }
}
