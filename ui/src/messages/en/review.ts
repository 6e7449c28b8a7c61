// What the look back says. Every figure comes from the application; here it only gets its words.
import type { BalanceRow, CourseView, DayStudied, TakesRow, WeekRow, WeeklyMean } from "../../ipc/types";
import { chance, dateText, dayShort, hours, length, weekRange, weekdayLong } from "./format";

/** Words, some of them strong. */
export interface Piece {
  text: string;
  strong?: boolean;
}

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const count = (n: number): string => SMALL[n] ?? String(n);
const blocks = (n: number): string => (n === 1 ? "1 block" : `${n} blocks`);
const weekName = (week: { monday: string; number: number | null }): string =>
  week.number === null ? `Week of ${dayShort(week.monday)}` : `Week ${week.number}`;

export const review = {
  title: "Review",
  loading: "Looking back",
  failed: "The look back could not be worked out",
  period: "Period",
  periods: [
    { value: "four_weeks", label: "4 weeks" },
    { value: "twelve_weeks", label: "12 weeks" },
    { value: "all", label: "All" },
  ] as const,
  region: "What was planned and done",
  exportButton: "Export CSV",
  written: (path: string): string => `Written to ${path}`,
  asTable: (title: string): string => `${title} as a table`,

  likely(course: CourseView, today: string): Piece[] {
    const { forecast, target } = course;
    if (forecast === null) return [{ text: "Everything your goal needs is done." }];
    const by =
      target < today
        ? `your date, ${dateText(target)}, has passed.`
        : `${chance(forecast.chance_percent)} by your date, ${dateText(target)}.`;
    if (forecast.likely === null) return [{ text: `More likely than not it takes over six years; ${by}` }];
    return [
      { text: "You are likely done on " },
      { text: dateText(forecast.likely), strong: true },
      { text: ` (1 in 2), ${by}` },
    ];
  },
  mean(mean: WeeklyMean | null): Piece[] {
    if (mean === null)
      return [{ text: "This is the first week. From the next one on you see here how the weeks went." }];
    const over = mean.weeks === 1 ? "In one full week" : `Over ${count(mean.weeks)} full weeks`;
    const done = length(mean.done_min);
    return [
      { text: `${over} you studied ` },
      { text: done, strong: true },
      { text: `${mean.weeks === 1 ? "" : " a week"} against ${length(mean.planned_min)} planned.` },
    ];
  },

  week: weekName,
  weekFrom: (week: WeekRow): string =>
    `${weekName(week)}${week.number === null ? "" : `, ${dayShort(week.monday)}`}${week.running ? ", running" : ""}`,

  burn: {
    title: "Hours done and what is left",
    done: "Done",
    plan: "Plan",
    half: "Half of forecasts",
    most: "Four in five",
    today: "today",
    empty: "What you log on units your goal needs adds up here.",
    day: "Day",
    scope: "Done and left",
    byPlan: "Done by plan",
    forecast: "Forecasts that are done",
    now: "now",
    begin: (day: string): string => `${dateText(day)}, week begins`,
    end: (day: string): string => `Before ${dateText(day)}`,
    share: (permille: number): string =>
      permille === 500
        ? "1 in 2"
        : permille === 250
          ? "1 in 4"
          : permille === 750
            ? "3 in 4"
            : `${permille / 100} in 10`,
    never: "more than six years ahead",
  },

  weeks: {
    title: "Planned and done, by week",
    done: "Done",
    planned: "Planned",
    note: "Planned is what the plan held for a week when it began. Done is all that you logged in it.",
    empty: "Nothing is logged in these weeks yet. The first block you answer will be here.",
    bar: (week: WeekRow): string =>
      `${weekName(week)}, ${weekRange(week.monday)}${week.running ? ", still running" : ""}: ${
        week.planned_min === null ? "no plan" : `planned ${length(week.planned_min)}`
      }, done ${length(week.done_min)}`,
    week: "Week",
    unplanned: "Beside plan",
    blocksDone: "Blocks done",
    partly: "In part",
    missed: "Couldn’t",
    unanswered: "Not answered",
    none: "no plan",
  },

  balance: {
    title: "Balance, last 4 weeks",
    empty: "The nine strategies will be here, each with what was planned for it and what you did.",
    of: (row: BalanceRow): string => ` of ${hours(row.planned_min)} planned`,
    strategy: "Strategy",
    done: "Done",
    planned: "Planned until now",
    mix: "Share the plan aims at",
    percent: (permille: number): string => `${Math.round(permille / 10)}%`,
  },

  takes: {
    title: "How long things really take",
    empty: "What your first finished activities took will be here, against their estimates.",
    of: "1.00× is the estimate.",
    by: "Rows",
    groups: [
      { value: "strategy", label: "Strategies" },
      { value: "kind", label: "Activities" },
    ] as const,
    times: (percent: number): string => `${(percent / 100).toFixed(2)}×`,
    from: (row: TakesRow): string =>
      `, ${row.activities} finished ${row.activities === 1 ? "activity" : "activities"} in ${blocks(row.blocks)}`,
    needs: (row: TakesRow, fewest: number): string => `needs ${fewest - row.activities} more finished`,
    what: "What",
    estimated: "Estimated",
    took: "Took",
    ratio: "Of the estimate",
    finished: "Finished",
    inBlocks: "In blocks",
    tooFew: "too few",
  },

  days: {
    title: "Days with study",
    weeks: (n: number): string => (n === 1 ? "1 week" : `${n} weeks`),
    week: "Week",
    cell: (day: DayStudied): string => (day.min === 0 ? "–" : hours(day.min)),
    weekday: weekdayLong,
  },

  line: {
    title: (last: boolean): string => (last ? "One line about last week" : "One line about this week"),
    which: "Week",
    options: [
      { value: "this", label: "This week" },
      { value: "last", label: "Last week" },
    ] as const,
    hint: "What helped, what got in the way, one thing to change",
    save: "Save",
    past: (n: number): string => `Past weeks (${n})`,
    none: "Lines of past weeks will be kept here.",
    list: "Lines about past weeks",
    long: (n: number, most: number): string => `${n} of ${most} characters. Shorten it a little.`,
  },
};
