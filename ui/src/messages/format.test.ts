// How days, times and lengths are written.
import { describe, expect, it } from "vitest";
import { dateFull, dateText, length, listText, momentText, weekdaysText, weekRange } from "./format";

describe("format", () => {
  it("writes lengths as people do", () => {
    expect([45, 60, 90, 605].map(length)).toEqual(["45 min", "1 h", "1 h 30", "10 h 05"]);
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
