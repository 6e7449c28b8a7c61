// The fake application's roadmap: a few units in each of nine lanes, and a simple rule of what other hours would do.
import { addDays, daysBetween, monday } from "../../time/civil";
import type { ForecastDetail, ForecastOf, ForecastView, LaneRhythm, LaneUnit, RoadmapView, UnitStatus } from "../types";
import type { Desk, Handlers } from "./index";
import { course, forecast } from "./plan";
import { MONDAY, TODAY, publishedUntil, type World } from "./world";

/** Lane, id, title, first and last week from this one (null: none), hours, status, what it waits for. */
type Row = [number, string, string, number | null, number | null, number, UnitStatus, string[]];

const ROWS: readonly Row[] = [
  [1, "bayes", "Bayes’ rule", -2, 0, 4, "begun", []],
  [1, "algebra", "Linear algebra", -2, -1, 6, "done", []],
  [1, "optimisation", "Optimisation", 6, 10, 6, "ahead", ["bayes", "algebra"]],
  [2, "boosting", "Gradient boosting from scratch", 0, 2, 7, "begun", ["bayes"]],
  [2, "clustering", "Clustering", 2, 4, 7, "ahead", ["algebra"]],
  [2, "networks", "Neural networks", 11, 14, 10, "ahead", ["optimisation", "boosting"]],
  [3, "dataloader", "PyTorch Dataset and DataLoader", 0, 3, 5, "ahead", []],
  [4, "windows", "SQL window functions", 0, 1, 4, "ahead", []],
  [4, "spark", "Spark", 15, 17, 7, "ahead", ["windows"]],
  [4, "data-graphs", "Graph databases", null, null, 5, "left_out", ["windows"]],
  [5, "serving", "Serving a model behind an API", 1, 6, 8, "ahead", ["dataloader"]],
  [5, "docker", "Containers", null, null, 6, "known", []],
  [6, "ranking", "Ranking baseline", 0, 5, 12, "begun", ["windows"]],
  [7, "papers", "Reading papers", 8, 9, 3, "ahead", []],
  [8, "profile", "Public profile", 3, 3, 3, "ahead", []],
  [9, "mocks", "Mock interviews", 18, 22, 6, "ahead", ["networks"]],
];
const OPTIONAL = ["spark", "data-graphs"];

/** Lane, id, title, cadence, minutes, and the weeks from this one in which it comes. */
const RHYTHMS: readonly [number, string, string, string, number, number[]][] = [
  [7, "paper", "Weekly paper", "every week", 40, Array.from({ length: 25 }, (_, n) => n - 2)],
  [9, "mock-calls", "Mock call with a friend", "every 4 weeks", 60, []],
];

const week = (n: number) => addDays(MONDAY, 7 * n);

function unitOf(world: World, [, unit, title, from, to, hours, status, needs]: Row): LaneUnit {
  const isOut = world.dropped.includes(unit);
  const back = status === "left_out" && !isOut;
  const first = isOut || world.blocks.length === 0 ? null : back ? 16 : from;
  const last = back ? 17 : to;
  const seen = isOut ? "left_out" : back ? "ahead" : status;
  return {
    unit,
    title,
    why: `${title} is asked for.`,
    core: !OPTIONAL.includes(unit),
    status: seen,
    from: first === null ? null : week(first),
    to: first === null || last === null ? null : week(last),
    next: first === null || seen === "done" ? null : week(Math.max(0, first)),
    total_min: hours * 60,
    done_min: seen === "done" ? hours * 60 : seen === "begun" ? hours * 20 : 0,
    needs,
  };
}

const rhythmsOf = (world: World, strategy: number): LaneRhythm[] =>
  RHYTHMS.filter(([lane, rhythm]) => lane === strategy && (world.rhythms[rhythm] ?? true)).map(
    ([, rhythm, title, cadence, minutes, weeks]) => ({
      rhythm,
      title,
      cadence,
      minutes,
      weeks: world.blocks.length === 0 ? [] : weeks.map(week),
    }),
  );

function roadmap(world: World): RoadmapView {
  const strategies = forecast(world).strategies;
  return {
    today: TODAY,
    promised_until: addDays(publishedUntil, 1),
    week_min: world.budget.week,
    least_week_min: 30,
    most_week_min: 1020,
    last_target: addDays(TODAY, 7 * 156),
    course: course(world),
    core_min: 308 * 60,
    lanes: strategies.map((of) => {
      const units = ROWS.filter(([strategy]) => strategy === of.strategy).map((row) => unitOf(world, row));
      const open = units.filter(({ status }) => status === "ahead" || status === "begun");
      return {
        strategy: of.strategy,
        left_min: open.reduce((sum, { total_min, done_min }) => sum + total_min - done_min, 0),
        forecast: open.length > 0 ? of : null,
        units,
        rhythms: rhythmsOf(world, of.strategy),
      };
    }),
    milestones: [
      { title: "Ranking shipped", after: ["ranking"], date: addDays(week(5), 3) },
      { title: "Interview-ready", after: ["mocks"], date: addDays(week(22), 4) },
    ],
  };
}

/** So many days later with fewer hours, and so much less likely. */
function whatIf(world: World, asked: ForecastOf): ForecastDetail {
  const now = forecast(world);
  const view = roadmap(world);
  const hours = asked.week_min ?? world.budget.week;
  const target = asked.target ?? world.target;
  const stretch = (day: string) => addDays(TODAY, Math.round((daysBetween(TODAY, day) * world.budget.week) / hours));
  const later = (day: string | null) =>
    day === null ? null : stretch(addDays(day, -3 * (asked.without ?? []).length));
  const left = daysBetween(later(now.forecast?.likely ?? null) ?? TODAY, target);
  const seen: ForecastView | null = now.forecast && {
    ...now.forecast,
    early: later(now.forecast.early),
    likely: later(now.forecast.likely),
    four_in_five: later(now.forecast.four_in_five),
    late: later(now.forecast.late),
    nineteen_in_twenty: later(now.forecast.nineteen_in_twenty),
    chance_percent: Math.max(0, Math.min(100, 50 + 2 * left)),
  };
  const units = view.lanes.flatMap((lane) => lane.units.map((unit) => ({ ...unit, strategy: lane.strategy })));
  return {
    ...now,
    target,
    week_min: hours,
    forecast: Object.keys(asked).length === 0 ? now.forecast : seen,
    roadmap: units.flatMap(({ unit, title, strategy, core, from, to, status }) => {
      if (from === null || to === null || status === "done" || asked.without?.includes(unit)) return [];
      const begin = monday(stretch(from < MONDAY ? MONDAY : from));
      return [{ unit, title, strategy, core, from: begin, to: monday(stretch(to)) }];
    }),
  };
}

export const roadmapHandlers = (desk: Desk): Pick<Handlers, "roadmap" | "forecast" | "what_if_apply"> => ({
  roadmap: () => roadmap(desk.world),
  forecast: (asked) => whatIf(desk.world, asked),
  what_if_apply: ({ week_min, target, without }) =>
    desk.change("changed hours and date", ["plan", "settings", "units"], (world) => {
      world.budget.week = week_min ?? world.budget.week;
      world.target = target ?? world.target;
      world.dropped.push(...(without ?? []));
      return { message: "Saved. Moved 3 blocks." };
    }),
});
