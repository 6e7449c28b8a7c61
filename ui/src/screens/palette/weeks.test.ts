// Weeks and days as they are asked for.
import { describe, expect, it } from "vitest";
import { mondayOf } from "../../state/week-days";
import { weeksIn } from "./weeks";

const TODAY = "2026-11-25";
const days = (text: string, planStart: string | null = null) =>
  weeksIn(text, TODAY, planStart).map(({ day, ofPlan }) => `${day}${ofPlan ? " plan" : ""}`);

describe("a week that is asked for", () => {
  it.each([
    ["week 48", ["2026-11-23"]],
    ["w48", ["2026-11-23"]],
    ["Week 3", ["2027-01-18"]],
    ["week 40", ["2026-09-28"]],
    ["week 53", ["2026-12-28"]],
    ["week 53 2025", []],
    ["week 0", []],
    ["week 54", []],
    ["2026-W48", ["2026-11-23"]],
    ["2027w1", ["2027-01-04"]],
    ["26 Nov", ["2026-11-26"]],
    ["tomorrow", ["2026-11-26"]],
    ["3 March 2027", ["2027-03-03"]],
    ["weekend", []],
    ["48", []],
  ])("%s", (text, expected) => expect(days(text)).toEqual(expected));

  it("may be a week of the plan as well", () => {
    expect(days("week 3", "2026-11-09")).toEqual(["2027-01-18", "2026-11-23 plan"]);
    expect(days("week 3 2027", "2026-11-09")).toEqual(["2027-01-18"]);
  });

  it("is the week that its number says, in years of 52 and of 53 weeks", () => {
    expect(mondayOf(2026, 1)).toBe("2025-12-29");
    expect(mondayOf(2020, 53)).toBe("2020-12-28");
    expect(mondayOf(2025, 53)).toBeNull();
  });
});
