// How days, times and lengths are written.
import { describe, expect, it } from "vitest";
import {
  chance,
  clockRange,
  dateFull,
  dateText,
  dayLong,
  dayNear,
  dayShort,
  hours,
  length,
  listText,
  momentText,
  weekRange,
  weekdayShort,
  weekdaysText,
  whenShort,
} from "./format";

describe("hours", () => {
  it("in columns always have minutes", () => {
    expect(hours(540)).toBe("9\u00a0h\u00a000");
    expect(hours(205)).toBe("3\u00a0h\u00a025");
    expect(hours(0)).toBe("0\u00a0h\u00a000");
  });

  it("in sentences leave out what is nothing", () => {
    expect(length(45)).toBe("45\u00a0min");
    expect(length(540)).toBe("9\u00a0h");
    expect(length(90)).toBe("1\u00a0h\u00a030");
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

describe("the rest", () => {
  it("writes lengths as people do", () => {
    expect([45, 60, 90, 605].map(length)).toEqual(["45\u00a0min", "1\u00a0h", "1\u00a0h\u00a030", "10\u00a0h\u00a005"]);
  });

  it("calls nothing ahead certain", () => {
    expect([0, 1, 82, 99, 100].map(chance)).toEqual(["under 1%", "1%", "82%", "99%", "over 99%"]);
  });

  it("writes days and weeks", () => {
    expect(dateText("2027-05-28")).toBe("28 May 2027");
    expect(dateFull("2027-05-28")).toBe("Friday 28 May 2027");
    expect(weekRange("2026-09-07")).toBe("7–13 September");
    expect(weekRange("2026-09-28")).toBe("28 September – 4 October");
  });

  it("groups weekdays", () => {
    expect(weekdaysText([0, 1, 2, 3])).toBe("Mon to Thu");
    expect(weekdaysText([2, 4])).toBe("Wed, Fri");
    expect(weekdaysText([4, 5])).toBe("Fri, Sat");
    expect(weekdaysText([5])).toBe("Saturday");
  });

  it("lists", () => {
    expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(listText)).toEqual(["", "A", "A and B", "A, B and C"]);
  });

  it("shows an instant in the learner's zone", () => {
    expect(momentText("2026-11-25T17:52:00Z", "Europe/Berlin")).toBe("25 Nov 18:52");
    expect(momentText("2026-11-25T17:52:00Z", "Australia/Lord_Howe")).toBe("26 Nov 04:52");
  });
});
