// Lanes: what overlaps stands side by side, what does not has the whole width.
import { describe, expect, it } from "vitest";
import { lanes } from "./lanes";

const at = (from: number, to: number) => ({ from, to });

describe("lanes", () => {
  it("give a span of its own the whole width", () => {
    expect(lanes([at(0, 60), at(60, 120)])).toEqual([
      { lane: 0, of: 1 },
      { lane: 0, of: 1 },
    ]);
  });

  it("put what overlaps side by side, whatever the order", () => {
    expect(lanes([at(30, 90), at(0, 60)])).toEqual([
      { lane: 1, of: 2 },
      { lane: 0, of: 2 },
    ]);
    expect(lanes([at(0, 60), at(0, 60), at(0, 60)]).map(({ lane }) => lane)).toEqual([0, 1, 2]);
  });

  it("use a lane again once it is free, and one width for all that hang together", () => {
    expect(lanes([at(0, 240), at(0, 60), at(60, 120), at(300, 360)])).toEqual([
      { lane: 0, of: 2 },
      { lane: 1, of: 2 },
      { lane: 1, of: 2 },
      { lane: 0, of: 1 },
    ]);
  });

  it("never let two spans that share time share a lane", () => {
    const spans = Array.from({ length: 40 }, (_, n) => at((n * 37) % 600, ((n * 37) % 600) + 15 + ((n * 53) % 200)));
    const found = lanes(spans);
    spans.forEach((a, i) =>
      spans.slice(i + 1).forEach((b, j) => {
        if (a.from < b.to && b.from < a.to) expect(found[i]?.lane).not.toBe(found[i + 1 + j]?.lane);
      }),
    );
    for (const { lane, of } of found) expect(lane).toBeLessThan(of);
  });

  it("know nothing of nothing", () => {
    expect(lanes([])).toEqual([]);
  });
});
