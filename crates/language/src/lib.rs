//! The languages of all sentences for people. A sentence stands with all of its languages where its facts are known,
//! in [`said!`], [`word!`] or [`counted!`]; one that is missing does not compile, as does one that names other facts.
//! Invariant: the language is that of the call. Whoever shows the answer gives it, in [`speaking`]; nothing below keeps it.
//! Nothing is read here: what a system asks for is found by who starts the program.

mod left;

use std::cell::Cell;

pub use left::left;

/// A language in which everything can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// Its tag, such as "es".
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// The language of a tag such as "es", "es-MX" or "es_ES.UTF-8"; `None` if nothing can be said in it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

thread_local! {
    /// Of the call that runs on this thread; calls run on one thread from beginning to end.
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// Runs a call so that everything in its answer is said in this language. Outside of any, English is spoken.
pub fn speaking<T>(language: Language, call: impl FnOnce() -> T) -> T {
    /// Puts back what was spoken before, also if the call panics.
    struct Before(Language);
    impl Drop for Before {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _before = Before(SPOKEN.replace(language));
    call()
}

/// The language of the running call.
#[must_use]
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// A sentence: English, then Spanish. Facts are in scope under the names in braces, or follow as `name = value`.
#[macro_export]
macro_rules! said {
    ($en:literal, $es:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $crate::spoken() {
            $crate::Language::English => format!($en $(, $name = $value)*),
            $crate::Language::Spanish => format!($es $(, $name = $value)*),
        }
    };
}

/// A word that holds no facts: English, then Spanish.
#[macro_export]
macro_rules! word {
    ($en:literal, $es:literal $(,)?) => {
        match $crate::spoken() {
            $crate::Language::English => $en,
            $crate::Language::Spanish => $es,
        }
    };
}

/// So many of something, `{n}` in each: for one and for several, in English, then in Spanish.
#[macro_export]
macro_rules! counted {
    ($n:expr, [$en:literal, $en_many:literal], [$es:literal, $es_many:literal] $(,)?) => {{
        let count = $n;
        match ($crate::spoken(), count == 1) {
            ($crate::Language::English, true) => format!($en, n = count),
            ($crate::Language::English, false) => format!($en_many, n = count),
            ($crate::Language::Spanish, true) => format!($es, n = count),
            ($crate::Language::Spanish, false) => format!($es_many, n = count),
        }
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_what_systems_call_it() {
        let of = |tags: [&str; 6]| tags.map(Language::of_tag);
        assert_eq!(
            of(["es", "es-MX", "es_ES.UTF-8", "ES", "es@euro", "en_GB"]),
            [
                Some(Language::Spanish),
                Some(Language::Spanish),
                Some(Language::Spanish),
                Some(Language::Spanish),
                Some(Language::Spanish),
                Some(Language::English)
            ]
        );
        assert_eq!(of(["", "C", "POSIX", "est", "de_DE", "e"]), [None; 6]);
    }

    #[test]
    fn a_call_is_answered_in_its_language_and_the_next_in_its_own() {
        let (one, two) = ("one", "uno");
        let say = || said!("from {one} to {b}", "de {one} a {b}", b = two);
        assert_eq!(say(), "from one to uno");
        assert_eq!(speaking(Language::Spanish, say), "de one a uno");
        assert_eq!(say(), "from one to uno");
        let inner = speaking(Language::Spanish, || speaking(Language::English, || word!("yes", "sí")));
        assert_eq!(inner, "yes");
    }

    #[test]
    fn a_call_that_panics_leaves_no_language_behind() {
        let broken = std::panic::catch_unwind(|| speaking(Language::Spanish, || panic!("on purpose")));
        assert!(broken.is_err());
        assert_eq!(spoken(), Language::English);
    }

    #[test]
    fn several_are_not_one() {
        let blocks = |n: usize| counted!(n, ["{n} block", "{n} blocks"], ["{n} bloque", "{n} bloques"]);
        assert_eq!([0, 1, 2].map(blocks), ["0 blocks", "1 block", "2 blocks"]);
        assert_eq!(
            speaking(Language::Spanish, || [0, 1, 2].map(blocks)),
            ["0 bloques", "1 bloque", "2 bloques"]
        );
    }
}
