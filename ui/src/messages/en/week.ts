// What the week screen says.
import { length } from "./format";

export const week = {
  title: "Week",
  previous: "Previous week",
  next: "Next week",
  present: "This week",
  number: (n: number) => `Week ${n}`,
  numberLong: (n: number) => `Week ${n} of your plan`,
  planned: "Planned",
  done: "Done",
  calendar: "Week calendar",
  hours: (from: string, to: string) => `Hours ${from} to ${to}`,
  folded: (from: string, to: string, busy: number) => {
    const what = busy === 0 ? "nothing to place there" : busy === 1 ? "1 busy time" : `${busy} busy times`;
    return `${from}–${to} folded, ${what}`;
  },
  unfolded: (from: string, to: string) => `Fold ${from}–${to}`,
  allDay: "All day",
  busy: (title: string, from: string, to: string) => `Busy: ${title}, ${from} to ${to}`,
  busyAllDay: (title: string) => `Busy all day: ${title}`,
  busyPrivate: "Busy",
  busyIn: (title: string, calendar: string) => `${title} (${calendar})`,
  busyOld: (title: string) => `${title}, as it was read last`,
  stale: {
    name: (calendar: string): string => `“${calendar}”`,
    title: (names: string): string => `${names} could not be read anew.`,
    text: "Dashed busy times are as they were read last; what was added since is missing. Your plan is safe on this computer.",
    again: "Try again",
    settings: "Calendar settings",
  },
  likely: "Likely course",
  likelyText: "This week is not promised yet. Its blocks may still change; they can be looked at, not moved.",
  panel: "Selected block",
  checklist: "Checklist",
  about: "About this week",
  closePanel: "Close checklist",
  more: "More: undo, redo, keyboard",
  undo: (what: string) => `Undo: ${what}`,
  redo: (what: string) => `Redo: ${what}`,
  nothingToUndo: "Nothing to undo",
  keyboard: "Keyboard shortcuts",
  loading: "Reading the week",
  failed: "The week could not be read",
  dismiss: "Dismiss",
  moreWarnings: (n: number): string => `${n} more`,
  fewerWarnings: "Fewer",
  late: {
    looking: "Looking for the smallest ways out…",
    ways: "Smallest ways out:",
    none: "No change of hours, units or date was found that reaches it.",
    later: "Decide later",
    failed: "Ways out could not be worked out.",
  },
  planAnew: "Plan anew",
  kept: {
    label: "Kept free",
    name: (title: string, from: string, to: string) =>
      `Kept free ${from} to ${to}, where you took out “${title}”. Let it be planned again`,
    hint: (title: string) => `You took out “${title}” here. No plan uses this time until you let it.`,
    release: "Let it be planned again",
  },
  add: "Add a block…",
  empty: {
    none: "There are no study hours in this week. Paint some in the settings and the plan fills them.",
    taken: (by: readonly { title: string; minutes: number }[], more: number) =>
      `Your study hours are taken: ${by.map(({ title, minutes }) => `${title} (${length(minutes)})`).join(", ")}${more > 0 ? `, and ${more} more` : ""}. The plan goes on after that.`,
    free: (minutes: number, windows: number) =>
      `You have ${length(minutes)} free in ${windows === 1 ? "one window" : `${windows} windows`}, drawn lighter in the grid.`,
    settings: "Study hours",
  },
  key: {
    label: "Marks",
    deep: "Deep",
    light: "Light",
    locked: "Locked",
    done: "Done",
    missed: "Couldn’t",
    busy: "Busy",
    free: "Free to study",
  },
  keys: [
    { keys: ["Enter"], does: "Open the block" },
    { keys: ["Esc"], does: "Close checklist or proposal, stop dragging" },
  ],
};
