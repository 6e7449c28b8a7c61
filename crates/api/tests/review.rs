//! The look back: a lived month whose figures were counted by hand, a week without a plan, the line about a week, the file.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::App;
use api::wire::*;
use catalog::{Curriculum, UnitLevel};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use journal::{Event, Journal, PlannedBlock, Studied};
use support::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

/// Wall clock of Berlin as an instant.
fn at(text: &str) -> DateTime<Utc> {
    chrono_tz::Europe::Berlin.from_local_datetime(&local(text)).unwrap().to_utc()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// What a hand-written journal is about: the first activity of a unit of the first and of the second strategy.
struct Matter {
    pack: Curriculum,
}

impl Matter {
    fn new() -> Matter {
        Matter { pack: catalog::bundled().unwrap() }
    }

    fn unit(&self, strategy: usize) -> &catalog::Unit {
        let core = |u: &&catalog::Unit| u.level != UnitLevel::Optional;
        self.pack.strategies[strategy - 1].units.iter().find(core).unwrap()
    }

    fn work(&self, strategy: usize) -> Studied {
        Studied::Work { unit: self.unit(strategy).id.clone(), activity: self.unit(strategy).activity_id(0) }
    }

    fn maths(&self, n: u128, start: &str, minutes: u32) -> PlannedBlock {
        PlannedBlock { id: id(n), start: local(start), minutes, what: self.work(1) }
    }

    fn algorithms(&self, n: u128, start: &str, minutes: u32) -> PlannedBlock {
        PlannedBlock { what: self.work(2), ..self.maths(n, start, minutes) }
    }

    /// Minutes of every unit that the goal needs.
    fn everything(&self) -> u32 {
        let units = self.pack.strategies.iter().flat_map(|s| &s.units);
        let core = units.filter(|u| !u.retired && u.level != UnitLevel::Optional);
        core.flat_map(|u| &u.activities).map(|a| a.minutes).sum()
    }
}

fn log(what: Studied, start: &str, minutes: u32, block: Option<u128>, finished: bool) -> Event {
    Event::MinutesLogged { what, start: local(start), minutes, block: block.map(id), finished }
}

fn publish(from: &str, blocks: Vec<PlannedBlock>) -> Event {
    Event::PlanPublished { from: local(from), published_until: day("2026-11-30"), blocks, let_go: None }
}

fn begin() -> Vec<Event> {
    vec![
        Event::ProfileSet(journal::Profile {
            goal: journal::Goal::MlRole,
            target: day("2027-12-31"),
            zone: "Europe/Berlin".to_owned(),
            first_week: day("2026-11-02"),
            pack: "nine-strategies".to_owned(),
        }),
        Event::AvailabilitySet {
            windows: (0..7)
                .map(|weekday| journal::StudyWindow { weekday, from: 1140, to: 1320, deep: true })
                .collect(),
        },
        Event::BudgetSet(journal::Budget {
            week: 900,
            day_max: 180,
            block_min: 30,
            block_max: 120,
            break_min: 10,
        }),
    ]
}

/// Opens the application on this journal, on Wednesday 25 November 2026 at 7:10.
fn opened(journal: impl FnOnce(&mut Journal)) -> (Arc<TestHost>, App) {
    let host = TestHost::wednesday();
    let dir = host.dir.path().join("data");
    let mut written = Journal::open(&dir, id(1), at("2026-11-01T12:00")).unwrap().journal;
    journal(&mut written);
    drop(written);
    let app = open(&host);
    (host, app)
}

/// Four weeks: the plan begins on a Wednesday; something is missed, planned anew, moved, studied beside the plan, undone.
fn month() -> (Arc<TestHost>, App) {
    let m = Matter::new();
    let free = |strategy| Studied::Free { strategy, text: "A talk".to_owned() };
    opened(|j| {
        let mut tell = |when: &str, events: Vec<Event>| j.append(at(when), &events).unwrap().id;
        // First week. The first plan comes on Wednesday.
        let later = || vec![m.maths(31, "2026-11-17T19:00", 60), m.algorithms(32, "2026-11-21T10:00", 90)];
        let last = || vec![m.maths(41, "2026-11-23T19:00", 60), m.algorithms(42, "2026-11-26T19:00", 90)];
        let second = |first: u32, third: u32| {
            vec![
                m.maths(21, "2026-11-09T19:00", first),
                m.maths(22, "2026-11-11T19:00", 60),
                m.algorithms(23, "2026-11-14T10:00", third),
            ]
        };
        let mut blocks = vec![m.maths(11, "2026-11-05T19:00", 60), m.algorithms(12, "2026-11-07T10:00", 90)];
        blocks.extend([second(60, 120), later(), last()].concat());
        let mut events = begin();
        events.push(publish("2026-11-04T18:00", blocks));
        tell("2026-11-04T18:00", events);
        // A clock that is wrong for a moment hides nothing that follows.
        tell("2027-03-01T12:00", vec![Event::ThemeSet { theme: journal::Theme::Dark }]);
        tell("2026-11-05T21:00", vec![log(m.work(1), "2026-11-05T19:00", 45, Some(11), false)]);
        // On Sunday the second week becomes another one.
        let mut blocks = [second(60, 90), later(), last()].concat();
        blocks.push(m.algorithms(24, "2026-11-13T19:00", 75));
        tell(
            "2026-11-08T20:00",
            vec![Event::BlockMissed { block: id(12) }, publish("2026-11-08T20:00", blocks)],
        );

        // Second week.
        tell("2026-11-09T21:00", vec![log(m.work(1), "2026-11-09T19:00", 80, Some(21), false)]);
        let mut blocks = [later(), last()].concat();
        blocks.extend([m.maths(22, "2026-11-11T19:00", 30), m.algorithms(23, "2026-11-14T10:00", 90)]);
        tell("2026-11-10T12:00", vec![publish("2026-11-10T12:00", blocks)]);
        tell("2026-11-11T20:00", vec![log(m.work(1), "2026-11-11T19:00", 30, Some(22), false)]);
        tell("2026-11-14T12:00", vec![Event::BlockMissed { block: id(23) }]);
        tell("2026-11-15T18:00", vec![log(free(4), "2026-11-15T16:00", 50, None, false)]);
        // The last half hour of Sunday, and the first of Monday, which is still Sunday in Greenwich.
        let moved =
            |n, start: &str, minutes| Event::BlockMoved { block: id(n), start: local(start), minutes };
        tell("2026-11-15T23:30", vec![moved(31, "2026-11-17T20:00", 45)]);
        tell("2026-11-16T00:10", vec![moved(32, "2026-11-21T10:00", 30)]);

        // Third week. One block is never answered, an hour too much is taken back.
        let rhythm = Studied::Rhythm { rhythm: m.pack.strategies[6].rhythms[0].id.clone() };
        tell("2026-11-18T21:00", vec![log(rhythm, "2026-11-18T20:00", 30, None, true)]);
        let wrong = tell("2026-11-19T21:00", vec![log(free(9), "2026-11-19T18:00", 200, None, false)]);
        tell("2026-11-20T08:00", vec![Event::Undone { command: wrong }]);
        tell("2026-11-21T11:00", vec![log(m.work(2), "2026-11-21T10:00", 30, Some(32), true)]);
        // What was said on Sunday and taken back on Monday was so when the week began.
        let said = tell("2026-11-22T12:00", vec![Event::BlockMissed { block: id(42) }]);
        tell("2026-11-23T10:00", vec![Event::Undone { command: said }]);
        tell("2026-11-23T20:30", vec![log(m.work(1), "2026-11-23T19:00", 60, Some(41), false)]);
    })
}

fn review(app: &App, period: ReviewPeriod) -> ReviewView {
    app.review(ReviewOf { period }).unwrap()
}

#[test]
fn a_lived_month_week_by_week() {
    let (_host, app) = month();
    let view = review(&app, ReviewPeriod::TwelveWeeks);
    let figures: Vec<_> = view
        .weeks
        .iter()
        .map(|w| (w.number.unwrap(), w.planned_min.unwrap(), w.done_min, w.unplanned_min))
        .collect();
    assert_eq!(
        figures,
        [
            // 60 + 90 of Wednesday's plan.
            (1, 150, 45, 0),
            // 60 + 60 + 90 + 75 of Sunday's plan; 80 + 30 and a talk of 50.
            (2, 285, 160, 50),
            // 45, moved in time, and 90, moved too late; 30 and a rhythm of 30.
            (3, 135, 60, 30),
            // 60: the other block was said to be impossible then.
            (4, 60, 60, 0),
        ]
    );
    let blocks: Vec<_> = view.weeks.iter().map(|w| (w.done, w.partly, w.missed, w.unanswered)).collect();
    assert_eq!(blocks, [(0, 1, 1, 0), (2, 0, 1, 0), (1, 0, 0, 1), (1, 0, 0, 0)]);
    assert_eq!(view.weeks.iter().map(|w| w.running).collect::<Vec<_>>(), [false, false, false, true]);
    let days = |n: usize| view.weeks[n].days.iter().map(|d| (d.min, d.level)).collect::<Vec<_>>();
    assert_eq!(days(0), [(0, 0), (0, 0), (0, 0), (45, 1), (0, 0), (0, 0), (0, 0)]);
    assert_eq!(days(1), [(80, 2), (0, 0), (30, 1), (0, 0), (0, 0), (0, 0), (50, 1)]);
    // (150 + 285 + 135) / 3 and (45 + 160 + 60) / 3.
    assert_eq!(view.mean, Some(WeeklyMean { weeks: 3, planned_min: 190, done_min: 88 }));
    let c = &view.consistency;
    assert_eq!((c.weeks, c.studied, c.row, c.off), (4, 4, 4, 0));
    assert_eq!(c.text, "Some study in each of 4 weeks, most often Monday and Wednesday.");

    let four = review(&app, ReviewPeriod::FourWeeks);
    assert_eq!(four.weeks, view.weeks);
    let mut again = review(&app, ReviewPeriod::All);
    again.course = view.course.clone();
    assert_eq!(again, view, "asked twice, answered alike");
}

#[test]
fn what_is_done_and_left_of_the_goal() {
    let (_host, app) = month();
    let m = Matter::new();
    let burn = review(&app, ReviewPeriod::FourWeeks).burn;
    let (all, read) = (m.everything(), m.unit(2).activities[0].minutes);
    assert_eq!(m.unit(1).activities[0].minutes, 90);
    let past: Vec<_> =
        burn.past.iter().map(|p| (p.day.to_string(), p.done_min, p.scope_min.unwrap())).collect();
    let expected = [
        ("2026-11-02", 0, all),
        ("2026-11-09", 45, all),
        // The reading of 90 minutes took 155 by then.
        ("2026-11-16", 155, all + 65),
        // 30 minutes were all that the other needed.
        ("2026-11-23", 185, all + 65 + 30 - read),
        ("2026-11-25", 245, all + 125 + 30 - read),
    ];
    assert_eq!(past, expected.map(|(day, done, scope)| (day.to_owned(), done, scope)));
    assert_eq!((burn.done_min, burn.left_min), (245, all - 90 - read));
    assert_eq!(burn.scope_min, burn.done_min + burn.left_min);
    // The plan goes up from now to the scope, and the forecasts follow each other.
    let ahead: Vec<u32> = burn.ahead.iter().map(|p| p.done_min).collect();
    assert!(ahead.is_sorted() && ahead.first() >= Some(&burn.done_min), "{ahead:?}");
    assert_eq!(ahead.last(), Some(&burn.scope_min));
    assert_eq!(burn.ahead[0].day, day("2026-11-30"));
    let likely = app.forecast(ForecastOf::default()).unwrap().forecast.unwrap();
    let days: Vec<_> = burn.forecasts.iter().map(|f| f.day).collect();
    assert_eq!((days[0], days[2], days[4]), (likely.early, likely.likely, likely.late));
    assert!(days.is_sorted() && burn.text.contains(&likely.text), "{burn:?}");
    assert!(burn.text.starts_with("4\u{a0}h of "), "{}", burn.text);
}

#[test]
fn balance_and_how_long_things_take() {
    let (_host, app) = month();
    let m = Matter::new();
    let view = review(&app, ReviewPeriod::All);
    assert_eq!(view.balance.from, day("2026-11-02"));
    let figures: Vec<_> = view.balance.rows.iter().map(|r| (r.done_min, r.planned_min)).collect();
    // Planned: maths 60 + 60 + 60 + 45 + 60, algorithms 90 + 90 + 75 + 90.
    let none = (0, 0);
    assert_eq!(figures, [(215, 285), (30, 345), none, (50, 0), none, none, (30, 0), none, none]);
    assert_eq!((view.balance.done_min, view.balance.planned_min), (325, 630));
    assert_eq!(view.balance.rows.iter().map(|r| r.mix_permille).sum::<u32>(), 1000);
    assert!(
        view.balance.text.starts_with("“ML algorithms” and “Maths & statistics” got less"),
        "{}",
        view.balance.text
    );

    let row = |label: &str| view.takes.rows.iter().find(|r| r.label == label).unwrap();
    let read = m.unit(2).activities[0].minutes.next_multiple_of(15);
    let maths = row("Maths & statistics");
    assert_eq!((maths.activities, maths.blocks, maths.estimated_min, maths.actual_min), (1, 4, 90, 215));
    assert_eq!(row("ML algorithms").actual_min, 30);
    let all = row("Everything");
    assert_eq!((all.activities, all.blocks, all.estimated_min, all.actual_min), (2, 5, 90 + read, 245));
    assert!(view.takes.rows.iter().all(|r| r.percent.is_none()), "too few to tell");
    assert_eq!(view.takes.rows.len(), 1 + 9 + 7);
}

#[test]
fn the_ratio_is_told_once_enough_is_finished() {
    let m = Matter::new();
    let unit = m.unit(1);
    let (_host, app) = opened(|j| {
        let mut events = begin();
        events.push(publish("2026-11-04T18:00", Vec::new()));
        for (n, activity) in unit.activities.iter().chain(&unit.activities[..1]).enumerate() {
            // The sixth is of another unit.
            let of = if n < unit.activities.len() { unit } else { m.unit(2) };
            let what =
                Studied::Work { unit: of.id.clone(), activity: of.activity_id(n % unit.activities.len()) };
            events.push(log(what, &format!("2026-11-0{}T19:00", n + 2), activity.minutes * 2, None, true));
        }
        j.append(at("2026-11-10T12:00"), &events).unwrap();
    });
    let takes = review(&app, ReviewPeriod::All).takes;
    let row = |label: &str| takes.rows.iter().find(|r| r.label == label).unwrap();
    let everything = row("Everything");
    assert_eq!(everything.activities, 6);
    let expected = (everything.actual_min * 100 + everything.estimated_min / 2) / everything.estimated_min;
    assert_eq!(everything.percent, Some(expected));
    assert_eq!((row("Maths & statistics").activities, row("Maths & statistics").percent), (5, None));
    assert_eq!((row("Read").activities, takes.fewest), (2, 6));
}

#[test]
fn a_week_that_no_plan_reached_has_none_and_a_single_week_off_ends_nothing() {
    let m = Matter::new();
    let (host, app) = opened(|j| {
        let mut tell = |when: &str, events: Vec<Event>| j.append(at(when), &events).unwrap();
        let mut events = begin();
        let plan = Event::PlanPublished {
            from: local("2026-11-02T08:00"),
            published_until: day("2026-11-16"),
            blocks: vec![m.maths(1, "2026-11-03T19:00", 60), m.maths(2, "2026-11-10T19:00", 90)],
            let_go: None,
        };
        events.push(plan);
        tell("2026-11-02T08:00", events);
        tell("2026-11-03T20:00", vec![log(m.work(1), "2026-11-03T19:00", 60, Some(1), false)]);
    });
    let planned = |app: &App| -> Vec<_> {
        review(app, ReviewPeriod::All).weeks.iter().map(|w| w.planned_min).collect()
    };
    // Opened on Wednesday, the plan goes on: that is the first one of this week.
    let week = blocks(&this_week(&app));
    let own: u32 = week.iter().map(|b| b.minutes).sum();
    assert!(own > 0);
    assert_eq!(planned(&app), [Some(60), Some(90), None, Some(own)]);
    // A new plan later in the week changes nothing.
    let first = week.into_iter().find(|b| b.state == BlockStatus::Planned).unwrap();
    app.block_missed(BlockRef { id: first.id.unwrap() }).unwrap();
    assert_eq!(planned(&app), [Some(60), Some(90), None, Some(own)]);

    let text = |app: &App| review(app, ReviewPeriod::All).consistency;
    assert_eq!(text(&app).text, "Some study in 1 of 3 weeks.");
    // With study now, two weeks off lie between: the row is begun anew. With study in one of them, it never ended.
    let before = next_work(&app);
    app.block_done(BlockDone { id: before.id.unwrap(), minutes: Some(30) }).unwrap();
    assert_eq!((text(&app).row, text(&app).off), (1, 0));
    app.undo(Nothing {}).unwrap();
    drop(app);
    let dir = host.dir.path().join("data");
    let mut journal = Journal::open(&dir, id(1), at("2026-11-25T07:11")).unwrap().journal;
    let late = |start: &str| log(m.work(1), start, 20, None, false);
    journal.append(at("2026-11-25T07:11"), &[late("2026-11-18T19:00"), late("2026-11-24T19:00")]).unwrap();
    drop(journal);
    let app = open(&host);
    assert_eq!((text(&app).row, text(&app).off), (3, 1));
    assert_eq!(
        text(&app).text,
        "Some study in 3 of 4 weeks, most often Tuesday. 3 weeks with study in a row, 1 week off between."
    );
}

fn write(app: &App, week: &str, text: &str) -> Result<Answered, Failure> {
    app.reflection_set(ReflectionSet { week: day(week), text: text.to_owned(), was: None })
}

fn lines(app: &App) -> Vec<(String, String)> {
    review(app, ReviewPeriod::FourWeeks).lines.into_iter().map(|l| (l.week.to_string(), l.text)).collect()
}

#[test]
fn a_line_is_not_put_in_the_place_of_one_that_its_writer_did_not_see() {
    let (_host, app) = month();
    let week = day("2026-11-23");
    let write = |text: &str, was: &str| {
        app.reflection_set(ReflectionSet { week, text: text.to_owned(), was: Some(was.to_owned()) })
    };
    write("The whole line, thought over", "").unwrap();
    let refused = write("Half a th", "").unwrap_err();
    assert!(refused.message.contains("“The whole line, thought over”"), "{refused:?}");
    assert_eq!(lines(&app)[0].1, "The whole line, thought over");
    assert!(!write("The whole line, thought over", "").unwrap().undoable, "the same is nothing new");
    write("Half a th", "The whole line, thought over").unwrap();
    assert_eq!(lines(&app)[0].1, "Half a th");
}

#[test]
fn a_line_about_a_week_is_kept_changed_taken_back_and_undone() {
    let (host, app) = month();
    host.topics();
    let said = write(&app, "2026-11-23", "  Two evenings\n held ").unwrap();
    assert_eq!((said.message.as_deref(), said.undoable), (Some("Saved the line about this week."), true));
    assert!(host.topics().contains(&Topic::App));
    write(&app, "2026-11-16", "Away").unwrap();
    let both = [("2026-11-23", "Two evenings held"), ("2026-11-16", "Away")]
        .map(|(w, t)| (w.to_owned(), t.to_owned()));
    assert_eq!(lines(&app), both);
    assert!(!write(&app, "2026-11-16", "Away ").unwrap().undoable, "nothing is new");
    let removed = write(&app, "2026-11-16", " ").unwrap();
    assert_eq!(removed.message.as_deref(), Some("Removed the line about the week of Mon 16 Nov."));
    assert_eq!(lines(&app), both[..1]);
    let undone = app.undo(Nothing {}).unwrap().message.unwrap();
    assert!(undone.contains("changed the line about the week of Mon 16 Nov"), "{undone}");
    assert_eq!(lines(&app), both);
    drop(app);
    assert_eq!(lines(&open(&host)), both, "after a start");

    let app = open(&host);
    for week in ["2026-11-24", "2026-11-30", "2026-10-26"] {
        let refused = write(&app, week, "Text").unwrap_err();
        assert!(refused.details[0].contains("is no week to look back on"), "{refused:?}");
    }
    let refused = write(&app, "2026-11-23", &"ä".repeat(281)).unwrap_err();
    assert_eq!(refused.details, ["The line has 281 characters; 280 fit. Shorten it."]);
    write(&app, "2026-11-23", &"ä".repeat(280)).unwrap();
}

#[test]
fn the_figures_are_written_as_a_table_that_any_spreadsheet_reads() {
    let (host, app) = month();
    write(&app, "2026-11-23", "He said \"later\", twice").unwrap();
    let path = app.export_review(ExportTo::default()).unwrap().path;
    assert!(path.ends_with("ninefold-2026-11-25.csv"), "{path}");
    let text = std::fs::read_to_string(host.dir.path().join("exports/ninefold-2026-11-25.csv")).unwrap();
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows[0], "chart,day,of,figure,value,unit");
    assert_eq!(rows.last(), Some(&""), "the last line ends too");
    for row in [
        "hours done and left,2026-11-16,,done,155,minutes",
        "weeks,2026-11-09,,planned,285,minutes",
        "weeks,2026-11-16,,not answered,1,blocks",
        "balance,2026-11-02,Maths & statistics,done,215,minutes",
        "\"how long things take, by strategy\",,Maths & statistics,took,215,minutes",
        "days,2026-11-09,,done,80,minutes",
        "lines about weeks,2026-11-23,,line,\"He said \"\"later\"\", twice\",text",
    ] {
        assert!(rows.contains(&row), "{row} is not in\n{text}");
    }
    assert!(
        app.export_review(ExportTo::default()).unwrap().path.ends_with("-2.csv"),
        "never over another file"
    );
}

#[test]
fn on_the_first_day_there_is_a_forecast_and_nothing_to_look_back_on() {
    let host = TestHost::wednesday();
    let app = open(&host);
    assert!(app.review(ReviewOf { period: ReviewPeriod::All }).is_err());
    assert!(write(&app, "2026-11-23", "Text").is_err());
    finish(&app, draft(&app)).unwrap();
    let view = review(&app, ReviewPeriod::All);
    assert_eq!((view.weeks.len(), view.mean, view.burn.done_min), (1, None, 0));
    let planned: u32 = blocks(&this_week(&app)).iter().map(|b| b.minutes).sum();
    assert_eq!(view.weeks[0].planned_min, Some(planned));
    assert_eq!(view.burn.forecasts.len(), 5);
    assert_eq!(view.consistency.text, "Days with study will be marked here.");
    assert_eq!(view.balance.text, "Nothing was planned or logged in these weeks yet.");
}
