// Which days are on screen, and how that is written in the address.
import { describe, expect, it } from "vitest";
import { addDays } from "../time/civil";
import { addressOf, daysOf, fitting, readAddress, stepped } from "./week-days";

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
    ["week", TODAY, ""],
    ["week", "2026-12-02", "2026-W49"],
    ["week", "2027-01-03", "2026-W53"],
    ["day", TODAY, "2026-11-25/day"],
    ["five", "2026-11-28", "2026-11-28/5-days"],
  ] as const)("of %s on %s is %j, and leads back", (view, day, address) => {
    expect(addressOf(view, day, TODAY)).toBe(address);
    const read = readAddress(address);
    if (address === "") expect(read).toBeNull();
    else expect(read && addressOf(read.view, read.day, TODAY)).toBe(address);
  });

  it.each(["2026-W54", "2025-W53", "2026-11-31/day", "2026-11-25/month", "2026-11-25", "x/day", "-W01"])(
    "%s leads nowhere",
    (address) => expect(readAddress(address)).toBeNull(),
  );
});
