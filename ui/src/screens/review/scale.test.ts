// Places in a chart and the round values of its labels.
import { describe, expect, it } from "vitest";
import { dayPlace, hourTicks, monthTicks, path } from "./scale";

describe("places in a chart", () => {
  it("go from one day to another", () => {
    expect(["2026-11-02", "2026-11-07", "2026-11-12"].map((day) => dayPlace(day, "2026-11-02", "2026-11-12"))).toEqual([
      0, 50, 100,
    ]);
    expect(dayPlace("2026-11-02", "2026-11-02", "2026-11-02")).toBe(0);
  });

  it("are joined to a line that goes up on screen", () => {
    expect(
      path([
        [0, 0],
        [50, 100],
      ]),
    ).toBe("M0.00 100.00 L50.00 0.00");
  });
});

describe("labels", () => {
  it("are whole round hours, five at most", () => {
    expect(hourTicks(340 * 60).map((tick) => tick / 60)).toEqual([0, 100, 200, 300]);
    expect(hourTicks(3 * 60).map((tick) => tick / 60)).toEqual([0, 1, 2, 3]);
    for (const hours of [1, 7, 48, 99, 260, 999, 4000]) expect(hourTicks(hours * 60).length).toBeLessThanOrEqual(5);
  });

  it("are firsts of months with room between them", () => {
    expect(monthTicks("2026-11-02", "2027-02-10", 9)).toEqual(["2026-12-01", "2027-01-01", "2027-02-01"]);
    expect(monthTicks("2026-11-01", "2026-12-01", 9)).toEqual(["2026-11-01", "2026-12-01"]);
    const years = monthTicks("2026-09-07", "2029-06-01", 9);
    expect(years.length).toBeLessThanOrEqual(9);
    expect(years).toContain("2028-01-01");
  });
});
