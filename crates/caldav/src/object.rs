//! The text of one calendar object, line by line, so that what others added to it comes back byte for byte.
//! Nothing here understands times; it finds, keeps and replaces content lines (RFC 5545, 3.1).

use calendar::{escaped, folded, unescaped};

/// A content line as it stands in the text, its folds and its line break included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) raw: String,
    /// Without folds and line break.
    flat: String,
    /// In upper case.
    name: String,
}

impl Line {
    pub(crate) fn new(flat: String) -> Line {
        Line { raw: folded(&flat), name: name_of(&flat), flat }
    }

    /// Where the value begins: behind the first colon that is not quoted.
    fn colon(&self) -> usize {
        let mut quoted = false;
        for (at, byte) in self.flat.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b':' if !quoted => return at,
                _ => {}
            }
        }
        self.flat.len()
    }

    fn value(&self) -> &str {
        self.flat.get(self.colon() + 1..).unwrap_or_default()
    }

    /// Its parameters with their names, as they stand there.
    fn params(&self) -> Vec<(String, &str)> {
        let head = &self.flat[..self.colon()];
        let mut out = Vec::new();
        let (mut quoted, mut from) = (false, None);
        for (at, byte) in head.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b';' if !quoted => {
                    out.extend(from.map(|from| &head[from..at]));
                    from = Some(at + 1);
                }
                _ => {}
            }
        }
        out.extend(from.map(|from| &head[from..]));
        out.into_iter()
            .map(|text| (text.split('=').next().unwrap_or_default().to_ascii_uppercase(), text))
            .collect()
    }

    /// This line with the value (and the parameters) of `ours`, and those of its own that ours does not speak of.
    fn with_value_of(&self, ours: &Line) -> Line {
        let own = ours.params();
        let spoken = |name: &str| matches!(name, "TZID" | "VALUE") || own.iter().any(|(own, _)| own == name);
        let mut flat = ours.flat[..ours.colon()].to_owned();
        for (_, text) in self.params().into_iter().filter(|(name, _)| !spoken(name)) {
            flat.push(';');
            flat.push_str(text);
        }
        flat.push_str(&ours.flat[ours.colon()..]);
        Line::new(flat)
    }

    /// Whether it is an identifier that ends so.
    pub(crate) fn is_uid_ending(&self, end: &str) -> bool {
        self.name == "UID" && self.value().trim().ends_with(end)
    }

    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value().trim().eq_ignore_ascii_case(value)
    }
}

fn name_of(flat: &str) -> String {
    flat.split([':', ';']).next().unwrap_or_default().trim().to_ascii_uppercase()
}

/// A text as its content lines.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for piece in text.split_inclusive('\n') {
        let bare = piece.trim_end_matches(['\r', '\n']);
        match (bare.strip_prefix([' ', '\t']), out.last_mut()) {
            (Some(more), Some(line)) => {
                line.raw.push_str(piece);
                line.flat.push_str(more);
            }
            _ => out.push(Line { raw: piece.to_owned(), flat: bare.to_owned(), name: String::new() }),
        }
    }
    for line in &mut out {
        line.name = name_of(&line.flat);
    }
    out
}

/// The lines as a text whose line breaks are all CRLF, as it is to be; XML makes LF of them on the way here.
pub(crate) fn text(lines: &[Line]) -> String {
    let pieces = lines.iter().flat_map(|line| line.raw.split_inclusive('\n'));
    pieces.map(|piece| format!("{}\r\n", piece.trim_end_matches(['\r', '\n']))).collect()
}

/// The lines from a `BEGIN` to its `END`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    begin: usize,
    end: usize,
}

/// The components named `name`, whatever they stand in.
fn components(lines: &[Line], name: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, line) in lines.iter().enumerate() {
        if line.is("BEGIN", name) {
            open = Some(at);
        } else if line.is("END", name)
            && let Some(begin) = open.take()
        {
            out.push(Span { begin, end: at });
        }
    }
    out
}

/// Indices of the lines of a component that belong to no component within it.
fn own(lines: &[Line], span: Span) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate().take(span.end).skip(span.begin + 1) {
        match line.name.as_str() {
            "BEGIN" => depth += 1,
            "END" => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(at),
            _ => {}
        }
    }
    out
}

/// The event of this identifier, not one of its changed occurrences.
fn event(lines: &[Line], uid: &str) -> Option<Span> {
    components(lines, "VEVENT").into_iter().find(|span| {
        let own = own(lines, *span);
        let has = |name: &str| own.iter().any(|at| lines[*at].name == name);
        own.iter().any(|at| lines[*at].name == "UID" && unescaped(lines[*at].value()).trim() == uid)
            && !has("RECURRENCE-ID")
    })
}

fn find(lines: &[Line], span: Span, name: &str) -> Option<usize> {
    own(lines, span).into_iter().find(|at| lines[*at].name == name)
}

/// Identifiers of the events in a text that are ours.
pub(crate) fn our_uids(text: &str) -> Vec<String> {
    let ours = lines(text).into_iter().filter(|line| line.is_uid_ending(crate::fields::OURS));
    ours.map(|line| unescaped(line.value()).trim().to_owned()).collect()
}

/// A text property of the event, unescaped.
pub(crate) fn value(text: &str, uid: &str, name: &str) -> Option<String> {
    let lines = lines(text);
    let at = find(&lines, event(&lines, uid)?, name)?;
    Some(unescaped(lines[at].value()))
}

/// The text with a line more in its event, before the event's own components.
pub(crate) fn with_line(text_of: &str, uid: &str, name: &str, value: &str) -> String {
    let mut lines = lines(text_of);
    if let Some(span) = event(&lines, uid) {
        let at = first_nested(&lines, span);
        lines.insert(at, Line::new(format!("{name}:{}", escaped(value))));
    }
    text(&lines)
}

fn first_nested(lines: &[Line], span: Span) -> usize {
    (span.begin + 1..span.end).find(|at| lines[*at].name == "BEGIN").unwrap_or(span.end)
}

/// Whether two texts of ours say the same, whenever each was written and wherever it lies in time.
pub(crate) fn alike_but_stamps(one: &str, other: &str) -> bool {
    lasting(one) == lasting(other)
}

/// What a text of ours says whenever it was written and wherever it lies in time.
pub(crate) fn lasting(text: &str) -> Vec<String> {
    use crate::fields::{MARK, REST};
    const PASSING: [&str; 8] =
        ["DTSTAMP", "LAST-MODIFIED", MARK, REST, "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"];
    let lines = lines(text);
    let zones = components(&lines, "VTIMEZONE");
    let within = |spans: &[Span], at: usize| spans.iter().any(|span| (span.begin..=span.end).contains(&at));
    let alarms = components(&lines, "VALARM");
    let kept = lines.iter().enumerate().filter(|(at, line)| {
        let of_alarm = within(&alarms, *at) && line.name != "TRIGGER";
        !PASSING.contains(&line.name.as_str()) && !within(&zones, *at) && !of_alarm
    });
    kept.map(|(_, line)| line.flat.clone()).collect()
}

/// Whether a text says more than ours did.
pub(crate) fn adds_to(text: &str, ours: &str) -> bool {
    let ours = lasting(ours);
    lasting(text).iter().any(|line| !ours.contains(line))
}

/// Which of the event's own facts are the same on both sides, so that theirs stay as they are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Same {
    pub start: bool,
    pub length: bool,
    pub title: bool,
}

/// What is ours whatever the others say.
const ALWAYS: [&str; 4] = ["DTSTAMP", "LAST-MODIFIED", crate::fields::MARK, crate::fields::REST];
/// What is ours until somebody writes something else there.
const SHARED: [&str; 3] = ["DESCRIPTION", "CATEGORIES", "COLOR"];

/// Their text with what is ours in it brought to what `ours` says. `wrote` is our text as it was written last: where they
/// have something else than that, they keep it. Nothing if they have no such event.
pub(crate) fn merged(theirs: &str, ours: &str, wrote: Option<&str>, uid: &str, same: Same) -> Option<String> {
    let (mut out, ours) = (lines(theirs), lines(ours));
    let wrote = wrote.map(lines);
    let our_event = event(&ours, uid)?;
    event(&out, uid)?;
    let our_line = |name: &str| find(&ours, our_event, name).map(|at| &ours[at]);
    if !same.start {
        put(&mut out, uid, "DTSTART", our_line("DTSTART"));
    }
    if !(same.start && same.length) {
        remove(&mut out, uid, "DURATION");
        put(&mut out, uid, "DTEND", our_line("DTEND"));
        let theirs = value_of(&out, uid, "SEQUENCE").and_then(|text| text.trim().parse::<u32>().ok());
        let own = our_line("SEQUENCE").and_then(|line| line.value().trim().parse::<u32>().ok()).unwrap_or(0);
        let next = theirs.map_or(own, |theirs| own.max(theirs.saturating_add(1)));
        put(&mut out, uid, "SEQUENCE", Some(&Line::new(format!("SEQUENCE:{next}"))));
        zones(&mut out, &ours);
    }
    if !same.title {
        put(&mut out, uid, "SUMMARY", our_line("SUMMARY"));
    }
    for name in ALWAYS {
        put(&mut out, uid, name, our_line(name));
    }
    for name in SHARED {
        let written = wrote.as_ref().map(|wrote| value_of(wrote, uid, name));
        let own = our_line(name).map(|line| unescaped(line.value()));
        // Unknown what was written: theirs stays.
        let Some(written) = written else { continue };
        if alike(written.as_deref(), own.as_deref())
            || !alike(value_of(&out, uid, name).as_deref(), written.as_deref())
        {
            continue;
        }
        put(&mut out, uid, name, our_line(name));
    }
    if value_of(&out, uid, "STATUS").is_some_and(|status| status.trim().eq_ignore_ascii_case("CANCELLED")) {
        remove(&mut out, uid, "STATUS");
    }
    once(&mut out, uid);
    alarms(&mut out, &ours, wrote.as_deref(), uid);
    Some(text(&out))
}

/// What makes an event take place more often than once.
const REPETITION: [&str; 4] = ["RRULE", "RDATE", "EXDATE", "EXRULE"];

/// Whether the event was made to repeat.
pub(crate) fn repeats(text: &str, uid: &str) -> bool {
    let lines = lines(text);
    let own = event(&lines, uid).map(|span| own(&lines, span)).unwrap_or_default();
    own.iter().any(|at| REPETITION.contains(&lines[*at].name.as_str()))
        || !changed_occurrences(&lines, uid).is_empty()
}

/// A block takes place once: what repeats it goes, with the occurrences that were changed.
fn once(out: &mut Vec<Line>, uid: &str) {
    let changed = changed_occurrences(out, uid);
    without(out, &changed);
    for name in REPETITION {
        remove(out, uid, name);
    }
}

fn changed_occurrences(lines: &[Line], uid: &str) -> Vec<Span> {
    let is_changed = |span: &Span| {
        let own = own(lines, *span);
        own.iter().any(|at| lines[*at].name == "UID" && unescaped(lines[*at].value()).trim() == uid)
            && own.iter().any(|at| lines[*at].name == "RECURRENCE-ID")
    };
    components(lines, "VEVENT").into_iter().filter(is_changed).collect()
}

/// Whether two texts have the same in what is ours until somebody writes something else there.
pub(crate) fn same_shared(uid: &str, one: &str, other: &str) -> bool {
    let (one, other) = (lines(one), lines(other));
    SHARED
        .iter()
        .all(|name| alike(value_of(&one, uid, name).as_deref(), value_of(&other, uid, name).as_deref()))
}

/// Whether our alarms are the same in two texts.
pub(crate) fn same_alarms(uid: &str, one: &str, other: &str) -> bool {
    let triggers = |text: &str| {
        let mut all: Vec<String> = own_alarms(&lines(text), uid).into_iter().map(|(at, _)| at).collect();
        all.sort();
        all
    };
    triggers(one) == triggers(other)
}

fn value_of(lines: &[Line], uid: &str, name: &str) -> Option<String> {
    let at = find(lines, event(lines, uid)?, name)?;
    Some(unescaped(lines[at].value()))
}

/// Whether two texts are the same but for blanks, which some servers set anew.
fn alike(one: Option<&str>, other: Option<&str>) -> bool {
    let bare = |text: Option<&str>| {
        text.unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect::<String>()
    };
    bare(one) == bare(other)
}

/// Replaces, adds or (without a line of ours) removes a property of the event.
fn put(out: &mut Vec<Line>, uid: &str, name: &str, ours: Option<&Line>) {
    let Some(ours) = ours else { return remove(out, uid, name) };
    let Some(span) = event(out, uid) else { return };
    match find(out, span, name) {
        Some(at) => out[at] = out[at].with_value_of(ours),
        None => {
            let at = first_nested(out, span);
            out.insert(at, ours.clone());
        }
    }
}

fn remove(out: &mut Vec<Line>, uid: &str, name: &str) {
    let Some(span) = event(out, uid) else { return };
    let lines = own(out, span).into_iter().filter(|at| out[*at].name == name);
    let lines: Vec<Span> = lines.map(|at| Span { begin: at, end: at }).collect();
    without(out, &lines);
}

/// Takes these out, which stand in their order, all at once: there may be very many.
fn without(out: &mut Vec<Line>, spans: &[Span]) {
    let (mut at, mut spans) = (0, spans.iter().peekable());
    out.retain(|_| {
        while spans.next_if(|span| span.end < at).is_some() {}
        let stays = spans.peek().is_none_or(|span| at < span.begin);
        at += 1;
        stays
    });
}

/// Adds our definitions of zones that theirs does not have.
fn zones(out: &mut Vec<Line>, ours: &[Line]) {
    let ids =
        |lines: &[Line], span: Span| find(lines, span, "TZID").map(|at| lines[at].value().trim().to_owned());
    for span in components(ours, "VTIMEZONE") {
        let id = ids(ours, span);
        if components(out, "VTIMEZONE").into_iter().any(|theirs| ids(out, theirs) == id) {
            continue;
        }
        let Some(at) = out.iter().position(|line| line.is("BEGIN", "VEVENT") || line.is("BEGIN", "VTODO"))
        else {
            continue;
        };
        out.splice(at..at, ours[span.begin..=span.end].iter().cloned());
    }
}

/// The triggers of the alarms of an event that we wrote, and where each stands.
fn own_alarms(lines: &[Line], uid: &str) -> Vec<(String, Span)> {
    let Some(event) = event(lines, uid) else { return Vec::new() };
    let within = |span: &Span| span.begin > event.begin && span.end < event.end;
    let alarms = components(lines, "VALARM").into_iter().filter(within);
    let ours = alarms.filter_map(|span| {
        let id = lines.get(find(lines, span, "UID")?)?.value();
        let ours = id.starts_with("alarm-") && id.ends_with(uid);
        let trigger = lines.get(find(lines, span, "TRIGGER")?)?.value().trim().to_owned();
        ours.then_some((trigger, span))
    });
    ours.collect()
}

/// Minutes before the event at which our alarms in this text go off.
pub(crate) fn reminders(text: &str, uid: &str) -> Vec<u32> {
    let alarms = own_alarms(&lines(text), uid).into_iter();
    alarms.filter_map(|(trigger, _)| trigger.strip_prefix("-PT")?.strip_suffix('M')?.parse().ok()).collect()
}

/// Changes our alarms only if we want others than before, and only if nobody took them away. Where it is not known what we wrote
/// before, it is what is there.
fn alarms(out: &mut Vec<Line>, ours: &[Line], wrote: Option<&[Line]>, uid: &str) {
    let triggers =
        |lines: &[Line]| own_alarms(lines, uid).into_iter().map(|(trigger, _)| trigger).collect::<Vec<_>>();
    let (before, wanted) = (wrote.map_or_else(|| triggers(out), triggers), triggers(ours));
    if before == wanted || (!before.is_empty() && triggers(out).is_empty()) {
        return;
    }
    let former: Vec<Span> = own_alarms(out, uid).into_iter().map(|(_, span)| span).collect();
    without(out, &former);
    let Some(at) = event(out, uid).map(|span| span.end) else { return };
    let new: Vec<Line> = own_alarms(ours, uid)
        .into_iter()
        .flat_map(|(_, span)| ours[span.begin..=span.end].to_vec())
        .collect();
    out.splice(at..at, new);
}

#[cfg(test)]
mod tests;
