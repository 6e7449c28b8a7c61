//! What others wrote into an object of ours comes back as it was.

use super::*;

const UID: &str = "b1@ninefold";

fn ours(lines: &[&str]) -> String {
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:b1@ninefold"];
    let all = head.iter().chain(lines).chain(&["END:VEVENT", "END:VCALENDAR"]);
    all.map(|line| format!("{line}\r\n")).collect()
}

const EVERYTHING: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-OTHER;X-A=\"b:c;d\":kept\r\nBEGIN:VEVENT\r\nUID:b1@ninefold\r\n\
    DTSTAMP:20260101T000000Z\r\nDTSTART;X-SNAP=15;TZID=Europe/Berlin:20260302T090000\r\nDURATION:PT50M\r\nSEQUENCE:4\r\n\
    SUMMARY;LANGUAGE=de:Alt\r\nATTENDEE;CN=\"Mor\r\n gan: x\":mailto:a@example.org\r\nX-PHONE-NOTE:a\\,b \r\n \r\n\
    DESCRIPTION;ALTREP=\"cid:1\":Old\r\nBEGIN:VALARM\r\nUID:theirs\r\nTRIGGER:-PT5M\r\nX-LOUD:1\r\nEND:VALARM\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:other@x\r\nSUMMARY:Alt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_change_of_ours_leaves_every_other_byte_as_it_was() {
    let new = ours(&[
        "DTSTAMP:20260105T000000Z",
        "DTSTART:20260303T100000Z",
        "DTEND:20260303T104500Z",
        "SEQUENCE:1",
        "SUMMARY:Neu",
        "DESCRIPTION:New",
    ]);
    let wrote = ours(&["DESCRIPTION:Old"]);
    let merged = merged(EVERYTHING, &new, Some(&wrote), UID, Same::default()).unwrap();
    let expected = EVERYTHING
        .replace("DTSTAMP:20260101T000000Z", "DTSTAMP:20260105T000000Z")
        .replace("DTSTART;X-SNAP=15;TZID=Europe/Berlin:20260302T090000", "DTSTART;X-SNAP=15:20260303T100000Z")
        .replace("DURATION:PT50M\r\n", "")
        .replace("SEQUENCE:4", "SEQUENCE:5")
        .replace("SUMMARY;LANGUAGE=de:Alt", "SUMMARY;LANGUAGE=de:Neu")
        .replace(":Old", ":New")
        .replace("BEGIN:VALARM\r\nUID:theirs", "DTEND:20260303T104500Z\r\nBEGIN:VALARM\r\nUID:theirs");
    assert_eq!(merged, expected);
}

#[test]
fn what_is_the_same_is_not_even_written_in_another_way() {
    let new = ours(&[
        "DTSTAMP:20260101T000000Z",
        "DTSTART:20260302T080000Z",
        "DTEND:20260302T085000Z",
        "SEQUENCE:1",
        "SUMMARY:Alt",
    ]);
    let same = Same { start: true, length: true, title: true };
    assert_eq!(merged(EVERYTHING, &new, Some(&new), UID, same).unwrap(), EVERYTHING);
}

#[test]
fn a_description_that_somebody_else_wrote_is_kept() {
    let (wrote, new) = (ours(&["DESCRIPTION:Ours"]), ours(&["DESCRIPTION:Ours anew"]));
    let same = Same { start: true, length: true, title: true };
    let kept = merged(EVERYTHING, &new, Some(&wrote), UID, same).unwrap();
    assert!(kept.contains("DESCRIPTION;ALTREP=\"cid:1\":Old\r\n"), "{kept}");
    let blank = wrote.replace("DESCRIPTION:Ours", "DESCRIPTION: Ou\r\n rs ");
    let taken = merged(&blank, &new, Some(&wrote), UID, same).unwrap();
    assert!(taken.contains("DESCRIPTION:Ours anew\r\n"), "blanks alone are no change: {taken}");
    let gone = merged(&wrote, &ours(&[]), Some(&wrote), UID, same).unwrap();
    assert!(!gone.contains("DESCRIPTION"), "{gone}");
}

#[test]
fn alarms_of_others_stay_and_ours_that_were_taken_away_stay_away() {
    let alarm = |minutes: u32| {
        format!("BEGIN:VALARM\r\nUID:alarm-{minutes}-{UID}\r\nTRIGGER:-PT{minutes}M\r\nEND:VALARM")
    };
    let same = Same { start: true, length: true, title: true };
    let (five, ten) = (ours(&[&alarm(5)]), ours(&[&alarm(10)]));
    let both =
        five.replace("END:VEVENT", "BEGIN:VALARM\r\nUID:theirs\r\nTRIGGER:-PT1M\r\nEND:VALARM\r\nEND:VEVENT");
    let changed = merged(&both, &ten, Some(&five), UID, same).unwrap();
    assert!(
        changed.contains("UID:theirs") && changed.contains("alarm-10-") && !changed.contains("alarm-5-"),
        "{changed}"
    );
    let without = ours(&[]);
    assert_eq!(merged(&without, &ten, Some(&five), UID, same).unwrap(), without);
    let first = merged(&without, &ten, Some(&without), UID, same).unwrap();
    assert!(first.contains("alarm-10-"), "{first}");
    let several = ours(&[&alarm(10), &alarm(60)]);
    let others = several
        .replace("END:VEVENT", "BEGIN:VALARM\r\nUID:theirs\r\nTRIGGER:-PT1M\r\nEND:VALARM\r\nEND:VEVENT");
    assert_eq!(reminders(&others, UID), [10, 60], "ours alone");
    assert_eq!(reminders(&without, UID), [] as [u32; 0]);
}

#[test]
fn the_event_is_found_among_its_changed_occurrences_and_not_without_its_name() {
    let moved = "BEGIN:VEVENT\nUID:b1@ninefold\nRECURRENCE-ID:20260302T090000Z\nSUMMARY:One\nEND:VEVENT\n";
    let text = format!(
        "BEGIN:VCALENDAR\n{moved}BEGIN:VEVENT\nUID:b1@nine\n fold\nSUMMARY:All\\, of it\nEND:VEVENT\nEND:VCALENDAR\n"
    );
    assert_eq!(value(&text, UID, "SUMMARY").as_deref(), Some("All, of it"));
    assert_eq!(value(&text, "b2@ninefold", "SUMMARY"), None);
    assert_eq!(merged(&text, &ours(&[]), None, "b2@ninefold", Same::default()), None);
}

#[test]
fn a_zone_that_they_do_not_have_comes_with_its_definition_once() {
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n";
    let new = ours(&["DTSTART;TZID=Europe/Berlin:20260302T090000"])
        .replace("BEGIN:VEVENT", &format!("{zone}BEGIN:VEVENT"));
    let once = merged(&ours(&[]), &new, None, UID, Same::default()).unwrap();
    let twice = merged(&once, &new, None, UID, Same::default()).unwrap();
    assert_eq!(once.matches("BEGIN:VTIMEZONE").count(), 1, "{once}");
    assert_eq!(twice.matches("BEGIN:VTIMEZONE").count(), 1, "{twice}");
}

/// Anybody who may write in a shared calendar may write very much.
#[test]
fn very_many_lines_that_go_take_no_time_to_speak_of() {
    let own = ["DTSTART:20260302T080000Z", "DTEND:20260302T085000Z", "SEQUENCE:1", "SUMMARY:Alt"];
    let new = ours(&own);
    let theirs =
        |more: &str, after: &str| new.replace("END:VEVENT\r\n", &format!("{more}END:VEVENT\r\n{after}"));
    let (many, same) = (40_000, Same { start: true, length: true, title: true });
    let dates = theirs(&"RDATE:20260303T080000Z\r\n".repeat(many), "");
    let other = "BEGIN:VEVENT\r\nUID:b1@ninefold\r\nRECURRENCE-ID:20260303T080000Z\r\nEND:VEVENT\r\n";
    let others = theirs("", &other.repeat(many));
    let alarm = "BEGIN:VALARM\r\nUID:alarm-5-b1@ninefold\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n";
    let alarms = theirs(&alarm.repeat(many), "");
    let began = std::time::Instant::now();
    for text in [dates, others, alarms] {
        assert_eq!(merged(&text, &new, None, UID, same).unwrap(), new);
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}
