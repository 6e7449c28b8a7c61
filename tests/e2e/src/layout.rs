//! What is wrong with how the page is laid out, as a script can see it: wider than its window, text cut off or out of
//! reach, controls under something else, text over text.

use serde_json::{Value, json};

use crate::screen::Screen;
use crate::states::Size;
use crate::window::Window;

impl Window {
    /// Every fault of layout on screen, in words; none is good. What the selector names is to be seen, if need be after
    /// it was scrolled to.
    pub async fn layout_faults(&self, seen: &str) -> Vec<String> {
        let found = self.script(FAULTS, vec![json!(seen)]).await;
        found.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Makes the page this large.
    pub async fn takes_size(&self, screen: &Screen, size: &Size) {
        let Size { width, height, scale, .. } = *size;
        screen.set_size(screen.find("Ninefold"), width * scale, height * scale);
        let script = format!("return innerWidth === {width} && innerHeight === {height}");
        self.wait_for(size.name, &script).await;
    }
}

const FAULTS: &str = r#"
const faults = [];
const NEAR = 1.5;
const root = document.documentElement;
if (root.scrollWidth > innerWidth) faults.push(`the page is ${root.scrollWidth} px wide in a window of ${innerWidth}`);
const name = (e) => `${e.tagName.toLowerCase()}.${[...e.classList].join('.')} “${e.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)}”`;
const styles = new Map();
const styleOf = (e) => styles.get(e) ?? (styles.set(e, getComputedStyle(e)), styles.get(e));
// An axis ends where it ends.
const isDrawn = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && e.closest('.vh, .skip, option, svg, .road__months') === null;
const layers = 'dialog[open], .toastwrap, .proposal, .popcard, .tip, .panel.is-open';
const hides = (value) => value === 'hidden' || value === 'clip';
const scrolls = (value) => value === 'auto' || value === 'scroll';
// What is scrolled down is not scrolled aside as well.
for (const e of document.querySelectorAll('main, main *')) {
  const goesAside = scrolls(styleOf(e).overflowX) && e.scrollWidth > e.clientWidth + 1;
  // The roadmap is as long as the plan.
  if (goesAside && !e.matches('.road__box') && isDrawn(e)) faults.push(`${name(e)} is ${e.scrollWidth} px wide in ${e.clientWidth}`);
}

// Of a box on screen what no scroll box hides: what is left of it may be looked at.
function seenPart(first, r) {
  let { left, top, right, bottom } = r;
  for (let a = first; a !== null; a = a.parentElement) {
    const s = styleOf(a);
    if (s.overflowX === 'visible' && s.overflowY === 'visible') continue;
    const b = a.getBoundingClientRect();
    left = Math.max(left, b.left); right = Math.min(right, b.right);
    top = Math.max(top, b.top); bottom = Math.min(bottom, b.bottom);
  }
  left = Math.max(left, 0); top = Math.max(top, 0); right = Math.min(right, innerWidth); bottom = Math.min(bottom, innerHeight);
  return right - left > 2 && bottom - top > 2 ? { left, top, right, bottom } : null;
}
// Heads that stay while the rest is scrolled under them.
function isStuck(e) {
  for (let a = e; a !== null; a = a.parentElement) if (styleOf(a).position === 'sticky') return true;
  return false;
}
const belongs = (hit, e) => hit !== null && (e.contains(hit) || hit.contains(e));

const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
  const p = node.parentElement;
  if (node.data.trim() === '' || !isDrawn(p)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const r of range.getClientRects()) {
    if (r.width < 1 || r.height < 1) continue;
    // What stays in sight while it is scrolled is pushed out at the end.
    let [x, y] = [true, !isStuck(p)];
    let why = null;
    for (let a = p; a !== null && (x || y); a = a.parentElement) {
      const s = styleOf(a);
      const b = a.getBoundingClientRect();
      if (x && hides(s.overflowX)) {
        if (r.right > b.right + NEAR || r.left < b.left - NEAR) {
          // What fades out, or ends in dots, is meant to.
          if (s.textOverflow !== 'ellipsis' && s.maskImage === 'none') why = `cut off at the side by ${name(a)}`;
          x = false;
        }
      } else if (scrolls(s.overflowX)) x = false;
      if (y && hides(s.overflowY)) {
        // Half a line of leading holds no ink.
        const ink = Math.min(4, r.height / 4);
        if (r.bottom - ink > b.bottom + NEAR || r.top + ink < b.top - NEAR) {
          const clamp = s.webkitLineClamp ?? 'none';
          if (clamp === 'none' && s.textOverflow !== 'ellipsis' && s.maskImage === 'none') why = `cut off in height by ${name(a)}`;
          y = false;
        }
      } else if (scrolls(s.overflowY)) y = false;
      if (s.position === 'fixed') break;
    }
    if (why === null && x && (r.right > innerWidth + NEAR || r.left < -NEAR)) why = 'beside the window';
    if (why === null && y && (r.bottom > innerHeight + NEAR || r.top < -NEAR)) why = 'below or above the window, where nothing scrolls';
    if (why !== null) { faults.push(`${name(p)} is ${why}`); break; }
    const part = seenPart(p, r);
    if (part === null) continue;
    const hit = document.elementFromPoint((part.left + part.right) / 2, (part.top + part.bottom) / 2);
    if (belongs(hit, p)) lines.push({ p, node, ...part });
  }
}
lines.sort((a, b) => a.top - b.top);
for (let i = 0; i < lines.length; i += 1) {
  for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom - 3; j += 1) {
    const [a, b] = [lines[i], lines[j]];
    if (a.node === b.node || a.p.contains(b.p) || b.p.contains(a.p)) continue;
    if (a.p.closest(layers) !== b.p.closest(layers) || isStuck(a.p) || isStuck(b.p)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 3 && down > 5) faults.push(`${name(a.p)} and ${name(b.p)} lie over each other`);
  }
}

for (const e of document.querySelectorAll('input.input')) {
  if (isDrawn(e) && e !== document.activeElement && e.scrollWidth > e.clientWidth + 1) faults.push(`${name(e)} does not show all of “${e.value}”`);
}
const open = document.querySelector('dialog[open]');
const controls = 'button, a[href], input, select, textarea, summary';
for (const e of document.querySelectorAll(controls)) {
  // What is only drawn, such as the new place of a block that is proposed, is no control.
  if (!isDrawn(e) || e.disabled || e.closest('[aria-hidden=true]') !== null || (open !== null && !open.contains(e))) continue;
  const r = e.getBoundingClientRect();
  if (r.width < 4 || r.height < 4) continue;
  const part = seenPart(e.parentElement, r);
  // What is scrolled half out of sight is no fault.
  if (part === null || part.right - part.left < r.width - 2 || part.bottom - part.top < r.height - 2) continue;
  const hit = document.elementFromPoint((part.left + part.right) / 2, (part.top + part.bottom) / 2);
  const label = e.closest('label') ?? (e.id ? document.querySelector(`label[for="${CSS.escape(e.id)}"]`) : null);
  if (belongs(hit, e) || (label !== null && hit !== null && label.contains(hit))) continue;
  if (hit !== null && (hit.closest(layers) !== e.closest(layers) || isStuck(hit))) continue;
  faults.push(`${name(e)} is under ${hit === null ? 'nothing' : name(hit)}`);
}

// Last, because it scrolls.
const wanted = [...document.querySelectorAll(arguments[0])];
const isSeen = (e) => {
  if (!isDrawn(e)) return false;
  if (seenPart(e.parentElement, e.getBoundingClientRect()) === null) e.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return seenPart(e.parentElement, e.getBoundingClientRect()) !== null;
};
if (!wanted.some(isSeen)) faults.push(`${arguments[0]} is out of sight`);
return [...new Set(faults)];
"#;
