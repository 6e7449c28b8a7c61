//! The rule by which differences are settled, case by case.

use caldav::{Act, Fields, Known, Note, Ours, Published, Settlement, Write, settle};
use calendar::CalendarBlock;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

const UID: &str = "b1@ninefold";
const ZONE: Tz = Tz::Europe__Berlin;

fn noon() -> DateTime<Utc> {
    "2026-03-27T12:00:00Z".parse().unwrap()
}

fn ours() -> Ours {
    let block = CalendarBlock {
        uid: UID.to_owned(),
        start: noon(),
        minutes: 50,
        title: "Vectors".to_owned(),
        description: String::new(),
        category: String::new(),
        colour: String::new(),
        alarms: Vec::new(),
        sequence: 0,
        stamp: noon(),
        tasks: Vec::new(),
    };
    Ours { block, fixed: false, late: false }
}

fn moved(hours: i64) -> Ours {
    let mut ours = ours();
    ours.block.start += TimeDelta::hours(hours);
    ours.block.stamp += TimeDelta::hours(hours);
    ours
}

fn fields(ours: &Ours) -> Fields {
    Fields::of(&ours.block)
}

/// The object of a block as it is written the first time.
fn written(ours: &Ours) -> String {
    match settle(&Published::default(), std::slice::from_ref(ours), ZONE).writes.as_slice() {
        [Write::Put { text, etag: None, .. }] => text.clone(),
        other => panic!("{other:?}"),
    }
}

/// Their text with other times, by a program that keeps our mark or does not.
fn theirs(hours: i64, keeps_mark: bool) -> String {
    let text = written(&ours());
    let time = |at: DateTime<Utc>| at.with_timezone(&ZONE).format("%Y%m%dT%H%M%S").to_string();
    let by = TimeDelta::hours(hours);
    let end = noon() + TimeDelta::minutes(50);
    let text = text.replace(
        &format!("DTSTART;TZID=Europe/Berlin:{}", time(noon())),
        &format!("DTSTART;TZID=Europe/Berlin:{}", time(noon() + by)),
    );
    let text = text.replace(
        &format!("DTEND;TZID=Europe/Berlin:{}", time(end)),
        &format!("DTEND;TZID=Europe/Berlin:{}", time(end + by)),
    );
    if keeps_mark {
        text
    } else {
        text.split_inclusive("\r\n").filter(|line| !line.starts_with("X-NINEFOLD")).collect()
    }
}

fn known(text: &str, agreed: Option<Fields>) -> Known {
    Known {
        href: "/c/b1%40ninefold.ics".to_owned(),
        etag: Some("\"1\"".to_owned()),
        text: Some(text.to_owned()),
        agreed,
        wrote: Some(written(&ours())),
        ..Known::default()
    }
}

fn settled(known: Known, ours: &[Ours]) -> Settlement {
    let published = Published { objects: [(UID.to_owned(), known)].into(), ..Published::default() };
    settle(&published, ours, ZONE)
}

fn puts(settled: &Settlement) -> usize {
    let put = |write: &&Write| matches!(write, Write::Put { etag: Some(etag), .. } if etag == "\"1\"");
    assert_eq!(settled.writes.iter().filter(put).count(), settled.writes.len(), "{:?}", settled.writes);
    settled.writes.len()
}

#[test]
fn what_nobody_changed_is_left() {
    let settled = settled(known(&written(&ours()), Some(fields(&ours()))), &[ours()]);
    assert_eq!((settled.acts, settled.writes, settled.notes), (vec![], vec![], vec![]));
}

#[test]
fn what_we_wrote_ourselves_is_no_deed_of_a_person() {
    let here = moved(5);
    for (text, agreed, sent, there) in [
        // As agreed, by a program that threw the mark away.
        (theirs(0, false), Some(fields(&ours())), None, 0),
        // Sent, the answer lost, the mark thrown away.
        (theirs(1, false), Some(fields(&ours())), Some(fields(&moved(1))), 1),
        // All that was known is lost, but the object says it.
        (written(&ours()), None, None, 0),
        (written(&moved(2)), Some(fields(&ours())), None, 2),
    ] {
        let settled = settled(Known { sent, ..known(&text, agreed) }, std::slice::from_ref(&here));
        let there = Some(fields(&moved(there)));
        assert_eq!(
            settled.published.objects[UID].agreed, there,
            "known as ours before anything is put over it"
        );
        assert_eq!((puts(&settled), settled.acts, settled.notes), (1, vec![], vec![]), "{text}");
    }
}

#[test]
fn a_newer_state_of_another_computer_is_left_until_it_is_known_here() {
    let settled = settled(known(&written(&moved(9)), Some(fields(&ours()))), &[moved(5)]);
    assert_eq!((settled.acts, settled.writes), (vec![], vec![]));
    assert_eq!(settled.notes, [Note::Newer { uid: UID.into() }]);
}

#[test]
fn what_a_person_changed_is_an_act_and_written_only_after_its_answer() {
    for mark in [true, false] {
        let before = known(&theirs(3, mark), Some(fields(&ours())));
        let found = settled(before.clone(), &[ours()]);
        let there = fields(&moved(3));
        let act = Act::Changed {
            uid: UID.into(),
            from: Some(fields(&ours())),
            to: there.clone(),
            theirs: there,
            instead_of: None,
        };
        assert_eq!((found.writes.len(), found.acts.as_slice()), (0, [act.clone()].as_slice()));
        let mut published = found.published;
        published.answer(&act);
        // Done here: both say the same, and so does its mark from now on. Not wanted here: it is put back.
        let done = settle(&published, &[moved(3)], ZONE);
        assert_eq!((done.acts.len(), puts(&done)), (0, usize::from(mark)), "{done:?}");
        let refused = settle(&published, &[ours()], ZONE);
        assert_eq!((refused.acts.len(), puts(&refused)), (0, 1));
    }
}

#[test]
fn where_both_changed_the_same_the_persons_counts_and_ours_goes_along() {
    let found = settled(known(&theirs(3, true), Some(fields(&ours()))), &[moved(7)]);
    let [Act::Changed { to, instead_of, .. }] = found.acts.as_slice() else { panic!("{found:?}") };
    assert_eq!((to, instead_of.as_ref()), (&fields(&moved(3)), Some(&fields(&moved(7)))));
    // A title there and a time here are no quarrel: both are to be.
    let renamed = written(&ours()).replace("SUMMARY:Vectors", "SUMMARY:Matrices");
    let found = settled(known(&renamed, Some(fields(&ours()))), &[moved(7)]);
    let [Act::Changed { to, instead_of, .. }] = found.acts.as_slice() else { panic!("{found:?}") };
    assert_eq!((to, instead_of), (&Fields { title: "Matrices".into(), ..fields(&moved(7)) }, &None));
    // Both to the same is none either.
    let found = settled(known(&theirs(3, true), Some(fields(&ours()))), &[moved(3)]);
    assert_eq!(found.acts, []);
}

/// Another computer wrote it as it was planned there; what of it a person did since is told by its mark.
#[test]
fn of_what_another_computer_wrote_only_what_a_person_changed_is_an_act() {
    let named = written(&moved(2)).replace("SUMMARY:Vectors", "SUMMARY:With Grace");
    let act = |text: &str, here: &Ours| match settled(known(text, None), std::slice::from_ref(here))
        .acts
        .as_slice()
    {
        [Act::Changed { to, from: Some(_), instead_of: None, .. }] => to.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(act(&named, &ours()), Fields { title: "With Grace".to_owned(), ..fields(&ours()) });
    let mut renamed = ours();
    renamed.block.title = "Vectors and norms".to_owned();
    let to = act(&theirs(3, true), &renamed);
    assert_eq!(to, Fields { start: noon() + TimeDelta::hours(3), ..fields(&renamed) });
}

#[test]
fn what_is_fixed_here_is_put_back_and_that_is_said() {
    let fixed = Ours { fixed: true, ..ours() };
    let found = settled(known(&theirs(3, true), Some(fields(&ours()))), std::slice::from_ref(&fixed));
    assert_eq!((puts(&found), found.acts.len()), (1, 0));
    assert_eq!(found.notes, [Note::PutBack { uid: UID.into(), theirs: fields(&moved(3)) }]);
    // But it may be cleared away.
    let gone = Known { etag: None, text: None, ..known("", Some(fields(&ours()))) };
    let found = settled(gone, &[fixed]);
    assert_eq!((found.acts.len(), found.writes.len(), found.notes.len()), (0, 0, 0));
}

#[test]
fn what_is_gone_on_one_side_goes_on_the_other_and_nothing_is_lost_unsaid() {
    let gone = Known { etag: None, text: None, ..known("", Some(fields(&ours()))) };
    let found = settled(gone.clone(), &[ours()]);
    assert_eq!(found.acts, [Act::Deleted { uid: UID.into(), instead_of: None }]);
    let found = settled(gone.clone(), &[moved(2)]);
    assert_eq!(found.acts, [Act::Deleted { uid: UID.into(), instead_of: Some(fields(&moved(2))) }]);
    assert_eq!(settled(gone, &[]).published.objects.len(), 0);

    let delete = [Write::Delete { uid: UID.into(), etag: "\"1\"".into() }];
    let found = settled(known(&written(&ours()), Some(fields(&ours()))), &[]);
    assert_eq!((found.writes.as_slice(), found.notes.len()), (delete.as_slice(), 0));
    let found = settled(known(&theirs(3, true), Some(fields(&ours()))), &[]);
    assert_eq!(found.writes, delete);
    assert_eq!(found.notes, [Note::GoneHere { uid: UID.into(), theirs: fields(&moved(3)) }]);
}

#[test]
fn what_is_no_block_any_more_is_put_back_or_left() {
    let text = written(&ours());
    let lines: Vec<&str> = text.split_inclusive("\r\n").filter(|line| !line.starts_with("DTEND")).collect();
    let whole =
        lines.concat().replace("DTSTART;TZID=Europe/Berlin:20260327T130000", "DTSTART;VALUE=DATE:20260327");
    let found = settled(known(&whole, Some(fields(&ours()))), &[ours()]);
    assert_eq!((puts(&found), found.notes.as_slice()), (1, [Note::AllDay { uid: UID.into() }].as_slice()));
    let [Write::Put { text, .. }] = found.writes.as_slice() else { panic!("{found:?}") };
    assert!(text.contains("\r\nDTSTART;TZID=Europe/Berlin:20260327T130000\r\n"), "{text}");
    for broken in ["", "garbage", &written(&ours()).replace("DTSTART", "DTSTARTED")] {
        for ours in [vec![], vec![ours()]] {
            let found = settled(known(broken, Some(fields(&self::ours()))), &ours);
            assert_eq!((found.writes.len(), found.acts.len()), (0, 0));
            assert_eq!(found.notes, [Note::Unreadable { uid: UID.into() }]);
        }
    }
}

#[test]
fn without_a_version_nothing_is_replaced_or_taken_out() {
    let unsure = Known { etag: None, ..known(&written(&ours()), Some(fields(&ours()))) };
    assert_eq!(settled(unsure.clone(), &[moved(1)]).writes, []);
    assert_eq!(settled(unsure, &[]).writes, []);
    let stale = Known { stale: true, ..known(&theirs(3, true), Some(fields(&ours()))) };
    let found = settled(stale, &[ours()]);
    assert_eq!((found.acts.len(), found.writes.len()), (0, 0));
}

/// Their text, that says it was changed at this time.
fn changed_at(text: &str, hours: i64) -> String {
    let at = |hours| (noon() + TimeDelta::hours(hours)).format("%Y%m%dT%H%M%SZ").to_string();
    text.replace(&format!("LAST-MODIFIED:{}", at(-9)), &format!("LAST-MODIFIED:{}", at(hours)))
}

#[test]
fn what_was_changed_before_it_began_counts_though_it_is_seen_later() {
    let mut early = ours();
    early.block.stamp -= TimeDelta::hours(9);
    let (late, answered) =
        (Ours { fixed: true, late: true, ..early.clone() }, Ours { fixed: true, ..early.clone() });
    let text = written(&early).replace("T130000", "T160000").replace("T135000", "T165000");
    let first = |text: &str, here: &Ours| {
        let known = Known { wrote: Some(written(&early)), ..known(text, Some(fields(&early))) };
        settled(known, std::slice::from_ref(here))
    };
    let found = first(&changed_at(&text, -1), &late);
    assert!(matches!(&found.acts[..], [Act::Changed { to, .. }] if *to == fields(&moved(3))), "{found:?}");
    // Afterwards, at no time that is told, or of a block that was answered: it is put back.
    for (text, here) in
        [(changed_at(&text, 1), &late), (text.clone(), &late), (changed_at(&text, -1), &answered)]
    {
        let found = first(&text, here);
        assert_eq!((found.acts.len(), puts(&found)), (0, 1), "{text}");
        assert_eq!(found.notes, [Note::PutBack { uid: UID.into(), theirs: fields(&moved(3)) }]);
    }
    // Called off in time it is asked about; afterwards it may be cleared away.
    let off = written(&early).replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT");
    let found = first(&changed_at(&off, -1), &late);
    assert_eq!(found.acts, [Act::Cancelled { uid: UID.into(), instead_of: None }]);
    let mut kept = found.published.clone();
    kept.answer(&found.acts[0]);
    assert_eq!(puts(&settle(&kept, std::slice::from_ref(&late), ZONE)), 1);
    for (text, here) in
        [(changed_at(&off, 1), &late), (off.clone(), &late), (changed_at(&off, -1), &answered)]
    {
        let found = first(&text, here);
        assert_eq!((found.acts.len(), found.notes.len(), puts(&found)), (0, 0, 0), "{text}");
    }
}

#[test]
fn a_block_takes_place_once() {
    let text = written(&ours());
    let rule =
        |more: &str| text.replacen("END:VEVENT", &format!("RRULE:FREQ=DAILY;COUNT=5\r\n{more}END:VEVENT"), 1);
    let one = |hour: u32, more: &str| {
        let (_, event) = text.split_once("BEGIN:VEVENT").unwrap();
        let (event, _) = event.split_once("END:VEVENT").unwrap();
        let event =
            event.replace("T130000", &format!("T{hour}0000")).replace("T135000", &format!("T{hour}5000"));
        let change = format!(
            "END:VEVENT\r\nBEGIN:VEVENT{event}RECURRENCE-ID;TZID=Europe/Berlin:20260327T130000\r\n{more}END:VEVENT\r\nEND:VCALENDAR"
        );
        rule("").replacen("END:VEVENT\r\nEND:VCALENDAR", &change, 1)
    };
    let agreed = || Some(fields(&ours()));
    let once = |found: &Settlement, hour: &str| {
        assert_eq!((puts(found), found.acts.len()), (1, 0), "{found:?}");
        let [Write::Put { text, .. }] = &found.writes[..] else { panic!("{found:?}") };
        for gone in ["RRULE", "EXDATE", "RECURRENCE-ID"] {
            assert!(!text.contains(gone), "{text}");
        }
        assert!(text.contains(&format!("DTSTART;TZID=Europe/Berlin:20260327T{hour}")), "{text}");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    };
    // Repeated alone, it is the same block.
    let found = settled(known(&rule(""), agreed()), &[ours()]);
    once(&found, "130000");
    assert_eq!(found.notes, [Note::Repeats { uid: UID.into() }]);
    // Its first time moved: the block moves.
    let found = settled(known(&one(17, ""), agreed()), &[ours()]);
    let [act @ Act::Changed { to, .. }] = &found.acts[..] else { panic!("{found:?}") };
    assert_eq!(*to, fields(&moved(4)));
    let mut published = found.published.clone();
    published.answer(act);
    let found = settle(&published, &[moved(4)], ZONE);
    once(&found, "170000");
    assert_eq!(found.notes, [Note::Repeats { uid: UID.into() }]);
    // Its first time taken out: the block is called off.
    for off in [rule("EXDATE;TZID=Europe/Berlin:20260327T130000\r\n"), one(13, "STATUS:CANCELLED\r\n")] {
        let found = settled(known(&off, agreed()), &[ours()]);
        assert_eq!(found.acts, [Act::Cancelled { uid: UID.into(), instead_of: None }], "{off}");
        let mut published = found.published.clone();
        published.answer(&found.acts[0]);
        once(&settle(&published, &[ours()], ZONE), "130000");
    }
}

/// As when a block is moved on a phone, and back again a day later.
#[test]
fn what_a_person_changed_back_is_an_act_too() {
    let moved = moved(3);
    // The first move was taken over; the object says still what was written before it.
    let taken = settled(known(&theirs(3, true), Some(fields(&moved))), std::slice::from_ref(&moved));
    let [Write::Put { text, .. }] = &taken.writes[..] else { panic!("its mark is not renewed: {taken:?}") };
    let time = |at: DateTime<Utc>| at.with_timezone(&ZONE).format("%Y%m%dT%H%M%S").to_string();
    let (hours, minutes) = (TimeDelta::hours(3), TimeDelta::minutes(50));
    let back = text
        .replace(&time(noon() + hours + minutes), &time(noon() + minutes))
        .replace(&time(noon() + hours), &time(noon()));
    // Whether or not that has arrived when it is moved back.
    let soon = settled(known(&theirs(0, true), Some(fields(&moved))), std::slice::from_ref(&moved));
    assert!(matches!(&soon.acts[..], [Act::Changed { to, .. }] if *to == fields(&ours())), "{soon:?}");
    let again = settled(known(&back, Some(fields(&moved))), std::slice::from_ref(&moved));
    assert!(matches!(&again.acts[..], [Act::Changed { to, .. }] if *to == fields(&ours())), "{again:?}");
    assert_eq!(puts(&again), 0, "nothing is written over it");
}
