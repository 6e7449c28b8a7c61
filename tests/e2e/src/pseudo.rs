//! A language that nobody speaks, made from English in the page itself: longer, accented, with words that cannot be broken,
//! in brackets, so that a text that is cut shows. And what does not fit, of whatever language is on screen.

use serde_json::{Value, json};

use crate::window::Window;

impl Window {
    /// From now on every text of the page is a third longer, as German is. The pack's names of strategies are as they are.
    pub async fn speaks_long(&self) {
        let state = self.ask("app_state", json!({})).await;
        self.script(LONG, vec![state["strategies"].clone()]).await;
    }

    /// Turns the page around, as for a language that is written from right to left.
    pub async fn reads_from_the_right(&self) {
        self.script("document.documentElement.dir = 'rtl'", vec![]).await;
    }

    /// The texts that are cut or stick out of their place, and whether the page can be scrolled sideways; a line each.
    pub async fn misfits(&self, what: &str) -> Vec<String> {
        self.comes_to_rest().await;
        let found = self.script(CUT, vec![]).await;
        let lines = found.as_array().expect("a list").iter().filter_map(Value::as_str);
        let lines: Vec<String> = lines.map(|line| format!("{what}: {line}")).collect();
        if !lines.is_empty() {
            self.picture("misfit").await;
        }
        lines
    }
}

/// Figures, times and keys of the keyboard are no words, and short forms are short in every language. What was made longer
/// once is known by its bracket.
const LONG: &str = "
    const own = new Set(arguments[0].flatMap(({ title, label, short }) => [title, label, short]));
    const accents = { a: 'ä', e: 'é', i: 'ï', o: 'ö', u: 'ü', n: 'ñ', c: 'ç', A: 'Å', E: 'É', O: 'Ö', U: 'Ü', S: 'Š' };
    const longer = (text) => {
      const [, before, core, after] = /^(\\s*)([\\s\\S]*?)(\\s*)$/.exec(text);
      if (text.includes('⟦') || !/[A-Za-z]{3}/.test(text) || core.length < 5 || own.has(core)) return text;
      const more = Math.max(2, Math.ceil(core.length * 0.35));
      const words = 'ungs keits freund schafts bezeug lich keiten'.replaceAll(' ', '').repeat(9);
      return before + '⟦' + core.replace(/[aeiouncAEOUS]/g, (letter) => accents[letter]) + words.slice(0, Math.min(more, 14))
        + (more > 14 ? ' ' + words.slice(14, more) : '') + '⟧' + after;
    };
    const skipped = (node) => node.parentElement?.closest('kbd, script, style, [data-own]') !== null;
    const walk = (root) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        if (skipped(node)) continue;
        const said = longer(node.data);
        if (said !== node.data) node.data = said;
      }
    };
    walk(document.body);
    new MutationObserver((changes) => changes.forEach(({ type, target, addedNodes }) => {
      if (type === 'characterData') walk(target.parentElement ?? document.body);
      addedNodes.forEach((node) => walk(node.nodeType === 3 ? node.parentElement ?? document.body : node));
    })).observe(document.body, { childList: true, characterData: true, subtree: true });";

/// What is cut or sticks out, one line each.
const CUT: &str = include_str!("cut.js");
