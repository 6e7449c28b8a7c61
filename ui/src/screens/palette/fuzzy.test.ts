// Fuzzy: what was meant comes before what merely has the letters.
import { describe, expect, it } from "vitest";
import { fuzzy } from "./fuzzy";

const score = (query: string, text: string) => fuzzy(query, text)?.score ?? null;

describe("a few letters", () => {
  it("fit better the more they are a beginning", () => {
    const texts = ["Split in the middle", "Do the split", "Unsplit", "Set priority later in time"];
    const scores = texts.map((text) => score("split", text) ?? 0);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(scores[2]).toBeGreaterThan(0);
  });

  it("are found without case and accents, in any order of words", () => {
    expect(score("ESTADISTICA", "Matemáticas y estadística")).not.toBeNull();
    expect(score("middle split", "Split in the middle")).not.toBeNull();
    expect(score("split nothing", "Split in the middle")).toBeNull();
  });

  it("may leave letters out, and take the beginnings of words", () => {
    expect(fuzzy("gb", "Gradient boosting")?.at).toEqual([0, 9]);
    expect(score("setings", "Settings")).not.toBeNull();
    expect(score("grdient", "Gradient boosting")).not.toBeNull();
  });

  it("do not fit where they are only strewn about", () => {
    expect(score("undo", "Let time that runs now be done")).toBeNull();
    expect(score("z", "Sizes")).toBeNull();
    expect(score("xyz", "Export your blocks")).toBeNull();
  });

  it("are marked where they stand", () => {
    expect(fuzzy("mid", "Split in the middle")?.at).toEqual([13, 14, 15]);
    expect(fuzzy("", "anything")).toEqual({ score: 0, at: [] });
  });

  it("are quick with long texts of one letter", () => {
    expect(score("aaaaaaaaab", "a".repeat(200))).toBeNull();
  });
});
