// What keys mean in the grid: which block comes next, and where a key would move one. Pure.
import type { BlockMove, BlockView } from "../../ipc/types";
import { blockKey } from "../../state/week.svelte";
import { addDays, join } from "../../time/civil";

export const SNAP_MIN = 15;

const byTime = (a: BlockView, b: BlockView) => a.date.localeCompare(b.date) || a.from - b.from;

/** The block that a key leads to from the one named `from`; null where there is none or the key means nothing. */
export function neighbour(blocks: readonly BlockView[], from: string | null, key: string): BlockView | null {
  const sorted = [...blocks].sort(byTime);
  const at = sorted.findIndex((block) => blockKey(block) === from);
  const here = sorted[at];
  if (here === undefined) return sorted[0] ?? null;
  switch (key) {
    case "j":
      return sorted[at + 1] ?? null;
    case "k":
      return sorted[at - 1] ?? null;
    case "Home":
      return sorted[0] ?? null;
    case "End":
      return sorted.at(-1) ?? null;
    case "ArrowDown":
      return sorted.find((block) => block.date === here.date && block.from > here.from) ?? null;
    case "ArrowUp":
      return sorted.findLast((block) => block.date === here.date && block.from < here.from) ?? null;
    case "ArrowRight":
      return nearestInDay(sorted, sorted.find((block) => block.date > here.date)?.date, here.from);
    case "ArrowLeft":
      return nearestInDay(sorted, sorted.findLast((block) => block.date < here.date)?.date, here.from);
    default:
      return null;
  }
}

function nearestInDay(blocks: readonly BlockView[], day: string | undefined, minute: number): BlockView | null {
  const inDay = blocks.filter((block) => block.date === day);
  inDay.sort((a, b) => Math.abs(a.from - minute) - Math.abs(b.from - minute));
  return inDay[0] ?? null;
}

/** Where an arrow with Alt (and Shift: the length) would take a block; null for other keys and lengths of nothing. */
export function step(block: BlockView, key: string, shift: boolean): BlockMove | null {
  if (block.id === null) return null;
  const move = (date: string, from: number, minutes: number): BlockMove | null =>
    block.id === null || minutes < SNAP_MIN ? null : { id: block.id, start: join(date, from), minutes };
  if (shift) {
    if (key === "ArrowUp") return move(block.date, block.from, block.minutes - SNAP_MIN);
    if (key === "ArrowDown") return move(block.date, block.from, block.minutes + SNAP_MIN);
    return null;
  }
  switch (key) {
    case "ArrowUp":
      return move(block.date, block.from - SNAP_MIN, block.minutes);
    case "ArrowDown":
      return move(block.date, block.from + SNAP_MIN, block.minutes);
    case "ArrowLeft":
      return move(addDays(block.date, -1), block.from, block.minutes);
    case "ArrowRight":
      return move(addDays(block.date, 1), block.from, block.minutes);
    default:
      return null;
  }
}
