//! At least one event of every kind, and every value of every closed choice within them.

use journal::{
    Budget, BusyEvent, BusyTime, Event, Goal, Grade, KnowledgeLevel, OwnResource, OwnUnit, PackFile,
    PlannedBlock, Profile, ReviewedItem, Studied, StudyWindow, Theme, UnitMark,
};

use crate::tools::{at, block, day, local, name};

/// The stored tag of an event. A new kind does not compile until it is named here; it then needs a sample.
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::ProfileSet(_) => "profile_set",
        Event::AvailabilitySet { .. } => "availability_set",
        Event::BudgetSet(_) => "budget_set",
        Event::StrategyLevelSet { .. } => "strategy_level_set",
        Event::UnitMarked { .. } => "unit_marked",
        Event::EstimateChanged { .. } => "estimate_changed",
        Event::RhythmSet { .. } => "rhythm_set",
        Event::OutcomeTicked { .. } => "outcome_ticked",
        Event::SessionStarted { .. } => "session_started",
        Event::SessionPaused { .. } => "session_paused",
        Event::MinutesLogged { .. } => "minutes_logged",
        Event::BlockMissed { .. } => "block_missed",
        Event::BlockSkipped { .. } => "block_skipped",
        Event::BlockLocked { .. } => "block_locked",
        Event::BlockTitled { .. } => "block_titled",
        Event::BlockMoved { .. } => "block_moved",
        Event::BlockResized { .. } => "block_resized",
        Event::BlockSplit { .. } => "block_split",
        Event::BlockAdded { .. } => "block_added",
        Event::BlockDeleted { .. } => "block_deleted",
        Event::KeptFreeEnded { .. } => "kept_free_ended",
        Event::UnitBroughtForward { .. } => "unit_brought_forward",
        Event::PlanLeft { .. } => "plan_left",
        Event::PlanPublished { .. } => "plan_published",
        Event::ReviewGraded { .. } => "review_graded",
        Event::RecallGraded { .. } => "recall_graded",
        Event::NoteSet { .. } => "note_set",
        Event::WeekReflected { .. } => "week_reflected",
        Event::BusyImported { .. } => "busy_imported",
        Event::BusyChanged { .. } => "busy_changed",
        Event::BusyRemoved { .. } => "busy_removed",
        Event::ThemeSet { .. } => "theme_set",
        Event::PaceSet { .. } => "pace_set",
        Event::OwnUnitSet { .. } => "own_unit_set",
        Event::OwnUnitRemoved { .. } => "own_unit_removed",
        Event::OwnResourceSet { .. } => "own_resource_set",
        Event::OwnResourceRemoved { .. } => "own_resource_removed",
        Event::PackSet { .. } => "pack_set",
        Event::Undone { .. } => "undone",
        Event::Redone { .. } => "redone",
    }
}

/// Every kind there is.
pub const KINDS: [&str; 40] = [
    "profile_set",
    "availability_set",
    "budget_set",
    "strategy_level_set",
    "unit_marked",
    "estimate_changed",
    "rhythm_set",
    "outcome_ticked",
    "session_started",
    "session_paused",
    "minutes_logged",
    "block_missed",
    "block_skipped",
    "block_locked",
    "block_titled",
    "block_moved",
    "block_resized",
    "block_split",
    "block_added",
    "block_deleted",
    "kept_free_ended",
    "unit_brought_forward",
    "plan_left",
    "plan_published",
    "review_graded",
    "recall_graded",
    "note_set",
    "week_reflected",
    "busy_imported",
    "busy_changed",
    "busy_removed",
    "theme_set",
    "pace_set",
    "own_unit_set",
    "own_unit_removed",
    "own_resource_set",
    "own_resource_removed",
    "pack_set",
    "undone",
    "redone",
];

fn profile(goal: Goal) -> Event {
    Event::ProfileSet(Profile {
        goal,
        target: day("2027-01-31"),
        zone: "Australia/Lord_Howe".to_owned(),
        first_week: day("2026-03-02"),
        pack: "ml".to_owned(),
    })
}

fn level(strategy: u8, level: KnowledgeLevel) -> Event {
    Event::StrategyLevelSet { strategy, level }
}

fn mark(mark: UnitMark) -> Event {
    Event::UnitMarked { unit: "s1.vectors".to_owned(), mark }
}

fn grade(grade: Grade) -> Event {
    Event::ReviewGraded { unit: "s1.vectors".to_owned(), question: 2, grade, on: day("2026-03-09") }
}

fn recalled(grade: Grade) -> Event {
    let unit = "s1.matrices".to_owned();
    Event::RecallGraded { block: name(12), unit, k: 3, grade, on: day("2026-03-10") }
}

fn logged(what: Studied, finished: bool) -> Event {
    let start = local("2026-03-02T18:00:00");
    Event::MinutesLogged { what, start, minutes: 45, block: finished.then(|| name(11)), finished }
}

fn plan() -> Event {
    let review = Studied::Review {
        items: vec![
            ReviewedItem { unit: "s1.vectors".to_owned(), k: 1 },
            ReviewedItem { unit: "s1.matrices".to_owned(), k: 3 },
        ],
    };
    Event::PlanPublished {
        from: local("2026-03-02T08:00:00"),
        published_until: day("2026-03-16"),
        blocks: vec![
            block(11, "2026-03-02T18:00:00"),
            PlannedBlock { id: name(12), start: local("2026-03-03T07:30:00"), minutes: 25, what: review },
            PlannedBlock {
                id: name(13),
                start: local("2026-03-04T18:00:00"),
                minutes: 30,
                what: Studied::Rhythm { rhythm: "weekly-paper".to_owned() },
            },
        ],
        let_go: None,
    }
}

/// A plan of a program that says what it let go.
fn later_plan() -> Event {
    Event::PlanPublished {
        from: local("2026-03-03T00:00:00"),
        published_until: day("2026-03-30"),
        blocks: vec![block(16, "2026-03-05T18:00:00")],
        let_go: Some(vec![name(12)]),
    }
}

fn busy() -> Event {
    Event::BusyImported {
        source: "file:work.ics".to_owned(),
        name: "Work".to_owned(),
        read_at: at("2026-03-02T08:15:00Z"),
        events: vec![
            BusyEvent {
                title: "Stand-up, \"daily\" – naïve 日本 🙂\n".to_owned(),
                when: BusyTime::Timed { start: at("2026-03-02T09:00:00Z"), end: at("2026-03-02T09:15:00Z") },
            },
            BusyEvent {
                title: String::new(),
                when: BusyTime::AllDay { first: day("2026-03-05"), until: day("2026-03-07") },
            },
        ],
        series: None,
    }
}

fn busy_changed() -> Event {
    let timed = |title: &str, from: &str, to: &str| BusyEvent {
        title: title.to_owned(),
        when: BusyTime::Timed { start: at(from), end: at(to) },
    };
    Event::BusyChanged {
        source: "link:3f".to_owned(),
        name: "Team".to_owned(),
        color: Some("#3366aa".to_owned()),
        read_at: at("2026-03-02T08:30:00Z"),
        gone: vec![timed("Stand-up", "2026-03-02T09:00:00Z", "2026-03-02T09:15:00Z")],
        new: vec![timed("", "2026-03-02T10:00:00Z", "2026-03-02T10:15:00Z")],
        series: 1,
    }
}

/// The events of the golden files, in this order.
pub fn samples() -> Vec<Event> {
    let grades = [Grade::Forgot, Grade::Hard, Grade::Good, Grade::Easy];
    let paces = [true, false].map(|own| Event::PaceSet { own });
    let lines = [("2026-03-02", "Evenings, “only two”"), ("2026-02-23", "")];
    let lines = lines.map(|(week, text)| Event::WeekReflected { week: day(week), text: text.to_owned() });
    let sessions = [Event::SessionStarted { block: name(11) }, Event::SessionPaused { block: name(11) }];
    let by_hand = [
        Event::BlockResized { block: name(12), minutes: 75 },
        Event::BlockSplit { block: name(12), minutes: 30, second: block(14, "2026-03-06T20:00:00") },
        Event::BlockAdded { block: block(15, "2026-03-07T10:00:00") },
        Event::BlockDeleted { block: name(13) },
        Event::KeptFreeEnded { block: name(13) },
        Event::UnitBroughtForward { unit: "s1.matrices".to_owned(), first: true },
        Event::UnitBroughtForward { unit: "s1.matrices".to_owned(), first: false },
        later_plan(),
        Event::PlanLeft { left: true },
        Event::PlanLeft { left: false },
    ];
    let calendars = [
        Event::BlockTitled { block: name(12), title: Some("Vectors, at last".to_owned()) },
        Event::BlockTitled { block: name(12), title: None },
        busy_changed(),
    ];
    first_release()
        .into_iter()
        .chain(grades.map(recalled))
        .chain(paces)
        .chain(by_hand)
        .chain(sessions)
        .chain(lines)
        .chain(own())
        .chain(calendars)
        .collect()
}

/// What a learner adds to the pack.
fn own() -> [Event; 7] {
    let unit = || "own-1".to_owned();
    let content = OwnUnit {
        title: "Recommender from my own data".to_owned(),
        strategy: 6,
        minutes: 480,
        prerequisites: vec!["s1.vectors".to_owned()],
        outcomes: vec!["I can say what it gets wrong.".to_owned()],
    };
    let resource = |url: Option<&str>| OwnResource {
        title: "A talk".to_owned(),
        url: url.map(str::to_owned),
        sections: url.map(|_| "From 12:30".to_owned()),
    };
    let set = |n, url| Event::OwnResourceSet { resource: name(n), unit: unit(), content: resource(url) };
    [
        Event::OwnUnitSet { unit: unit(), content },
        Event::OwnUnitRemoved { unit: unit() },
        set(31, Some("https://example.org/talk")),
        set(32, None),
        Event::OwnResourceRemoved { resource: name(31) },
        Event::PackSet {
            files: Some(vec![PackFile { name: "pack.toml".to_owned(), text: "schema = 1\n".to_owned() }]),
        },
        Event::PackSet { files: None },
    ]
}

/// The events of the fixture of format 1, in this order. Never change one.
pub fn first_release() -> Vec<Event> {
    let unit = || "s1.vectors".to_owned();
    vec![
        profile(Goal::AddToJob),
        profile(Goal::OneApplication),
        profile(Goal::MlRole),
        Event::AvailabilitySet {
            windows: vec![
                StudyWindow { weekday: 0, from: 1080, to: 1200, deep: true },
                StudyWindow { weekday: 6, from: 0, to: 1440, deep: false },
            ],
        },
        Event::BudgetSet(Budget { week: 600, day_max: 180, block_min: 25, block_max: 90, break_min: 10 }),
        level(1, KnowledgeLevel::New),
        level(2, KnowledgeLevel::SeenIt),
        level(3, KnowledgeLevel::UseIt),
        level(9, KnowledgeLevel::CouldTeachIt),
        mark(UnitMark::Known),
        mark(UnitMark::Dropped),
        mark(UnitMark::Open),
        mark(UnitMark::Later),
        Event::EstimateChanged { unit: unit(), minutes: None },
        Event::EstimateChanged { unit: unit(), minutes: Some(420) },
        Event::RhythmSet { rhythm: "weekly-paper".to_owned(), wanted: true },
        Event::RhythmSet { rhythm: "meetup".to_owned(), wanted: false },
        Event::OutcomeTicked { unit: unit(), outcome: 1, ticked: true },
        Event::OutcomeTicked { unit: unit(), outcome: 2, ticked: false },
        plan(),
        logged(Studied::Work { unit: unit(), activity: "read".to_owned() }, true),
        logged(Studied::Rhythm { rhythm: "weekly-paper".to_owned() }, false),
        logged(Studied::Review { items: vec![ReviewedItem { unit: unit(), k: 1 }] }, false),
        logged(Studied::Free { strategy: 4, text: "A talk".to_owned() }, false),
        Event::BlockMissed { block: name(12) },
        Event::BlockSkipped { block: name(13) },
        Event::BlockLocked { block: name(12), locked: true },
        Event::BlockLocked { block: name(12), locked: false },
        Event::BlockMoved { block: name(12), start: local("2026-03-06T19:00:00"), minutes: 50 },
        grade(Grade::Forgot),
        grade(Grade::Hard),
        grade(Grade::Good),
        grade(Grade::Easy),
        Event::NoteSet { unit: unit(), text: "Two lines\nof “text”".to_owned() },
        Event::NoteSet { unit: "s1.matrices".to_owned(), text: String::new() },
        busy(),
        Event::BusyRemoved { source: "file:home.ics".to_owned() },
        Event::ThemeSet { theme: Theme::System },
        Event::ThemeSet { theme: Theme::Light },
        Event::ThemeSet { theme: Theme::Dark },
        Event::Undone { command: name(1) },
        Event::Redone { command: name(1) },
    ]
}
