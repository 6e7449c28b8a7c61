// Seconds and minutes of a session as they are shown and logged.
import { expect, test } from "vitest";
import { minutesOf, stopwatch } from "./stopwatch";

test("a session is shown in minutes and seconds, from an hour on with hours", () => {
  expect([0, 59, 2538, 3600, 36_061].map(stopwatch)).toEqual(["00:00", "00:59", "42:18", "1:00:00", "10:01:01"]);
  expect(stopwatch(-5)).toBe("00:00");
});

test("a session counts in whole minutes, and as one at least", () => {
  expect([0, 29, 89, 91, 5400].map(minutesOf)).toEqual([1, 1, 1, 2, 90]);
});
