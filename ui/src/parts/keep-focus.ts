// Keeps the keyboard where it was in a list whose rows go away: the focus passes to what stands in the place of what
// was removed, and to the screen where nothing is left.

const CONTROLS = "button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";

const isLost = () => document.activeElement === null || document.activeElement === document.body;
const toScreen = () => document.querySelector<HTMLElement>("main")?.focus();

/** After something that had the focus went away: nothing can be reached by Tab while nothing has it. */
export function screenIfLost(): void {
  if (isLost()) toScreen();
}

/** An attachment for the box around the rows. */
export function keepFocus(box: HTMLElement): () => void {
  /** What has the focus, and its place among all controls. */
  let held: { element: Element; place: number } | null = null;
  const controls = () => [...box.querySelectorAll<HTMLElement>(CONTROLS)];

  const came = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement) held = { element: target, place: controls().indexOf(target) };
  };
  // Somewhere else: it left by itself.
  const went = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) held = null;
  };
  const changed = () => {
    if (held === null || held.element.isConnected || !isLost()) return;
    const all = controls();
    const next = all[Math.min(held.place, all.length - 1)];
    held = null;
    if (next === undefined) toScreen();
    else next.focus();
  };

  const observer = new MutationObserver(changed);
  observer.observe(box, { childList: true, subtree: true });
  box.addEventListener("focusin", came);
  box.addEventListener("focusout", went);
  return () => {
    observer.disconnect();
    box.removeEventListener("focusin", came);
    box.removeEventListener("focusout", went);
    if (held === null) return;
    // The box itself goes away.
    queueMicrotask(screenIfLost);
  };
}
