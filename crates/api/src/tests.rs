//! Learners who are simulated day by day over the real planner: their memory follows the forgetting curve, and they
//! recall what the plan tells them to, on the day it says.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Curriculum;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use journal::{BlockState, Event, KnowledgeLevel, ReviewedItem, State, Studied};
use plan::What;
use recall::Memory;
use uuid::Uuid;

use crate::knowledge::standings;
use crate::planning::{Made, make, publish};
use crate::problem::{Promise, Situation};
use crate::reviews::remembered;
use crate::{convert, defaults, recalling, zones};

struct Life {
    curriculum: Curriculum,
    state: State,
    now: NaiveDateTime,
    ids: u128,
    luck: u64,
    /// Chance of each recall in permille, and whether it succeeded.
    recalls: Vec<(u32, bool)>,
}

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
}

impl Life {
    /// A learner of nine hours a week who has one strategy left to study, and completed so many units of the others:
    /// one every `apart` days until yesterday.
    fn new(completed: usize, apart: usize, luck: u64) -> Life {
        let curriculum = catalog::bundled().unwrap();
        let mut draft = defaults::draft(&curriculum, monday());
        draft.levels = (1..=8).map(|strategy| (strategy, KnowledgeLevel::CouldTeachIt)).collect();
        draft.target = monday() + Duration::weeks(20);
        let mut state = State::default();
        state = state.after(&draft.events(monday(), Tz::UTC.name(), &curriculum), midnight(monday()));
        let now = monday().and_time(NaiveTime::MIN) + Duration::hours(7);
        let mut life = Life { curriculum, state, now, ids: 0, luck, recalls: Vec::new() };
        let units = life.curriculum.strategies.iter().filter(|s| s.number < 9).flat_map(|s| &s.units);
        let units: Vec<catalog::Unit> = units.take(completed).cloned().collect();
        assert_eq!(units.len(), completed);
        let first = monday() - Duration::days(i64::try_from(completed * apart).unwrap());
        for (n, unit) in units.iter().enumerate() {
            let on = first + Duration::days(i64::try_from(n * apart).unwrap());
            for (i, activity) in unit.activities.iter().enumerate() {
                let what = Studied::Work { unit: unit.id.clone(), activity: unit.activity_id(i) };
                let start = on.and_time(NaiveTime::MIN) + Duration::hours(19);
                life.tell(&[Event::MinutesLogged {
                    what,
                    start,
                    minutes: activity.minutes,
                    block: None,
                    finished: true,
                }]);
            }
        }
        life
    }

    /// Before the plan began, everything was recalled on its day.
    fn recalled_until_today(mut self) -> Life {
        let units = standings(&self.curriculum, &self.state);
        let all: Vec<(String, Memory)> =
            remembered(&self.state, &units).into_iter().map(|r| (r.unit.to_owned(), r.memory)).collect();
        for (unit, mut memory) in all {
            for k in 1.. {
                let on = memory.due();
                if on >= self.now.date() {
                    break;
                }
                let grade = self.answer(memory, on);
                memory = memory.after(on, convert::grade_known(grade));
                let event = Event::RecallGraded { block: self.id(), unit: unit.clone(), k, grade, on };
                self.tell(&[event]);
            }
        }
        self.recalls.clear();
        self
    }

    fn tell(&mut self, events: &[Event]) {
        self.state = self.state.after(events, midnight(self.now.date()));
    }

    fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    fn situation(&self) -> Situation<'_> {
        Situation { curriculum: &self.curriculum, state: &self.state, zone: Tz::UTC, now: self.now }
    }

    fn plan(&mut self, promise: Promise) -> Made {
        let made = make(&self.situation(), promise).unwrap();
        let mut ids = self.ids;
        let publication = publish(&self.situation(), &made, promise, || {
            ids += 1;
            Uuid::from_u128(ids)
        });
        self.ids = ids;
        self.tell(&[publication.event]);
        made
    }

    /// A grade as chance has it: forgotten as often as the curve says, else good, and now and then hard or easy.
    fn answer(&mut self, memory: Memory, on: NaiveDate) -> journal::Grade {
        let chance = memory.retention(on);
        let drawn = self.draw();
        self.recalls.push((chance, drawn < chance));
        match self.draw() {
            _ if drawn >= chance => journal::Grade::Forgot,
            0..200 => journal::Grade::Hard,
            200..900 => journal::Grade::Good,
            _ => journal::Grade::Easy,
        }
    }

    /// 0 to 999.
    fn draw(&mut self) -> u32 {
        self.luck = self.luck.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.luck;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) % 1000).unwrap()
    }

    /// Blocks of today that are still to come.
    fn next_today(&self) -> Option<BlockState> {
        let today = self.now.date();
        self.situation().ahead().first().filter(|b| b.block.start.date() == today).map(|b| (*b).clone())
    }

    fn log(&self, block: &BlockState) -> Event {
        Event::MinutesLogged {
            what: block.block.what.clone(),
            start: block.block.start,
            minutes: block.block.minutes,
            block: Some(block.block.id),
            finished: !matches!(block.block.what, Studied::Work { .. }),
        }
    }

    /// Studies and recalls as planned; after each review the plan is made anew, as the program does.
    fn live_a_day(&mut self) {
        let s = self.situation();
        if s.published_until() != Some(s.promised_until()) {
            self.plan(Promise::Extend);
        }
        while let Some(block) = self.next_today() {
            self.now = block.block.start + Duration::minutes(i64::from(block.block.minutes));
            let items = match &block.block.what {
                Studied::Review { items } => items.clone(),
                _ => Vec::new(),
            };
            for item in &items {
                self.recall(&block, item);
            }
            self.tell(&[self.log(&block)]);
            if !items.is_empty() {
                self.plan(Promise::Keep);
            }
        }
        self.now = (self.now.date() + Duration::days(1)).and_time(NaiveTime::MIN) + Duration::hours(7);
    }

    fn recall(&mut self, block: &BlockState, item: &ReviewedItem) {
        let on = self.now.date();
        let memory = recalling::gradable(&self.situation(), block)[item.unit.as_str()];
        let grade = self.answer(memory, on);
        self.tell(&[Event::RecallGraded {
            block: block.block.id,
            unit: item.unit.clone(),
            k: item.k,
            grade,
            on,
        }]);
    }

    /// In percent: of what was recalled, and as the curve has it for the days on which it was asked.
    fn retention(&self) -> (f64, f64) {
        let n = self.recalls.len() as f64;
        let expected: u32 = self.recalls.iter().map(|(chance, _)| chance).sum();
        let held = self.recalls.iter().filter(|(_, recalled)| *recalled).count();
        (100.0 * held as f64 / n, f64::from(expected) / 10.0 / n)
    }
}

fn midnight(day: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    zones::to_instant(Tz::UTC, day.and_time(NaiveTime::MIN))
}

#[test]
fn over_a_month_and_a_quarter_nine_in_ten_are_recalled_on_the_planned_days() {
    // Days, recalls, and percent: as they were drawn, and as the curve has it.
    let mut sums = [(30, 0, 0.0, 0.0), (91, 0, 0.0, 0.0)];
    const LIVES: u64 = 4;
    for luck in 1..=LIVES {
        let mut life = Life::new(40, 2, luck).recalled_until_today();
        life.plan(Promise::Renew);
        for day in 1..=91 {
            life.live_a_day();
            for sum in sums.iter_mut().filter(|sum| sum.0 == day) {
                let (held, expected) = life.retention();
                sum.1 += life.recalls.len();
                sum.2 += held / LIVES as f64;
                sum.3 += expected / LIVES as f64;
            }
        }
    }
    for ((days, n, held, expected), least) in sums.into_iter().zip([130, 400]) {
        assert!(n >= least, "only {n} recalls in {days} days");
        assert!((88.0..=92.0).contains(&expected), "{expected:.1} % over {days} days, {n} recalls");
        // Chance has its part in what was drawn.
        assert!((85.0..=95.0).contains(&held), "{held:.1} % over {days} days, {n} recalls");
    }
}

/// Units that are past their due day, the most faded first, with what is left of them in permille.
fn overdue(life: &Life) -> Vec<(String, u32)> {
    let units = standings(&life.curriculum, &life.state);
    let today = life.now.date();
    let all = remembered(&life.state, &units);
    let late = all.iter().filter(|r| r.memory.due() < today);
    let mut late: Vec<(String, u32)> = late.map(|r| (r.unit.to_owned(), r.memory.retention(today))).collect();
    late.sort_by_key(|(_, left)| *left);
    late
}

#[test]
fn who_was_away_for_three_weeks_recalls_a_few_units_a_day_the_most_faded_first() {
    let mut life = Life::new(60, 1, 7).recalled_until_today();
    life.now += Duration::weeks(3);
    let late = overdue(&life);
    assert!(late.len() >= 30, "{} units wait", late.len());
    let made = life.plan(Promise::Renew);
    let said = recalling::backlog(&life.situation(), &made).unwrap();
    assert!(said.starts_with(&format!("{} units are waiting to be recalled.", late.len())), "{said}");

    // Every unit has its day, no day is too long, and the most faded half comes before the other half.
    let mut day_of = BTreeMap::new();
    for block in &made.plan.blocks {
        if let What::Review { items } = &block.what {
            assert!(items.len() <= 9 && block.minutes <= 90, "{block:?}");
            for item in items {
                day_of.entry(item.unit.clone()).or_insert((block.start.date() - life.now.date()).num_days());
            }
        }
    }
    let days: Vec<i64> = late.iter().map(|(unit, _)| day_of[unit]).collect();
    let mean = |days: &[i64]| days.iter().sum::<i64>() as f64 / days.len() as f64;
    let (first, second) = days.split_at(days.len() / 2);
    assert!(mean(first) + 1.0 < mean(second), "{days:?}");
    assert!(days.iter().all(|day| *day < 28), "{days:?}");
    let used: BTreeSet<i64> = days.iter().copied().collect();
    assert!(used.len() >= 5, "{days:?}");

    // Lessons go on meanwhile, and in the end every unit was recalled.
    let lessons = |life: &Life| -> u32 {
        let logs = life.state.logs.iter().filter(|l| l.block.is_some());
        logs.filter(|l| matches!(l.what, Studied::Work { .. })).map(|l| l.minutes).sum()
    };
    for _ in 0..14 {
        life.live_a_day();
    }
    assert!(lessons(&life) >= 540 * 2 / 3, "{} min of lessons in two weeks", lessons(&life));
    for _ in 0..14 {
        life.live_a_day();
    }
    let back = monday() + Duration::weeks(3);
    let recalled: BTreeSet<&str> =
        life.state.recalls.iter().filter(|r| r.on >= back).map(|r| r.unit.as_str()).collect();
    assert!(late.iter().all(|(unit, _)| recalled.contains(unit.as_str())));
    assert!(overdue(&life).len() <= 9, "{:?}", overdue(&life));
}
