// What the palette offers for what is typed: commands that apply, screens, weeks, and what the application found.
import type { HitView } from "../../ipc/types";
import { m } from "../../messages";
import { weekRange } from "../../messages/format";
import { strategyIcon, type IconName } from "../../parts/icons";
import { addDays, monday, weekNumber } from "../../time/civil";
import { shown } from "../commands/chord";
import { isApplicable, labelOf, type Command, type Scene } from "../commands/command";
import { commands } from "../commands/registry";
import { fuzzy } from "./fuzzy";
import { weeksIn } from "./weeks";

export interface Entry {
  /** "command undo", "unit algo-framing", "week 2026-11-23": by it the entry is remembered. */
  id: string;
  label: string;
  /** What belongs to it: the strategy, the kind. */
  hint: string;
  keys: string | null;
  icon: IconName | null;
  /** Class that brings the colours of a strategy. */
  colour: string;
  /** Characters of the label that were typed. */
  at: readonly number[];
  score: number;
  run: () => void;
}

export interface Group {
  title: string;
  entries: Entry[];
}

const RECENT = 5;
/** Of what a search found, so much is shown. */
export const HITS = 8;
/** What fits less than half as well as the best is left out. */
const WORTH = 0.45;

/** Groups in the order in which they are shown. */
export function groups(scene: Scene): Group[] {
  const { palette } = scene.app;
  const text = palette.text.trim();
  return text === "" ? untyped(scene) : typed(scene, text);
}

function untyped(scene: Scene): Group[] {
  const recent = scene.app.palette.recent.flatMap(({ id, label }) => remembered(scene, id, label) ?? []);
  const used = recent.slice(0, RECENT);
  const isUsed = (entry: Entry) => used.some(({ id }) => id === entry.id);
  const left = offered(scene)
    .map((each) => ({ each, entry: commandEntry(scene, each) }))
    .filter(({ entry }) => !isUsed(entry));
  const of = (is: (command: Command) => boolean) => left.filter(({ each }) => is(each)).map(({ entry }) => entry);
  return some([
    { title: m.palette.groups.recent, entries: used },
    {
      title: m.palette.groups.block(scene.block?.title ?? ""),
      entries: of(isOfBlock).map((entry) => ({ ...entry, hint: "" })),
    },
    { title: m.palette.groups.commands, entries: of((each) => !isOfBlock(each) && !isScreen(each)) },
    { title: m.palette.groups.screens, entries: of(isScreen) },
  ]);
}

function typed(scene: Scene, text: string): Group[] {
  const fits = offered(scene).flatMap((each) => {
    const entry = commandEntry(scene, each);
    const fit = fuzzy(text, entry.label) ?? hidden(text, `${entry.label} ${each.does()} ${each.also?.() ?? ""}`);
    return fit === null ? [] : [{ ...entry, ...fit, score: fit.score + recency(scene, entry.id) }];
  });
  const most = Math.max(0, ...fits.map(({ score }) => score));
  const best = fits.filter(({ score }) => score >= most * WORTH).sort((a, b) => b.score - a.score);
  const found = scene.app.palette.found.data?.hits ?? [];
  const hits = found.slice(0, HITS).map((hit) => hitEntry(scene, hit, text));
  const isPlace = ({ id }: Entry) => id.startsWith("command screen.");
  const all = some([
    { title: m.palette.groups.weeks, entries: weekEntries(scene, text) },
    { title: m.palette.groups.commands, entries: best.filter((entry) => !isPlace(entry)) },
    { title: m.palette.groups.screens, entries: best.filter(isPlace) },
    { title: m.palette.groups.units, entries: hits },
  ]);
  const top = ({ entries }: Group) => Math.max(...entries.map(({ score }) => score));
  return all.sort((a, b) => top(b) - top(a));
}

/** Fits words that are not shown: nothing of the label is marked, and it counts a little less. */
function hidden(text: string, words: string) {
  const fit = fuzzy(text, words);
  return fit === null ? null : { score: fit.score * 0.8, at: [] };
}

/** What was used lately comes a little before its equals. */
function recency(scene: Scene, id: string): number {
  const at = scene.app.palette.recent.findIndex((used) => used.id === id);
  return at === -1 ? 0 : 0.5 / (at + 1);
}

const some = (all: Group[]) => all.filter(({ entries }) => entries.length > 0);
const isOfBlock = ({ id }: Command) => id.startsWith("block.") && id !== "block.add";
const isScreen = ({ id }: Command) => id.startsWith("screen.");

/** Commands that can be run from here. */
const offered = (scene: Scene) =>
  commands.filter((each) => !each.moves && each.id !== "palette" && isApplicable(each, scene));

function commandEntry(scene: Scene, each: Command): Entry {
  return {
    id: `command ${each.id}`,
    label: labelOf(each, scene),
    hint: isOfBlock(each) ? (scene.block?.title ?? "") : "",
    keys: each.keys[0] === undefined ? null : shown(each.keys[0]),
    icon: each.icon ?? null,
    colour: "",
    at: [],
    score: 0,
    run: () => each.run(scene),
  };
}

function weekEntry({ app }: Scene, day: string, label: string): Entry {
  const first = monday(day);
  return {
    id: `week ${first}`,
    label,
    hint: first.slice(0, 4) === app.frame.data?.today.slice(0, 4) ? "" : first.slice(0, 4),
    keys: null,
    icon: "week",
    colour: "",
    at: [],
    score: 5,
    run: () => {
      app.route.goBack("week");
      void app.week.show(day);
    },
  };
}

const ofYear = (day: string) => m.palette.week(weekNumber(day), weekRange(monday(day)));

function weekEntries(scene: Scene, text: string): Entry[] {
  const { app } = scene;
  const today = app.frame.data?.today;
  if (today === undefined) return [];
  const view = app.week.view.data;
  const planStart = view === null || view.number === null ? null : addDays(view.monday, -7 * (view.number - 1));
  return weeksIn(text, today, planStart).map(({ day, ofPlan }) => {
    const number = planStart === null ? 0 : Math.round((Date.parse(day) - Date.parse(planStart)) / 604_800_000) + 1;
    return weekEntry(scene, day, ofPlan ? m.palette.planWeek(number, weekRange(monday(day))) : ofYear(day));
  });
}

function hitEntry({ app }: Scene, hit: HitView, text: string): Entry {
  const label = hit.text.map((part) => part.text).join("");
  const strategy = app.frame.data?.strategies.find(({ number }) => number === hit.strategy)?.label ?? "";
  const marked = hit.text.flatMap((part) => Array.from({ length: part.text.length }, () => part.marked));
  return {
    id: hit.position === 0 && hit.unit !== null ? `unit ${hit.unit}` : "",
    label,
    hint: hit.position === 0 ? strategy : m.strategies.find.in(hit.title, strategy),
    keys: null,
    icon: strategyIcon(hit.strategy),
    colour: strategyIcon(hit.strategy),
    at: [...marked.keys()].filter((n) => marked[n]),
    score: (fuzzy(text, label)?.score ?? 1) - (hit.position === 0 ? 0 : 0.5),
    run: () => app.strategies.take(hit),
  };
}

/** What was used before, as it is now; undefined where it does not apply or is no more. */
function remembered(scene: Scene, id: string, label: string): Entry | undefined {
  const [kind, name = ""] = id.split(" ");
  if (kind === "command") {
    const each = offered(scene).find((one) => one.id === name);
    return each === undefined ? undefined : commandEntry(scene, each);
  }
  if (kind === "week" && /^\d{4}-\d\d-\d\d$/.test(name)) return weekEntry(scene, name, ofYear(name));
  if (kind !== "unit") return undefined;
  const open = () => {
    scene.app.strategies.go(name);
  };
  return { id, label, hint: "", keys: null, icon: "strategies", colour: "", at: [], score: 0, run: open };
}
