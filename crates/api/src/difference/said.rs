//! THE table of sentences for the reasons of a difference.

use catalog::Curriculum;
use journal::Studied;

use super::why::Reason;
use crate::titles;

pub(super) fn words(curriculum: &Curriculum, reason: &Reason) -> String {
    let unit = |id: &str| format!("“{}”", titles::unit_title(curriculum, id));
    let block = |what: &Studied| format!("“{}”", titles::title(curriculum, what));
    let event =
        |title: &Option<String>| title.as_ref().map_or("A busy event".to_owned(), |t| format!("“{t}”"));
    match reason {
        Reason::Known(id) => format!("You know {} already.", unit(id)),
        Reason::LeftOut(id) => format!("{} is left out.", unit(id)),
        Reason::Complete(id) => format!("{} is complete.", unit(id)),
        Reason::NotDue => "It is not due.".to_owned(),
        Reason::Busy(title) => format!("{} lies on its former time.", event(title)),
        Reason::NoStudyTime => "Its former time is no study time now.".to_owned(),
        Reason::Limits => "Its former length does not fit your limits.".to_owned(),
        Reason::WaitsFor(id) => format!("It waits for {}, which ends later now.", unit(id)),
        Reason::EarlierPart => "An earlier part of its unit comes first.".to_owned(),
        Reason::Taken(what) => format!("Makes room for {}.", block(what)),
        Reason::DayFull => "Its former day holds no more.".to_owned(),
        Reason::WeekFull => "Its former week holds no more.".to_owned(),
        Reason::Missed => "Brings back what could not be done.".to_owned(),
        Reason::Deleted => "Brings back what you took out.".to_owned(),
        Reason::Unfinished => "Brings back what was not finished.".to_owned(),
        Reason::MoreLeft => "More of it is left to do than before.".to_owned(),
        Reason::LessLeft => "Less of it is left to do than before.".to_owned(),
        Reason::Wanted => "It is to be studied now.".to_owned(),
        Reason::Forward => "It was brought forward.".to_owned(),
        Reason::Freed(what) => format!("Takes a time that {} had.", block(what)),
        Reason::NotBusy(title) => format!("{} is not in the way any more.", event(title)),
        Reason::NewStudyTime => "It is a new study time.".to_owned(),
        Reason::HoursFree => "Its week has hours free now.".to_owned(),
        Reason::OtherUnits => "Other units’ questions come back in it.".to_owned(),
        Reason::NewWeek => "Its week is newly published.".to_owned(),
        Reason::AfterPublished => "It comes after the published weeks.".to_owned(),
        Reason::SpreadAnew => "The parts of its unit are spread anew.".to_owned(),
        Reason::Order => "Follows from the other changes.".to_owned(),
    }
}
