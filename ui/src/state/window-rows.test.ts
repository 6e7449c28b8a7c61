// Rows and windows turn into each other; a row says what is wrong with it.
import { describe, expect, it } from "vitest";
import type { StudyWindow } from "../ipc/types";
import { newRow, problemsOf, rowsOf, windowsOf } from "./window-rows";

const w = (weekday: number, from: number, to: number, deep = true): StudyWindow => ({ weekday, from, to, deep });
const row = (days: number[], from: number | null, to: number | null, deep = true) => newRow({ days, from, to, deep });
const bare = (windows: StudyWindow[]) => rowsOf(windows).map(({ days, from, to, deep }) => ({ days, from, to, deep }));

describe("grouping", () => {
  it("makes the same hours on several days one row", () => {
    const windows = [w(3, 1155, 1320), w(0, 1155, 1320), w(4, 465, 525, false), w(2, 465, 525, false), w(5, 510, 750)];
    expect(bare(windows)).toEqual([
      { days: [0, 3], from: 1155, to: 1320, deep: true },
      { days: [2, 4], from: 465, to: 525, deep: false },
      { days: [5], from: 510, to: 750, deep: true },
    ]);
  });

  it("keeps deep and light apart", () => {
    expect(bare([w(0, 60, 120), w(1, 60, 120, false)])).toHaveLength(2);
  });

  it("loses nothing on the way to rows and back", () => {
    const windows = [w(0, 480, 540, false), w(0, 1155, 1320), w(1, 1155, 1320), w(6, 0, 1440)];
    expect(windowsOf(rowsOf(windows))).toEqual(windows);
  });

  it("joins windows that touch, of one kind only", () => {
    expect(windowsOf([row([0], 60, 120), row([0, 1], 120, 180), row([0], 180, 240, false)])).toEqual([
      w(0, 60, 180),
      w(0, 180, 240, false),
      w(1, 120, 180),
    ]);
  });

  it("leaves out rows that are not finished", () => {
    expect(windowsOf([row([0], null, 120), row([], 60, 120)])).toEqual([]);
  });
});

describe("problems", () => {
  const kinds = (...rows: ReturnType<typeof row>[]) => {
    const problems = problemsOf(rows);
    return rows.map((one) => problems.get(one.id)?.kind ?? null);
  };

  it("says what a row lacks", () => {
    expect(
      kinds(row([0], null, 120), row([0], 60, null), row([], 60, 120), row([0], 120, 120), row([0], 1320, 60)),
    ).toEqual(["time", "time", "day", "order", "order"]);
  });

  it("names the first day that two rows share", () => {
    const second = row([2, 3, 5], 1200, 1260);
    const problems = problemsOf([row([3, 5], 1140, 1230), second]);
    expect([...problems]).toEqual([[second.id, { kind: "overlap", day: 3 }]]);
  });

  it("lets rows touch and lets other days be", () => {
    expect(kinds(row([0], 60, 120), row([0], 120, 180), row([1], 60, 180))).toEqual([null, null, null]);
  });
});
