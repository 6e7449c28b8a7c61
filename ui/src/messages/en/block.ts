// What is said of one block, wherever it is shown.
import type { BlockStatus, BlockView } from "../../ipc/types";
import { clock } from "../../time/civil";
import { length, weekdayLong } from "./format";

const states: Record<BlockStatus, string> = {
  planned: "planned",
  now: "running now",
  unanswered: "not answered yet",
  done: "done",
  partly: "partly done",
  missed: "could not be done",
  skipped: "left out",
};

export const block = {
  states,
  stateLong: (view: BlockView) => {
    switch (view.state) {
      case "planned":
        return null;
      case "now":
        return "Running now";
      case "unanswered":
        return "Not answered yet. Did you do it?";
      case "done":
        return view.done_min === view.minutes ? "Done" : `Done, ${length(view.done_min)} of ${length(view.minutes)}`;
      case "partly":
        return `Partly done, ${length(view.done_min)} of ${length(view.minutes)}`;
      case "missed":
        return "Couldn’t be done.";
      case "skipped":
        return "Left out";
    }
  },
  /** “Maths, Bayes’ rule, Monday 19:30 to 21:00, deep, done”. */
  name: (view: BlockView, category: string, extra: { moved?: boolean; leaves?: boolean } = {}) =>
    [
      category,
      view.title,
      `${weekdayLong(view.date)} ${clock(view.from)} to ${clock(view.to)}`,
      view.deep ? "deep" : "light",
      view.id === null ? "likely" : states[view.state],
      ...(view.locked ? ["locked"] : []),
      ...(view.first ? ["comes first"] : []),
      ...(extra.moved === true ? ["just moved"] : []),
      ...(extra.leaves === true ? ["would change"] : []),
    ].join(", "),
  done: "Done",
  missed: "Couldn’t do it",
  lock: "Lock this block: the planner will not move it",
  free: "Free this block: the planner may move it",
  lockShort: "Lock",
  freeShort: "Free, the planner may move it",
  locked: "Locked",
  outcomes: "Outcomes",
  of: (ticked: number, all: number) => `${ticked} of ${all}`,
  open: "Open",
  ready: "Have ready",
  opens: (title: string) => `${title}, opens in your browser`,
  onPaper: "on paper",
  notes: "Notes",
  noteOn: (day: string) => `Saved ${day}`,
  noteSaving: "Not saved yet",
  noteFailed: "Not saved",
  wrote: (day: string) => `You wrote, ${day}`,
  why: "Why here?",
  costs: {
    /** A minute of annoyance: what the planner counts in. */
    caption: "What this place costs, in minutes of annoyance",
    minutes: (points: number) => `${points < 0 ? "−" : ""}${Math.round(Math.abs(points) / 10)}\u00a0min`,
    sum: "In all",
    next: (when: string, more: number) =>
      `next best ${when}, ${more === 0 ? "the same" : `${more > 0 ? "+" : "−"}${Math.abs(more)}\u00a0min`}`,
  },
  whatFor: "What it is for",
  progress: (done: number, total: number) => `${length(done)} of ${length(total)} studied`,
  project: "Project",
  milestones: "On the way",
  doneWhen: "It is done when",
  steps: "Steps",
  more: "More for this block",
  likely: "Likely course: it can be looked at, not changed, until the week is promised.",
  past: (view: BlockView) =>
    view.state === "unanswered"
      ? "This block is over. Say whether it was done, or that you couldn’t do it."
      : "This block was answered already. It can be changed once that is undone, on the computer that answered it.",
  failed: "This block could not be read.",
  move: {
    menu: "Move…",
    title: (title: string) => `Move “${title}”`,
    looking: "Looking for other times…",
    none: "No other legal time in the next week.",
    to: (when: string) => `To ${when}`,
    choose: "Choose a time…",
    earlier: "15\u00a0min earlier",
    later: "15\u00a0min later",
    dayBefore: "A day earlier",
    dayAfter: "A day later",
    shorter: "15\u00a0min shorter",
    longer: "15\u00a0min longer",
  },
  time: {
    title: "Choose a time",
    day: "Day",
    dayHint: "Such as 26 Nov or 2026-11-26",
    start: "Start",
    startHint: "Such as 19:30",
    minutes: "Minutes",
    badDay: "Write a day, such as 26 Nov.",
    badStart: "Write a time of day, such as 19:30.",
    badMinutes: "Write whole minutes from 1 to 1440, such as 90.",
    legal: "It fits there.",
    asking: "Asking the planner…",
    apply: "Move it there",
    nearest: (when: string) => `Nearest: ${when}`,
  },
  length: {
    label: "Minutes",
    shorter: "15 minutes shorter",
    longer: "15 minutes longer",
  },
  split: {
    menu: "Split in the middle",
    menuAt: "Split where you say…",
    title: "Split the block",
    first: "First part, minutes",
    second: "Second part, day",
    start: "Start",
    secondHint: "Empty: the next place where it fits",
    legal: (minutes: string, when: string) => `Second part: ${minutes}, ${when}.`,
    apply: "Split it",
  },
  forward: "Bring its unit forward",
  back: "Put its unit back in line",
  first: "Comes first",
  remove: "Take out, keep the time free",
  add: {
    menu: "Add a block…",
    title: "Add a block",
    unit: "Unit",
    unitHint: "Type a part of its name",
    none: "No unit that is still open has this in its name.",
    left: (text: string, value: string) =>
      value === "" ? `“${text}” names no unit, or several.` : `“${text}” names no unit, or several. “${value}” stays.`,
    more: (count: number) => `${count} more; type to narrow them down`,
    ready: (title: string, activity: string, minutes: string) => `${title} · ${activity}, ${minutes} left`,
    waits: (title: string, forUnits: string) => `${title} · waits for ${forUnits}`,
    waiting: (forUnits: string) => `It waits for ${forUnits}.`,
    choose: "Choose a unit.",
    legal: "It fits there. It will be locked, as everything you place by hand.",
    apply: "Add it there",
  },
  took: {
    menu: "Done, with other minutes…",
    title: "How long did it take?",
    minutes: "Minutes",
    hint: (planned: string) => `Planned were ${planned}.`,
    forgotten: (clock: string, planned: string) =>
      `The clock says ${clock}, planned were ${planned}. Were you away? Say what you really studied.`,
    finished: (activity: string) => `“${activity}” is finished: nothing of it is left to plan`,
    apply: "Done",
  },
};
