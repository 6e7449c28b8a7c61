//! The languages of the application's sentences. A sentence stands with all of its languages where its facts are known,
//! in [`said!`], [`word!`] or [`counted!`]; one that is missing does not compile, as does one that names other facts.
//! Invariant: the language is that of the call. Whoever shows the answer gives it, in [`speaking`]; nothing below keeps it.

use std::cell::Cell;

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

/// The language that this system asks terminal programs for, in `LC_ALL`, `LC_MESSAGES` or `LANG`; English where it names
/// none that can be spoken.
#[must_use]
pub fn system_language() -> Language {
    of_variables(|name| std::env::var(name).ok())
}

/// The first of the variables that is set decides, as POSIX says.
fn of_variables(read: impl Fn(&str) -> Option<String>) -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(read).find(|value| !value.is_empty());
    set.and_then(|value| Language::of_tag(&value)).unwrap_or_default()
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
    fn the_first_variable_that_is_set_decides() {
        let system = |values: [&str; 3]| {
            let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
            of_variables(|name| Some(values[names.iter().position(|n| *n == name)?].to_owned()))
        };
        assert_eq!(system(["", "", "es_ES.UTF-8"]), Language::Spanish);
        assert_eq!(system(["", "en_GB", "es_ES.UTF-8"]), Language::English);
        assert_eq!(system(["C", "es_ES", "es_ES"]), Language::English);
        assert_eq!(of_variables(|_| None), Language::English);
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
