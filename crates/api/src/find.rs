//! Search over everything that a curriculum says: titles, outcomes, resources, questions, rhythms, strategies.
//! Every word must be found, in the text itself or in the title that it stands under, and at least one in the text. Whole
//! words come before beginnings, beginnings before what stands inside a word; the pack's order decides what is left.

use catalog::{Curriculum, Resource};

use crate::wire::{FindView, HitKind, HitView, TextPart};

/// Most hits that are told; the rest is counted.
const MOST: usize = 50;
/// Longest search, in characters; the rest is not looked at.
const LONGEST: usize = 200;
/// A shorter word is looked for at the beginnings of words only.
const INSIDE_FROM: usize = 3;

/// Where a text stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    strategy: u8,
    unit: Option<&'a str>,
    rhythm: Option<&'a str>,
    title: &'a str,
}

struct Found {
    /// Lower is better.
    rank: (u32, HitKind),
    hit: HitView,
}

/// Finds these words.
pub(crate) fn find(curriculum: &Curriculum, text: &str) -> FindView {
    let words: Vec<Vec<char>> =
        text.chars().take(LONGEST).collect::<String>().split_whitespace().map(folded).collect();
    let mut found = Vec::new();
    if !words.is_empty() {
        let mut look = |place: Place<'_>, kind: HitKind, position: usize, text: &str| {
            found.extend(hit(&words, place, kind, position, text));
        };
        for strategy in &curriculum.strategies {
            let number = strategy.number;
            let lane = Place { strategy: number, unit: None, rhythm: None, title: &strategy.label };
            look(lane, HitKind::Strategy, 0, &strategy.title);
            for unit in strategy.units.iter().filter(|u| !u.retired) {
                let place = Place { unit: Some(&unit.id), title: &unit.title, ..lane };
                look(place, HitKind::Unit, 0, &unit.title);
                for (n, outcome) in (1..).zip(&unit.outcomes) {
                    look(place, HitKind::Outcome, n, outcome);
                }
                for (n, resource) in (1..).zip(&unit.resources) {
                    look(place, HitKind::Resource, n, &named(resource));
                }
                for (n, recall) in (1..).zip(&unit.recall) {
                    look(place, HitKind::Question, n, &recall.question);
                }
            }
            for rhythm in &strategy.rhythms {
                let place = Place { rhythm: Some(&rhythm.id), title: &rhythm.title, ..lane };
                look(place, HitKind::Rhythm, 0, &rhythm.title);
                for (n, item) in (1..).zip(&rhythm.rota) {
                    look(place, HitKind::Rhythm, n, &item.title);
                }
                for (n, resource) in (1..).zip(&rhythm.resources) {
                    look(place, HitKind::Resource, n, &named(resource));
                }
            }
        }
    }
    found.sort_by_key(|f| f.rank);
    let more = u32::try_from(found.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
    FindView { text: text.to_owned(), hits: found.into_iter().take(MOST).map(|f| f.hit).collect(), more }
}

/// Title and authors.
fn named(resource: &Resource) -> String {
    match &resource.authors {
        Some(authors) => format!("{}, {authors}", resource.title),
        None => resource.title.clone(),
    }
}

fn hit(words: &[Vec<char>], place: Place<'_>, kind: HitKind, position: usize, text: &str) -> Option<Found> {
    let (own, above) = (folded(text), folded(place.title));
    let mut rank = 0;
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for word in words {
        match best(&own, word) {
            Some((at, cost)) => {
                rank += cost;
                spans.push((at, at + word.len()));
            }
            None => {
                best(&above, word)?;
                rank += 4;
            }
        }
    }
    if spans.is_empty() {
        return None;
    }
    Some(Found {
        rank: (rank, kind),
        hit: HitView {
            kind,
            strategy: place.strategy,
            unit: place.unit.map(str::to_owned),
            rhythm: place.rhythm.map(str::to_owned),
            title: place.title.to_owned(),
            position: u32::try_from(position).unwrap_or(0),
            text: parts(text, &spans),
        },
    })
}

/// Where a word stands best in a text, and what that costs: 0 for a whole word, 1 for a beginning, 3 for the inside.
fn best(text: &[char], word: &[char]) -> Option<(usize, u32)> {
    let edge = |i: Option<usize>| i.and_then(|i| text.get(i)).is_none_or(|c| !c.is_alphanumeric());
    let costs = text.windows(word.len()).enumerate().filter(|(_, window)| *window == word).map(|(at, _)| {
        match (edge(at.checked_sub(1)), edge(Some(at + word.len()))) {
            (true, true) => (at, 0),
            (true, false) => (at, 1),
            (false, _) => (at, 3),
        }
    });
    costs.filter(|(_, cost)| *cost < 3 || word.len() >= INSIDE_FROM).min_by_key(|(at, cost)| (*cost, *at))
}

/// The text in pieces, marked where the spans are; spans count characters and may overlap.
fn parts(text: &str, spans: &[(usize, usize)]) -> Vec<TextPart> {
    let is_marked = |n: usize| spans.iter().any(|(from, to)| (*from..*to).contains(&n));
    let mut parts: Vec<TextPart> = Vec::new();
    for (n, c) in text.chars().enumerate() {
        let marked = is_marked(n);
        match parts.last_mut() {
            Some(last) if last.marked == marked => last.text.push(c),
            Some(_) | None => parts.push(TextPart { text: c.to_string(), marked }),
        }
    }
    parts
}

/// One character for each of the text, small and without accents, so that places are the same in both.
fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

fn fold(c: char) -> char {
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled() -> Curriculum {
        catalog::bundled().unwrap()
    }

    fn said(hit: &HitView) -> String {
        hit.text.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn whole_words_in_a_title_come_first_and_are_marked() {
        let found = find(&bundled(), "linear regression");
        assert_eq!(said(&found.hits[0]), "[Linear] [regression] from the loss up");
        assert_eq!((found.hits[0].kind, found.hits[0].strategy), (HitKind::Unit, 2));
        assert!(found.hits.iter().any(|h| h.kind == HitKind::Resource), "resources are looked through");
    }

    #[test]
    fn every_word_must_be_found_there_or_in_the_title_above() {
        let curriculum = bundled();
        let found = find(&curriculum, "framing leakage");
        let outcome = found.hits.iter().find(|h| h.kind == HitKind::Outcome);
        // The unit is called “Frame a machine-learning problem”: "framing" is not in its title.
        assert!(outcome.is_none(), "{outcome:?}");
        let found = find(&curriculum, "frame leakage");
        let outcome = found.hits.iter().find(|h| h.kind == HitKind::Outcome).unwrap();
        assert!(said(outcome).contains("[leakage]"), "{}", said(outcome));
        assert!(outcome.title.starts_with("Frame"));
    }

    #[test]
    fn accents_capitals_and_curled_quotes_do_not_matter() {
        let plain = find(&bundled(), "geron");
        assert!(plain.hits.iter().any(|h| said(h).contains("[Géron]")), "{:?}", plain.hits.first());
        assert_eq!(plain.hits, find(&bundled(), "GÉRON").hits);
        assert_eq!(find(&bundled(), "bayes'").hits, find(&bundled(), "bayes’").hits);
    }

    #[test]
    fn a_short_word_is_not_looked_for_inside_others() {
        let found = find(&bundled(), "ci");
        for hit in &found.hits {
            let text: String = hit.text.iter().map(|p| p.text.as_str()).collect();
            let starts =
                text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with("ci"));
            assert!(starts, "{text}");
        }
        assert!(!found.hits.is_empty());
    }

    #[test]
    fn nothing_is_found_for_nothing_and_much_is_counted() {
        let curriculum = bundled();
        assert!(find(&curriculum, "  ").hits.is_empty());
        assert!(find(&curriculum, "zyxwvut").hits.is_empty());
        let much = find(&curriculum, "a");
        assert_eq!(much.hits.len(), MOST);
        assert!(much.more > 0);
        // What is long, or strange, is no error.
        assert!(find(&curriculum, &"x".repeat(100_000)).hits.is_empty());
        assert!(find(&curriculum, "\u{0}\u{202e} İ").hits.is_empty());
    }
}
