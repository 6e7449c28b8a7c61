//! Putting a course together, by hand: a letter is an event, and stands for its name.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::course::Course;
use crate::merge::Foreign;

fn event(letter: char, from: &str) -> Foreign {
    let id = Uuid::from_u128(letter as u128);
    let (at, kind) = ("2026-03-02T08:15:30.000000Z".to_owned(), "note_set".to_owned());
    let body = format!("{{\"unit\":\"u\",\"text\":\"{from}\"}}");
    Foreign { id, command: id, device: id, at, clock: i64::from(letter as u32), kind, body }
}

/// Events at the positions of their letters, from 1 on; a space is a position without one.
fn at(letters: &str, from: &str) -> BTreeMap<i64, Foreign> {
    let placed = (1..).zip(letters.chars()).filter(|(_, letter)| *letter != ' ');
    let event = |n: i64, letter| {
        // The one that should stand there but for its name.
        let clock = if letter == 'X' { i64::from('a' as u32) + n - 1 } else { i64::from(letter as u32) };
        Foreign { clock, ..event(letter, from) }
    };
    placed.map(|(n, letter)| (n, event(n, letter))).collect()
}

/// What becomes of a file with these events and of backups with these: the course, and what each backup had beyond it.
fn put_together(found: &str, backups: &[&str]) -> (String, Vec<String>) {
    let mut course = Course::new(at(found, "file"));
    let letters = |ids: Vec<Uuid>| {
        ids.iter().filter_map(|id| char::from_u32(u32::try_from(id.as_u128()).ok()?)).collect::<String>()
    };
    let beyond =
        backups.iter().map(|backup| letters(course.take(at(backup, backup), &BTreeSet::new()))).collect();
    (letters(course.into_events().iter().map(|event| event.id).collect()), beyond)
}

fn check(found: &str, backups: &[&str], course: &str, beyond: &[&str]) {
    let (is, left) = put_together(found, backups);
    assert_eq!(
        (is.as_str(), left),
        (course, beyond.iter().map(ToString::to_string).collect()),
        "{found:?} {backups:?}"
    );
}

#[test]
fn gaps_are_filled_in_their_places_and_what_is_behind_is_added() {
    check("ab de", &["abcde"], "abcde", &[""]);
    check(" b d  g", &["abcdef", "abcdefgh"], "abcdefgh", &["", ""]);
    check("   d", &["abc"], "abcd", &[""]);
    check("abc", &[], "abc", &[]);
}

#[test]
fn a_course_that_was_gone_back_from_gives_what_came_before_the_parting() {
    check("ab defgh", &["abcdexyz"], "abcdefgh", &["xyz"]);
    // Nothing that both have: the whole is of another journal, as far as anybody can tell.
    check("   defgh", &["uvwxyz"], "defgh", &["uvwxyz"]);
    // Another backup of this course has what the first could not give.
    check("   defgh", &["uvwxyz", "abcde"], "abcdefgh", &["uvwxyz", ""]);
}

#[test]
fn a_single_other_name_is_damage_and_gives_way() {
    check("abXde", &["abcde"], "abcde", &[""]);
    check("abcdX", &["abcdef"], "abcdef", &[""]);
    // One that was written at another moment is whole, though it is alone.
    check("abcdz", &["abcdef"], "abcdz", &["ef"]);
    // What a backup said is no damage: this other one has parted.
    check("ab d", &["abcd", "abx"], "abcd", &["", "x"]);
    check("", &["abcd", "axcd"], "axbcd", &["", ""]);
}

#[test]
fn what_stands_elsewhere_here_is_there_once_and_takes_its_neighbours_along() {
    // "cdef" was gone back from and taken in again behind "pqr".
    check("abpqrc ef", &["abcdef"], "abpqrcdef", &[""]);
    check("     cdef", &["abcdef"], "abcdef", &[""]);
    check("abpqrcdef", &["abcdef", "abpq"], "abpqrcdef", &["", ""]);
}

#[test]
fn the_words_of_the_first_backup_count() {
    let mut course = Course::new(at("ab X", "file"));
    assert!(!course.is_sure_of(event('a', "").id));
    course.take(at("a", "first"), &BTreeSet::new());
    course.take(at("abcd", "second"), &BTreeSet::new());
    assert!("abcd".chars().all(|letter| course.is_sure_of(event(letter, "").id)));
    let from: Vec<String> = course.into_events().into_iter().map(|event| event.body).collect();
    for (body, backup) in from.iter().zip(["first", "second", "second", "second"]) {
        assert!(body.contains(backup), "{from:?}");
    }
}
