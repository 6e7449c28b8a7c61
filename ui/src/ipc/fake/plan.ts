// The fake application's calendar: weeks, days, panels, and a simple rule of what is legal.
import { DAY_MIN, addDays, clock, join, monday, split, weekday } from "../../time/civil";
import { Failure } from "../call";
import type {
  BlockDetail,
  BlockMove,
  BlockView,
  CourseView,
  DayView,
  ForecastDetail,
  FreeSlot,
  Grade,
  MoveCheck,
  RecallView,
  TodayView,
  WaysOutView,
  WeekView,
  WhyNotView,
} from "../types";
import { NAMED, PRICES, REASONS, RECALL, RESOURCES, likelyBlocks } from "./sample";
import { MONDAY, NOW, TODAY, publishedUntil, type World } from "./world";

const SNAP_MIN = 15;
const now = split(NOW).minute;
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

export const course = (world: World, late = world.late): CourseView => ({
  finish: late ? "2027-06-14" : "2027-05-11",
  target: world.target,
  days_late: late ? 17 : -17,
  left_min: 216 * 60,
  forecast: {
    early: late ? "2027-05-09" : "2027-04-17",
    likely: late ? "2027-06-01" : "2027-05-11",
    four_in_five: late ? "2027-06-19" : "2027-05-27",
    late: late ? "2027-06-28" : "2027-06-04",
    nineteen_in_twenty: late ? "2027-07-08" : "2027-06-12",
    chance_percent: late ? 43 : 82,
    text: late
      ? "Likely done 1 June 2027, 4 in 5 by 19 June 2027. 43% by your date, 28 May 2027."
      : "Likely done 11 May 2027, 4 in 5 by 27 May 2027. 82% by your date, 28 May 2027.",
    basis: "From the estimates, 31 finished activities and 52 blocks you held or missed.",
  },
  text: late
    ? "This plan ends 14 Jun 2027, 17 days after your date, if every block is held and every estimate is right."
    : "This plan ends 11 May 2027, 17 days before your date, if every block is held and every estimate is right.",
});

export const forecast = (world: World): ForecastDetail => ({
  target: world.target,
  week_min: world.budget.week,
  forecast: course(world).forecast,
  strategies: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((strategy) => ({
    strategy,
    likely: `2027-0${1 + (strategy % 4)}-11`,
    four_in_five: `2027-0${1 + (strategy % 4)}-27`,
    nineteen_in_twenty: `2027-0${2 + (strategy % 4)}-12`,
  })),
  roadmap: [],
});

function free(world: World, day: string): FreeSlot[] {
  let slots: FreeSlot[] = world.windows
    .filter((w) => w.weekday === weekday(day))
    .map(({ from, to, deep }) => ({ from, to, deep }));
  for (const busy of world.busy[day] ?? []) {
    slots = slots.flatMap((slot) => {
      if (busy.to <= slot.from || busy.from >= slot.to) return [slot];
      return [
        { ...slot, to: busy.from },
        { ...slot, from: busy.to },
      ].filter((piece) => piece.to > piece.from);
    });
  }
  return slots;
}

const published = (day: string) => day <= publishedUntil;

function blocksOf(world: World, day: string): BlockView[] {
  const blocks = published(day) ? world.blocks : world.blocks.length === 0 ? [] : likelyBlocks(monday(day));
  return blocks.filter((block) => block.date === day).sort((a, b) => a.from - b.from);
}

export function dayView(world: World, day: string): DayView {
  const blocks = blocksOf(world, day);
  return {
    date: day,
    free: free(world, day),
    busy: world.busy[day] ?? [],
    taken: world.taken[day] ?? [],
    kept_free: world.kept
      .filter(({ date }) => date === day)
      .map(({ id, from, to, title }) => ({ id, from, to, title })),
    blocks,
    planned_min: sum(blocks.filter((block) => block.state !== "missed").map((block) => block.minutes)),
    done_min: sum(blocks.map((block) => block.done_min)),
  };
}

export function week(world: World, date: string): WeekView {
  const first = monday(date);
  const days = [0, 1, 2, 3, 4, 5, 6].map((n) => dayView(world, addDays(first, n)));
  const number = Math.round((Date.parse(first) - Date.parse(MONDAY)) / (7 * 86_400_000)) + 12;
  return {
    monday: first,
    number: number > 0 ? number : null,
    published: published(first),
    days,
    planned_min: sum(days.map((day) => day.planned_min)),
    done_min: sum(days.map((day) => day.done_min)),
    budget_min: world.budget.week,
    now: first === MONDAY ? NOW : null,
    course: course(world),
    out_of_reach: world.late ? "Your date 28 May 2027 is out of reach: this plan ends 17 days after it." : null,
    asks: world.connected.publishing?.asks ?? [],
    plan_left: world.planLeft ? "You left the plan as it is. What could not be done has no new time yet." : null,
    warnings: world.warnings,
  };
}

export function today(world: World): TodayView {
  const day = dayView(world, TODAY);
  const view = week(world, TODAY);
  const open = (block: BlockView) => block.state === "planned" || block.state === "now";
  const next = day.blocks.find((block) => open(block) && block.to > now);
  const after = view.days.filter((each) => each.date > TODAY).flatMap((each) => each.blocks);
  return {
    date: TODAY,
    now: NOW,
    day,
    next: next?.id ? detail(world, next.id) : null,
    session: world.session?.id === next?.id ? world.session : null,
    later: next ? null : (after.find(open) ?? null),
    backlog: world.backlog,
    unanswered: world.blocks.filter((block) => block.state === "unanswered").reverse(),
    rest_of_week: after,
    loggable: Object.values(world.units).map(({ id, title, strategy }) => ({ unit: id, title, strategy })),
    week_planned_min: view.planned_min,
    week_done_min: view.done_min,
    course: view.course,
  };
}

export function find(world: World, id: string): BlockView {
  const block = world.blocks.find((candidate) => candidate.id === id);
  if (block === undefined) throw new Failure("unknown_block", "This block is no longer in the plan.");
  return block;
}

export function detail(world: World, id: string): BlockDetail {
  const block = find(world, id);
  const rhythm = block.kind === "rhythm";
  return {
    block,
    session: block.unit ? "Session 2 of 3 in this unit" : null,
    unit: block.unit ? (world.units[block.unit] ?? null) : null,
    steps: rhythm ? ["Pick one from your list", "Give it the time, no more", "Write two lines about it"] : [],
    recall: block.kind === "review" ? recallOf(world, block) : [],
    resources: block.unit ? [...RESOURCES] : [],
    reasons: REASONS[block.unit ?? ""] ?? ["It keeps its place from last week.", "The window fits its length."],
    named: NAMED[block.unit ?? ""] ?? [],
    ...(PRICES[block.unit ?? ""] ?? {
      costs: [{ term: "block", label: "Getting started", points: 80 }],
      alternatives: [],
    }),
  };
}

/** Days after which a unit comes back, by grade. */
const GAPS: Record<Grade, number> = { forgot: 1, hard: 5, good: 12, easy: 34 };
const GRADES: readonly Grade[] = ["forgot", "hard", "good", "easy"];

function recallOf(world: World, block: BlockView): RecallView[] {
  const back = (grade: Grade) => ({ on: addDays(TODAY, GAPS[grade]), days: GAPS[grade] });
  const open = block.state === "planned" || block.state === "now" || block.state === "unanswered";
  return RECALL.map((item) => {
    const grade = world.grades[`${block.id ?? ""} ${item.unit}`] ?? null;
    const asks = open && grade === null;
    const waits = asks && world.unstudied.includes(item.unit);
    return {
      ...item,
      grade,
      back: grade && back(grade),
      choices: asks && !waits ? GRADES.map((each) => ({ grade: each, back: back(each) })) : [],
      waits,
    };
  });
}

/** What the planner says of a date that is not reached. */
export const waysOut = (world: World): WaysOutView =>
  world.late
    ? {
        shortfall_min: 26 * 60,
        text: "28 May 2027 is out of reach: 26\u00a0h find no place before it.",
        ways: [
          {
            way: { kind: "hours", extra_min: 60 },
            what: "Study 1\u00a0h more a week",
            how: "10\u00a0h instead of 9\u00a0h",
            finish: "2027-05-11",
            result: "Ends 11 May 2027",
          },
          {
            way: { kind: "units", units: ["hackathon", "sales", "speech", "talk"] },
            what: "Leave out 4 optional units",
            how: "26\u00a0h, needed by no other unit: Hackathon sprint, Store sales and 2 more",
            finish: "2027-05-09",
            result: "Ends 9 May 2027",
          },
          {
            way: { kind: "date", target: "2027-06-19" },
            what: "Move the date to 19 June 2027",
            how: "22 days later, same hours, same units",
            finish: "2027-06-14",
            result: "Ends 14 June 2027",
          },
        ],
      }
    : { shortfall_min: 0, text: "", ways: [] };

export function whyNot(world: World, unit: string): WhyNotView {
  const found = world.units[unit];
  if (found === undefined) throw new Failure("unknown_unit", "The pack has no such unit.");
  const reasons = [`“${found.title}” begins Thu 19:30, as early as it can.`];
  const start = "2026-11-26T19:30";
  return { unit, title: found.title, planned: start, earliest: start, week: MONDAY, reasons, sooner: null };
}

export function faults(world: World, { id, start, minutes }: BlockMove): string[] {
  const { day, minute: from } = split(start);
  const to = from + minutes;
  const range = `${clock(from)} to ${clock(Math.min(to, DAY_MIN))}`;
  const reasons: string[] = [];
  const busy = (world.busy[day] ?? []).find((slot) => slot.from < to && slot.to > from);
  const other = blocksOf(world, day).find(
    (block) => block.id !== id && block.state !== "missed" && block.from < to && block.to > from,
  );
  if (start < NOW) reasons.push("That time is over.");
  if (!published(day)) reasons.push("That week is not promised yet.");
  if (busy) reasons.push(`“${busy.title}” is there from ${clock(busy.from)} to ${clock(busy.to)}.`);
  else if (other) reasons.push(`“${other.title}” is there from ${clock(other.from)} to ${clock(other.to)}.`);
  else if (!free(world, day).some((slot) => slot.from <= from && slot.to >= to))
    reasons.push(`${range} is outside your study hours.`);
  if (minutes < world.budget.block_min) reasons.push(`A block is at least ${world.budget.block_min}\u00a0min long.`);
  if (minutes > world.budget.block_max) reasons.push(`A block is at most ${world.budget.block_max}\u00a0min long.`);
  return reasons;
}

export function check(world: World, move: BlockMove): MoveCheck {
  find(world, move.id);
  return placed(world, move);
}

/** The same for a block that need not be there yet. */
export function placed(world: World, move: BlockMove): MoveCheck {
  const reasons = faults(world, move);
  if (reasons.length === 0) return { legal: true, reasons, nearest: null };
  const { day, minute } = split(move.start);
  for (let off = SNAP_MIN; off <= 7 * DAY_MIN; off += SNAP_MIN) {
    for (const start of [join(day, minute + off), join(day, minute - off)]) {
      if (faults(world, { ...move, start }).length === 0) return { legal: false, reasons, nearest: start };
    }
  }
  return { legal: false, reasons, nearest: null };
}
