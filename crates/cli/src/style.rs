//! Bold and dim text on a terminal, plain text everywhere else.

use std::io::IsTerminal;

/// Whether to write escape codes: only to a terminal, and never against NO_COLOR.
#[derive(Clone, Copy)]
pub struct Style {
    on: bool,
}

impl Style {
    /// For standard output.
    pub fn of_stdout() -> Style {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Style { on: wanted && std::io::stdout().is_terminal() }
    }

    /// A heading.
    pub fn bold(self, text: &str) -> String {
        if self.on { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Less important text.
    pub fn dim(self, text: &str) -> String {
        if self.on { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
