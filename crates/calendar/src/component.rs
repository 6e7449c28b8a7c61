//! Content lines to events and time zone definitions, still in words.
//! Tolerant: unknown components are passed over, what is not closed is named and left out.

use crate::lines::Line;
use crate::model::Holds;
use crate::problems::{About, Problems};
use crate::property::{Property, name_of, one_line, shortened, unescaped};

/// Deeper nesting has no meaning in a calendar.
const MAX_DEPTH: usize = 16;

/// The longest identifier or title that is kept, in characters.
pub(crate) const MAX_LABEL: usize = 200;

const EVENT_PROPERTIES: [&str; 16] = [
    "UID",
    "CLASS",
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "SEQUENCE",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
    "DTSTAMP",
];
const ZONE_PROPERTIES: [&str; 2] = ["TZID", "X-LIC-LOCATION"];
const OBSERVANCE_PROPERTIES: [&str; 5] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"];
const CALENDAR_PROPERTIES: [&str; 2] = ["X-WR-CALNAME", "NAME"];

#[derive(Debug, Default)]
pub(crate) struct RawCalendar {
    pub name: Option<String>,
    pub events: Vec<RawEvent>,
    pub zones: Vec<RawZone>,
    /// Whether any calendar or event was opened at all.
    pub opened: bool,
    /// Components that were opened.
    pub holds: Holds,
}

#[derive(Debug, Default)]
pub(crate) struct RawEvent {
    pub line: u32,
    /// Which VCALENDAR of the text it stands in.
    pub calendar: usize,
    pub properties: Vec<Property>,
}

#[derive(Debug, Default)]
pub(crate) struct RawZone {
    /// Which VCALENDAR of the text it stands in.
    pub calendar: usize,
    pub properties: Vec<Property>,
    pub observances: Vec<Vec<Property>>,
}

impl RawEvent {
    pub(crate) fn first(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    pub(crate) fn uid(&self) -> Option<String> {
        self.first("UID").map(|uid| shortened(&uid.value, MAX_LABEL)).filter(|uid| !uid.is_empty())
    }

    /// The title; none of an event that is not public (RFC 5545, 3.8.1.3).
    pub(crate) fn summary(&self) -> Option<String> {
        let is_private = |class: &str| {
            ["PRIVATE", "CONFIDENTIAL"].iter().any(|private| class.trim().eq_ignore_ascii_case(private))
        };
        if self.first("CLASS").is_some_and(|class| is_private(&class.value)) {
            return None;
        }
        self.first("SUMMARY").map(|title| one_line(&title.value, MAX_LABEL)).filter(|title| !title.is_empty())
    }
}

/// A component that is open, from the outermost to the innermost.
enum Open {
    Calendar,
    Event(RawEvent),
    Zone(RawZone),
    Observance(Vec<Property>),
    Other(String),
}

impl Open {
    fn new(name: String, line: u32) -> Open {
        match name.as_str() {
            "VCALENDAR" => Open::Calendar,
            "VEVENT" => Open::Event(RawEvent { line, ..RawEvent::default() }),
            "VTIMEZONE" => Open::Zone(RawZone::default()),
            "STANDARD" | "DAYLIGHT" => Open::Observance(Vec::new()),
            _ => Open::Other(name),
        }
    }

    fn is(&self, name: &str) -> bool {
        match self {
            Open::Calendar => name == "VCALENDAR",
            Open::Event(_) => name == "VEVENT",
            Open::Zone(_) => name == "VTIMEZONE",
            Open::Observance(_) => matches!(name, "STANDARD" | "DAYLIGHT"),
            Open::Other(own) => own == name,
        }
    }

    fn wanted(&self) -> &'static [&'static str] {
        match self {
            Open::Calendar => &CALENDAR_PROPERTIES,
            Open::Event(_) => &EVENT_PROPERTIES,
            Open::Zone(_) => &ZONE_PROPERTIES,
            Open::Observance(_) => &OBSERVANCE_PROPERTIES,
            Open::Other(_) => &[],
        }
    }
}

struct Reader<'a> {
    stack: Vec<Open>,
    /// How many calendars were opened.
    calendars: usize,
    out: RawCalendar,
    problems: &'a mut Problems,
}

pub(crate) fn components(lines: &[Line<'_>], problems: &mut Problems) -> RawCalendar {
    let mut reader = Reader { stack: Vec::new(), calendars: 0, out: RawCalendar::default(), problems };
    for line in lines {
        let name = name_of(&line.text);
        if name.eq_ignore_ascii_case("BEGIN") {
            reader.begin(component_name(&line.text), line.number);
        } else if name.eq_ignore_ascii_case("END") {
            reader.end(&component_name(&line.text));
        } else {
            reader.property(name, line);
        }
    }
    reader.drop_down_to(0);
    reader.out
}

fn component_name(text: &str) -> String {
    text.split_once(':').map(|(_, name)| name.trim().to_ascii_uppercase()).unwrap_or_default()
}

impl Reader<'_> {
    fn begin(&mut self, name: String, line: u32) {
        let open = Open::new(name, line);
        // These never stand inside one another: what is still open there was never closed.
        match open {
            Open::Calendar => self.drop_down_to(0),
            Open::Event(_) | Open::Zone(_) => {
                let inside = usize::from(matches!(self.stack.first(), Some(Open::Calendar)));
                self.drop_down_to(inside);
            }
            Open::Observance(_) | Open::Other(_) => {}
        }
        self.out.opened |= matches!(open, Open::Calendar | Open::Event(_));
        self.calendars += usize::from(matches!(open, Open::Calendar));
        match &open {
            Open::Event(_) => self.out.holds.events += 1,
            Open::Other(name) if name == "VTODO" => self.out.holds.tasks += 1,
            Open::Other(name) if name == "VFREEBUSY" => self.out.holds.free_busy += 1,
            Open::Calendar | Open::Zone(_) | Open::Observance(_) | Open::Other(_) => {}
        }
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(open);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(depth) = self.stack.iter().rposition(|open| open.is(name)) else { return };
        self.drop_down_to(depth + 1);
        match self.stack.pop() {
            Some(Open::Event(event)) => {
                self.out.events.push(RawEvent { calendar: self.calendars, ..event });
            }
            Some(Open::Zone(zone)) => self.out.zones.push(RawZone { calendar: self.calendars, ..zone }),
            Some(Open::Observance(observance)) => {
                if let Some(Open::Zone(zone)) = self.stack.last_mut() {
                    zone.observances.push(observance);
                }
            }
            Some(Open::Calendar | Open::Other(_)) | None => {}
        }
    }

    fn property(&mut self, name: &str, line: &Line<'_>) {
        let Some(open) = self.stack.last_mut() else { return };
        if !open.wanted().iter().any(|wanted| wanted.eq_ignore_ascii_case(name)) {
            return;
        }
        let Some(property) = Property::parse(line) else {
            let about = About { line: Some(line.number), ..About::default() };
            self.problems
                .add(about, format!("the {} of this line cannot be read", name.to_ascii_uppercase()));
            return;
        };
        match open {
            Open::Calendar => {
                if self.out.name.is_none() && !property.value.is_empty() {
                    // The parser knows the older of the two as a text, and has taken its escapes away.
                    let known = property.name != "NAME";
                    let name = if known { property.value } else { unescaped(&property.value) };
                    self.out.name = Some(one_line(&name, MAX_LABEL)).filter(|name| !name.is_empty());
                }
            }
            Open::Event(event) => event.properties.push(property),
            Open::Zone(zone) => zone.properties.push(property),
            Open::Observance(observance) => observance.push(property),
            Open::Other(_) => {}
        }
    }

    /// Forgets components that were never closed, and says so of events.
    fn drop_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            if let Some(Open::Event(event)) = self.stack.pop() {
                let (uid, summary) = (event.uid(), event.summary());
                let about =
                    About { line: Some(event.line), uid: uid.as_deref(), summary: summary.as_deref() };
                self.problems.add(about, "the event is not closed by END:VEVENT; it was left out");
            }
        }
    }
}
