// Whole dates as people write them, and the small calendar's weeks.
import { describe, expect, it } from "vitest";
import { addMonths, monthWeeks, readDay, readDayNear } from "./read-day";

describe("readDay", () => {
  it.each([
    "28 May 2027",
    "28 may 2027",
    "28. May 2027",
    "28th May, 2027",
    "May 28, 2027",
    "2027-05-28",
    "2027/5/28",
    "28.5.2027",
    "28. 5. 2027",
    "28/05/2027",
    "  28   May  2027 ",
  ])("reads %s", (text) => {
    expect(readDay(text)).toEqual({ day: "2027-05-28" });
  });

  it.each([
    ["", "empty"],
    ["next spring", "form"],
    ["28", "form"],
    ["28 May", "form"],
    ["28 Mai 2027", "month"],
    ["28 Ma 2027", "month"],
    ["28.13.2027", "month"],
    ["31 June 2027", "day"],
    ["29.2.2027", "day"],
    ["0.2.2027", "day"],
    ["28.5.27", "year"],
    ["1 January 0099", "year"],
  ])("says what is wrong with %j", (text, problem) => {
    expect(readDay(text)).toEqual({ problem });
  });

  it("reads short and long month names and leap days", () => {
    expect(readDay("3 Sept 2026")).toEqual({ day: "2026-09-03" });
    expect(readDay("3 september 2026")).toEqual({ day: "2026-09-03" });
    expect(readDay("29 Feb 2028")).toEqual({ day: "2028-02-29" });
  });
});

describe("months", () => {
  it("keeps the day of the month where there is one", () => {
    expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(addMonths("2027-01-15", -1)).toBe("2026-12-15");
    expect(addMonths("2026-12-31", 12)).toBe("2027-12-31");
  });

  it("lays a month out in whole weeks from Monday", () => {
    const weeks = monthWeeks("2027-05-28");
    expect(weeks[0]?.[0]).toBe("2027-04-26");
    expect(weeks.at(-1)?.at(-1)).toBe("2027-06-06");
    expect(weeks).toHaveLength(6);
    expect(monthWeeks("2027-02-10")).toHaveLength(4);
  });
});

describe("a day without its year", () => {
  const today = "2026-11-25";
  it.each([
    ["2027-01-03", "2027-01-03"],
    ["26 Nov", "2026-11-26"],
    ["Thu 26 Nov", "2026-11-26"],
    ["3 january", "2027-01-03"],
    ["26/11", "2026-11-26"],
    ["26.11.2027", "2027-11-26"],
    ["30 Jun", "2026-06-30"],
    ["1 may", "2027-05-01"],
  ])("reads %s", (text, day) => expect(readDayNear(text, today)).toEqual({ day }));

  it.each(["", "31 Nov", "2026-02-29", "26", "someday", "26 Foo"])("refuses %j", (text) =>
    expect(readDayNear(text, today)).toHaveProperty("problem"),
  );
});
