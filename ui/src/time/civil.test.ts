// Days and minutes without zones.
import { describe, expect, it } from "vitest";
import { addDays, clock, daysBetween, join, monday, parseClock, split, weekday, weekNumber } from "./civil";

describe("days", () => {
  it("step over months, years and clock changes", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-29", -1)).toBe("2026-03-28");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  });

  it("know their weekday and Monday", () => {
    expect(weekday("2026-11-23")).toBe(0);
    expect(weekday("2026-11-29")).toBe(6);
    expect(monday("2026-11-29")).toBe("2026-11-23");
    expect(monday("2026-11-23")).toBe("2026-11-23");
  });
});

describe("weeks", () => {
  it.each([
    ["2026-11-25", 48],
    ["2026-12-31", 53],
    ["2027-01-03", 53],
    ["2027-01-04", 1],
    ["2024-12-30", 1],
  ])("of %s is %i", (day, number) => expect(weekNumber(day)).toBe(number));
});

describe("local times", () => {
  it("come apart and together", () => {
    expect(split("2026-11-25T19:30")).toEqual({ day: "2026-11-25", minute: 1170 });
    expect(join("2026-11-25", 1170)).toBe("2026-11-25T19:30");
  });

  it("run on into the neighbouring days", () => {
    expect(join("2026-11-25", -15)).toBe("2026-11-24T23:45");
    expect(join("2026-11-30", 1440)).toBe("2026-12-01T00:00");
  });

  it("write the end of a day as 24:00", () => expect(clock(1440)).toBe("24:00"));
});

describe("a time of day as a person writes it", () => {
  it.each([
    ["19:30", 1170],
    ["19.30", 1170],
    ["1930", 1170],
    ["7:05", 425],
    [" 19 ", 1140],
    ["7:30 pm", 1170],
    ["12 am", 0],
    ["24:00", 1440],
  ])("reads %s", (text, minute) => expect(parseClock(text)).toBe(minute));

  it.each(["", "25:00", "19:60", "13 pm", "0 am", "half past", "24:01"])("refuses %j", (text) =>
    expect(parseClock(text)).toBeNull(),
  );
});
