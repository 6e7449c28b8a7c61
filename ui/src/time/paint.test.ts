// Painting: strokes add, take away and join windows without losing a minute elsewhere.
import { describe, expect, it } from "vitest";
import { isBusy, kindOf, paint, paintRect, pieces, tidy, totals, type Painted } from "./paint";

const w = (weekday: number, from: number, to: number, deep = true): Painted => ({ weekday, from, to, deep });

describe("paint", () => {
  it("joins neighbours of one kind", () => {
    let windows: Painted[] = [];
    for (const hour of [19, 21, 20])
      windows = paint(windows, { weekday: 0, from: hour * 60, to: hour * 60 + 60 }, "deep");
    expect(windows).toEqual([w(0, 1140, 1320)]);
  });

  it("keeps deep and light side by side", () => {
    const windows = paint([w(0, 1140, 1260)], { weekday: 0, from: 1260, to: 1320 }, "light");
    expect(windows).toEqual([w(0, 1140, 1260), w(0, 1260, 1320, false)]);
  });

  it("replaces what was there, in the middle too", () => {
    const windows = paint([w(0, 1080, 1320)], { weekday: 0, from: 1140, to: 1200 }, "light");
    expect(windows).toEqual([w(0, 1080, 1140), w(0, 1140, 1200, false), w(0, 1200, 1320)]);
  });

  it("erases a middle and leaves both ends to the minute", () => {
    const windows = paint([w(2, 1155, 1320)], { weekday: 2, from: 1200, to: 1260 }, "erase");
    expect(windows).toEqual([w(2, 1155, 1200), w(2, 1260, 1320)]);
  });

  it("does not touch other days", () => {
    const other = w(3, 480, 540, false);
    expect(paint([other], { weekday: 4, from: 0, to: 1440 }, "erase")).toEqual([other]);
  });

  it("paints the rectangle between two cells, whichever comes first", () => {
    const a = { day: 3, row: 21 };
    const b = { day: 1, row: 20 };
    const expected = [1, 2, 3].map((day) => w(day, 1200, 1320));
    expect(paintRect([], a, b, 60, "deep")).toEqual(expected);
    expect(paintRect([], b, a, 60, "deep")).toEqual(expected);
    expect(paintRect(expected, a, b, 60, "erase")).toEqual([]);
  });

  it("ends the last row at midnight", () => {
    expect(paintRect([], { day: 6, row: 47 }, { day: 6, row: 47 }, 30, "light")).toEqual([w(6, 1410, 1440, false)]);
  });
});

describe("cells", () => {
  const windows = [w(0, 1155, 1260), w(0, 1260, 1320, false)];
  it("knows whole, partly and empty cells", () => {
    expect(kindOf(windows, { weekday: 0, from: 1140, to: 1200 })).toBe("partly");
    expect(kindOf(windows, { weekday: 0, from: 1200, to: 1260 })).toBe("deep");
    expect(kindOf(windows, { weekday: 0, from: 1260, to: 1320 })).toBe("light");
    expect(kindOf(windows, { weekday: 1, from: 1260, to: 1320 })).toBe("none");
    expect(kindOf([w(0, 1140, 1170), w(0, 1170, 1200)], { weekday: 0, from: 1140, to: 1200 })).toBe("deep");
  });

  it("cuts windows to a cell", () => {
    expect(pieces(windows, { weekday: 0, from: 1230, to: 1290 })).toEqual([w(0, 1230, 1260), w(0, 1260, 1290, false)]);
  });

  it("is the same from windows to cells and back", () => {
    const original = [w(0, 1140, 1320), w(2, 480, 540, false), w(5, 540, 780), w(5, 780, 840, false)];
    for (const step of [30, 60]) {
      let painted: Painted[] = [];
      for (let day = 0; day < 7; day += 1) {
        for (let row = 0; row * step < 1440; row += 1) {
          const kind = kindOf(original, { weekday: day, from: row * step, to: (row + 1) * step });
          if (kind === "deep" || kind === "light") painted = paintRect(painted, { day, row }, { day, row }, step, kind);
        }
      }
      expect(painted).toEqual(original);
    }
  });

  it("counts a cell as busy from half of its length", () => {
    const busy = [{ weekday: 0, from: 540, to: 570 }];
    expect(isBusy(busy, { weekday: 0, from: 540, to: 600 })).toBe(true);
    expect(isBusy([{ weekday: 0, from: 540, to: 569 }], { weekday: 0, from: 540, to: 600 })).toBe(false);
    expect(isBusy(busy, { weekday: 1, from: 540, to: 600 })).toBe(false);
  });
});

describe("tidy and totals", () => {
  it("joins, orders and lets deep win where kinds overlap", () => {
    expect(tidy([w(1, 600, 720), w(0, 600, 660, false), w(0, 630, 720), w(0, 720, 780)])).toEqual([
      w(0, 600, 630, false),
      w(0, 630, 780),
      w(1, 600, 720),
    ]);
  });

  it("adds up deep and light minutes", () => {
    expect(totals([w(0, 60, 120), w(1, 0, 45, false), w(2, 0, 15)])).toEqual({ deep: 75, light: 45 });
  });
});
