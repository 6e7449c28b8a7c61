// The day as a strip: which hours it spans, and where things stand on it. Pure.
import type { DayView } from "../../ipc/types";
import { DAY_MIN } from "../../time/civil";

const HOUR = 60;
const USUAL = { from: 8 * HOUR, to: 22 * HOUR };

export interface Range {
  from: number;
  to: number;
}

/** Whole hours around everything of the day and the usual waking hours. */
export function rangeOf(day: DayView, now: number): Range {
  const busy = day.busy.filter((slot) => !slot.all_day && slot.from >= 6 * HOUR);
  const all = [USUAL, ...day.free, ...day.blocks, ...busy, { from: now, to: now }];
  return {
    from: Math.floor(Math.min(...all.map(({ from }) => from)) / HOUR) * HOUR,
    to: Math.min(DAY_MIN, Math.ceil(Math.max(...all.map(({ to }) => to)) / HOUR) * HOUR),
  };
}

/** Share of the strip before a minute, in percent; minutes outside it stand at its ends. */
export function share(range: Range, minute: number): number {
  const within = Math.min(range.to, Math.max(range.from, minute));
  return (100 * (within - range.from)) / (range.to - range.from);
}

/** Every second hour that has room for its number. */
export function marks({ from, to }: Range): number[] {
  const first = Math.ceil((from + HOUR / 2) / (2 * HOUR)) * 2 * HOUR;
  return Array.from(
    { length: Math.max(0, Math.floor((to - HOUR / 2 - first) / (2 * HOUR)) + 1) },
    (_, n) => first + n * 2 * HOUR,
  );
}
