// What the fake application answers of the look back: twelve weeks of a learner, the tenth short, the running one begun.
import { addDays } from "../../time/civil";
import { Failure } from "../call";
import type { BurnPoint, ReviewView, TakesRow, WeekRow } from "../types";
import type { Desk, Handlers } from "./index";
import * as plan from "./plan";
import { MONDAY, TODAY } from "./world";

const PLANNED = [480, 480, 540, 540, 540, 540, 540, 540, 540, 540, 540, 540];
const DONE = [390, 495, 570, 480, 435, 555, 525, 270, 570, 0, 525, 205];
const FIRST = addDays(MONDAY, -77);
const SCOPE = 308 * 60;

function weeks(): WeekRow[] {
  return DONE.map((done, n) => ({
    monday: addDays(FIRST, 7 * n),
    number: n + 1,
    running: n === 11,
    planned_min: PLANNED[n] ?? null,
    done_min: done,
    unplanned_min: n === 2 ? 45 : 0,
    done: Math.round(done / 90),
    partly: n === 4 ? 1 : 0,
    missed: n === 7 ? 3 : 0,
    unanswered: 0,
    days: [0.25, 0.2, 0, 0.15, 0, 0.4, 0].map((share) => {
      const min = Math.round(done * share);
      return { min, level: min === 0 ? 0 : min < 60 ? 1 : min < 120 ? 2 : 3 };
    }),
  }));
}

const takes = (
  group: TakesRow["group"],
  strategy: number | null,
  label: string,
  percent: number | null,
  activities: number,
): TakesRow => ({
  group,
  strategy,
  label,
  activities,
  blocks: activities * 2,
  estimated_min: activities * 100,
  actual_min: activities * (percent ?? 100),
  percent,
});

export function reviewHandlers(desk: Desk): Pick<Handlers, "review" | "reflection_set"> {
  const view = (kept: number): ReviewView => {
    const first = desk.world.blocks.length === 0;
    const rows = first
      ? weeks()
          .slice(-1)
          .map((row) => ({ ...row, number: 1, done_min: 0, days: row.days.map(() => ({ min: 0, level: 0 })) }))
      : weeks().slice(-kept);
    let sum = 0;
    const past: BurnPoint[] = weeks().map((week) => {
      const point = { day: week.monday, done_min: sum, scope_min: week.monday < "2026-10-12" ? 296 * 60 : SCOPE };
      sum += week.done_min;
      return point;
    });
    const now = first ? 0 : sum;
    const over = rows.length - 1;
    return {
      today: TODAY,
      course: plan.today(desk.world).course,
      mean: over === 0 ? null : { weeks: over, planned_min: 529, done_min: 484 },
      burn: {
        past: [...(first ? [] : past), { day: TODAY, done_min: now, scope_min: SCOPE }],
        ahead: [1, 2, 3, 4, 5, 6].map((n) => ({
          day: addDays(MONDAY, 28 * n),
          done_min: now + Math.round(((SCOPE - now) * n) / 6),
        })),
        done_min: now,
        left_min: SCOPE - now,
        scope_min: SCOPE,
        forecasts: (
          [
            [100, "2027-04-17"],
            [250, "2027-04-29"],
            [500, "2027-05-11"],
            [750, "2027-05-22"],
            [900, "2027-06-04"],
          ] as const
        ).map(([permille, day]) => ({ permille, day })),
        target: desk.world.target,
        scope_text: "308\u00a0h, 296\u00a0h at first",
        text: "84\u00a0h of 308\u00a0h are done on the units your goal needs. Half of the forecasts end between 29 April 2027 and 22 May 2027.",
      },
      weeks: rows,
      balance: {
        from: addDays(MONDAY, -21),
        done_min: first ? 0 : 1300,
        planned_min: first ? 0 : 1720,
        rows: [420, 360, 435, 120, 0, 210, 150, 90, 90].map((done, n) => ({
          strategy: n + 1,
          label: LABELS[n] ?? "",
          done_min: first ? 0 : done,
          planned_min: first ? 0 : ([420, 480, 390, 180, 0, 300, 150, 120, 120][n] ?? 0),
          mix_permille: [180, 230, 160, 140, 120, 160, 10, 0, 0][n] ?? 0,
        })),
        text: first
          ? "Nothing was planned or logged in these weeks yet."
          : "“ML algorithms” and “Real-world projects” got less than planned. What is left of it is in the plan.",
      },
      takes: {
        rows: [
          takes("everything", null, "Everything", first ? null : 110, first ? 0 : 40),
          ...LABELS.map((label, n) => {
            const percent = first ? null : ([120, 108, 92, 105, null, 130, 88, 100, null][n] ?? null);
            return takes("strategy", n + 1, label, percent, first ? 0 : percent === null ? 2 : 8);
          }),
          ...["Read", "Watch", "Practice", "Build", "Recall", "Write", "Connect"].map((label, n) =>
            takes("kind", null, label, first || n > 3 ? null : 90 + 10 * n, first ? 0 : n > 3 ? 1 : 9),
          ),
        ],
        fewest: 6,
        text: first
          ? "A row counts from 6 finished activities on. Until then plans keep to the estimates."
          : "“Maths & statistics” is planned with 1.2 times its estimate.",
      },
      consistency: first
        ? { weeks: 0, studied: 0, row: 0, off: 0, text: "Days with study will be marked here." }
        : {
            weeks: 12,
            studied: 11,
            row: 11,
            off: 1,
            text: "Some study in 11 of 12 weeks, most often Monday, Tuesday and Saturday.",
          },
      lines: Object.entries(desk.world.lines)
        .sort(([a], [b]) => b.localeCompare(a))
        .map(([week, text]) => ({ week, number: null, text })),
    };
  };
  return {
    review: ({ period }) => view({ four_weeks: 4, twelve_weeks: 12, all: 12 }[period]),
    reflection_set({ week, text }) {
      if (week > MONDAY) throw new Failure("bad_setting", "This week is still to come.");
      const line = text.trim();
      return desk.change("changed the line about a week", ["units"], (world) => {
        const { [week]: former, ...others } = world.lines;
        world.lines = line === "" ? others : { ...others, [week]: line };
        return { message: former === line ? null : "Saved the line about this week." };
      });
    },
  };
}

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
