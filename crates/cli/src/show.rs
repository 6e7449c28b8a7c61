//! Views as text: a week, a day, a block a line.

use std::fmt::Write as _;

use api::wire::{
    Answered, BlockDetail, BlockStatus, BlockView, Change, CourseView, DayView, ForecastDetail, Grade,
    PaceView, RecallView, StrategyInfo, TodayView, WeekView, WhyNotView,
};
use api::{counted, said, say, word};
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
        let title = said!(
            "{monday} to {last} {year}",
            "Del {monday} al {last} de {year}",
            monday = say::day(week.monday),
            last = say::day(last),
            year = last.format("%Y"),
        );
        let number = week
            .number
            .map_or(String::new(), |n| said!("  week {n} of your plan", "  semana {n} de tu plan"));
        let _ = writeln!(out, "{}{}", self.style.bold(&title), self.style.dim(&number));
        out.push_str(&said!(
            "Planned {planned}, done {done}, of {budget} a week.\n",
            "Planificado {planned}, hecho {done}, de {budget} por semana.\n",
            planned = say::length(week.planned_min),
            done = say::length(week.done_min),
            budget = say::length(week.budget_min),
        ));
        if !week.published {
            out.push_str(word!(
                "Not published yet: a likely course that may still change.\n",
                "Aún sin publicar: un curso probable que todavía puede cambiar.\n"
            ));
        }
        for day in week.days.iter().filter(|d| !d.blocks.is_empty()) {
            out.push('\n');
            self.day(&mut out, day);
        }
        if week.days.iter().all(|d| d.blocks.is_empty()) {
            out.push_str(word!(
                "\nNo study block in this week.\n",
                "\nNingún bloque de estudio en esta semana.\n"
            ));
        }
        let _ = writeln!(out, "\n{}", course(&week.course));
        // What the week in the window says above its days.
        let asks = week.asks.iter().map(|ask| &ask.sentence);
        for warning in week.out_of_reach.iter().chain(asks).chain(&week.plan_left).chain(&week.warnings) {
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
                out.push_str(&said!(
                    "\nNext: {title} at {at}\n",
                    "\nLo siguiente: {title} a las {at}\n",
                    title = self.style.bold(&next.block.title),
                    at = clock(next.block.from),
                ));
                for outcome in next.unit.iter().flat_map(|u| &u.outcomes) {
                    let _ = writeln!(out, "  [{}] {}", if outcome.ticked { 'x' } else { ' ' }, outcome.text);
                }
                for step in &next.steps {
                    let _ = writeln!(out, "  - {step}");
                }
                if !next.recall.is_empty() {
                    out.push_str(&self.units(&next.recall, false));
                    out.push_str(word!(
                        "  Say `ninefold-cli grade next UNIT forgot|hard|good|easy`.\n",
                        "  Di `ninefold-cli grade next UNIT forgot|hard|good|easy`.\n"
                    ));
                }
            }
            (None, Some(later)) => {
                out.push_str(&said!(
                    "\nNothing more today. Next: {title}, {day} at {at}.\n",
                    "\nNada más por hoy. Lo siguiente: {title}, el {day} a las {at}.\n",
                    title = later.title,
                    day = say::day(later.date),
                    at = clock(later.from),
                ));
            }
            (None, None) => out.push_str(word!("\nNothing more today.\n", "\nNada más por hoy.\n")),
        }
        if let Some(backlog) = &today.backlog {
            let _ = writeln!(out, "\n{backlog}");
        }
        if !today.unanswered.is_empty() {
            let _ =
                writeln!(out, "\n{}", self.style.bold(word!("Not answered yet", "Sin respuesta todavía")));
            for block in &today.unanswered {
                let _ = writeln!(out, "  {}  {}", say::day(block.date), self.block(block));
            }
            out.push_str(word!(
                "  Say `ninefold-cli done BLOCK` or `ninefold-cli missed BLOCK`.\n",
                "  Di `ninefold-cli done BLOCK` o `ninefold-cli missed BLOCK`.\n"
            ));
        }
        out.push_str(&said!(
            "\nThis week {done} of {planned}. {course}\n",
            "\nEsta semana, {done} de {planned}. {course}\n",
            done = say::length(today.week_done_min),
            planned = say::length(today.week_planned_min),
            course = course(&today.course),
        ));
        out
    }

    /// The units of a review with their questions, and with what became of each.
    pub fn review(&self, detail: &BlockDetail, answers: bool) -> String {
        let mut out = format!("{}\n", self.block(&detail.block));
        out.push_str(&self.units(&detail.recall, answers));
        if detail.recall.iter().any(|r| !r.choices.is_empty()) {
            out.push_str(word!(
                "Say `ninefold-cli grade BLOCK UNIT forgot|hard|good|easy`.\n",
                "Di `ninefold-cli grade BLOCK UNIT forgot|hard|good|easy`.\n"
            ));
        } else if detail.recall.iter().any(|r| r.waits) {
            out.push_str(word!(
                "Nothing of it can be graded now. Say `ninefold-cli missed BLOCK`, or `done BLOCK`.\n",
                "Ahora no se puede valorar nada. Di `ninefold-cli missed BLOCK`, o `done BLOCK`.\n"
            ));
        }
        out
    }

    fn units(&self, recall: &[RecallView], answers: bool) -> String {
        let mut out = String::new();
        for unit in recall {
            let _ = writeln!(out, "  {}  {}", unit.unit, self.style.bold(&unit.title));
            if let Some(grade) = unit.grade {
                let back = unit.back.map_or(String::new(), |b| {
                    said!(
                        ", comes back on {day}, {days}",
                        ", vuelve el {day}, {days}",
                        day = say::day(b.on),
                        days = say::in_days(b.days)
                    )
                });
                let _ = writeln!(out, "    {}{back}", grade_word(grade));
            }
            if unit.waits {
                let _ = writeln!(
                    out,
                    "    {}",
                    word!(
                        "not studied to the end yet, so it is not asked about",
                        "aún no está estudiada hasta el final, así que no se pregunta"
                    )
                );
                continue;
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
        let _ = writeln!(
            out,
            "{}",
            self.style.bold(&said!(
                "Why {day}, {at}",
                "Por qué el {day}, {at}",
                at = clock(detail.block.from)
            ))
        );
        let _ = writeln!(out, "  {}\n", self.block(&detail.block));
        for reason in &detail.reasons {
            let _ = writeln!(out, "- {reason}");
        }
        for other in &detail.alternatives {
            let _ = writeln!(out, "- {}", other.text);
        }
        if !detail.costs.is_empty() {
            let _ = writeln!(
                out,
                "\n{}",
                self.style.dim(word!(
                    "What it costs here, in minutes of annoyance",
                    "Lo que cuesta aquí, en minutos de molestia"
                ))
            );
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
            return said!("Everything your goal needs is done.\n", "Todo lo que pide tu meta está hecho.\n");
        };
        let mut out = format!("{}\n", self.style.bold(&forecast.text));
        let of = said!(
            "At {week} a week. {basis}",
            "A {week} por semana. {basis}",
            week = say::length(detail.week_min),
            basis = forecast.basis
        );
        let _ = writeln!(out, "{}", self.style.dim(&of));
        let day = |day: Option<NaiveDate>| {
            day.map_or_else(|| said!("beyond six years", "más de seis años"), say::date)
        };
        let heads = [
            word!("likely", "probable"),
            word!("4 in 5 by", "4 de cada 5 para el"),
            word!("19 in 20 by", "19 de cada 20 para el"),
        ];
        let [half, four, nineteen] = heads;
        let _ = writeln!(out, "\n  {:<10}  {half:<24}{four:<24}{nineteen}", "");
        for of in &detail.strategies {
            let _ = writeln!(
                out,
                "  {:<10}  {:<24}{:<24}{}",
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
        let mut out = format!(
            "{}\n",
            answered.message.as_deref().unwrap_or(word!("Nothing changed.", "No ha cambiado nada."))
        );
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
        let from = place(change.from, change.from_min, word!("new", "nuevo"));
        let to = match place(change.to, change.to_min, word!("gone", "quitado")) {
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
        let on = if pace.own {
            word!("Plans follow your own pace.", "Los planes siguen tu propio ritmo.")
        } else {
            word!(
                "Plans keep to the estimates as they are.",
                "Los planes siguen las estimaciones tal como son."
            )
        };
        let mut out = format!("{}\n{}\n", self.style.bold(on), self.style.dim(&pace.text));
        if pace.rows.is_empty() {
            out.push_str(word!("\nNothing is finished yet.\n", "\nAún no hay nada terminado.\n"));
        }
        let mut group = None;
        for row in &pace.rows {
            if group.replace(row.group) != Some(row.group) {
                out.push('\n');
            }
            let blocks = counted!(row.blocks, ["{n} block", "{n} blocks"], ["{n} bloque", "{n} bloques"]);
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
        let focus = if block.deep { word!("deep", "profundo") } else { word!("light", "ligero") };
        let mut line = format!("{}-{}  {short:<10}  {}", clock(block.from), clock(block.to), block.title);
        let mut marks = vec![block.detail.as_str(), focus];
        if block.locked {
            marks.push(word!("locked", "fijo"));
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
        BlockStatus::Now => Some(word!("now", "ahora")),
        BlockStatus::Unanswered => Some(word!("not answered", "sin respuesta")),
        BlockStatus::Done => Some(word!("done", "hecho")),
        BlockStatus::Partly => Some(word!("partly done", "hecho en parte")),
        BlockStatus::Missed => Some(word!("missed", "no pudo ser")),
        BlockStatus::Skipped => Some(word!("skipped", "dejado fuera")),
    }
}

fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Forgot => word!("forgot", "olvidado"),
        Grade::Hard => word!("hard", "difícil"),
        Grade::Good => word!("good", "bien"),
        Grade::Easy => word!("easy", "fácil"),
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
