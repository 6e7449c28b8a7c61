// Free time between blocks in which a new one may be drawn.
import { describe, expect, it } from "vitest";
import type { BlockView } from "../../ipc/types";
import { drawn } from "./drag.svelte";
import { around, gaps, suggested } from "./gaps";

const block = (from: number, to: number, state: BlockView["state"] = "planned") => ({ from, to, state });
const day = (date: string, free: [number, number][], blocks: ReturnType<typeof block>[] = []) => ({
  date,
  free: free.map(([from, to]) => ({ from, to })),
  blocks,
});

describe("room for a new block", () => {
  it("is free time without blocks and a quarter beside each", () => {
    const evening = day("2026-11-25", [[1080, 1320]], [block(1140, 1200)]);
    expect(gaps(evening)).toEqual([
      { from: 1080, to: 1125 },
      { from: 1215, to: 1320 },
    ]);
    expect(gaps(evening, 1100)).toEqual([{ from: 1215, to: 1320 }]);
  });

  it("joins deep and light time, and does not mind what could not be done", () => {
    const two = day("2026-11-25", [
      [1080, 1200],
      [1200, 1320],
    ]);
    expect(gaps(two)).toEqual([{ from: 1080, to: 1320 }]);
    expect(gaps({ ...two, blocks: [block(1140, 1200, "missed")] })).toEqual([{ from: 1080, to: 1320 }]);
  });

  it("begins where one presses, and ends with the room", () => {
    const evening = day("2026-11-25", [[1080, 1320]], [block(1200, 1260)]);
    expect(around(evening, 1097)).toEqual({ day: "2026-11-25", from: 1095, to: 1155 });
    expect(around(evening, 1170)).toEqual({ day: "2026-11-25", from: 1155, to: 1185 });
    expect(around(evening, 600)).toEqual({ day: "2026-11-25", from: 600, to: 660 });
  });

  it("is looked for in the wished day first, never before now", () => {
    const days = [day("2026-11-25", [[1080, 1320]]), day("2026-11-26", []), day("2026-11-27", [[1080, 1110]])];
    const now = { day: "2026-11-25", minute: 1150 };
    expect(suggested(days, "2026-11-25", now)).toEqual({ day: "2026-11-25", from: 1155, to: 1215 });
    expect(suggested(days, "2026-11-26", now)).toEqual({ day: "2026-11-27", from: 1080, to: 1110 });
    expect(suggested([], "2026-11-26", now)).toEqual({ day: "2026-11-26", from: 1140, to: 1200 });
  });

  it("is drawn in whole quarters, in either direction", () => {
    const at = (minute: number) => ({ day: "2026-11-25", minute });
    expect(drawn(at(1085), at(1130))).toEqual({ day: "2026-11-25", from: 1080, to: 1140 });
    expect(drawn(at(1130), at(1085))).toEqual({ day: "2026-11-25", from: 1080, to: 1140 });
    expect(drawn(at(1085), at(1085))).toEqual({ day: "2026-11-25", from: 1080, to: 1095 });
  });
});
