//! Ten years of a busy learner as the events of a journal: seven blocks a day with their sessions, answers and grades, plans of four
//! weeks, moves, notes, calendars, undos. Made of the bundled pack's units, always the same.
//! Invariant: the proportions are those of a life with the program, not a number of copies.

use catalog::{Curriculum, Unit};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use journal::{
    BlockId, Budget, BusyEvent, BusyTime, Event, Foreign, Goal, Grade, PlannedBlock, Profile, ReviewedItem,
    Studied, StudyWindow,
};
use uuid::Uuid;

use crate::chance::Chance;

/// A day's blocks.
const BLOCKS: u64 = 7;

/// Weeks that a plan promises.
const WEEKS: u64 = 4;

/// The last units of the pack stay open, so that there is something to plan.
const OPEN_UNITS: usize = 16;

/// The life, written down until now.
struct Life<'a> {
    chance: Chance,
    units: Vec<&'a Unit>,
    events: Vec<Foreign>,
    clock: i64,
    names: u128,
    /// What is planned and not answered, in order of start.
    planned: Vec<PlannedBlock>,
    /// How many blocks were planned ever: what comes next follows from it.
    placed: usize,
    /// The last command that may be undone.
    last: Uuid,
}

/// At least so many events, up to this day: as many days as they take.
#[must_use]
pub fn events(curriculum: &Curriculum, count: usize, until: NaiveDate) -> Vec<Foreign> {
    let mut days = count.div_ceil(60);
    loop {
        let events = lived(curriculum, until - Days::new(days as u64), until);
        if events.len() >= count {
            return events;
        }
        days += (count - events.len()).div_ceil(60).max(1);
    }
}

/// The events of these days.
fn lived(curriculum: &Curriculum, first: NaiveDate, until: NaiveDate) -> Vec<Foreign> {
    let mut life = Life {
        chance: Chance::new("life", 9),
        units: curriculum.units().filter(|unit| !unit.retired).collect(),
        events: Vec::new(),
        clock: 0,
        names: 0,
        planned: Vec::new(),
        placed: 0,
        last: Uuid::nil(),
    };
    life.begin(curriculum, first, until);
    for day in first.iter_days().take_while(|day| *day < until) {
        life.day(day);
    }
    life.events
}

impl Life<'_> {
    fn name(&mut self) -> Uuid {
        self.names += 1;
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + self.names)
    }

    /// Writes the events of one command.
    fn command(&mut self, at: NaiveDateTime, events: Vec<Event>) {
        let at: DateTime<Utc> = at.and_utc();
        let command = self.name();
        for event in events {
            let mut fields = serde_json::to_value(&event).unwrap_or_default();
            let kind = fields.as_object_mut().and_then(|fields| fields.remove("kind"));
            self.clock = at.timestamp_micros().max(self.clock + 1);
            let id = self.name();
            self.events.push(Foreign {
                id,
                command,
                device: Uuid::from_u128(7),
                at: at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
                clock: self.clock,
                kind: kind.and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default(),
                body: fields.to_string(),
            });
        }
        self.last = command;
    }

    fn begin(&mut self, curriculum: &Curriculum, first: NaiveDate, until: NaiveDate) {
        let window = |weekday| StudyWindow { weekday, from: 8 * 60, to: 22 * 60, deep: weekday % 2 == 0 };
        let profile = Profile {
            goal: Goal::MlRole,
            target: until + Days::new(365),
            zone: "UTC".to_owned(),
            first_week: first,
            pack: curriculum.pack.id.clone(),
        };
        let budget = Budget { week: 1_200, day_max: 240, block_min: 25, block_max: 60, break_min: 10 };
        let begun = vec![
            Event::ProfileSet(profile),
            Event::AvailabilitySet { windows: (0..7).map(window).collect() },
            Event::BudgetSet(budget),
        ];
        self.command(first.and_time(NaiveTime::MIN), begun);
        self.publish(first.and_time(NaiveTime::MIN), first, Vec::new());
    }

    /// What the n-th block is for: units one after the other, their reviews between them.
    fn what(&mut self, n: usize) -> Studied {
        let most = self.units.len() - OPEN_UNITS;
        // The pack is through after two years; then it is reviews and rhythms.
        let at = (n / 36).min(most);
        if at < most && n % 3 != 2 {
            let unit = self.units[at];
            let activity = unit.activity_id((n / 2) % unit.activities.len());
            return Studied::Work { unit: unit.id.clone(), activity };
        }
        if n % 7 == 3 {
            return Studied::Rhythm { rhythm: "trends-paper".to_owned() };
        }
        let items = (0..3).map(|k| {
            let unit = self.units[(n * 7 + k * 13) % at.max(1)].id.clone();
            ReviewedItem { unit, k: 1 + (n / 400) as u32 }
        });
        Studied::Review { items: items.collect() }
    }

    /// Keeps what is planned and fills up to four weeks ahead; from now on with `before` in one command.
    fn publish(&mut self, now: NaiveDateTime, day: NaiveDate, mut before: Vec<Event>) {
        let until = day + Days::new(7 * WEEKS);
        let mut from = self.planned.last().map_or(day, |block| block.start.date() + Days::new(1));
        while from < until {
            for n in 0..BLOCKS {
                let start = from.and_time(NaiveTime::MIN) + TimeDelta::minutes(9 * 60 + 100 * n as i64);
                let (id, what) = (self.name(), self.what(self.placed));
                self.placed += 1;
                self.planned.push(PlannedBlock { id, start, minutes: 30, what });
            }
            from = from + Days::new(1);
        }
        self.planned.retain(|block| block.start >= now);
        let blocks = self.planned.clone();
        before.push(Event::PlanPublished {
            from: now,
            published_until: until,
            blocks,
            let_go: Some(Vec::new()),
        });
        self.command(now, before);
    }

    fn day(&mut self, day: NaiveDate) {
        let today: Vec<PlannedBlock> =
            self.planned.iter().filter(|block| block.start.date() == day).cloned().collect();
        self.planned.retain(|block| block.start.date() > day);
        let morning = day.and_time(NaiveTime::MIN) + TimeDelta::hours(7);
        if day.to_string().ends_with('3') {
            self.calendar(morning, day);
        }
        for block in today {
            self.block(&block);
        }
        let evening = morning + TimeDelta::hours(14);
        if self.chance.permille(333) {
            self.command(evening, vec![Event::PlanLeft { left: true }]);
            let command = self.last;
            self.command(evening, vec![Event::Undone { command }]);
        }
        if self.chance.permille(500) {
            self.publish(evening, day + Days::new(1), vec![Event::PlanLeft { left: false }]);
        }
    }

    fn block(&mut self, block: &PlannedBlock) {
        let (id, start) = (block.id, block.start);
        match self.chance.between(0, 11) {
            0 => {
                let now = start + TimeDelta::minutes(40);
                let next = block.start.date() + Days::new(1);
                return self.publish(now, next, vec![Event::BlockMissed { block: id }]);
            }
            1 => {
                let moved =
                    Event::BlockMoved { block: id, start: start + TimeDelta::minutes(15), minutes: 30 };
                self.command(start, vec![moved]);
            }
            2 => self.command(start, vec![Event::BlockLocked { block: id, locked: true }]),
            _ => {}
        }
        self.session(id, start);
        match &block.what {
            Studied::Work { unit, .. } => self.outcomes(unit, start),
            Studied::Review { items } => {
                for item in items {
                    let grade = self
                        .chance
                        .one_of(&[Grade::Good, Grade::Good, Grade::Hard, Grade::Forgot], Grade::Good);
                    let graded = Event::RecallGraded {
                        block: id,
                        unit: item.unit.clone(),
                        k: item.k,
                        grade,
                        on: start.date(),
                    };
                    self.command(start + TimeDelta::minutes(20), vec![graded]);
                }
            }
            Studied::Rhythm { .. } | Studied::Free { .. } => {}
        }
        let logged = Event::MinutesLogged {
            what: block.what.clone(),
            start,
            minutes: self.chance.between(25, 34),
            block: Some(id),
            finished: self.chance.permille(250),
        };
        self.command(start + TimeDelta::minutes(35), vec![logged]);
    }

    fn session(&mut self, block: BlockId, start: NaiveDateTime) {
        for pause in 0..i64::from(self.chance.between(1, 3)) {
            self.command(start + TimeDelta::minutes(8 * pause), vec![Event::SessionStarted { block }]);
            self.command(start + TimeDelta::minutes(8 * pause + 7), vec![Event::SessionPaused { block }]);
        }
    }

    fn outcomes(&mut self, unit: &str, start: NaiveDateTime) {
        for outcome in 1..=self.chance.between(0, 3) {
            let ticked =
                Event::OutcomeTicked { unit: unit.to_owned(), outcome: outcome as u16, ticked: true };
            self.command(start + TimeDelta::minutes(30), vec![ticked]);
        }
        for n in 0..self.chance.between(0, 3) {
            let text = format!("What I took from it, {n}: {}", "a line of a note. ".repeat(3 + n as usize));
            self.command(
                start + TimeDelta::minutes(31),
                vec![Event::NoteSet { unit: unit.to_owned(), text }],
            );
        }
    }

    fn calendar(&mut self, at: NaiveDateTime, day: NaiveDate) {
        let busy = |n: u64| {
            let start = (day + Days::new(n)).and_time(NaiveTime::MIN).and_utc();
            let when = BusyTime::Timed { start, end: start + TimeDelta::hours(1) };
            BusyEvent { title: format!("Meeting {n}"), when }
        };
        let imported = Event::BusyImported {
            source: "file:work.ics".to_owned(),
            name: "Work".to_owned(),
            read_at: at.and_utc(),
            events: (0..60).map(busy).collect(),
            series: Some(60),
        };
        self.command(at, vec![imported]);
    }
}
