// Study windows as people think of them: the same hours on several days are one row. Rows and windows turn into each
// other without loss; a row may be unfinished, windows never are.
import type { StudyWindow } from "../ipc/types";

export interface WindowRow {
  /** Names the row while it is edited. */
  id: number;
  /** 0 is Monday, in order. */
  days: readonly number[];
  /** Minute of the day; null while what was typed is no time. */
  from: number | null;
  to: number | null;
  deep: boolean;
}

/** What is wrong with a row. */
export type RowProblem =
  | { kind: "time" }
  | { kind: "day" }
  | { kind: "order" }
  /** Shares time with another row on this day. */
  | { kind: "overlap"; day: number };

let ids = 0;

export function newRow(row: Omit<WindowRow, "id">): WindowRow {
  ids += 1;
  return { id: ids, ...row };
}

/** Windows with the same hours and kind become one row; rows in order of their first day and hour. */
export function rowsOf(windows: readonly StudyWindow[]): WindowRow[] {
  const groups = new Map<string, { window: StudyWindow; days: Set<number> }>();
  for (const window of windows) {
    const key = `${window.from} ${window.to} ${window.deep}`;
    const group = groups.get(key) ?? { window, days: new Set() };
    group.days.add(window.weekday);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ window: { from, to, deep }, days }) => ({ days: [...days].sort((a, b) => a - b), from, to, deep }))
    .sort((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0) || a.from - b.from)
    .map(newRow);
}

/** The windows of finished rows, in order; those of one kind that touch become one. */
export function windowsOf(rows: readonly WindowRow[]): StudyWindow[] {
  const windows = rows
    .flatMap(({ days, from, to, deep }) =>
      from === null || to === null ? [] : days.map((weekday) => ({ weekday, from, to, deep })),
    )
    .sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  const out: StudyWindow[] = [];
  for (const window of windows) {
    const before = out.at(-1);
    const touches = before?.weekday === window.weekday && before.deep === window.deep && before.to === window.from;
    if (before && touches) out[out.length - 1] = { ...before, to: window.to };
    else out.push(window);
  }
  return out;
}

/** What is wrong with each row, by the row's id. */
export function problemsOf(rows: readonly WindowRow[]): Map<number, RowProblem> {
  const problems = new Map<number, RowProblem>();
  for (const [i, row] of rows.entries()) {
    const problem = ownProblem(row) ?? overlap(row, rows.slice(0, i));
    if (problem) problems.set(row.id, problem);
  }
  return problems;
}

function ownProblem(row: WindowRow): RowProblem | null {
  if (row.from === null || row.to === null) return { kind: "time" };
  if (row.days.length === 0) return { kind: "day" };
  return row.from < row.to ? null : { kind: "order" };
}

function overlap(row: WindowRow, others: readonly WindowRow[]): RowProblem | null {
  for (const other of others) {
    if (ownProblem(other) !== null || !crosses(row, other)) continue;
    const day = row.days.find((one) => other.days.includes(one));
    if (day !== undefined) return { kind: "overlap", day };
  }
  return null;
}

function crosses(a: WindowRow, b: WindowRow): boolean {
  return a.from !== null && a.to !== null && b.from !== null && b.to !== null && a.from < b.to && b.from < a.to;
}
