// How days, times and lengths are written.
import { describe, expect, it } from "vitest";
import { say } from "./say";

describe("say", () => {
  it("writes lengths as people do", () => {
    expect([45, 60, 90, 605].map(say.length)).toEqual(["45 min", "1 h", "1 h 30", "10 h 05"]);
  });

  it("writes days and weeks", () => {
    expect(say.date("2027-05-28")).toBe("28 May 2027");
    expect(say.fullDate("2027-05-28")).toBe("Friday 28 May 2027");
    expect(say.week("2026-09-07", "2026-09-13")).toBe("7–13 September");
    expect(say.week("2026-09-28", "2026-10-04")).toBe("28 September – 4 October");
  });

  it("groups weekdays", () => {
    expect(say.days([0, 1, 2, 3])).toBe("Mon to Thu");
    expect(say.days([2, 4])).toBe("Wed, Fri");
    expect(say.days([4, 5])).toBe("Fri, Sat");
    expect(say.days([5])).toBe("Saturday");
  });

  it("shows an instant in the learner's zone", () => {
    expect(say.moment("2026-11-25T17:52:00Z", "Europe/Berlin")).toBe("25 Nov 18:52");
    expect(say.moment("2026-11-25T17:52:00Z", "Australia/Lord_Howe")).toBe("26 Nov 04:52");
  });
});
