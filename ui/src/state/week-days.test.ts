// Which days are on screen, and which day the address names.
import { describe, expect, it } from "vitest";
import { addDays } from "../time/civil";
import { dayOf, daysOf, fitting, stepped } from "./week-days";

const MONDAY = "2026-11-23";
const TODAY = "2026-11-25";
const week = (...studied: number[]) =>
  Array.from({ length: 7 }, (_, n) => ({
    date: addDays(MONDAY, n),
    free: studied.includes(n) ? [{}] : [],
    blocks: [],
  }));
const dates = (view: Parameters<typeof daysOf>[1], day: string) =>
  daysOf(week(), view, day).map(({ date }) => date.slice(8));

describe("days on screen", () => {
  it("are as many as fit", () => {
    expect(fitting(60)).toBe("week");
    expect(fitting(35)).toBe("five");
    expect(fitting(20)).toBe("day");
  });

  it("are one, five around a day, or all", () => {
    expect(dates("day", "2026-11-26")).toEqual(["26"]);
    expect(dates("five", "2026-11-26")).toEqual(["23", "24", "25", "26", "27"]);
    expect(dates("five", "2026-11-28")).toEqual(["25", "26", "27", "28", "29"]);
    expect(dates("week", "2026-11-28")).toHaveLength(7);
  });
});

describe("a step", () => {
  it("is a day or a week", () => {
    expect(stepped(week(), "day", "2026-11-30", 1)).toBe("2026-12-01");
    expect(stepped(week(), "week", TODAY, -1)).toBe("2026-11-18");
  });

  it("of five days shows the weekend where there is something in it, and only there", () => {
    expect(stepped(week(5), "five", TODAY, 1)).toBe("2026-11-28");
    expect(stepped(week(2), "five", TODAY, 1)).toBe("2026-11-30");
    expect(stepped(week(), "five", "2026-11-28", 1)).toBe("2026-11-30");
    expect(stepped(week(), "five", "2026-11-29", -1)).toBe(MONDAY);
    expect(stepped(week(5), "five", TODAY, -1)).toBe("2026-11-16");
  });
});

describe("the address", () => {
  it.each([
    ["2026-11-25", TODAY],
    ["2026-W49", "2026-11-30"],
    ["2026-W53", "2026-12-28"],
    ["", null],
    ["2026-W54", null],
    ["2025-W53", null],
    ["2026-11-31", null],
    ["x", null],
    ["-W01", null],
  ])("with %j names %j", (part, day) => expect(dayOf(part)).toBe(day));
});
