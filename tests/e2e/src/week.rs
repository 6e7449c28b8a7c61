//! The week: its blocks, the panel, dragging.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::servant::PATIENCE;
use crate::window::Window;

/// A block as the application tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub id: String,
    pub title: String,
    pub unit: Option<String>,
    /// "2026-11-25".
    pub day: String,
    /// Minutes of the day.
    pub from: i64,
    pub to: i64,
    pub state: String,
    pub locked: bool,
}

/// Script that applies what is proposed, if something is.
pub const AGREE: &str = "document.querySelector('.proposal__foot .btn--primary')?.click();";

impl Block {
    fn read(json: &Value) -> Self {
        let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
        Block {
            id: text("id"),
            title: text("title"),
            unit: json["unit"].as_str().map(str::to_owned),
            day: text("date"),
            from: json["from"].as_i64().expect("minutes"),
            to: json["to"].as_i64().expect("minutes"),
            state: text("state"),
            locked: json["locked"] == json!(true),
        }
    }
}

/// A place for a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub day: String,
    pub from: i64,
}

impl Place {
    /// "2026-11-25T19:30".
    pub fn moment(&self) -> String {
        format!("{}T{:02}:{:02}", self.day, self.from / 60, self.from % 60)
    }
}

impl Window {
    /// Waits for the week and its blocks.
    pub async fn sees_week(&self) {
        self.wait_for("the week", "return document.querySelector('.cal [data-testid^=block-]') !== null")
            .await;
    }

    /// This week as the application holds it.
    pub async fn week(&self) -> Value {
        self.ask("week", json!({})).await
    }

    /// All blocks of this week, in time order.
    pub async fn blocks(&self) -> Vec<Block> {
        let week = self.week().await;
        let days = week["days"].as_array().expect("days").iter();
        days.flat_map(|day| day["blocks"].as_array().expect("blocks").iter().map(Block::read)).collect()
    }

    /// One block as the application holds it now.
    pub async fn block(&self, id: &str) -> Block {
        let found = self.blocks().await.into_iter().find(|block| block.id == id);
        found.unwrap_or_else(|| panic!("block {id} is not in this week"))
    }

    /// Keys of the blocks on screen by day, as the person sees them.
    pub async fn shown(&self) -> Vec<(String, String)> {
        let script = "return [...document.querySelectorAll('[data-testid^=day-]')].flatMap((day) =>
            [...day.querySelectorAll('.day__slots [data-testid^=block-]')].map((block) =>
              [day.dataset.testid.slice(4), block.dataset.testid.slice(6)]))";
        let rows = self.script(script, vec![]).await;
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        rows.as_array().expect("rows").iter().map(|row| (text(&row[0]), text(&row[1]))).collect()
    }

    /// Waits until the screen shows the blocks that the application holds, each in its day.
    pub async fn shows_what_is_kept(&self) {
        let kept: Vec<_> = self.blocks().await.into_iter().map(|block| (block.day, block.id)).collect();
        let begin = std::time::Instant::now();
        loop {
            let mut shown = self.shown().await;
            let mut wanted = kept.clone();
            shown.sort();
            wanted.sort();
            if shown == wanted {
                return;
            }
            assert!(begin.elapsed() < PATIENCE, "shown {shown:?}\nkept {wanted:?}");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// The button of a block in the calendar.
    pub async fn block_button(&self, id: &str) -> WebElement {
        self.find(&format!("//ul[contains(@class,'day__slots')]//*[@data-testid='block-{id}']")).await
    }

    /// The sentence that names a block on screen.
    pub async fn block_name(&self, id: &str) -> String {
        let script =
            "return document.querySelector(`[data-testid='block-${arguments[0]}'] .vh`)?.textContent ?? ''";
        self.script(script, vec![json!(id)]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Selects a block, and waits for its panel.
    pub async fn select(&self, block: &Block) {
        let button = self.block_button(&block.id).await;
        button.scroll_into_view().await.expect("it can be scrolled to");
        button.click().await.expect("it can be clicked");
        let script = "return document.querySelector('[data-testid=panel] h2')?.textContent === arguments[0]
            && document.querySelector(`[data-testid='block-${arguments[1]}']`)?.getAttribute('aria-pressed') === 'true'";
        let begin = std::time::Instant::now();
        while self.script(script, vec![json!(block.title), json!(block.id)]).await != json!(true) {
            assert!(begin.elapsed() < PATIENCE, "the panel does not show {}", block.title);
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        }
    }

    /// Applies what is proposed, if an act touches so much that it is proposed, until these words are said.
    pub async fn agrees(&self, words: &str) -> String {
        let script = format!(
            "{AGREE} return document.querySelector('.toast')?.textContent.includes('{words}') ?? false"
        );
        self.wait_for(&format!("the message “{words}”"), &script).await;
        self.said(words).await
    }

    /// Whether the planner lets the block go there; if not, why.
    pub async fn verdict(&self, block: &Block, to: &Place) -> (bool, Vec<String>) {
        let asked = json!({ "id": block.id, "start": to.moment(), "minutes": block.to - block.from });
        let check = self.ask("block_check", asked).await;
        let reasons = check["reasons"].as_array().into_iter().flatten();
        let reasons = reasons.filter_map(Value::as_str).map(str::to_owned).collect();
        (check["legal"] == json!(true), reasons)
    }

    /// The first place of this week, after now, to which the planner lets the block go, if there is one.
    pub async fn place(&self, block: &Block) -> Option<Place> {
        let week = self.week().await;
        let now = week["now"].as_str().unwrap_or_default().to_owned();
        for day in week["days"].as_array().expect("days") {
            for free in day["free"].as_array().expect("free") {
                let (mut from, to) = (free["from"].as_i64().expect("from"), free["to"].as_i64().expect("to"));
                while from + block.to - block.from <= to {
                    let place = Place { day: day["date"].as_str().expect("a date").to_owned(), from };
                    let same = place.day == block.day && place.from == block.from;
                    if !same && place.moment() > now && self.verdict(block, &place).await.0 {
                        return Some(place);
                    }
                    from += 15;
                }
            }
        }
        None
    }

    /// Opens every fold of the calendar, so that distances on screen are times.
    pub async fn unfold(&self) {
        self.script(
            "document.querySelectorAll('.foldbtn[aria-expanded=false]').forEach((b) => b.click())",
            vec![],
        )
        .await;
        self.wait_for(
            "the whole day",
            "return document.querySelector('.foldbtn[aria-expanded=false]') === null",
        )
        .await;
    }

    /// Drags a block with the pointer and lets go there. Folds must be open.
    pub async fn drag(&self, block: &Block, to: &Place) {
        self.hover_over(block, to).await;
        self.driver.action_chain().release().perform().await.expect("the pointer works");
    }

    /// Drags a block to a place and holds it there.
    pub async fn hover_over(&self, block: &Block, to: &Place) {
        // In the middle between both ends, so that neither is out of sight.
        let script = "const [id, by] = arguments;
            const button = document.querySelector(`.day__slots [data-testid='block-${id}']`);
            const box = document.querySelector('.cal__scroll');
            const r = button.getBoundingClientRect(), b = box.getBoundingClientRect();
            const px = r.height / arguments[2];
            box.scrollTop += r.top + r.height / 2 + by * px / 2 - (b.top + b.height / 2);
            return true";
        let (by, minutes) = (to.from - block.from, block.to - block.from);
        self.script(script, vec![json!(block.id), json!(by), json!(minutes)]).await;
        let script = "const [id, day] = arguments;
            const from = document.querySelector(`.day__slots [data-testid='block-${id}']`).getBoundingClientRect();
            const home = document.querySelector(`[data-testid='block-${id}']`).closest('.day').getBoundingClientRect();
            const to = document.querySelector(`[data-testid='day-${day}']`).getBoundingClientRect();
            return [from.left + from.width / 2, from.top + from.height / 2, to.left - home.left, from.height]";
        let spots = self.script(script, vec![json!(block.id), json!(to.day)]).await;
        let spot = |n: usize| spots[n].as_f64().expect("a number");
        let per_minute = spot(3) / minutes as f64;
        let (x, y) = (spot(0), spot(1));
        let (to_x, to_y) = (x + spot(2), y + by as f64 * per_minute);
        let round = |value: f64| value.round() as i64;
        let chain = self.driver.action_chain().move_to(round(x), round(y)).click_and_hold();
        let halfway = chain.move_to(round((x + to_x) / 2.0), round((y + to_y) / 2.0));
        halfway.move_to(round(to_x), round(to_y)).perform().await.expect("the pointer works");
    }
}
