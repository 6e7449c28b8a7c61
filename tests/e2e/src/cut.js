// Every text on screen that is cut or sticks out, one line each. A text is looked at line by line as it is drawn: the box it
// stands in must hold it, and nothing around it may cut it. What can be scrolled to is not cut.
const MAY_BE_CUT = [
  ".vh",
  // As high as its time, as long as its weeks: the whole title is in the panel or the tip.
  ".block",
  ".busy",
  ".unit__name",
  ".strip__item",
  ".peek__text",
  ".stratcard__next",
  // Says more about its title, in full where the pointer rests.
  ".bar__note",
  ".pblock",
  "select",
  "svg",
];
const SLACK = 1.5;
const found = new Set();
const page = document.documentElement;
if (page.scrollWidth > page.clientWidth) found.add(`the page is ${page.scrollWidth} wide, shown are ${page.clientWidth}`);

const name = (element) =>
  element.tagName.toLowerCase() + [...element.classList].slice(0, 3).map((each) => `.${each}`).join("");
const isInline = (element) => ["inline", "contents"].includes(getComputedStyle(element).display);
const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";

function wrong(line, element) {
  let box = element;
  while (isInline(box) && box.parentElement !== null) box = box.parentElement;
  const held = box.getBoundingClientRect();
  const out = Math.max(line.right - held.right, held.left - line.left);
  if (out > SLACK && !scrolls(getComputedStyle(box).overflowX)) return `sticks out of ${name(box)} by ${Math.round(out)} px`;
  for (; box !== null && box !== page; box = box.parentElement) {
    const { overflowX, overflowY, position } = getComputedStyle(box);
    const rect = box.getBoundingClientRect();
    const side = Math.max(line.right - rect.right, rect.left - line.left);
    const below = line.bottom - rect.bottom;
    if (scrolls(overflowX) || scrolls(overflowY)) return null;
    if (overflowX !== "visible" && side > SLACK) return `is cut by ${name(box)} at its side, ${Math.round(side)} px`;
    if (overflowY !== "visible" && below > line.height / 4) return `is cut by ${name(box)} below, ${Math.round(below)} px`;
    if (position === "fixed") return null;
  }
  return null;
}

const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const node = texts.currentNode;
  const element = node.parentElement;
  if (node.data.trim() === "" || element === null || element.closest(MAY_BE_CUT.join(", ")) !== null) continue;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const line of range.getClientRects()) {
    const why = line.width > 0.5 && line.height > 0.5 ? wrong(line, element) : null;
    if (why === null) continue;
    const parent = element.parentElement;
    found.add(`“${node.data.trim().slice(0, 60)}” in ${parent === null ? "" : `${name(parent)} > `}${name(element)} ${why}`);
    break;
  }
}
return [...found];
