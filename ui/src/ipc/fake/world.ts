// The fake application's memory: a sample learner at a fixed moment, Wednesday 25 November 2026, 19:10.
// Everything that a command may change lives in `World`, so that undo is a copy of it.
import { addDays, monday } from "../../time/civil";
import type {
  Arrival,
  BlockView,
  Budget,
  BusySlot,
  TakenTime,
  BusySource,
  ComputerView,
  Goal,
  Grade,
  KeptSlot,
  KnowledgeLevel,
  Notice,
  SessionView,
  ResourceView,
  StudyWindow,
  SyncView,
  Theme,
  UnitMark,
  UnitView,
} from "../types";
import { CONNECTED, NO_CALENDARS, type CalendarWorld } from "./calendars";
import { NO_SYNC } from "./sync";
import { sampleBlocks, sampleBusy, sampleUnits, sampleWindows } from "./sample";

export const TODAY = "2026-11-25";
export const NOW = `${TODAY}T19:10`;
export const MONDAY = monday(TODAY);

/** Situations that tests and screenshots ask for. */
export type Scenario =
  | "usual"
  | "first"
  | "empty"
  | "sample"
  | "zone"
  | "broken"
  | "recovered"
  | "unbacked"
  | "full"
  | "late"
  | "silent"
  | "review"
  | "rest"
  | "calendars";
const SCENARIOS: readonly Scenario[] = [
  "usual",
  "first",
  "empty",
  "sample",
  "zone",
  "broken",
  "recovered",
  "unbacked",
  "full",
  "late",
  "silent",
  "review",
  "rest",
  "calendars",
];

export function scenarioFrom(query: URLSearchParams): { scenario: Scenario; theme: Theme } {
  const theme = query.get("theme");
  return {
    scenario: SCENARIOS.find((name) => name === query.get("scenario")) ?? "usual",
    theme: theme === "light" || theme === "dark" ? theme : "system",
  };
}

export interface World {
  onboarded: boolean;
  sample: boolean;
  theme: Theme;
  ownPace: boolean;
  /** A pack of one's own is studied from. */
  ownPack: boolean;
  computer: ComputerView;
  sync: SyncView;
  /** What came from outside and was not taken yet. */
  arrivals: Arrival[];
  notice: Notice | null;
  /** Why no backup can be made. */
  noBackups: string | null;
  /** That nothing can be saved. */
  unsaved: string | null;
  goal: Goal;
  target: string;
  zone: string;
  windows: StudyWindow[];
  /** What is said of strategies and of single units. */
  levels: Record<string, KnowledgeLevel>;
  known: Record<string, boolean>;
  budget: Budget;
  calendars: BusySource[];
  /** Calendars that are read again, accounts, and what is published. */
  connected: CalendarWorld;
  /** Busy time by day. */
  busy: Record<string, BusySlot[]>;
  /** What takes study hours of a day away. */
  taken: Record<string, TakenTime[]>;
  /** Time that is kept free, with its day. */
  kept: (KeptSlot & { date: string })[];
  /** Published blocks; their ids are set. */
  blocks: BlockView[];
  units: Record<string, UnitView>;
  /** Lines about weeks, by their Mondays. */
  lines: Record<string, string>;
  /** What was decided about units and rhythms. */
  marks: Record<string, UnitMark>;
  estimates: Record<string, number>;
  rhythms: Record<string, boolean>;
  /** The learner's own resources, by unit. */
  resources: Record<string, ResourceView[]>;
  /** Grades of units in reviews, by “block unit”. */
  grades: Record<string, Grade>;
  /** Units of reviews that are not studied to the end. */
  unstudied: readonly string[];
  /** What is said of units that are past their due day. */
  backlog: string | null;
  /** Units that were left out. */
  dropped: string[];
  /** A new plan was put off. */
  planLeft: boolean;
  /** The plan ends after the target. */
  late: boolean;
  /** Above the week, the most pressing first. */
  warnings: string[];
  /** The session that runs or rests. */
  session: (SessionView & { id: string }) | null;
  events: number;
}

export const UNBACKED =
  "No backup of your plan can be made in ~/.local/share/ninefold/backups: there is no room left on that disk. Free some space.";

const FULL =
  "Not saved: the disk that holds ~/.local/share/ninefold/journal.db is full. Everything before is safe. Free some space and try again. You see your plan as it was saved last.";

/** What is wrong with the data, where something is. */
const notices: Partial<Record<Scenario, NonNullable<World["notice"]>>> = {
  broken: {
    code: "journal_broken",
    text: "Your journal could not be read and was set aside untouched. Ninefold started with an empty one.",
    backup: "24 Nov",
  },
  recovered: {
    code: "journal_recovered",
    text: "Your journal was damaged. 312 entries could be read and are in a new one: 41 study sessions and 3 notes.",
    backup: null,
  },
};

export function newWorld(scenario: Scenario, theme: Theme): World {
  const empty = scenario === "empty" || scenario === "first";
  const world: World = {
    onboarded: scenario !== "first",
    sample: scenario === "sample",
    theme,
    ownPace: true,
    ownPack: false,
    computer: {
      choices: { notify: true, quiet: null, stay_in_tray: false },
      tray: true,
      starts_with_system: false,
    },
    sync: NO_SYNC,
    arrivals: [],
    notice: notices[scenario] ?? null,
    noBackups: scenario === "unbacked" ? UNBACKED : null,
    unsaved: scenario === "full" ? FULL : null,
    goal: "ml_role",
    target: "2027-05-28",
    zone: "Europe/Berlin",
    windows: sampleWindows(),
    levels: { "3": "seen_it" },
    known: { "unit-11": true },
    budget: { week: 540, day_max: 180, block_min: 30, block_max: 120, break_min: 10 },
    calendars: [{ source: "work", name: "Work", events: 41, times: 41, read_at: `${TODAY}T18:52` }],
    connected: structuredClone(scenario === "calendars" ? CONNECTED : NO_CALENDARS),
    busy: sampleBusy(MONDAY),
    taken: {},
    kept: [],
    blocks: empty ? [] : sampleBlocks(MONDAY),
    units: sampleUnits(),
    lines: empty ? {} : { [addDays(MONDAY, -7)]: "Mornings went better than evenings." },
    marks: {},
    estimates: {},
    rhythms: {},
    resources: {},
    grades: {},
    unstudied: [],
    planLeft: false,
    backlog:
      scenario === "review" ? "14 units are waiting to be recalled. They come a few at a time until Sat 5 Dec." : null,
    dropped: ["data-graphs"],
    late: scenario === "late",
    warnings:
      scenario === "late"
        ? ["Thursdays are busy until March, which leaves 8\u00a0h a week of the 9\u00a0h you give."]
        : [],
    session: null,
    events: 128,
  };
  if (scenario === "rest")
    world.blocks = world.blocks.filter((block) => block.date !== TODAY || block.state !== "planned");
  if (scenario === "review") {
    const next = world.blocks.find((block) => block.date === TODAY && block.state === "planned");
    if (next)
      Object.assign(next, {
        kind: "review",
        title: "Review: Probability, Trees",
        detail: "3 questions",
        unit: null,
        deep: false,
      });
  }
  return world;
}

/** Days that the promise reaches: to the end of next week. */
export const publishedUntil = addDays(MONDAY, 13);
