// The fake application's strategies: the sample's units as rows, one unit in full, a plain search, and marks.
import { addDays } from "../../time/civil";
import { Failure } from "../call";
import type {
  HitView,
  RhythmView,
  StrategiesView,
  StrategyView,
  TextPart,
  UnitDetail,
  UnitLink,
  UnitRow,
  UnitState,
} from "../types";
import type { Desk, Handlers } from "./index";
import { RECALL, RESOURCES } from "./sample";
import { TODAY, type World } from "./world";

type Own =
  | "strategies"
  | "unit"
  | "find"
  | "unit_mark"
  | "estimate_set"
  | "rhythm_set"
  | "own_unit_set"
  | "own_unit_remove"
  | "own_resource_set"
  | "own_resource_remove";

const LABELS = [
  "Maths & statistics",
  "ML algorithms",
  "Tools & frameworks",
  "Data engineering",
  "Deployment & scale",
  "Real-world projects",
  "Staying current",
  "Mentors & network",
  "Resume & interviews",
];

/** What comes first, by unit. */
const NEEDS: Readonly<Record<string, string[]>> = { boosting: ["bayes"], ranking: ["boosting", "windows"] };
const OPTIONAL = ["serving"];

const RHYTHMS: readonly Omit<RhythmView, "wanted" | "next">[] = [
  {
    id: "paper",
    title: "Weekly paper",
    why: "One paper a week is fifty a year.",
    cadence: "every week",
    minutes: 40,
    left_out: false,
    likely: false,
    item: "Attention is all you need",
    steps: ["Pick one from your list", "Give it the time, no more", "Write two lines about it"],
    resources: RESOURCES.slice(0, 1),
  },
];

function find(world: World, id: string) {
  const unit = world.units[id];
  if (unit === undefined) throw new Failure("unknown_unit", `There is no unit “${id}” in the pack.`);
  return unit;
}

const total = (world: World, id: string) => world.estimates[id] ?? find(world, id).total_min;

function state(world: World, id: string): UnitState {
  const unit = find(world, id);
  if (unit.done_min >= total(world, id)) return "done";
  const mark = world.marks[id];
  if (mark === "known") return "known";
  if (mark === "dropped") return "left_out";
  return unit.done_min > 0 ? "begun" : "open";
}

const link = (world: World, id: string): UnitLink => {
  const { title, strategy } = find(world, id);
  return { id, title, strategy, state: state(world, id) };
};

function row(world: World, id: string): UnitRow {
  const unit = find(world, id);
  const block = world.blocks.find((each) => each.unit === id && each.state === "planned");
  const open = ["open", "begun"].includes(state(world, id));
  const after = (NEEDS[id] ?? []).map((need) => link(world, need)).find((one) => one.strategy !== unit.strategy);
  return {
    id,
    title: unit.title,
    state: state(world, id),
    later: world.marks[id] === "later",
    optional: OPTIONAL.includes(id),
    own: id.startsWith("own-"),
    ticked: unit.outcomes.filter(({ ticked }) => ticked).length,
    outcomes: unit.outcomes.length,
    done_min: unit.done_min,
    total_min: total(world, id),
    starts: open ? (block?.date ?? addDays(TODAY, 60)) : null,
    likely: block === undefined,
    after: open && unit.done_min === 0 ? (after ?? null) : null,
  };
}

function strategy(world: World, number: number): StrategyView {
  const units = Object.values(world.units).filter((unit) => unit.strategy === number);
  const rows = units.map(({ id }) => row(world, id));
  const studied = rows.filter((one) => one.state !== "known" && one.state !== "left_out");
  const next = studied.find((one) => one.state !== "done");
  const sum = (of: (one: UnitRow) => number) => studied.reduce((all, one) => all + of(one), 0);
  const rhythms = number === 7 ? RHYTHMS : [];
  return {
    number,
    label: LABELS[number - 1] ?? "",
    title: `All about ${LABELS[number - 1] ?? ""}`,
    done_min: sum((one) => one.done_min),
    total_min: sum((one) => one.total_min),
    units_done: studied.filter((one) => one.state === "done").length,
    units_total: studied.length,
    left_out: false,
    next: next?.starts ? { title: next.title, on: next.starts, likely: next.likely } : null,
    units: rows,
    rhythms: rhythms.map((one) => {
      const wanted = world.rhythms[one.id] ?? true;
      return { ...one, wanted, next: wanted ? addDays(TODAY, 2) : null };
    }),
  };
}

function strategies(world: World): StrategiesView {
  const all = LABELS.map((_, n) => strategy(world, n + 1));
  const rows = all.flatMap(({ units }) => units);
  return {
    done_min: all.reduce((sum, one) => sum + one.done_min, 0),
    total_min: all.reduce((sum, one) => sum + one.total_min, 0),
    units_ahead: rows.filter((one) => one.state === "open" || one.state === "begun").length,
    strategies: all,
  };
}

function detail(world: World, id: string): UnitDetail {
  const unit = find(world, id);
  const opens = Object.keys(NEEDS).filter((other) => NEEDS[other]?.includes(id));
  return {
    unit: { ...unit, total_min: total(world, id) },
    state: state(world, id),
    later: world.marks[id] === "later",
    left_min: Math.max(0, total(world, id) - unit.done_min),
    resources: [...RESOURCES, ...(world.resources[id] ?? [])],
    needs: (NEEDS[id] ?? []).map((need) => link(world, need)),
    opens: opens.map((other) => link(world, other)),
    questions: RECALL.find((each) => each.unit === id)?.questions ?? [],
    back: state(world, id) === "done" ? { on: addDays(TODAY, 12), days: 12 } : null,
    estimate: { own_min: world.estimates[id] ?? null, low_min: 240, likely_min: unit.total_min, high_min: 600 },
  };
}

function marked(text: string, word: string): TextPart[] | null {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0) return null;
  const parts = [text.slice(0, at), text.slice(at, at + word.length), text.slice(at + word.length)];
  return parts.map((part, n) => ({ text: part, marked: n === 1 })).filter((part) => part.text !== "");
}

function hits(world: World, word: string): HitView[] {
  const found: HitView[] = [];
  for (const { id, title, strategy, outcomes } of Object.values(world.units)) {
    const place = { strategy, unit: id, rhythm: null, title };
    const own = marked(title, word);
    if (own) found.unshift({ ...place, kind: "unit", position: 0, text: own });
    for (const outcome of outcomes) {
      const text = marked(outcome.text, word);
      if (text) found.push({ ...place, kind: "outcome", position: outcome.position, text });
    }
  }
  for (const { id, title } of RHYTHMS) {
    const text = marked(title, word);
    if (text) found.push({ kind: "rhythm", strategy: 7, unit: null, rhythm: id, title, position: 0, text });
  }
  return found;
}

export function strategiesHandlers(desk: Desk): Pick<Handlers, Own> {
  return {
    strategies: () => strategies(desk.world),
    unit: ({ unit }) => detail(desk.world, unit),
    find: ({ text }) => ({ text, hits: text.trim() === "" ? [] : hits(desk.world, text.trim()), more: 0 }),
    unit_mark: ({ unit, mark }) => {
      const title = desk.world.dropped.includes(unit) ? unit : find(desk.world, unit).title;
      return desk.change(`changed “${title}”`, ["plan", "units", "settings"], (world) => {
        world.marks[unit] = mark;
        if (mark === "open") world.dropped = world.dropped.filter((each) => each !== unit);
        return { message: mark === "open" ? `“${title}” is back.` : `“${title}” is ${mark}.` };
      });
    },
    estimate_set: ({ unit, minutes }) => {
      const { title } = find(desk.world, unit);
      if (minutes !== null && minutes < 15) throw new Failure("bad_setting", "Say at least 15\u00a0min.");
      return desk.change(`changed the estimate of “${title}”`, ["plan", "units"], (world) => {
        const others = Object.entries(world.estimates).filter(([id]) => id !== unit);
        world.estimates = Object.fromEntries(minutes === null ? others : [...others, [unit, minutes]]);
        return { message: `“${title}” is planned anew.` };
      });
    },
    own_unit_set: ({ unit, title, strategy, minutes, outcomes }) => {
      const id = unit ?? `own-${Object.keys(desk.world.units).length}`;
      const answered = desk.change(`saved your unit “${title}”`, ["plan", "units"], (world) => {
        world.units[id] = {
          id,
          title,
          strategy,
          why: "You added this unit.",
          outcomes: outcomes.map((text, n) => ({ position: n + 1, text, ticked: false })),
          note: "",
          note_on: null,
          done_min: 0,
          total_min: minutes,
          pace: null,
          projects: [],
        };
        return { message: `“${title}” is in your plan.` };
      });
      return { ...answered, unit: id };
    },
    own_unit_remove: ({ unit }) =>
      desk.change("removed your unit", ["plan", "units"], (world) => {
        world.units = Object.fromEntries(Object.entries(world.units).filter(([id]) => id !== unit));
        return { message: "It is removed." };
      }),
    own_resource_set: ({ resource, unit, title, url, sections }) =>
      desk.change("saved your resource", ["units"], (world) => {
        const own = resource ?? `r${world.events}`;
        const others = (world.resources[unit] ?? []).filter((one) => one.own !== own);
        world.resources[unit] = [...others, { title, authors: null, kind: "own", url, sections, cost: null, own }];
        return { message: `“${title}” is saved.` };
      }),
    own_resource_remove: ({ resource }) =>
      desk.change("removed a resource of yours", ["units"], (world) => {
        for (const [unit, all] of Object.entries(world.resources))
          world.resources[unit] = all.filter((one) => one.own !== resource);
        return { message: "It is removed." };
      }),
    rhythm_set: ({ rhythm, wanted }) =>
      desk.change("changed a rhythm", ["plan", "units"], (world) => {
        world.rhythms[rhythm] = wanted;
        return { message: wanted ? "It is back." : "It is left out." };
      }),
  };
}
