import { describe, expect, it } from "vitest";
import { clockRange, dayLong, dayNear, dayShort, hours, length, weekRange, weekdayShort, whenShort } from "./format";

describe("hours", () => {
  it("in columns always have minutes", () => {
    expect(hours(540)).toBe("9 h 00");
    expect(hours(205)).toBe("3 h 25");
    expect(hours(0)).toBe("0 h 00");
  });

  it("in sentences leave out what is nothing", () => {
    expect(length(45)).toBe("45 min");
    expect(length(540)).toBe("9 h");
    expect(length(90)).toBe("1 h 30");
  });
});

describe("days", () => {
  it("are short or long", () => {
    expect(dayShort("2026-11-25")).toBe("25 Nov");
    expect(dayLong("2026-11-25")).toBe("Wednesday 25 November");
    expect(weekdayShort("2026-11-25")).toBe("Wed");
    expect(weekdayShort(0)).toBe("Mon");
  });

  it("are named by how near they are", () => {
    const today = "2026-11-25";
    expect(dayNear("2026-11-25", today)).toBe("Today");
    expect(dayNear("2026-11-26", today)).toBe("Tomorrow");
    expect(dayNear("2026-11-24", today)).toBe("Yesterday");
    expect(dayNear("2026-11-28", today)).toBe("Saturday");
    expect(dayNear("2026-12-02", today)).toBe("Wed 2 Dec");
    expect(dayNear("2026-11-20", today)).toBe("Fri 20 Nov");
  });

  it("of a week name the month once or twice", () => {
    expect(weekRange("2026-11-23")).toBe("23–29 November");
    expect(weekRange("2026-11-30")).toBe("30 November – 6 December");
    expect(weekRange("2026-12-28")).toBe("28 December – 3 January");
  });
});

it("times of blocks", () => {
  expect(clockRange(1170, 1260)).toBe("19:30–21:00");
  expect(whenShort("2026-11-26T19:30", "2026-11-25")).toBe("Thu 19:30");
  expect(whenShort("2026-12-03T19:30", "2026-11-25")).toBe("Thu 3 Dec 19:30");
});
