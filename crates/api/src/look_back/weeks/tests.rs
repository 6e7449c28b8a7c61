//! What is told of each week is what folding the journal anew up to each Monday tells.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use journal::{Goal as Aim, KnowledgeLevel, Profile, Studied, fold};
use uuid::Uuid;

use super::*;
use crate::knowledge::standings;

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

const WEEKS: u64 = 9;

fn begin() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap().and_time(NaiveTime::MIN)
}

/// The plain way.
fn plainly(
    s: &Situation<'_>,
    records: &[Record],
    core: &BTreeSet<String>,
) -> Vec<(NaiveDate, Option<Vec<PlannedBlock>>, Option<u32>)> {
    let mut records = records.to_vec();
    records.sort_by_key(|r| r.at);
    let before = |day: NaiveDate| records.partition_point(|r| r.at < day.and_time(NaiveTime::MIN).and_utc());
    let mondays = first_monday(s).iter_weeks().take_while(|monday| *monday <= s.monday());
    let week = |monday: NaiveDate| {
        let (begins, ends) = (before(monday), before(monday + Duration::weeks(1)));
        let is_planned = |state: &State| state.published_until.is_some_and(|until| until > monday);
        let mut state = fold(&records[..begins]);
        if !is_planned(&state)
            && let Some(first) = records[begins..ends].iter().position(|r| reaches(r, monday))
        {
            state = fold(&records[..=begins + first]);
        }
        let stands = |b: &&BlockState| !matches!(b.answer, Answer::Missed | Answer::Skipped);
        let blocks = state.blocks.values().filter(|b| monday_of(b.block.start.date()) == monday);
        let planned = is_planned(&state).then(|| blocks.filter(stands).map(|b| b.block.clone()).collect());
        let left = left_of_core(standings(s.curriculum, &state));
        (monday, planned, state.profile.as_ref().map(|_| core_minutes(&state, core).saturating_add(left)))
    };
    mondays.map(week).collect()
}

fn event(chance: &mut Chance, curriculum: &Curriculum, at: NaiveDateTime, commands: &[Uuid]) -> Event {
    let unit = &curriculum.strategies[chance.below(3) as usize].units[chance.below(4) as usize];
    let activity = unit.activity_id(chance.below(unit.activities.len() as u64) as usize);
    let what = Studied::Work { unit: unit.id.clone(), activity };
    let id = Uuid::from_u128(u128::from(chance.below(20)));
    let start = at + TimeDelta::hours(chance.below(400) as i64 - 100);
    match chance.below(16) {
        0..5 => Event::MinutesLogged {
            what,
            start,
            minutes: 20 + chance.below(100) as u32,
            block: (chance.below(2) == 0).then_some(id),
            finished: chance.below(4) == 0,
        },
        5..8 => {
            let block = |n: u64| PlannedBlock {
                id: Uuid::from_u128(u128::from(n)),
                start: at + TimeDelta::hours(n as i64 * 17),
                minutes: 30,
                what: what.clone(),
            };
            let until = at.date() + Duration::days(chance.below(30) as i64);
            let blocks = (0..chance.below(20)).map(block).collect();
            Event::PlanPublished { from: at, published_until: until, blocks, let_go: None }
        }
        8 => Event::BlockMissed { block: id },
        9 => Event::BlockMoved { block: id, start, minutes: 45 },
        10 => Event::PaceSet { own: chance.below(3) > 0 },
        11 => Event::EstimateChanged { unit: unit.id.clone(), minutes: Some(60 + chance.below(300) as u32) },
        12 => Event::StrategyLevelSet { strategy: 1, level: KnowledgeLevel::SeenIt },
        _ => match commands.len() as u64 {
            0 => Event::PlanLeft { left: true },
            n if chance.below(3) == 0 => Event::Redone { command: commands[chance.below(n) as usize] },
            n => Event::Undone { command: commands[(n - 1 - chance.below(n.min(12))) as usize] },
        },
    }
}

#[test]
fn what_is_told_of_a_week_is_what_folding_anew_tells() {
    let curriculum = catalog::bundled().unwrap();
    let (mut apart, mut folded) = (0, 0);
    for seed in 0..40 {
        let mut chance = Chance(seed);
        let (mut records, mut commands, mut at) = (Vec::new(), Vec::new(), begin());
        let profile = Profile {
            goal: Aim::MlRole,
            target: begin().date() + Duration::weeks(60),
            zone: "UTC".to_owned(),
            first_week: begin().date(),
            pack: curriculum.pack.id.clone(),
        };
        let mut next = Event::ProfileSet(profile);
        for n in 0..160_i64 {
            let id = Uuid::from_u128(1_000 + n as u128);
            // Some commands have several events, and a clock may be wrong.
            let command = if chance.below(5) == 0 { commands.last().copied().unwrap_or(id) } else { id };
            let wrong = if chance.below(40) == 0 { TimeDelta::days(9) } else { TimeDelta::zero() };
            let instant: DateTime<Utc> = (at + wrong).and_utc();
            let (seq, device) = (n + 1, Uuid::nil());
            records.push(Record { seq, id, command, device, at: instant, clock: n, event: Ok(next) });
            commands.push(command);
            at += TimeDelta::minutes((WEEKS * 7 * 24 * 60 / 160) as i64);
            next = event(&mut chance, &curriculum, at, &commands);
        }
        let state = fold(&records);
        let s = Situation { curriculum: &curriculum, state: &state, zone: Tz::UTC, now: at };
        let core = super::super::core(&s);
        let expected = plainly(&s, &records, &core);
        let told: Vec<_> =
            told(&s, records.clone(), &core).into_iter().map(|t| (t.monday, t.planned, t.scope)).collect();
        assert_eq!(told, expected, "seed {seed}");
        // Both ways were gone.
        records.sort_by_key(|r| r.at);
        let mut replay = Replay::new(&records);
        for n in (0..records.len()).step_by(18) {
            assert_eq!(*replay.until(n), fold(&records[..n]), "seed {seed}");
            *(if replay.came().is_some() { &mut apart } else { &mut folded }) += 1;
        }
    }
    assert!(apart > 60 && folded > 60, "{apart} and {folded}");
}
