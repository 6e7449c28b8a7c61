// Arrows, Home and End move the focus through a list whose entries are also reached by Tab.

/** Handles the key if it moves the focus to another of these elements within the list. */
export function stepFocus(event: KeyboardEvent & { currentTarget: HTMLElement }, selector: string): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.target instanceof Element)) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((each) => each === event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
}
