//! The language that a system asks terminal programs for.

use language::Language;

/// The language that this system asks for, in `LC_ALL`, `LC_MESSAGES` or `LANG`; English where it names
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
