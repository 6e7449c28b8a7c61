// Which hours the week draws, and where. Pure sums: five-minute rows, closed hours folded into one row.
import { DAY_MIN } from "../../time/civil";

export const ROW_MIN = 5;
const HOUR = 60;
/** Closed hours in a row that are worth folding. */
const FOLD_FROM = 3;
/** Hours that are drawn or folded even in an empty week. */
const USUAL = { from: 8 * HOUR, to: 22 * HOUR };
/** An event that begins earlier does not widen the drawn day. */
const EARLIEST_BUSY = 6 * HOUR;

export interface Span {
  from: number;
  to: number;
}

export interface Segment extends Span {
  /** Drawn as one row. */
  folded: boolean;
  /** Could be folded; differs from `folded` when the person opened it. */
  foldable: boolean;
}

export interface Day {
  free: readonly Span[];
  blocks: readonly Span[];
  busy: readonly (Span & { all_day: boolean })[];
}

/** Segments from the first to the last drawn hour, without gaps. `opened` holds the starts of folds opened by hand;
 *  the hour of `now` is always among the drawn ones. */
export function segments(days: readonly Day[], opened: ReadonlySet<number>, now: number | null = null): Segment[] {
  const study = days.flatMap((day) => [...day.free, ...day.blocks]);
  const busy = days.flatMap((day) => day.busy).filter((slot) => !slot.all_day && slot.from >= EARLIEST_BUSY);
  const present = now === null ? [] : [{ from: now, to: now + 1 }];
  const all = [USUAL, ...study, ...busy, ...present];
  const first = Math.floor(Math.min(...all.map(({ from }) => from)) / HOUR);
  const last = Math.ceil(Math.min(DAY_MIN, Math.max(...all.map(({ to }) => to))) / HOUR);
  const open = (hour: number) => study.some(({ from, to }) => from < (hour + 1) * HOUR && to > hour * HOUR);

  const found: Segment[] = [];
  for (let hour = first; hour < last;) {
    let end = hour + 1;
    while (end < last && open(end) === open(hour)) end += 1;
    const from = hour * HOUR;
    const foldable = !open(hour) && end - hour >= FOLD_FROM;
    const before = found.at(-1);
    if (!foldable && before !== undefined && !before.foldable) before.to = end * HOUR;
    else found.push({ from, to: end * HOUR, foldable, folded: foldable && !opened.has(from) });
    hour = end;
  }
  return found;
}

/** How many busy times lie in a segment, and are not to be seen while it is folded. */
export function busyIn(days: readonly Day[], segment: Span): number {
  const isIn = ({ from, to }: Span) => from >= segment.from && to <= segment.to;
  return days.flatMap((day) => day.busy).filter((slot) => !slot.all_day && isIn(slot)).length;
}

const rows = (segment: Segment) => (segment.folded ? 1 : (segment.to - segment.from) / ROW_MIN);

/** The rows as a value of `grid-template-rows`. */
export function template(list: readonly Segment[]): string {
  return list.map((each) => (each.folded ? "var(--fold-h)" : `repeat(${rows(each)}, minmax(0.34rem, 1fr))`)).join(" ");
}

/** The least height of all rows: half an hour is never under 24 px, and there is room above and below. */
export function height(list: readonly Segment[]): string {
  const folds = list.filter((each) => each.folded).length;
  const fives = list.reduce((sum, each) => sum + (each.folded ? 0 : rows(each)), 0);
  return `calc(${fives} * 0.34rem + ${folds} * var(--fold-h) + 1rem)`;
}

/** The grid line of a minute of the day. Inside a fold: its upper line for a start, its lower line for an end. */
export function line(list: readonly Segment[], minute: number, edge: "start" | "end"): number {
  let at = 1;
  for (const segment of list) {
    const inside = edge === "start" ? minute < segment.to : minute <= segment.to;
    if (inside) {
      if (minute <= segment.from) return at;
      if (segment.folded) return edge === "start" ? at : at + 1;
      const exact = (minute - segment.from) / ROW_MIN;
      return at + (edge === "start" ? Math.floor(exact) : Math.ceil(exact));
    }
    at += rows(segment);
  }
  return at;
}

/** `grid-row` of a span; at least one row. */
export function gridRow(list: readonly Segment[], { from, to }: Span): string {
  const start = line(list, from, "start");
  return `${start} / ${Math.max(start + 1, line(list, to, "end"))}`;
}

/** Whether a span begins under a fold and goes on below it, so that its words belong below, too. */
export function beginsFolded(list: readonly Segment[], { from, to }: Span): boolean {
  const first = list.find((segment) => from < segment.to);
  return first !== undefined && first.folded && to > first.to;
}

/** The minute of the day drawn `y` px under the top of rows that are `height` px high with folds of `foldPx`. */
export function minuteAt(list: readonly Segment[], y: number, height: number, foldPx: number): number {
  const folds = list.filter((each) => each.folded).length;
  const drawn = list.reduce((sum, each) => sum + (each.folded ? 0 : each.to - each.from), 0);
  const perMinute = (height - folds * foldPx) / drawn;
  let top = 0;
  for (const segment of list) {
    const px = segment.folded ? foldPx : (segment.to - segment.from) * perMinute;
    if (y < top + px) return segment.from + (Math.max(0, y - top) / px) * (segment.to - segment.from);
    top += px;
  }
  return list.at(-1)?.to ?? 0;
}

/** Whole hours that get a line and a number: each drawn one, but not where a fold or its button already says it. */
export function hourMarks(list: readonly Segment[]): number[] {
  return list.flatMap(({ from, to, folded }, n) => {
    if (folded) return [];
    const first = list[n - 1]?.folded || list[n]?.foldable ? from + HOUR : from;
    return Array.from({ length: (to - first) / HOUR }, (_, hour) => first + hour * HOUR);
  });
}
