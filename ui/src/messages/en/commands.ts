// What commands, keys and the palette are called where no other subject has the words already.

/** Keys as they are written on the keyboard. */
const keys: Record<string, string> = {
  Mod: "Ctrl",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Escape: "Esc",
  "-": "−",
};
const macKeys: Record<string, string> = { Mod: "⌘", Alt: "⌥" };

export const commands = {
  keys,
  macKeys,
  menu: "Menu of the block",
  lock: "Lock, or let the planner move it",
  forward: "Bring its unit forward, or put it back in line",
  runs: "This block runs now. Say whether it was done, or that you couldn’t do it.",
  oneGo: (title: string) => `“${title}” is held in one go and cannot be split. It can be moved.`,
  focus: {
    next: "Next block",
    previous: "Previous block",
    up: "The block above",
    down: "The block below",
    left: "To the day before",
    right: "To the day after",
    first: "First block of the week",
    last: "Last block of the week",
  },
};
