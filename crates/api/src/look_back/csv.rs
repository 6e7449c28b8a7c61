//! The figures of the look back as one table: a line for each figure, so that any spreadsheet can filter it.
//! Format: RFC 4180, UTF-8, a header, lines that end with CRLF.

use chrono::{Duration, NaiveDate};

use crate::wire::{PaceGroup, ReviewView};

const HEADER: [&str; 6] = ["chart", "day", "of", "figure", "value", "unit"];

/// All charts, one after the other. `day` is the day a figure is of: for a week its Monday.
pub(crate) fn csv(view: &ReviewView) -> String {
    let mut table = Table(String::new());
    table.line(HEADER.map(str::to_owned));
    for p in &view.burn.past {
        table.minutes("hours done and left", Some(p.day), "", "done", p.done_min);
        if let Some(scope) = p.scope_min {
            table.minutes("hours done and left", Some(p.day), "", "done and left", scope);
        }
    }
    for p in &view.burn.ahead {
        table.minutes("hours done and left", Some(p.day), "", "done by plan", p.done_min);
    }
    for f in view.burn.forecasts.iter().filter(|f| f.day.is_some()) {
        table.row(
            "hours done and left",
            f.day,
            "",
            "forecasts that are done",
            f.permille.to_string(),
            "permille",
        );
    }
    for week in &view.weeks {
        let day = Some(week.monday);
        if let Some(planned) = week.planned_min {
            table.minutes("weeks", day, "", "planned", planned);
        }
        table.minutes("weeks", day, "", "done", week.done_min);
        table.minutes("weeks", day, "", "unplanned", week.unplanned_min);
        let blocks = [
            ("done", week.done),
            ("done in part", week.partly),
            ("could not be done", week.missed),
            ("not answered", week.unanswered),
        ];
        for (figure, n) in blocks {
            table.row("weeks", day, "", figure, n.to_string(), "blocks");
        }
    }
    let from = Some(view.balance.from);
    for row in &view.balance.rows {
        table.minutes("balance", from, &row.label, "done", row.done_min);
        table.minutes("balance", from, &row.label, "planned", row.planned_min);
        table.row(
            "balance",
            from,
            &row.label,
            "share the plan aims at",
            row.mix_permille.to_string(),
            "permille",
        );
    }
    for row in &view.takes.rows {
        let chart = match row.group {
            PaceGroup::Everything | PaceGroup::Strategy => "how long things take, by strategy",
            PaceGroup::Kind => "how long things take, by activity",
        };
        table.minutes(chart, None, &row.label, "estimated", row.estimated_min);
        table.minutes(chart, None, &row.label, "took", row.actual_min);
        table.row(chart, None, &row.label, "finished", row.activities.to_string(), "activities");
        table.row(chart, None, &row.label, "in", row.blocks.to_string(), "blocks");
    }
    for week in &view.weeks {
        for (n, day) in (0..).zip(&week.days) {
            table.minutes("days", Some(week.monday + Duration::days(n)), "", "done", day.min);
        }
    }
    for line in view.lines.iter().rev() {
        table.row("lines about weeks", Some(line.week), "", "line", line.text.clone(), "text");
    }
    table.0
}

struct Table(String);

impl Table {
    fn minutes(&mut self, chart: &str, day: Option<NaiveDate>, of: &str, figure: &str, minutes: u32) {
        self.row(chart, day, of, figure, minutes.to_string(), "minutes");
    }

    fn row(
        &mut self,
        chart: &str,
        day: Option<NaiveDate>,
        of: &str,
        figure: &str,
        value: String,
        unit: &str,
    ) {
        let day = day.map_or_else(String::new, |d| d.to_string());
        let [chart, of, figure, unit] = [chart, of, figure, unit].map(str::to_owned);
        self.line([chart, day, of, figure, value, unit]);
    }

    fn line(&mut self, fields: [String; 6]) {
        self.0.push_str(&csv_line(fields));
    }
}

/// One line of a table.
pub(crate) fn csv_line<const N: usize>(fields: [String; N]) -> String {
    let mut line = fields.map(|f| quoted(&f)).join(",");
    line.push_str("\r\n");
    line
}

/// In quotes where the field holds a comma, a quote or a line break; a quote within is written twice. What a table program would
/// take for a formula begins with an apostrophe, as text does there: titles may be others' words.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    let field = if is_formula { format!("'{field}") } else { field.to_owned() };
    if field.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(quoted("plain text"), "plain text");
        assert_eq!(quoted("one, two"), "\"one, two\"");
        assert_eq!(quoted("a \"word\""), "\"a \"\"word\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("@SUM(A1, A2)"), "\"'@SUM(A1, A2)\"");
        assert_eq!(quoted("-1.5"), "-1.5");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
