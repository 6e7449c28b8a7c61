//! Notifications of the system: ask with answers, or tell.
//! Invariant: a system without them, or one that is silent, holds nothing up. Each waits on a thread of its own that
//! does nothing, and ends with it.

use api::wire::Reminder;
use notify_rust::{Notification, Timeout};

/// How long one stays, in milliseconds, where the system lets programs choose.
const STAYS: u32 = 60_000;

/// What the person answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Start it.
    Begin,
    /// Be told again.
    Later,
    /// It could not be done.
    Missed,
    /// The notification itself was pressed.
    Open,
}

impl Answer {
    /// The answer that a system names so; none for one that was dismissed or ran out.
    fn named(name: &str, reminder: &Reminder) -> Option<Self> {
        // Some systems give back the word on the button.
        match name {
            "begin" => Some(Answer::Begin),
            "later" => Some(Answer::Later),
            "missed" => Some(Answer::Missed),
            "default" => Some(Answer::Open),
            word if word == reminder.open => Some(Answer::Open),
            word if word == reminder.begin => Some(Answer::Begin),
            word if word == reminder.later => Some(Answer::Later),
            word if word == reminder.missed => Some(Answer::Missed),
            _ => None,
        }
    }
}

/// Announces a block; `answered` is called with what is answered, if anything is.
pub fn ask(reminder: Reminder, answered: impl FnOnce(Reminder, Answer) + Send + 'static) {
    on_a_thread(move || {
        let mut notification = plain(&reminder.title, &reminder.text);
        notification
            .action("default", &reminder.open)
            .action("begin", &reminder.begin)
            .action("later", &reminder.later)
            .action("missed", &reminder.missed);
        let mut said = None;
        if let Ok(shown) = notification.show() {
            shown.wait_for_action(|name| said = Answer::named(name, &reminder));
        }
        if let Some(answer) = said {
            answered(reminder, answer);
        }
    });
}

/// Tells something.
pub fn tell(title: String, text: String) {
    on_a_thread(move || {
        // Where nothing can be told, the window shows it when it is looked at.
        let _ = plain(&title, &text).show();
    });
}

fn on_a_thread(work: impl FnOnce() + Send + 'static) {
    // Without a thread the machine has other troubles.
    let _ = std::thread::Builder::new().name("notice".to_owned()).spawn(work);
}

fn plain(title: &str, text: &str) -> Notification {
    let mut notification = Notification::new();
    notification
        .appname("Ninefold")
        .summary(title)
        .body(&body(text))
        .icon("ninefold")
        .timeout(Timeout::Milliseconds(STAYS));
    #[cfg(target_os = "linux")]
    notification.hint(notify_rust::Hint::DesktopEntry("Ninefold".to_owned()));
    #[cfg(windows)]
    notification.app_id("io.github.ninefold.ninefold");
    notification
}

/// Servers that read markup in the text want its signs written out.
#[cfg(target_os = "linux")]
fn body(text: &str) -> String {
    let reads_markup =
        notify_rust::get_capabilities().is_ok_and(|all| all.iter().any(|one| one == "body-markup"));
    if reads_markup { escaped(text) } else { text.to_owned() }
}

#[cfg(not(target_os = "linux"))]
fn body(text: &str) -> String {
    text.to_owned()
}

#[cfg(target_os = "linux")]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_known_by_name_and_by_word() {
        let reminder = Reminder {
            id: "1".to_owned(),
            start: chrono::NaiveDateTime::default(),
            title: String::new(),
            text: String::new(),
            open: "Open Ninefold".to_owned(),
            begin: "Start".to_owned(),
            later: "In 10 minutes".to_owned(),
            missed: "Couldn’t do it".to_owned(),
            later_min: 10,
        };
        let named = |name| Answer::named(name, &reminder);
        assert_eq!(named("begin"), Some(Answer::Begin));
        assert_eq!(named("In 10 minutes"), Some(Answer::Later));
        assert_eq!(named("missed"), Some(Answer::Missed));
        assert_eq!(named("default"), Some(Answer::Open));
        assert_eq!(named("__closed"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn no_title_becomes_markup() {
        assert_eq!(escaped("a < b & <b>c</b>"), "a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;");
    }
}
