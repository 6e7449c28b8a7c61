// Moves by key.
import { describe, expect, it } from "vitest";
import { sampleBlocks } from "../../ipc/fake/sample";
import { blockKey } from "../../state/week.svelte";
import { neighbour, step } from "./steps";

// Mon 19:30 b1, Tue 19:30 b2, Tue 21:00 b3, Wed 08:00 b4, Wed 19:30 b5, Thu 19:30 b6, Sat 09:00 b7, Sat 11:00 b8, Sun b9
const week = sampleBlocks("2026-11-23").filter((block) => block.date <= "2026-11-29");
const to = (from: string, key: string) => {
  const found = neighbour(week, from, key);
  return found && blockKey(found);
};

describe("the focus", () => {
  it.each([
    ["b1", "j", "b2"],
    ["b2", "k", "b1"],
    ["b3", "j", "b4"],
    ["b2", "ArrowDown", "b3"],
    ["b3", "ArrowUp", "b2"],
    ["b1", "ArrowRight", "b2"],
    ["b5", "ArrowLeft", "b2"],
    ["b4", "ArrowLeft", "b2"],
    ["b6", "ArrowRight", "b8"],
    ["b5", "Home", "b1"],
    ["b5", "End", "b9"],
  ])("goes from %s with %s to %s", (from, key, there) => expect(to(from, key)).toBe(there));

  it.each([
    ["b1", "k"],
    ["b9", "j"],
    ["b1", "ArrowLeft"],
    ["b9", "ArrowRight"],
    ["b3", "ArrowDown"],
    ["b3", "q"],
  ])("stays at %s with %s", (from, key) => expect(to(from, key)).toBeNull());

  it("starts at the first block", () => expect(to("gone", "j")).toBe("b1"));
});

describe("a move by key", () => {
  const block = week[4];
  if (block === undefined) throw new Error("the sample has a fifth block");

  it.each([
    ["ArrowUp", false, "2026-11-25T19:15", 90],
    ["ArrowDown", false, "2026-11-25T19:45", 90],
    ["ArrowLeft", false, "2026-11-24T19:30", 90],
    ["ArrowRight", false, "2026-11-26T19:30", 90],
    ["ArrowUp", true, "2026-11-25T19:30", 75],
    ["ArrowDown", true, "2026-11-25T19:30", 105],
  ])("%s (shift: %s)", (key, shift, start, minutes) =>
    expect(step(block, key, shift)).toEqual({ id: "b5", start, minutes }),
  );

  it("means nothing for other keys", () => {
    expect(step(block, "j", false)).toBeNull();
    expect(step(block, "ArrowLeft", true)).toBeNull();
  });

  it("never makes a block shorter than a quarter of an hour", () => {
    expect(step({ ...block, minutes: 15 }, "ArrowUp", true)).toBeNull();
  });

  it("is not for a block without a name", () => expect(step({ ...block, id: null }, "ArrowUp", false)).toBeNull());
});
