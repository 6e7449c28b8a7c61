// Where a new block could begin: free study time between the blocks of a day. A suggestion only: whether a block may go
// there is the application's word. Pure.
import type { BlockView } from "../../ipc/types";
import type { Drawn } from "./drag.svelte";
import type { Span } from "./scale";
import { SNAP_MIN } from "./steps";

/** What is asked about a day. */
interface Room {
  date: string;
  free: readonly Span[];
  blocks: readonly Pick<BlockView, "from" | "to" | "state">[];
}

/** What is suggested where there is room for it, and the least that is. */
const USUAL_MIN = 60;
const LEAST_MIN = 30;
/** A usual evening, where a day has no free time at all. */
const EVENING = 19 * 60;

const up = (minute: number) => Math.ceil(minute / SNAP_MIN) * SNAP_MIN;
const down = (minute: number) => Math.floor(minute / SNAP_MIN) * SNAP_MIN;

/** Free time from `after` on without blocks and a break of a quarter beside each, in time order. */
export function gaps(day: Room, after = 0): Span[] {
  const joined: Span[] = [];
  for (const { from, to } of day.free) {
    const last = joined.at(-1);
    if (last !== undefined && last.to >= from) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  const taken = day.blocks.filter(({ state }) => state !== "missed" && state !== "skipped");
  let open = joined;
  for (const block of taken) {
    const [from, to] = [down(block.from - SNAP_MIN), up(block.to + 1)];
    open = open.flatMap((gap) => {
      if (to <= gap.from || from >= gap.to) return [gap];
      return [
        { from: gap.from, to: from },
        { from: to, to: gap.to },
      ];
    });
  }
  return open
    .map((gap) => ({ from: up(Math.max(gap.from, after)), to: down(gap.to) }))
    .filter((gap) => gap.to - gap.from >= LEAST_MIN);
}

/** The new block that a press on this minute means. */
export function around(day: Room, minute: number): Drawn {
  const gap = gaps(day).find(({ from, to }) => from <= minute && minute < to);
  const from = gap === undefined ? down(minute) : Math.min(down(minute), gap.to - LEAST_MIN);
  return { day: day.date, from, to: Math.min(from + USUAL_MIN, gap?.to ?? from + USUAL_MIN) };
}

/** The first room for a new block in the wished day, else in the days after it, else in the others. */
export function suggested(days: readonly Room[], wished: string, now: { day: string; minute: number } | null): Drawn {
  const ahead = days.filter(({ date }) => now === null || date >= now.day);
  const sorted = [...ahead.filter(({ date }) => date >= wished), ...ahead.filter(({ date }) => date < wished)];
  for (const day of sorted) {
    const gap = gaps(day, day.date === now?.day ? now.minute : 0)[0];
    if (gap !== undefined) return { day: day.date, from: gap.from, to: Math.min(gap.to, gap.from + USUAL_MIN) };
  }
  return { day: wished, from: EVENING, to: EVENING + USUAL_MIN };
}
