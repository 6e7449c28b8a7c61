// Whatever colour a calendar has, its edge is seen in both themes.
import { expect, it } from "vitest";
import { contrast, edgeOf, GROUNDS, LEAST, read } from "./calendar-colour";

/** The two colours of "light-dark(rgb(…), rgb(…))". */
function themes(edge: string | null): [number, number, number][] {
  return [...(edge ?? "").matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map(([, r, g, b]) => [
    Number(r),
    Number(g),
    Number(b),
  ]);
}

const STEPS = [0, 51, 102, 153, 204, 255];
const hex = (n: number) => n.toString(16).padStart(2, "0");
const all = STEPS.flatMap((r) => STEPS.flatMap((g) => STEPS.map((b) => `#${hex(r)}${hex(g)}${hex(b)}`)));

it("stands out from both grounds", () => {
  expect(all).toHaveLength(216);
  for (const colour of all) {
    const [light, dark] = themes(edgeOf(colour));
    expect(light && contrast(light, GROUNDS.light), colour).toBeGreaterThanOrEqual(LEAST);
    expect(dark && contrast(dark, GROUNDS.dark), colour).toBeGreaterThanOrEqual(LEAST);
  }
});

it("leaves a colour as it is where it can be seen", () => {
  expect(edgeOf("#CC0000")).toMatch(/^light-dark\(rgb\(204, 0, 0\)/);
  expect(read("#336699")).toEqual([51, 102, 153]);
});

it.each([null, "", "red", "#fff", "#12345g", "url(x)"])("draws nothing for %s", (colour) => {
  expect(edgeOf(colour)).toBeNull();
});
