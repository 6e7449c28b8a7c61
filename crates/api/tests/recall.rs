//! Reviews as a learner holds them: graded unit by unit, brought back by how it went, taken back by undo.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::App;
use api::wire::*;
use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use journal::{Event, Journal, PlannedBlock, ReviewedItem, Studied};
use support::*;

/// Foundations that nothing comes before.
const UNITS: [&str; 3] = ["math-vectors", "algo-framing", "data-lifecycle"];

/// A learner who completed three units yesterday, each by one long evening.
fn learner(host: &Arc<TestHost>) -> App {
    let app = onboarded(host);
    drop(app);
    complete(host, &UNITS, 1);
    let app = open(host);
    replan(&app);
    app
}

/// Says in the journal that these units were completed so many days ago.
fn complete(host: &Arc<TestHost>, units: &[&str], days_ago: i64) {
    use api::Host as _;
    let pack = catalog::bundled().unwrap();
    let day = host.now().date_naive() - Duration::days(days_ago);
    let mut journal = Journal::open(&host.data_dir(), uuid::Uuid::from_u128(9), host.now()).unwrap().journal;
    for name in units {
        let unit = pack.unit(name).unwrap_or_else(|| panic!("no unit {name}"));
        let events: Vec<Event> = (0..unit.activities.len())
            .map(|i| Event::MinutesLogged {
                what: Studied::Work { unit: unit.id.clone(), activity: unit.activity_id(i) },
                start: day.and_time(NaiveTime::MIN) + Duration::hours(19),
                minutes: unit.activities[i].minutes,
                block: None,
                finished: true,
            })
            .collect();
        journal.append(host.now(), &events).unwrap();
    }
}

/// The learner asks for a new plan.
fn replan(app: &App) {
    let budget = app.settings(Nothing {}).unwrap().budget;
    app.budget_set(BudgetSet { budget: Budget { week: budget.week + 15, ..budget } }).unwrap();
}

/// Published reviews of these four weeks.
fn reviews(app: &App) -> Vec<BlockDetail> {
    let monday = this_week(app).monday;
    let week = |n: i64| blocks(&app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    let all = (0..4).flat_map(week).filter(|b| b.kind == BlockKind::Review);
    all.map(|b| app.block(BlockRef { id: b.id.unwrap() }).unwrap()).collect()
}

/// The first review that holds one of the completed units, and none that is studied first.
fn next_review(app: &App) -> BlockDetail {
    let all = reviews(app);
    let open =
        all.into_iter().find(|b| !b.recall.is_empty() && b.recall.iter().all(|r| !r.choices.is_empty()));
    open.unwrap()
}

fn id(detail: &BlockDetail) -> String {
    detail.block.id.clone().unwrap()
}

fn look(app: &App, block: &str) -> BlockDetail {
    app.block(BlockRef { id: block.to_owned() }).unwrap()
}

fn grade(app: &App, block: &str, unit: &str, grade: Grade) -> Result<Answered, Failure> {
    app.review_graded(ReviewGraded { block: block.to_owned(), unit: unit.to_owned(), grade })
}

/// Passes time until the review is on.
fn go_to(host: &TestHost, app: &App, detail: &BlockDetail) {
    let now = app.app_state(Nothing {}).unwrap().now;
    host.pass(start_of(&detail.block) - now);
}

/// The day on which a unit is recalled after this day.
fn recalled_after(app: &App, unit: &str, day: NaiveDate) -> Option<NaiveDate> {
    let all = reviews(app);
    let mut later = all.iter().filter(|b| b.block.date > day && b.block.state == BlockStatus::Planned);
    later.find(|b| b.recall.iter().any(|r| r.unit == unit)).map(|b| b.block.date)
}

#[test]
fn a_review_is_graded_unit_by_unit_and_done_with_the_last() {
    let host = TestHost::wednesday();
    let app = learner(&host);
    let review = next_review(&app);
    let block = id(&review);
    go_to(&host, &app, &review);
    let review = look(&app, &block);
    for item in &review.recall {
        assert!(!item.questions.is_empty(), "{item:?}");
        let days: Vec<i64> = item.choices.iter().map(|c| c.back.days).collect();
        assert!(days.is_sorted_by(|a, b| a < b) && days[0] >= 1, "forgot, hard, good, easy: {days:?}");
        assert_eq!(item.grade, None);
    }
    assert_eq!(app.today(Nothing {}).unwrap().next.unwrap().block.id, review.block.id, "it is on screen");
    host.topics();
    for (n, item) in review.recall.iter().enumerate() {
        let good = item.choices[2].back;
        let said = grade(&app, &block, &item.unit, Grade::Good).unwrap();
        let words = said.message.unwrap();
        assert!(said.undoable);
        let topics = host.topics();
        assert!([Topic::App, Topic::Plan, Topic::Units].iter().all(|t| topics.contains(t)), "{topics:?}");
        let now = look(&app, &block);
        assert_eq!(now.recall[n].grade, Some(Grade::Good));
        let back = now.recall[n].back.unwrap();
        assert!((back.on - good.on).num_days().abs() <= good.days / 2, "{back:?} {good:?}");
        let told = format!("comes back on {}, in {} days.", api::say::day(back.on), back.days);
        assert!(words.contains(&item.title) && words.contains(&told), "{words}");
        let is_last = n + 1 == review.recall.len();
        assert_eq!(now.block.state == BlockStatus::Done, is_last);
        assert_eq!(words.contains("This review is done."), is_last, "{words}");
        assert_eq!(now.block.done_min, if is_last { now.block.minutes } else { 0 });
        let again = grade(&app, &block, &item.unit, Grade::Forgot).unwrap_err();
        assert_eq!(again.code, "already_answered");
    }
}

#[test]
fn what_cannot_be_graded_is_refused_in_words() {
    let host = TestHost::wednesday();
    let app = learner(&host);
    let review = next_review(&app);
    let block = id(&review);
    let work = next_work(&app);
    assert_eq!(grade(&app, "nothing", UNITS[0], Grade::Good).unwrap_err().code, "unknown_block");
    assert_eq!(grade(&app, &work.id.unwrap(), UNITS[0], Grade::Good).unwrap_err().code, "not_in_review");
    assert_eq!(grade(&app, &block, "math-eigen-svd", Grade::Good).unwrap_err().code, "not_in_review");
    // A unit that is studied first has nothing to recall yet.
    let early = reviews(&app).into_iter().flat_map(|b| {
        let block = id(&b);
        b.recall.into_iter().map(move |r| (block.clone(), r))
    });
    for (block, item) in early.filter(|(_, r)| r.choices.is_empty()) {
        let refused = grade(&app, &block, &item.unit, Grade::Good).unwrap_err();
        assert_eq!(refused.code, "not_completed");
        assert!(refused.message.contains(&item.title), "{}", refused.message);
    }
    app.block_missed(BlockRef { id: block.clone() }).unwrap();
    assert_eq!(
        grade(&app, &block, &review.recall[0].unit, Grade::Good).unwrap_err().code,
        "already_answered"
    );
}

#[test]
fn again_brings_a_unit_back_sooner_than_good_sooner_than_easy() {
    let back = |given: Grade| -> (i64, Option<NaiveDate>) {
        let host = TestHost::wednesday();
        let app = learner(&host);
        let review = next_review(&app);
        go_to(&host, &app, &review);
        let (block, unit) = (id(&review), review.recall[0].unit.clone());
        for item in &review.recall {
            grade(&app, &block, &item.unit, if item.unit == unit { given } else { Grade::Good }).unwrap();
        }
        let now = look(&app, &block);
        (now.recall[0].back.unwrap().days, recalled_after(&app, &unit, review.block.date))
    };
    let (again, good, easy) = (back(Grade::Forgot), back(Grade::Good), back(Grade::Easy));
    assert!(again.0 < good.0 && good.0 < easy.0, "{again:?} {good:?} {easy:?}");
    // In the plan, too, as far as its weeks reach.
    let day = |back: (i64, Option<NaiveDate>)| back.1.unwrap_or(NaiveDate::MAX);
    assert!(
        again.1.is_some() && day(again) < day(good) && day(good) <= day(easy),
        "{again:?} {good:?} {easy:?}"
    );
}

#[test]
fn published_lessons_stay_where_they_are_when_a_review_is_graded() {
    let host = TestHost::wednesday();
    let app = learner(&host);
    let review = next_review(&app);
    go_to(&host, &app, &review);
    let block = id(&review);
    let mut answered = Answered::default();
    for item in &review.recall {
        answered = grade(&app, &block, &item.unit, Grade::Forgot).unwrap();
    }
    let recall = |c: &Change| c.title.starts_with("Review");
    let moved = answered
        .changes
        .iter()
        .filter(|c| !recall(c) && matches!(c.kind, ChangeKind::Moved | ChangeKind::Gone));
    assert_eq!(moved.count(), 0, "{:#?}", answered.changes);
    assert!(answered.changes.iter().any(recall), "the reviews follow: {:#?}", answered.changes);
}

#[test]
fn a_grade_is_undone_and_done_again() {
    let host = TestHost::wednesday();
    let app = learner(&host);
    let review = next_review(&app);
    go_to(&host, &app, &review);
    let block = id(&review);
    let before = look(&app, &block).recall;
    for item in &review.recall {
        grade(&app, &block, &item.unit, Grade::Hard).unwrap();
    }
    let all = look(&app, &block).recall;
    for n in (0..review.recall.len()).rev() {
        let words = app.app_state(Nothing {}).unwrap().undo.unwrap();
        assert!(words.contains(&review.recall[n].title) && words.starts_with("graded"), "{words}");
        app.undo(Nothing {}).unwrap();
        let now = look(&app, &block);
        assert_ne!(now.block.state, BlockStatus::Done);
        let graded = now.recall.iter().filter(|r| r.grade.is_some()).count();
        assert_eq!(graded, n);
    }
    assert_eq!(look(&app, &block).recall, before);
    for _ in 0..review.recall.len() {
        app.redo(Nothing {}).unwrap();
    }
    assert_eq!(look(&app, &block).recall, all);
    assert_eq!(look(&app, &block).block.state, BlockStatus::Done);
}

#[test]
fn a_review_that_was_begun_stays_whatever_is_planned_and_its_other_units_can_be_given_up() {
    let host = TestHost::wednesday();
    complete_many(&host);
    let app = open(&host);
    replan(&app);
    let review =
        reviews(&app).into_iter().find(|b| b.recall.iter().filter(|r| !r.choices.is_empty()).count() > 1);
    let review = review.unwrap();
    let block = id(&review);
    let unit = &review.recall[0].unit;
    grade(&app, &block, unit, Grade::Easy).unwrap();
    // Not even when there is no study on its day any more.
    let weekday = u8::try_from(review.block.date.weekday().num_days_from_monday()).unwrap();
    let all = app.settings(Nothing {}).unwrap().windows;
    let windows = all.iter().filter(|w| w.weekday != weekday).copied().collect();
    let said = app.availability_set(AvailabilitySet { windows }).unwrap();
    assert!(said.changes.iter().all(|c| c.from != Some(start_of(&review.block))), "{:#?}", said.changes);
    let now = look(&app, &block);
    assert_eq!((now.block.date, now.block.from), (review.block.date, review.block.from));
    assert_eq!(now.recall.len(), review.recall.len());
    // What was graded counts, what was not comes back, before it if there is room.
    app.availability_set(AvailabilitySet { windows: all }).unwrap();
    app.block_missed(BlockRef { id: block.clone() }).unwrap();
    let other = &review.recall[1].unit;
    let today = app.today(Nothing {}).unwrap().date;
    let soon = recalled_after(&app, other, today - Duration::days(1)).unwrap();
    let far = recalled_after(&app, unit, today - Duration::days(1));
    assert!(far.is_none_or(|far| far > soon), "{far:?} {soon}");
    assert!(look(&app, &block).recall[0].grade.is_some());
}

/// Six units that were completed on one day, so that they come back together.
fn complete_many(host: &Arc<TestHost>) {
    drop(onboarded(host));
    complete(host, &UNITS, 1);
    complete(host, &["tools-numpy", "math-probability", "math-derivatives"], 1);
}

/// A review of these units this evening, whose time has come.
fn reviewed_tonight(host: &Arc<TestHost>, units: &[&str]) -> (App, String) {
    use api::Host as _;
    let tonight = host.now().date_naive();
    let items = units.iter().map(|unit| ReviewedItem { unit: (*unit).to_owned(), k: 1 }).collect();
    let start = tonight.and_time(NaiveTime::MIN) + Duration::hours(19);
    let block =
        PlannedBlock { id: uuid::Uuid::from_u128(77), start, minutes: 30, what: Studied::Review { items } };
    let id = block.id.to_string();
    let plan = Event::PlanPublished {
        from: start - Duration::hours(12),
        published_until: tonight + Duration::days(26),
        blocks: vec![block],
        let_go: None,
    };
    let mut journal = Journal::open(&host.data_dir(), uuid::Uuid::from_u128(9), host.now()).unwrap().journal;
    journal.append(host.now(), &[plan]).unwrap();
    drop(journal);
    host.pass(Duration::hours(12));
    (open(host), id)
}

/// What each unit of a review is: asked about, or not for now.
fn asked(app: &App, block: &str) -> Vec<(String, bool, usize)> {
    let units = look(app, block).recall.into_iter();
    units.map(|r| (r.unit, r.waits, r.choices.len())).collect()
}

#[test]
fn a_unit_that_is_not_studied_to_the_end_does_not_hold_its_review_open() {
    let host = TestHost::wednesday();
    drop(learner(&host));
    let open = "deploy-production-mindset";
    let (app, block) = reviewed_tonight(&host, &[UNITS[0], open, UNITS[1]]);
    let of = |unit: &str, waits: bool| (unit.to_owned(), waits, if waits { 0 } else { 4 });
    assert_eq!(asked(&app, &block), [of(UNITS[0], false), of(open, true), of(UNITS[1], false)]);
    let refused = grade(&app, &block, open, Grade::Good).unwrap_err();
    assert_eq!(refused.code, "not_completed");
    assert!(refused.message.ends_with("This review is done without it."), "{}", refused.message);

    let said = grade(&app, &block, UNITS[1], Grade::Good).unwrap().message.unwrap();
    assert!(!said.contains("This review is done."), "{said}");
    let said = grade(&app, &block, UNITS[0], Grade::Good).unwrap().message.unwrap();
    assert!(said.contains("This review is done."), "{said}");
    assert_eq!(look(&app, &block).block.state, BlockStatus::Done);
    assert!(asked(&app, &block).iter().all(|(_, waits, choices)| !waits && *choices == 0));
    // Nothing is said of what was not asked: it comes back after it is studied as if it had never been there.
    let state = state(&host);
    let held = state.logs.iter().find(|log| log.block.is_some_and(|id| id.to_string() == block)).unwrap();
    let Studied::Review { items } = &held.what else { panic!("{held:?}") };
    assert_eq!(items.iter().map(|i| i.unit.as_str()).collect::<Vec<_>>(), [UNITS[0], UNITS[1]]);
    app.undo(Nothing {}).unwrap();
    assert_eq!(asked(&app, &block)[1], of(open, true));
}

#[test]
fn a_review_of_nothing_that_can_be_graded_says_how_it_ends() {
    let host = TestHost::wednesday();
    drop(learner(&host));
    let (open, other) = ("deploy-production-mindset", "math-eigen-svd");
    let (app, block) = reviewed_tonight(&host, &[open, other]);
    assert!(asked(&app, &block).iter().all(|(_, waits, choices)| *waits && *choices == 0));
    let refused = grade(&app, &block, open, Grade::Good).unwrap_err();
    assert_eq!(refused.code, "not_completed");
    assert!(
        refused.message.ends_with(
            "Nothing of this review can be graded now: say that it could not be done (`missed`), or that it was (`done`)."
        ),
        "{}",
        refused.message
    );
    app.block_missed(BlockRef { id: block.clone() }).unwrap();
    assert_eq!(look(&app, &block).block.state, BlockStatus::Missed);
    assert!(asked(&app, &block).iter().all(|(_, waits, _)| !waits), "it can be read through again");
}

#[test]
fn a_review_that_is_still_far_can_be_read_through() {
    let host = TestHost::wednesday();
    let app = learner(&host);
    let ahead = reviews(&app).into_iter().find(|b| b.recall.iter().all(|r| r.choices.is_empty())).unwrap();
    assert!(ahead.recall.iter().all(|r| !r.waits && !r.questions.is_empty()), "{ahead:?}");
}
