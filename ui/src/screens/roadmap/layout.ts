// Where everything of the roadmap stands: weeks to the right from a Monday, rows downwards. Pure sums, no pixels.
// Invariant: bars of one row never overlap; every bar has a week of width at least.
import type { LaneRhythm, LaneUnit, LaneView } from "../../ipc/types";
import { addDays, daysBetween, monday } from "../../time/civil";

/** Mondays of the first and the last week; null: it does not end within the plan. */
export interface Span {
  from: string;
  to: string | null;
}

export interface Axis {
  /** Monday of the first week. */
  start: string;
  weeks: number;
}

export interface Bar {
  unit: LaneUnit;
  span: Span;
  /** In weeks from the start of the axis; `to` is the end of the last week. */
  from: number;
  to: number;
  row: number;
  /** Weeks from its start to the next bar of its row: the room that its name has. */
  room: number;
}

/** A rhythm: a thin row of marks below the bars. */
export interface Beat {
  rhythm: LaneRhythm;
  /** A stroke along the middle of a box two high and as wide as the axis has weeks, for every week in which it comes. */
  marks: string;
}

export interface Lane {
  lane: LaneView;
  bars: Bar[];
  /** Rows of bars. */
  rows: number;
  beats: Beat[];
  /** In rows from the top of the lanes. */
  top: number;
}

/** Rows of air in each lane. */
export const AIR = 0.5;
/** Rows that a rhythm takes. */
export const BEAT = 0.25;
/** How much of a week a mark fills. */
const MARK = 0.7;

/** Weeks from the start of the axis to this day. */
export const place = (axis: Axis, day: string): number => daysBetween(axis.start, day) / 7;

/** From the first week that anything has, or the present one, to the last day that is to be seen, with air behind it. */
export function axisOf(spans: Iterable<Span>, today: string, days: readonly (string | null | undefined)[]): Axis {
  const all = [...spans];
  const start = all.reduce((first, { from }) => (from < first ? from : first), monday(today));
  const ends = [
    ...all.map(({ from, to }) => to ?? from),
    ...days.filter((day) => day !== null && day !== undefined),
    today,
  ];
  const last = ends.reduce((a, b) => (a > b ? a : b));
  const weeks = Math.floor(daysBetween(start, last) / 7) + 1;
  return { start, weeks: weeks + Math.max(2, Math.ceil(weeks / 20)) };
}

/** Rhythms that come within the axis. */
function beatsOf(rhythms: readonly LaneRhythm[], axis: Axis): Beat[] {
  return rhythms.flatMap((rhythm) => {
    const seen = rhythm.weeks.map((week) => place(axis, week)).filter((at) => at >= 0 && at < axis.weeks);
    return seen.length === 0 ? [] : [{ rhythm, marks: seen.map((at) => `M${at} 1h${MARK}`).join("") }];
  });
}

const tall = ({ rows, beats }: Lane): number => rows + beats.length * BEAT + AIR;

/** The lanes, one below the other, each with as many rows as its bars need, and its rhythms below them. */
export function lanesOf(lanes: readonly LaneView[], spans: ReadonlyMap<string, Span>, axis: Axis): Lane[] {
  let top = 0;
  return lanes.map((lane) => {
    const bars = lane.units.flatMap((unit) => {
      const span = spans.get(unit.unit);
      if (span === undefined) return [];
      const from = place(axis, span.from);
      const to = span.to === null ? axis.weeks : place(axis, addDays(span.to, 7));
      return [{ unit, span, from, to: Math.max(to, from + 1), row: 0, room: 0 }];
    });
    bars.sort((a, b) => a.from - b.from || a.to - b.to);
    /** End of the last bar of each row. */
    const ends: number[] = [];
    for (const bar of bars) {
      const free = ends.findIndex((end) => end <= bar.from);
      bar.row = free < 0 ? ends.length : free;
      ends[bar.row] = bar.to;
    }
    for (const bar of bars) {
      const next = bars.find((other) => other.row === bar.row && other.from >= bar.to);
      bar.room = (next?.from ?? axis.weeks) - bar.from;
    }
    const placed = { lane, bars, rows: Math.max(1, ends.length), beats: beatsOf(lane.rhythms, axis), top };
    top += tall(placed);
    return placed;
  });
}

/** Rows of all lanes together. */
export const heightOf = (lanes: readonly Lane[]): number => lanes.reduce((sum, lane) => sum + tall(lane), 0);

/** The lines from what a unit waits for to it, and from it to what waits for it, as one path. */
export function linesOf(lanes: readonly Lane[], unit: string): string {
  const found = new Map(lanes.flatMap(({ bars, top }) => bars.map((bar) => [bar.unit.unit, { bar, top }] as const)));
  const middle = ({ bar, top }: { bar: Bar; top: number }) => top + AIR / 2 + bar.row + 0.5;
  const own = found.get(unit);
  if (own === undefined) return "";
  // Along the gap below the row, where no name is, then to the middle of the bar.
  const line = (first: { bar: Bar; top: number }, then: { bar: Bar; top: number }) => {
    const to = then.bar.from;
    return `M${Math.min(first.bar.to, to)} ${middle(first) + 0.5}H${to}V${middle(then)}`;
  };
  const before = own.bar.unit.needs.flatMap((need) => found.get(need) ?? []).map((need) => line(need, own));
  const after = [...found.values()].filter(({ bar }) => bar.unit.needs.includes(unit)).map((next) => line(own, next));
  return [...before, ...after].join("");
}

/** Months, or quarters or years where the weeks are many: where each begins, in weeks. */
export function monthsOf(axis: Axis, every: 1 | 3 | 12): { day: string; at: number }[] {
  const months: { day: string; at: number }[] = [];
  const end = addDays(axis.start, 7 * axis.weeks);
  let [year = 0, month = 1] = axis.start.split("-").map(Number);
  for (;;) {
    const day = `${year}-${String(month).padStart(2, "0")}-01`;
    if (day >= end) return months;
    if (day >= axis.start && (month - 1) % every === 0) months.push({ day, at: place(axis, day) });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/** The name of a lane's head where the focus can be, beside the units' ids. */
export const headKey = (strategy: number): string => `lane ${strategy}`;

/** Where a key leads from a unit or a lane's head; null for keys that lead nowhere. */
export function neighbour(lanes: readonly Lane[], at: string, key: string): string | null {
  const row = lanes.findIndex(
    ({ lane, bars }) => headKey(lane.strategy) === at || bars.some((bar) => bar.unit.unit === at),
  );
  const own = lanes[row];
  if (own === undefined) return null;
  const keys = [headKey(own.lane.strategy), ...own.bars.map((bar) => bar.unit.unit)];
  const here = keys.indexOf(at);
  switch (key) {
    case "ArrowLeft":
      return keys[here - 1] ?? null;
    case "ArrowRight":
      return keys[here + 1] ?? null;
    case "Home":
      return keys[1] ?? keys[0] ?? null;
    case "End":
      return keys.at(-1) ?? null;
    case "ArrowUp":
    case "ArrowDown": {
      const next = lanes[row + (key === "ArrowUp" ? -1 : 1)];
      if (next === undefined) return null;
      const bar = own.bars[here - 1];
      if (bar === undefined) return headKey(next.lane.strategy);
      const away = (other: Bar) =>
        Math.max(other.from - bar.to, bar.from - other.to, 0) + Math.abs(other.from - bar.from) / 1000;
      const nearest = next.bars.reduce<Bar | null>(
        (best, other) => (best === null || away(other) < away(best) ? other : best),
        null,
      );
      return nearest?.unit.unit ?? headKey(next.lane.strategy);
    }
    default:
      return null;
  }
}
