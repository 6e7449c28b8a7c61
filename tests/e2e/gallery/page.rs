//! The page that shows the pictures side by side.

use std::fmt::Write;
use std::path::Path;

use e2e::states::{LANGUAGES, SIZES, STATES, Size, State, THEMES};

/// The file of a picture, in the folder of the page.
pub fn picture(state: &State, size: &Size, theme: &str, language: &str) -> String {
    format!("{}_{}_{theme}_{language}.png", state.name, size.name)
}

const STYLE: &str = "
  body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5rem; background: #888; color: #000; }
  h2 { margin: 2rem 0 .25rem; }
  .row { display: flex; gap: .75rem; overflow-x: auto; align-items: flex-start; padding-bottom: .5rem; }
  figure { margin: 0; flex: none; }
  img { display: block; width: var(--w); background: #666; }
  nav { columns: 16rem; }
";

/// A row for each state: its pictures by size, light above dark. Pictures of an earlier run stay until they are drawn anew.
pub fn html(folder: &Path) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Ninefold, every state</title>\n<style>{STYLE}</style>\n<h1>Ninefold, every state</h1>\n<nav>"
    );
    for State { name, .. } in STATES {
        let _ = writeln!(out, "<a href=\"#{name}\">{name}</a><br>");
    }
    out.push_str("</nav>\n");
    for state in STATES {
        let _ = writeln!(
            out,
            "<h2 id=\"{0}\">{0}</h2><p><code>{1}</code></p>",
            state.name,
            state.address.replace('&', "&amp;")
        );
        let looks = LANGUAGES.iter().flat_map(|language| THEMES.iter().map(move |theme| (language, theme)));
        for (language, theme) in looks {
            out.push_str("<div class=\"row\">");
            for size in SIZES {
                let file = picture(state, size, theme, language);
                if !folder.join(&file).is_file() {
                    continue;
                }
                let shown = size.width.min(960) / 2;
                let _ = write!(
                    out,
                    "<figure style=\"--w:{shown}px\"><a href=\"{file}\"><img loading=\"lazy\" src=\"{file}\" alt=\"\"></a><figcaption>{} {theme} {language}</figcaption></figure>",
                    size.name
                );
            }
            out.push_str("</div>\n");
        }
    }
    out.push_str("</html>\n");
    out
}
