// The strip of the day.
import { expect, it } from "vitest";
import { marks, rangeOf, share } from "./strip";

const day = {
  date: "2026-11-25",
  free: [{ from: 465, to: 525, deep: false }],
  busy: [{ from: 0, to: 1440, title: "Fair", all_day: true, source: "file:1", calendar: "Town", color: null }],
  taken: [],
  kept_free: [],
  blocks: [],
  planned_min: 0,
  done_min: 0,
};

it("spans whole hours around the day and now, whatever lasts all day", () => {
  expect(rangeOf(day, 1150)).toEqual({ from: 420, to: 1320 });
  expect(rangeOf(day, 1410)).toEqual({ from: 420, to: 1440 });
});

it("places minutes in percent and keeps those outside at its ends", () => {
  const range = { from: 480, to: 1080 };
  expect(share(range, 780)).toBe(50);
  expect(share(range, 0)).toBe(0);
  expect(share(range, 1440)).toBe(100);
});

it("numbers every second hour that has room", () => {
  expect(marks({ from: 420, to: 1380 }).map((minute) => minute / 60)).toEqual([8, 10, 12, 14, 16, 18, 20, 22]);
});
