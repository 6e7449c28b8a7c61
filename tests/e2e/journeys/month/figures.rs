//! The figures of the look back, worked out from an export alone: what its events say, and the pack's files for which unit is
//! of which strategy. Invariant: not a line of the application's own reckoning is used here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc};
use serde_json::Value;

/// A figure by the first four columns of the exported table: chart, day, of, figure.
pub type Figures = BTreeMap<[String; 4], String>;

/// Hours by which Berlin is ahead of UTC in these weeks of winter.
const AHEAD: i64 = 1;

struct Said {
    at: NaiveDateTime,
    command: String,
    event: Value,
}

#[derive(Clone)]
struct Block {
    start: NaiveDateTime,
    minutes: i64,
    what: Value,
    fate: Fate,
    finished: bool,
    /// It has begun: a new plan leaves it alone.
    begun: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Open,
    Done(i64),
    Missed,
}

#[derive(Default)]
struct Life {
    blocks: BTreeMap<String, Block>,
    /// Start, minutes, whether on a block, on what.
    logs: Vec<(NaiveDateTime, i64, bool, Value)>,
    until: Option<NaiveDate>,
    lines: BTreeMap<NaiveDate, String>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn moment(value: &Value) -> NaiveDateTime {
    let written = text(value);
    written.parse().unwrap_or_else(|_| panic!("no moment: {written}"))
}

fn day(value: &Value) -> NaiveDate {
    text(value).parse().unwrap()
}

fn block(value: &Value) -> (String, Block) {
    let block = Block {
        start: moment(&value["start"]),
        minutes: value["minutes"].as_i64().unwrap(),
        what: value["what"].clone(),
        fate: Fate::Open,
        finished: false,
        begun: false,
    };
    (text(&value["id"]), block)
}

/// What had happened after these events; commands that were taken back by then do not count.
fn life(said: &[Said]) -> Life {
    let mut back = BTreeSet::new();
    for one in said {
        match one.event["kind"].as_str().unwrap() {
            "undone" => {
                back.insert(text(&one.event["command"]));
            }
            "redone" => {
                back.remove(&text(&one.event["command"]));
            }
            _ => {}
        }
    }
    let mut life = Life::default();
    for Said { event, .. } in said.iter().filter(|one| !back.contains(&one.command)) {
        let named = event["block"].as_str().unwrap_or_default();
        match event["kind"].as_str().unwrap() {
            "plan_published" => {
                let from = moment(&event["from"]);
                life.blocks.retain(|_, b| b.fate != Fate::Open || b.begun || b.start < from);
                for (id, new) in event["blocks"].as_array().unwrap().iter().map(block) {
                    let stays = life.blocks.get(&id).is_some_and(|b| b.fate != Fate::Open || b.begun);
                    if !stays {
                        life.blocks.insert(id, new);
                    }
                }
                life.until = Some(day(&event["published_until"]));
            }
            "minutes_logged" => {
                let minutes = event["minutes"].as_i64().unwrap();
                if let Some(known) = life.blocks.get_mut(named) {
                    let before = if let Fate::Done(before) = known.fate { before } else { 0 };
                    known.fate = Fate::Done(before + minutes);
                    known.finished |= event["finished"] == Value::Bool(true);
                }
                life.logs.push((
                    moment(&event["start"]),
                    minutes,
                    !event["block"].is_null(),
                    event["what"].clone(),
                ));
            }
            "block_missed" => life.blocks.get_mut(named).unwrap().fate = Fate::Missed,
            "session_started" | "recall_graded" => life.blocks.get_mut(named).unwrap().begun = true,
            "week_reflected" => {
                life.lines.insert(day(&event["week"]), text(&event["text"]));
            }
            "block_moved" | "block_resized" | "block_split" | "block_added" | "block_deleted"
            | "block_skipped" => {
                panic!("this month has no {}", event["kind"]);
            }
            _ => {}
        }
    }
    life
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

/// The look back at `now`, from an export and the folder of the pack.
pub fn of(export: &Value, pack: &Path, now: NaiveDateTime) -> Figures {
    let mut said: Vec<Said> = export["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            let at: DateTime<Utc> = text(&record["at"]).parse().unwrap();
            let at = at.naive_utc() + Duration::hours(AHEAD);
            let mut event = record["body"].clone();
            event["kind"] = record["kind"].clone();
            Said { at, command: text(&record["command"]), event }
        })
        .collect();
    said.sort_by_key(|one| one.at);
    let strategies = strategies(pack);
    let of = |what: &Value| -> u64 {
        let unit = match what["on"].as_str().unwrap() {
            "work" => text(&what["unit"]),
            "rhythm" => text(&what["rhythm"]),
            "review" => text(&what["items"][0]["unit"]),
            "free" => return what["strategy"].as_u64().unwrap(),
            other => panic!("study on {other}"),
        };
        strategies.units[&unit]
    };

    let whole = life(&said);
    let begun = said.iter().find(|one| one.event["kind"] == "plan_published").unwrap().at.date();
    let mut figures = Figures::new();
    let mut put = |chart: &str, day: Option<NaiveDate>, of: &str, figure: &str, value: i64| {
        let day = day.map_or_else(String::new, |day| day.to_string());
        figures.insert([chart.to_owned(), day, of.to_owned(), figure.to_owned()], value.to_string());
    };
    let mut planned_of: BTreeMap<u64, i64> = BTreeMap::new();
    let balance_from = monday(now.date()) - Duration::weeks(3);
    let mut week = monday(begun);
    while week <= now.date() {
        let is_in = |start: NaiveDateTime| monday(start.date()) == week;
        // What the plan held when the week began, or, if it held nothing of it, the first that did.
        let midnight = week.and_time(chrono::NaiveTime::MIN);
        let began = said.partition_point(|one| one.at < midnight);
        let mut then = life(&said[..began]);
        if then.until.is_none_or(|until| until <= week) {
            let ends = said.partition_point(|one| one.at < midnight + Duration::weeks(1));
            let first = said[began..ends].iter().position(|one| {
                one.event["kind"] == "plan_published" && day(&one.event["published_until"]) > week
            });
            then = first.map_or(then, |first| life(&said[..=began + first]));
        }
        let held = then.blocks.values().filter(|b| is_in(b.start) && b.fate != Fate::Missed);
        let held: Vec<&Block> = held.collect();
        put("weeks", Some(week), "", "planned", held.iter().map(|b| b.minutes).sum());
        if week >= balance_from {
            for b in held.iter().filter(|b| b.start + Duration::minutes(b.minutes) <= now) {
                *planned_of.entry(of(&b.what)).or_default() += b.minutes;
            }
        }
        let logs = || whole.logs.iter().filter(|(start, ..)| is_in(*start));
        put("weeks", Some(week), "", "done", logs().map(|(_, minutes, ..)| minutes).sum());
        let beside = logs().filter(|(_, _, on_block, _)| !on_block);
        put("weeks", Some(week), "", "unplanned", beside.map(|(_, minutes, ..)| minutes).sum());
        let mut counts = [0; 4];
        for b in whole.blocks.values().filter(|b| is_in(b.start)) {
            match b.fate {
                Fate::Done(minutes) if minutes >= b.minutes || b.finished => counts[0] += 1,
                Fate::Done(_) => counts[1] += 1,
                Fate::Missed => counts[2] += 1,
                Fate::Open if b.start + Duration::minutes(b.minutes) <= now => counts[3] += 1,
                Fate::Open => {}
            }
        }
        for (figure, n) in
            ["done", "done in part", "could not be done", "not answered"].into_iter().zip(counts)
        {
            let figure = if figure == "done" { "done blocks" } else { figure };
            put("weeks", Some(week), "", figure, n);
        }
        for n in 0..7 {
            let on = week + Duration::days(n);
            let minutes =
                logs().filter(|(start, ..)| start.date() == on).map(|(_, minutes, ..)| minutes).sum();
            put("days", Some(on), "", "done", minutes);
        }
        week += Duration::weeks(1);
    }
    for (number, label) in &strategies.labels {
        let from = |(start, ..): &&(NaiveDateTime, i64, bool, Value)| start.date() >= balance_from;
        let done = whole.logs.iter().filter(from).filter(|(.., what)| of(what) == *number);
        put("balance", Some(balance_from), label, "done", done.map(|(_, minutes, ..)| minutes).sum());
        put("balance", Some(balance_from), label, "planned", planned_of.get(number).copied().unwrap_or(0));
    }
    let mut points: Vec<NaiveDate> =
        (0..).map(|n| monday(begun) + Duration::weeks(n)).take_while(|m| *m < now.date()).collect();
    points.push(now.date());
    for (n, point) in points.iter().enumerate() {
        let is_last = n + 1 == points.len();
        let counts = whole.logs.iter().filter(|(start, ..)| is_last || start.date() < *point);
        let needed = counts.filter(|(.., what)| {
            what["on"] == "work" && strategies.needed.contains(what["unit"].as_str().unwrap())
        });
        put("hours done and left", Some(*point), "", "done", needed.map(|(_, minutes, ..)| minutes).sum());
    }
    for (week, line) in &whole.lines {
        let key = ["lines about weeks".to_owned(), week.to_string(), String::new(), "line".to_owned()];
        figures.insert(key, line.clone());
    }
    figures
}

/// The same figures of an exported table; what is foreseen, estimated or aimed at is not among them.
pub fn in_table(csv: &str) -> Figures {
    let mut figures = Figures::new();
    for line in csv.split("\r\n").skip(1).filter(|line| !line.is_empty()) {
        let fields = fields(line);
        let [chart, day, of, figure, value, unit]: &[String; 6] =
            fields.as_slice().try_into().unwrap_or_else(|_| panic!("six columns: {line}"));
        let known = match chart.as_str() {
            "weeks" | "days" | "lines about weeks" => true,
            "balance" => figure != "share the plan aims at",
            "hours done and left" => figure == "done",
            _ => false,
        };
        if known {
            let figure = if figure == "done" && unit == "blocks" { "done blocks" } else { figure };
            figures.insert([chart, day, of, figure].map(str::to_owned), value.clone());
        }
    }
    figures
}

/// The fields of a line; commas in quotes part nothing.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

#[derive(Default)]
struct Strategies {
    labels: BTreeMap<u64, String>,
    /// Strategy of each unit and rhythm.
    units: BTreeMap<String, u64>,
    /// Units that are not optional.
    needed: BTreeSet<String>,
}

/// Read line by line: the files of the pack are written with a key in each.
fn strategies(pack: &Path) -> Strategies {
    let mut all = Strategies::default();
    for entry in std::fs::read_dir(pack).unwrap() {
        let path = entry.unwrap().path();
        let is_strategy =
            path.file_name().unwrap().to_string_lossy().starts_with(|c: char| c.is_ascii_digit());
        if !is_strategy {
            continue;
        }
        let (mut number, mut table, mut id) = (0, String::new(), String::new());
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with('[') {
                table = line.to_owned();
            }
            let Some((key, value)) = line.split_once(" = ") else { continue };
            let value = value.trim().trim_matches('"');
            match (table.as_str(), key) {
                ("[strategy]", "number") => number = value.parse().unwrap(),
                ("[strategy]", "label") => {
                    all.labels.insert(number, value.to_owned());
                }
                ("[[unit]]" | "[[rhythm]]", "id") => {
                    value.clone_into(&mut id);
                    all.units.insert(id.clone(), number);
                }
                ("[[unit]]", "level") if value != "optional" => {
                    all.needed.insert(id.clone());
                }
                _ => {}
            }
        }
    }
    all
}
