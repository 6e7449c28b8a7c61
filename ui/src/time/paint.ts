// Painting study windows on a week: every stroke is set arithmetic on minutes, so a window that does not
// fall on whole rows keeps its minutes. Windows returned here are in order, never overlap and never touch their like.

/** Weekly recurring time, as on the wire: weekday 0 is Monday, minutes of the day up to 1440. */
export interface Painted {
  weekday: number;
  from: number;
  to: number;
  deep: boolean;
}

/** A stretch of a weekday, minutes of the day. */
export interface Stretch {
  weekday: number;
  from: number;
  to: number;
}

/** What the pointer or the keyboard leaves behind. */
export type Tool = "deep" | "light" | "erase";

/** What a cell holds: one kind throughout, a part of it, or nothing. */
export type CellKind = "deep" | "light" | "partly" | "none";

/** Minutes of a day. */
export const DAY = 1440;

/** One cell of the grid. */
export interface Cell {
  day: number;
  row: number;
}

let strokes = 0;

/** A number that no stroke had before: changes with the same one belong together. */
export function newStroke(): number {
  strokes += 1;
  return strokes;
}

/** Windows in order, with those of one kind that touch or overlap made one. Where kinds overlap, deep stays. */
export function tidy(windows: readonly Painted[]): Painted[] {
  let out: Painted[] = [];
  for (const light of windows) if (!light.deep) out = put(out, light);
  for (const deep of windows) if (deep.deep) out = put(out, deep);
  return out;
}

/** Paint one stretch: what was there goes, the tool's kind comes. */
export function paint(windows: readonly Painted[], at: Stretch, tool: Tool): Painted[] {
  return tool === "erase" ? sorted(without(windows, at)) : put(windows, { ...at, deep: tool === "deep" });
}

/** Paint the rectangle between two cells, rows of `step` minutes. */
export function paintRect(windows: readonly Painted[], a: Cell, b: Cell, step: number, tool: Tool): Painted[] {
  const from = Math.min(a.row, b.row) * step;
  const to = Math.min((Math.max(a.row, b.row) + 1) * step, DAY);
  let out = sorted(windows);
  for (let weekday = Math.min(a.day, b.day); weekday <= Math.max(a.day, b.day); weekday += 1) {
    out = paint(out, { weekday, from, to }, tool);
  }
  return out;
}

/** What a stretch holds. */
export function kindOf(windows: readonly Painted[], at: Stretch): CellKind {
  let deep = 0;
  let light = 0;
  for (const window of pieces(windows, at)) {
    if (window.deep) deep += window.to - window.from;
    else light += window.to - window.from;
  }
  const whole = at.to - at.from;
  if (deep + light === 0) return "none";
  if (deep >= whole) return "deep";
  if (light >= whole) return "light";
  return "partly";
}

/** The parts of windows inside a stretch, in order. */
export function pieces(windows: readonly Painted[], at: Stretch): Painted[] {
  return sorted(
    windows.flatMap((window) => {
      const from = Math.max(window.from, at.from);
      const to = Math.min(window.to, at.to);
      return window.weekday === at.weekday && from < to ? [{ ...window, from, to }] : [];
    }),
  );
}

/** Whether a stretch is busy for at least half of its length. */
export function isBusy(busy: readonly Stretch[], at: Stretch): boolean {
  const minutes = busy
    .filter((one) => one.weekday === at.weekday)
    .reduce((sum, one) => sum + Math.max(0, Math.min(one.to, at.to) - Math.max(one.from, at.from)), 0);
  return minutes * 2 >= at.to - at.from;
}

/** Painted minutes a week. */
export function totals(windows: readonly Painted[]): { deep: number; light: number } {
  const sum = { deep: 0, light: 0 };
  for (const window of windows) sum[window.deep ? "deep" : "light"] += window.to - window.from;
  return sum;
}

function put(windows: readonly Painted[], one: Painted): Painted[] {
  if (one.from >= one.to) return sorted(windows);
  const rest = without(windows, one);
  const touching = rest.filter((w) => like(w, one) && w.to >= one.from && w.from <= one.to);
  const merged = {
    ...one,
    from: Math.min(one.from, ...touching.map((w) => w.from)),
    to: Math.max(one.to, ...touching.map((w) => w.to)),
  };
  return sorted([...rest.filter((w) => !touching.includes(w)), merged]);
}

function like(a: Painted, b: Painted): boolean {
  return a.weekday === b.weekday && a.deep === b.deep;
}

function without(windows: readonly Painted[], at: Stretch): Painted[] {
  return windows.flatMap((window) => {
    if (window.weekday !== at.weekday || window.to <= at.from || window.from >= at.to) return [window];
    const before = { ...window, to: at.from };
    const after = { ...window, from: at.to };
    return [before, after].filter((piece) => piece.from < piece.to);
  });
}

function sorted(windows: readonly Painted[]): Painted[] {
  return [...windows].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
}
