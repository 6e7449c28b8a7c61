// Where bars, lines and keys of the roadmap lead.
import { describe, expect, it } from "vitest";
import type { LaneRhythm, LaneUnit, LaneView } from "../../ipc/types";
import { AIR, BEAT, axisOf, heightOf, lanesOf, linesOf, monthsOf, neighbour, place, type Span } from "./layout";

const MONDAY = "2026-11-23";

const unit = (id: string, needs: string[] = []): LaneUnit => ({
  unit: id,
  title: id,
  why: "",
  core: true,
  status: "ahead",
  from: null,
  to: null,
  next: null,
  total_min: 60,
  done_min: 0,
  needs,
});
const lane = (strategy: number, ...units: LaneUnit[]): LaneView => ({
  strategy,
  left_min: 0,
  forecast: null,
  units,
  rhythms: [],
});

const spans = new Map<string, Span>([
  ["a", { from: "2026-11-23", to: "2026-12-07" }],
  ["b", { from: "2026-12-07", to: "2026-12-14" }],
  ["c", { from: "2026-12-14", to: "2026-12-14" }],
  ["d", { from: "2026-12-21", to: null }],
]);
const axis = axisOf(spans.values(), "2026-11-25", ["2027-02-01", null]);
const lanes = lanesOf(
  [lane(1, unit("c"), unit("a"), unit("b", ["a"])), lane(2), lane(3, unit("d", ["b", "gone"]))],
  spans,
  axis,
);
const bar = (id: string) => lanes.flatMap(({ bars }) => bars).find((each) => each.unit.unit === id);

describe("the axis", () => {
  it("begins with the present week or what was before it, and ends behind everything that is to be seen", () => {
    expect(axis.start).toBe(MONDAY);
    expect(place(axis, "2027-02-01")).toBe(10);
    expect(axis.weeks).toBe(13);
    expect(axisOf([{ from: "2026-11-02", to: "2026-11-02" }], "2026-11-25", []).start).toBe("2026-11-02");
    expect(axisOf([], "2026-11-25", []).weeks).toBeGreaterThan(0);
  });

  it("names months, quarters and years where they begin", () => {
    expect(monthsOf(axis, 1).map(({ day }) => day)).toEqual(["2026-12-01", "2027-01-01", "2027-02-01"]);
    expect(monthsOf(axis, 3).map(({ day }) => day)).toEqual(["2027-01-01"]);
    expect(monthsOf(axis, 1)[0]?.at).toBeCloseTo(8 / 7);
  });
});

describe("the lanes", () => {
  it("give bars that overlap rows of their own", () => {
    expect([bar("a")?.row, bar("b")?.row, bar("c")?.row]).toEqual([0, 1, 0]);
    expect(lanes.map(({ rows }) => rows)).toEqual([2, 1, 1]);
    expect(lanes.map(({ top }) => top)).toEqual([0, 2 + AIR, 3 + 2 * AIR]);
    expect(heightOf(lanes)).toBe(4 + 3 * AIR);
  });

  it("count a bar to the end of its last week, and one without an end to the end of the axis", () => {
    expect([bar("a")?.from, bar("a")?.to, bar("a")?.room]).toEqual([0, 3, 3]);
    expect([bar("d")?.from, bar("d")?.to]).toEqual([4, 13]);
    expect(bar("c")?.room).toBe(10);
  });

  it("draw a line from what comes before to what comes after, within and between lanes", () => {
    expect(linesOf(lanes, "a")).toBe("M2 1.25H2V1.75");
    expect(linesOf(lanes, "b")).toBe("M2 1.25H2V1.75M4 2.25H4V4.75");
    expect(linesOf(lanes, "nobody")).toBe("");
  });
});

describe("the rhythms", () => {
  const rhythm = (id: string, ...weeks: string[]): LaneRhythm => ({
    rhythm: id,
    title: id,
    cadence: "every 2 weeks",
    minutes: 30,
    weeks,
  });
  const beating = lanesOf(
    [
      {
        ...lane(1, unit("a")),
        rhythms: [
          rhythm("r", "2026-11-09", MONDAY, "2026-12-07", "2027-06-07"),
          rhythm("never"),
          rhythm("s", "2026-12-14"),
        ],
      },
      lane(2, unit("b", ["a"])),
    ],
    spans,
    axis,
  );

  it("have a mark in each of their weeks that the axis shows, and no row without one", () => {
    expect(beating[0]?.beats.map((beat) => [beat.rhythm.rhythm, beat.marks])).toEqual([
      ["r", "M0 1h0.7M2 1h0.7"],
      ["s", "M3 1h0.7"],
    ]);
    expect(beating[1]?.beats).toEqual([]);
  });

  it("make their lane taller, and lines lead past them", () => {
    expect(beating.map(({ rows, top }) => [rows, top])).toEqual([
      [1, 0],
      [1, 1 + 2 * BEAT + AIR],
    ]);
    expect(heightOf(beating)).toBe(2 + 2 * BEAT + 2 * AIR);
    expect(linesOf(beating, "b")).toBe("M2 1.25H2V2.75");
  });
});

describe("the keys", () => {
  const from = (at: string, key: string) => neighbour(lanes, at, key);
  it("lead along a lane in the order of time, with its head before the first", () => {
    expect([from("a", "ArrowRight"), from("b", "ArrowRight"), from("c", "ArrowRight")]).toEqual(["b", "c", null]);
    expect([from("a", "ArrowLeft"), from("lane 1", "ArrowRight"), from("c", "Home"), from("lane 1", "End")]).toEqual([
      "lane 1",
      "a",
      "a",
      "c",
    ]);
  });

  it("lead between lanes to what is nearest in time, to the head of an empty lane", () => {
    expect([from("a", "ArrowDown"), from("lane 2", "ArrowDown"), from("d", "ArrowDown")]).toEqual([
      "lane 2",
      "lane 3",
      null,
    ]);
    expect([from("lane 3", "ArrowUp"), from("a", "ArrowUp"), from("nobody", "ArrowUp")]).toEqual([
      "lane 2",
      null,
      null,
    ]);
    const two = lanesOf([lane(1, unit("a"), unit("b")), lane(3, unit("c"), unit("d"))], spans, axis);
    expect([neighbour(two, "b", "ArrowDown"), neighbour(two, "d", "ArrowUp")]).toEqual(["c", "b"]);
  });

  it("leave other keys alone", () => expect(from("a", "x")).toBeNull());
});
