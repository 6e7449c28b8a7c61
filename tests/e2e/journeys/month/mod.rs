//! A month of one learner in one window: study, misses, meetings, a holiday, other hours, a date out of reach, reviews. At its
//! end the figures of the look back are those that somebody else works out from the export.

mod figures;

use std::path::Path;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use e2e::scenes::start_of;
use e2e::stage::Stage;
use e2e::window::Window;
use serde_json::{Value, json};

const BEGIN: &str = "2026-11-02T07:10";

/// Two evenings a week, from the second week on.
const MEETINGS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nX-WR-CALNAME:Team\r\n\
BEGIN:VEVENT\r\nUID:late@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Call with Seattle\r\n\
DTSTART;TZID=Europe/Berlin:20261110T190000\r\nDTEND;TZID=Europe/Berlin:20261110T203000\r\n\
RRULE:FREQ=WEEKLY;BYDAY=TU,TH\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// From Wednesday to Sunday of the third week.
const HOLIDAY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nX-WR-CALNAME:Holiday\r\n\
BEGIN:VEVENT\r\nUID:away@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Away\r\n\
DTSTART;VALUE=DATE:20261118\r\nDTEND;VALUE=DATE:20261123\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Minutes after its end at which a block is answered, and by which some take longer.
const LONGER: i64 = 10;

/// One learner, day by day.
struct Learner<'a> {
    stage: &'a Stage,
    window: &'a Window,
    now: NaiveDateTime,
    /// Blocks answered so far.
    answered: usize,
    /// Reviews graded on screen so far.
    graded: usize,
}

impl Learner<'_> {
    fn at(&mut self, moment: NaiveDateTime) {
        self.now = moment;
        self.stage.at(&moment.format("%Y-%m-%dT%H:%M").to_string());
    }

    /// The next block of this week or the next that begins from now on, before `until`.
    async fn next(&self, until: NaiveDateTime) -> Option<Value> {
        for week in 0..2 {
            let date = (self.now.date() + Duration::weeks(week)).to_string();
            let view = self.window.ask("week", json!({ "date": date })).await;
            let days = view["days"].as_array().unwrap().clone();
            let next = days.iter().flat_map(|day| day["blocks"].as_array().unwrap()).find(|block| {
                block["state"] == "planned" && start_of(block) >= self.now && end_of(block) <= until
            });
            if next.is_some() {
                return next.cloned();
            }
        }
        None
    }

    /// Lives until then: each block is answered when it is over. The first of each kind is answered on screen.
    async fn lives_until(&mut self, until: &str) {
        let until: NaiveDateTime = until.parse().unwrap();
        while let Some(block) = self.next(until).await {
            self.answers(&block).await;
            self.answered += 1;
        }
        self.at(until);
    }

    async fn answers(&mut self, block: &Value) {
        let (id, minutes) = (block["id"].clone(), block["minutes"].as_i64().unwrap());
        let is_review = block["kind"] == "review";
        match self.answered {
            0 => return self.studies_by_the_clock(block).await,
            1 => return self.misses_on_screen(block).await,
            _ => {}
        }
        if is_review {
            self.at(start_of(block));
            return self.reviews(block).await;
        }
        self.at(end_of(block) + Duration::minutes(LONGER));
        match self.answered % 7 {
            // Less than planned, a miss, more than planned, nothing said at all; else as planned.
            2 => self.tells("block_done", json!({ "id": id, "minutes": minutes - 10 })).await,
            3 => self.tells("block_missed", json!({ "id": id })).await,
            4 => self.tells("block_done", json!({ "id": id, "minutes": minutes + LONGER })).await,
            5 if self.answered > 20 => {}
            _ => self.tells("block_done", json!({ "id": id })).await,
        }
    }

    async fn tells(&self, command: &str, args: Value) {
        self.window.ask(command, args).await;
    }

    /// Started and finished on screen; the window rests in between. It took a quarter of an hour less.
    async fn studies_by_the_clock(&mut self, block: &Value) {
        let window = self.window;
        self.at(start_of(block));
        window.looks_at_today().await;
        window.sees_next(block["title"].as_str().unwrap()).await;
        window.press("Start now").await;
        window.wait_for_selector("the clock", "[role=timer]").await;
        let took = block["minutes"].as_i64().unwrap() - 15;
        self.at(start_of(block) + Duration::minutes(took));
        window.looks().await;
        let shown =
            format!("return document.querySelector('[role=timer]')?.textContent.trim() >= '{took}:00'");
        window.wait_for("the minutes that it took", &shown).await;
        window.press("Finish").await;
        window.says_it_took(took).await;
    }

    async fn misses_on_screen(&mut self, block: &Value) {
        self.at(start_of(block) + Duration::minutes(5));
        self.window.looks_at_today().await;
        self.window.sees_next(block["title"].as_str().unwrap()).await;
        self.window.press("Couldn’t do it").await;
        self.window.agrees("Back in the queue").await;
        self.at(end_of(block));
    }

    /// Its units are graded in turn: good, easy, hard, forgot. The first review on screen.
    async fn reviews(&mut self, block: &Value) {
        let detail = self.window.ask("block", json!({ "id": block["id"] })).await;
        let units = detail["recall"].as_array().unwrap();
        let on_screen = self.graded == 0;
        if on_screen {
            self.window.looks_at_today().await;
        }
        for (n, item) in units.iter().enumerate() {
            if on_screen {
                self.window.grades(item, ["3", "4", "2", "1"][n % 4]).await;
            } else {
                let grade = ["good", "easy", "hard", "forgot"][(n + self.graded) % 4];
                let args = json!({ "block": block["id"], "unit": item["unit"], "grade": grade });
                self.window.ask("review_graded", args).await;
            }
        }
        self.graded += 1;
        self.at(end_of(block));
    }
}

fn end_of(block: &Value) -> NaiveDateTime {
    start_of(block) + Duration::minutes(block["minutes"].as_i64().unwrap())
}

/// Nothing is planned on what the learner said is not free.
async fn is_kept_free(window: &Window, day: &str, title: &str) {
    let week = window.ask("week", json!({ "date": day })).await;
    let days = week["days"].as_array().unwrap();
    let day = days.iter().find(|each| each["date"] == day).unwrap();
    let busy = day["busy"].as_array().unwrap().iter().find(|busy| busy["title"] == title).unwrap();
    for block in day["blocks"].as_array().unwrap().iter().filter(|block| block["state"] == "planned") {
        let apart =
            block["to"].as_i64() <= busy["from"].as_i64() || busy["to"].as_i64() <= block["from"].as_i64();
        assert!(apart, "{block} lies on {busy}");
    }
}

#[tokio::test]
async fn a_month_adds_up() {
    let stage = Stage::new("month");
    stage.at(BEGIN);
    let window = stage.open().await;
    window.has_a_plan().await;
    let now = format!("{BEGIN}:00").parse().unwrap();
    let mut learner = Learner { stage: &stage, window: &window, now, answered: 0, graded: 0 };

    // The first week, and something off the plan on its Sunday; taken back once and logged again.
    learner.lives_until("2026-11-08T21:00:00").await;
    window.looks_at_today().await;
    window.logs(25).await;
    window.press("Undo").await;
    window.said("Undone").await;
    window.logs(40).await;

    // The second week brings a series of meetings.
    learner.lives_until("2026-11-09T07:30:00").await;
    window.adds_calendar(&stage.file("team.ics", MEETINGS)).await;
    is_kept_free(&window, "2026-11-12", "Call with Seattle").await;
    learner.lives_until("2026-11-15T22:00:00").await;
    window.ask("reflection_set", json!({ "week": "2026-11-09", "text": "Calls on two evenings" })).await;

    // The third a holiday, and other hours from then on.
    learner.lives_until("2026-11-16T07:30:00").await;
    window.adds_calendar(&stage.file("away.ics", HOLIDAY)).await;
    is_kept_free(&window, "2026-11-21", "Away").await;
    learner.lives_until("2026-11-22T12:00:00").await;
    window.ends_first_window_at("20:30").await;

    // The fourth a date that is out of reach, and the first way out.
    learner.lives_until("2026-11-23T07:30:00").await;
    window.wants_to_be_done_by("1 Dec 2028").await;
    window.go("Week").await;
    window.wait_for_selector("the ways out", ".ways button").await;
    window.script("document.querySelector('.ways button').click()", vec![]).await;
    window.said(".").await;
    window
        .wait_for("the way to be gone", "return document.querySelector('.ways button:disabled') === null")
        .await;
    learner.lives_until("2026-11-29T23:00:00").await;
    assert!(learner.graded > 0, "a month without a review");
    assert!(learner.answered > 30, "only {} blocks in a month", learner.answered);

    let now = "2026-11-30T07:10:00";
    learner.lives_until(now).await;
    adds_up(&stage, &window, now.parse().unwrap()).await;
    window.close().await;
}

/// Export and look back, both written by their buttons; and the look back as it is drawn.
async fn adds_up(stage: &Stage, window: &Window, now: NaiveDateTime) {
    window.exports_everything().await;
    let written = |kind: &str| {
        let name = format!("Downloads/ninefold-{}.{kind}", now.date());
        std::fs::read_to_string(stage.home().join(name)).unwrap()
    };
    let export: Value = serde_json::from_str(&written("json")).unwrap();
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let expected = figures::of(&export, &pack, now);

    window.go("Review").await;
    window.wait_for_selector("the look back", ".rev__lead b").await;
    window.press("Export CSV").await;
    window.said(".csv").await;
    let written = figures::in_table(&written("csv"));
    for (key, value) in &expected {
        assert_eq!(written.get(key), Some(value), "{key:?}");
    }
    assert_eq!(written.len(), expected.len(), "figures that are in one only");

    window.load("#review?period=all&weeks=table").await;
    window.wait_for_selector("the table", ".rev__bars tbody tr").await;
    let drawn = "return [...document.querySelectorAll('.rev__bars tbody tr')].map((row) => [...row.cells].slice(1).map((cell) => cell.textContent.trim()))";
    let drawn = window.script(drawn, vec![]).await;
    let rows: Vec<Value> = (0..5)
        .map(|n| {
            let monday = (NaiveDate::from_ymd_opt(2026, 11, 2).unwrap() + Duration::weeks(n)).to_string();
            let figure = |name: &str| {
                expected[&["weeks".to_owned(), monday.clone(), String::new(), name.to_owned()]]
                    .parse::<i64>()
                    .unwrap()
            };
            let hours = |name: &str| format!("{}\u{a0}h\u{a0}{:02}", figure(name) / 60, figure(name) % 60);
            let count = |name: &str| figure(name).to_string();
            json!([
                hours("planned"),
                hours("done"),
                hours("unplanned"),
                count("done blocks"),
                count("done in part"),
                count("could not be done"),
                count("not answered")
            ])
        })
        .collect();
    assert_eq!(drawn, json!(rows));
    window.picture("review").await;
}
