// Lengths as people type them.
import { describe, expect, it } from "vitest";
import { readLength, readMinutes, writeHours } from "./length";

describe("lengths", () => {
  it.each([
    ["9", 540],
    ["9.5", 570],
    ["9,5 h", 570],
    ["9 h 30", 570],
    ["9:30", 570],
    ["45 min", 45],
    // As it is shown, without a line break: copied from there.
    ["1\u00a0h\u00a030", 90],
    ["9 hours", 540],
    ["0", 0],
  ])("reads %s", (text, minutes) => {
    expect(readLength(text)).toBe(minutes);
  });

  it.each(["", "nine", "9:75", "-3", "9 h 30 min 5", "1e3"])("refuses %j", (text) => {
    expect(readLength(text)).toBeNull();
  });

  it("reads what it writes", () => {
    for (let minutes = 30; minutes <= 4200; minutes += 1) expect(readLength(writeHours(minutes))).toBe(minutes);
  });
});

it.each([
  ["90", 90],
  [" 45 min", 45],
  ["45\u00a0min", 45],
  ["0", null],
  ["", null],
  ["-5", null],
  ["1.5", null],
  ["1441", null],
])("reads %j where minutes are asked for", (text, minutes) => expect(readMinutes(text)).toBe(minutes));
