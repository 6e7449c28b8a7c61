//! Views as text: a week, a day, a block a line.

use std::fmt::Write as _;

use api::say;
use api::wire::{
    Answered, BlockDetail, BlockStatus, BlockView, Change, CourseView, DayView, ForecastDetail, Grade,
    PaceView, RecallView, StrategyInfo, TodayView, WeekView, WhyNotView,
};
use chrono::{NaiveDate, NaiveDateTime};

use crate::style::Style;

/// What a listing needs to name things.
pub struct Show<'a> {
    pub style: Style,
    pub strategies: &'a [StrategyInfo],
}

impl Show<'_> {
    /// A week, a day a paragraph.
    pub fn week(&self, week: &WeekView) -> String {
        let last = week.monday + chrono::Duration::days(6);
        let mut out = String::new();
        let title = format!("{} to {} {}", say::day(week.monday), say::day(last), last.format("%Y"));
        let number = week.number.map_or(String::new(), |n| format!("  week {n} of your plan"));
        let _ = writeln!(out, "{}{}", self.style.bold(&title), self.style.dim(&number));
        let _ = writeln!(
            out,
            "Planned {}, done {}, of {} a week.",
            say::length(week.planned_min),
            say::length(week.done_min),
            say::length(week.budget_min)
        );
        if !week.published {
            out.push_str("Not published yet: a likely course that may still change.\n");
        }
        for day in week.days.iter().filter(|d| !d.blocks.is_empty()) {
            out.push('\n');
            self.day(&mut out, day);
        }
        if week.days.iter().all(|d| d.blocks.is_empty()) {
            out.push_str("\nNo study block in this week.\n");
        }
        let _ = writeln!(out, "\n{}", course(&week.course));
        for warning in week.out_of_reach.iter().chain(&week.warnings) {
            let _ = writeln!(out, "! {warning}");
        }
        out
    }

    fn day(&self, out: &mut String, day: &DayView) {
        let _ = writeln!(out, "{}", self.style.bold(&say::day(day.date)));
        for block in &day.blocks {
            let _ = writeln!(out, "  {}", self.block(block));
        }
    }

    /// Today: what is next, its outcomes, what is open from the days before.
    pub fn today(&self, today: &TodayView) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{}", self.style.bold(&say::day(today.date)));
        for block in &today.day.blocks {
            let _ = writeln!(out, "  {}", self.block(block));
        }
        match (&today.next, &today.later) {
            (Some(next), _) => {
                let _ = writeln!(
                    out,
                    "\nNext: {} at {}",
                    self.style.bold(&next.block.title),
                    clock(next.block.from)
                );
                for outcome in next.unit.iter().flat_map(|u| &u.outcomes) {
                    let _ = writeln!(out, "  [{}] {}", if outcome.ticked { 'x' } else { ' ' }, outcome.text);
                }
                for step in &next.steps {
                    let _ = writeln!(out, "  - {step}");
                }
                if !next.recall.is_empty() {
                    out.push_str(&self.units(&next.recall, false));
                    out.push_str("  Say `ninefold-cli grade next UNIT again|hard|good|easy`.\n");
                }
            }
            (None, Some(later)) => {
                let _ = writeln!(
                    out,
                    "\nNothing more today. Next: {}, {} at {}.",
                    later.title,
                    say::day(later.date),
                    clock(later.from)
                );
            }
            (None, None) => out.push_str("\nNothing more today.\n"),
        }
        if let Some(backlog) = &today.backlog {
            let _ = writeln!(out, "\n{backlog}");
        }
        if !today.unanswered.is_empty() {
            let _ = writeln!(out, "\n{}", self.style.bold("Not answered yet"));
            for block in &today.unanswered {
                let _ = writeln!(out, "  {}  {}", say::day(block.date), self.block(block));
            }
            out.push_str("  Say `ninefold-cli done BLOCK` or `ninefold-cli missed BLOCK`.\n");
        }
        let _ = writeln!(
            out,
            "\nThis week {} of {}. {}",
            say::length(today.week_done_min),
            say::length(today.week_planned_min),
            course(&today.course)
        );
        out
    }

    /// The units of a review with their questions, and with what became of each.
    pub fn review(&self, detail: &BlockDetail, answers: bool) -> String {
        let mut out = format!("{}\n", self.block(&detail.block));
        out.push_str(&self.units(&detail.recall, answers));
        if detail.recall.iter().any(|r| !r.choices.is_empty()) {
            out.push_str("Say `ninefold-cli grade BLOCK UNIT again|hard|good|easy`.\n");
        }
        out
    }

    fn units(&self, recall: &[RecallView], answers: bool) -> String {
        let mut out = String::new();
        for unit in recall {
            let _ = writeln!(out, "  {}  {}", unit.unit, self.style.bold(&unit.title));
            if let Some(grade) = unit.grade {
                let back = unit.back.map_or(String::new(), |b| {
                    format!(", comes back on {}, {}", say::day(b.on), say::in_days(b.days))
                });
                let _ = writeln!(out, "    {}{back}", grade_word(grade));
            }
            for question in &unit.questions {
                let _ = writeln!(out, "    ? {}", question.question);
                if let Some(answer) = question.answer.as_ref().filter(|_| answers) {
                    let _ = writeln!(out, "      {}", self.style.dim(answer));
                }
            }
        }
        out
    }

    /// Why a block is where it is: reasons, prices of other places, what it costs here.
    pub fn why_here(&self, detail: &BlockDetail) -> String {
        let mut out = String::new();
        let day = say::day(detail.block.date);
        let _ = writeln!(out, "{}", self.style.bold(&format!("Why {day}, {}", clock(detail.block.from))));
        let _ = writeln!(out, "  {}\n", self.block(&detail.block));
        for reason in &detail.reasons {
            let _ = writeln!(out, "- {reason}");
        }
        for other in &detail.alternatives {
            let _ = writeln!(out, "- {}", other.text);
        }
        if !detail.costs.is_empty() {
            let _ = writeln!(out, "\n{}", self.style.dim("What it costs here, in minutes of annoyance"));
        }
        for cost in &detail.costs {
            let _ = writeln!(out, "  {:<28} {:>6.1}", cost.label, cost.points as f64 / 10.0);
        }
        out
    }

    /// Why a unit is not studied earlier.
    pub fn why_not(&self, view: &WhyNotView) -> String {
        let mut out = format!("{}\n", self.style.bold(&view.title));
        for reason in &view.reasons {
            let _ = writeln!(out, "- {reason}");
        }
        out
    }

    /// Likely days with their chances: of everything, and of each strategy.
    pub fn forecast(&self, detail: &ForecastDetail) -> String {
        let Some(forecast) = &detail.forecast else {
            return "Everything your goal needs is done.\n".to_owned();
        };
        let mut out = format!("{}\n", self.style.bold(&forecast.text));
        let of = format!("At {} a week. {}", say::length(detail.week_min), forecast.basis);
        let _ = writeln!(out, "{}", self.style.dim(&of));
        let day = |day: Option<NaiveDate>| day.map_or("beyond six years".to_owned(), say::date);
        let _ = writeln!(out, "\n  {:<10}  {:<18}{:<18}19 in 20 by", "", "likely", "4 in 5 by");
        for of in &detail.strategies {
            let _ = writeln!(
                out,
                "  {:<10}  {:<18}{:<18}{}",
                self.short(of.strategy),
                day(of.likely),
                day(of.four_in_five),
                day(of.nineteen_in_twenty)
            );
        }
        out
    }

    /// What a change did: its sentence, then each block that is not where it was, and why.
    pub fn answered(&self, answered: &Answered, today: NaiveDate) -> String {
        let mut out = format!("{}\n", answered.message.as_deref().unwrap_or("Nothing changed."));
        for change in &answered.changes {
            let _ = writeln!(out, "  {}", self.change(change, today));
        }
        out
    }

    /// "Thu 19:00 -> Sat 09:00  Bayes' rule, Practice  (Makes room for ...)"
    fn change(&self, change: &Change, today: NaiveDate) -> String {
        let resized =
            change.from_min.is_some() && change.to_min.is_some() && change.from_min != change.to_min;
        let place = |start: Option<NaiveDateTime>, minutes: Option<u32>, none: &str| {
            let start = start.map_or(none.to_owned(), |start| say::moment(start, today));
            minutes.filter(|_| resized).map_or(start.clone(), |m| format!("{start}, {}", say::length(m)))
        };
        let from = place(change.from, change.from_min, "new");
        let to = match place(change.to, change.to_min, "gone") {
            to if to == from => String::new(),
            to => format!(" -> {to}"),
        };
        let activity = match &change.activity_before {
            Some(before) => format!("{before} -> {}", change.activity),
            None => change.activity.clone(),
        };
        format!("{from}{to}  {}, {activity}{}", change.title, self.style.dim(&format!("  {}", change.reason)))
    }

    /// Factors on the estimates, and what they rest on.
    pub fn pace(&self, pace: &PaceView) -> String {
        let on =
            if pace.own { "Plans follow your own pace." } else { "Plans keep to the estimates as they are." };
        let mut out = format!("{}\n{}\n", self.style.bold(on), self.style.dim(&pace.text));
        if pace.rows.is_empty() {
            out.push_str("\nNothing is finished yet.\n");
        }
        let mut group = None;
        for row in &pace.rows {
            if group.replace(row.group) != Some(row.group) {
                out.push('\n');
            }
            let blocks = say::count(usize::try_from(row.blocks).unwrap_or(usize::MAX), "block", "blocks");
            let _ = writeln!(out, "  {:<22}{blocks:>12}  {}", row.label, row.text);
        }
        out
    }

    fn short(&self, strategy: u8) -> &str {
        self.strategies.iter().find(|s| s.number == strategy).map_or("", |s| s.short.as_str())
    }

    /// "19:30-21:00  Maths  Bayes' rule, Practise, deep  [done]  #a1b2c3"
    fn block(&self, block: &BlockView) -> String {
        let short = self.short(block.strategy);
        let focus = if block.deep { "deep" } else { "light" };
        let mut line = format!("{}-{}  {short:<10}  {}", clock(block.from), clock(block.to), block.title);
        let mut marks = vec![block.detail.as_str(), focus];
        if block.locked {
            marks.push("locked");
        }
        if let Some(word) = word(block.state) {
            marks.push(word);
        }
        marks.retain(|m| !m.is_empty());
        line.push_str(&self.style.dim(&format!("  ({})", marks.join(", "))));
        if let Some(id) = &block.id {
            line.push_str(&self.style.dim(&format!("  {}", short_name(id))));
        }
        line
    }
}

/// Where the plan ends, and when it is likely done.
fn course(course: &CourseView) -> String {
    let forecast = course.forecast.as_ref();
    forecast.map_or_else(|| course.text.clone(), |f| format!("{}\n{}", course.text, f.text))
}

fn word(state: BlockStatus) -> Option<&'static str> {
    match state {
        BlockStatus::Planned => None,
        BlockStatus::Now => Some("now"),
        BlockStatus::Unanswered => Some("not answered"),
        BlockStatus::Done => Some("done"),
        BlockStatus::Partly => Some("partly done"),
        BlockStatus::Missed => Some("missed"),
        BlockStatus::Skipped => Some("skipped"),
    }
}

fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Forgot => "forgot",
        Grade::Hard => "hard",
        Grade::Good => "good",
        Grade::Easy => "easy",
    }
}

/// The end of a block's name: enough to type.
pub fn short_name(id: &str) -> &str {
    id.get(id.len().saturating_sub(6)..).unwrap_or(id)
}

/// "19:30".
pub fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
