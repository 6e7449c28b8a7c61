// What the strategies screen says.
import type {
  BackView,
  EstimateView,
  HitKind,
  HitView,
  RhythmView,
  StrategyView,
  UnitRow,
  UnitState,
} from "../../ipc/types";
import { dayOf, dayShort, dayShortYear, hoursAbout, inDays, length } from "./format";

/** "12 Dec", and with the year where it is not this one. */
const day = (on: string, today: string) => (on.slice(0, 4) === today.slice(0, 4) ? dayShort(on) : dayShortYear(on));

const states: Record<UnitState, string> = {
  done: "Done",
  begun: "In progress",
  open: "Not started",
  known: "Known",
  left_out: "Left out",
};

const kinds: Record<HitKind, string> = {
  unit: "Unit",
  strategy: "Strategy",
  rhythm: "Rhythm",
  outcome: "Outcome",
  resource: "Resource",
  question: "Question",
};

const costs: Readonly<Record<string, string>> = {
  free: "Free",
  "free-to-read": "Free to read",
  freemium: "Partly free",
  paid: "Paid",
};

export const strategies = {
  title: "Strategies",
  loading: "Reading the strategies",
  failed: "The strategies could not be read",
  sum: (done: number, total: number, ahead: number) =>
    `${Math.round(done / 60)} of ${hoursAbout(total)} done · ${ahead === 1 ? "1 unit" : `${ahead} units`} ahead`,
  list: "Nine strategies",
  choose: "Strategy",
  hours: (done: number) => String(Math.round(done / 60)),
  ofHours: (total: number) => `of ${hoursAbout(total)}`,
  unitsOf: (total: number) => `of ${total} ${total === 1 ? "unit" : "units"}`,
  next(one: StrategyView, today: string): string {
    if (one.next !== null && !one.next.likely) return `Next: ${one.next.title}`;
    if (one.next !== null) return `Likely ${day(one.next.on, today)}: ${one.next.title}`;
    if (one.left_out && one.units_total === 0) return "Your goal leaves it out";
    return one.units_done < one.units_total ? "No place yet" : "Nothing left to study";
  },
  /** “2 ML algorithms, 17 of 62 h done. Next: Gradient boosting”. */
  cardName: (one: StrategyView, next: string) =>
    `${one.number} ${one.label}, ${Math.round(one.done_min / 60)} of ${hoursAbout(one.total_min)} done. ${next}`,
  option: (one: StrategyView) =>
    `${one.number} ${one.label}: ${Math.round(one.done_min / 60)} of ${hoursAbout(one.total_min)}`,

  units: "Units",
  none: "No units",
  states,
  later: "Later",
  optional: "Optional",
  after: "after",
  outcomes: (ticked: number, all: number) => `${ticked} of ${all}`,
  /** “Transformers, not started, optional, 0 of 8 outcomes, starts 22 Mar, 12 h in all, after Maths, Linear algebra”. */
  rowName: (row: UnitRow, when: string, after: string | null) =>
    [
      row.title,
      states[row.state].toLowerCase(),
      ...(row.optional ? ["optional"] : []),
      ...(row.later ? ["for later"] : []),
      ...(row.own ? ["yours"] : []),
      `${row.ticked} of ${row.outcomes} outcomes`,
      ...(row.state === "known" || row.state === "left_out" ? [] : [when.charAt(0).toLowerCase() + when.slice(1)]),
      `${hoursAbout(row.total_min)} in all`,
      ...(after === null ? [] : [`after ${after}`]),
    ].join(", "),
  linkName: (title: string, state: UnitState, short: string | null) =>
    [title, ...(short === null ? [] : [short]), states[state].toLowerCase()].join(", "),
  /** What stands beside a unit: the hours done, or when it starts. */
  when(row: UnitRow, today: string): string {
    switch (row.state) {
      case "done":
        return row.done_min > 0 ? `${length(row.done_min)} done` : "Done";
      case "known":
        return "Known";
      case "left_out":
        return "Left out";
      case "begun":
        return row.done_min > 0 ? `${length(row.done_min)} done` : "Under way";
      case "open":
        if (row.starts === null) return "No place yet";
        return row.likely ? `Likely ${day(row.starts, today)}` : `Starts ${day(row.starts, today)}`;
    }
  },

  needs: "Needs first",
  opensUp: "Opens up",
  nothingFirst: "Nothing: it can start at once.",
  resources: "Resources",
  questions: "Recall questions",
  answer: "Answer",
  showAnswer: "Show the answer",
  back: ({ on, days }: BackView) => `They come back on ${dayOf(on, days)}, ${inDays(days)}.`,
  notYet: "They come back by themselves once the unit is done.",
  kind: (kind: string): string => (kind === "rota" ? "next" : kind === "own" ? "yours" : kind),
  cost: (cost: string): string => costs[cost] ?? cost,
  whyNot: "Why not earlier?",
  whyNotLoading: "Asking the planner…",
  unitFailed: "This unit could not be read.",

  acts: {
    label: "What you decide",
    known: "I know this already",
    drop: "Leave it out",
    later: "Later",
    notLater: "Back in its turn",
    back: "Study it after all",
    estimate: "Change the estimate",
    frees: (minutes: number) => `Knowing it or leaving it out frees ${length(minutes)}.`,
    costs: (minutes: number) => `That costs ${length(minutes)}.`,
    laterHint: "It waits until everything else has its place.",
  },
  estimate: {
    title: "Estimate",
    label: "Hours for the whole unit",
    hint: ({ low_min, likely_min, high_min }: EstimateView) =>
      `The pack says ${length(likely_min)}: ${length(low_min)} with luck, ${length(high_min)} when it is hard.`,
    own: (minutes: number) => `Your estimate: ${length(minutes)}.`,
    save: "Plan with it",
    pack: (minutes: number) => `Back to the pack’s ${length(minutes)}`,
    unread: "Write hours such as 6 or 6.5.",
  },

  own: "Yours",
  note: {
    write: "Change the note",
    read: "Done writing",
    markdown: "Markdown is drawn: **bold**, *italic*, lists and links.",
  },
  ownResource: {
    add: "Add a resource",
    change: (title: string) => `Change “${title}”`,
    remove: (title: string) => `Remove “${title}”`,
    title: "Title",
    url: "Address",
    urlHint: "Such as https://example.org; leave it empty for a thing on paper",
    sections: "Chapters or pages",
    sectionsHint: "Only where it helps",
    save: "Save the resource",
  },
  ownUnit: {
    add: "Add a unit of your own",
    change: "Change your unit",
    changeButton: "Change the unit",
    remove: "Remove the unit",
    addButton: "Add it to the plan",
    save: "Save it",
    title: "Title",
    noTitle: "The unit needs a title.",
    strategy: "Strategy",
    hours: "Hours",
    outcomes: "What you can do after it",
    outcomesHint: "One per line. They are the checklist, and what a review asks about.",
    noOutcome: "Write at least one line.",
    first: "Needs first",
    firstHint: "Choose units that must be done before it",
    firstList: "Chosen units",
    noUnit: "No unit is called so.",
    left: (text: string) => `“${text}” is no unit. Choose one from the list.`,
    takeOut: (title: string) => `It does not need “${title}”`,
  },

  rhythms: "Rhythms",
  rhythm: {
    /** “Weekly paper, 40 min every week, next 27 Nov, next: Attention is all you need”. */
    name: (rhythm: RhythmView, when: string) =>
      [
        rhythm.title,
        `${length(rhythm.minutes)} ${rhythm.cadence}`,
        when.charAt(0).toLowerCase() + when.slice(1),
        ...(rhythm.item === null || rhythm.next === null ? [] : [`with ${rhythm.item}`]),
      ].join(", "),
    cadence: ({ cadence, minutes }: RhythmView) => `${length(minutes)} ${cadence}`,
    when(rhythm: RhythmView, today: string): string {
      if (rhythm.left_out) return "Left out by your goal";
      if (!rhythm.wanted) return "Left out";
      if (rhythm.next === null) return "Not yet";
      return rhythm.likely ? `Likely ${day(rhythm.next, today)}` : `Next ${day(rhythm.next, today)}`;
    },
    item: (title: string) => `Next: ${title}`,
    wanted: "Hold it",
    wantedHint: ({ cadence, minutes }: RhythmView) => `It takes ${length(minutes)} ${cadence}.`,
    goal: "Your goal leaves it out. Choose another goal in Settings to hold it.",
    steps: "Steps",
  },

  find: {
    label: "Find a unit, outcome or resource",
    placeholder: "Find a unit or outcome",
    results: "Found",
    kinds,
    name: (hit: HitView, where: string) =>
      `${hit.text.map(({ text }) => text).join("")}, ${kinds[hit.kind].toLowerCase()} in ${where}`,
    in: (title: string, label: string) => `${title}, ${label}`,
    none: (text: string) => `Nothing is called “${text}”. Try fewer letters or another word.`,
    more: (n: number) => `${n} more; type on to narrow them down`,
    count: (n: number) => (n === 1 ? "1 found" : `${n} found`),
  },
  keysTitle: "In Strategies",
  keys: [
    { keys: ["↑", "↓"], does: "Next or previous strategy, unit, or find" },
    { keys: ["Enter"], does: "Open or close a unit" },
    { keys: ["Esc"], does: "Close what was found, or the unit" },
  ],
};
