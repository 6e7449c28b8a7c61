// Where a dragged or resized block lands.
import { describe, expect, it } from "vitest";
import { fakeIpc } from "../../ipc/fake/index";
import { sampleBlocks } from "../../ipc/fake/sample";
import type { BlockMove, MoveCheck } from "../../ipc/types";
import { MoveProbe } from "../../state/probe.svelte";
import { Drag, landing, type Spot } from "./drag.svelte";

const [, , , , block] = sampleBlocks("2026-11-23"); // Wednesday 19:30 to 21:00
if (block === undefined) throw new Error("the sample has a fifth block");
const start: Spot = { day: block.date, minute: 1180 };

describe("where a block lands", () => {
  it("follows the pointer in quarters of an hour, on any day", () => {
    expect(landing(block, "move", start, { day: "2026-11-26", minute: 1180 + 22 })).toMatchObject({
      day: "2026-11-26",
      from: 1170 + 15,
      minutes: 90,
    });
  });

  it("stays inside the day", () => {
    expect(landing(block, "move", start, { day: block.date, minute: 1439 }).from).toBe(1440 - 90);
    expect(landing(block, "move", start, { day: block.date, minute: -900 }).from).toBe(0);
  });

  it("changes its length by an edge, never its day", () => {
    const later = { day: "2026-11-27", minute: 1180 + 30 };
    expect(landing(block, "end", start, later)).toMatchObject({ day: block.date, from: 1170, minutes: 120 });
    expect(landing(block, "top", start, later)).toMatchObject({ day: block.date, from: 1200, minutes: 60 });
  });

  it("keeps at least a quarter of an hour", () => {
    expect(landing(block, "end", start, { ...start, minute: 0 }).minutes).toBe(15);
    expect(landing(block, "top", start, { ...start, minute: 1439 }).minutes).toBe(15);
  });
});

describe("a drag", () => {
  const point = (type: string, y: number) =>
    new PointerEvent(type, { clientX: 0, clientY: y, button: 0, pointerId: 1, bubbles: true });

  function begin() {
    const drops: { move: BlockMove; verdict: MoveCheck | null }[] = [];
    const spot = (_x: number, y: number) => (y > 3000 ? null : { day: block?.date ?? "", minute: y });
    const drag = new Drag({ spot, glide: () => undefined }, new MoveProbe(fakeIpc()), (move, verdict) =>
      drops.push({ move, verdict }),
    );
    if (block !== undefined) drag.press(point("pointerdown", 1180), block);
    return { drag, drops };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it("drops with the verdict of where it was let go", async () => {
    const { drag, drops } = begin();
    window.dispatchEvent(point("pointermove", 1195));
    expect(drag.at).toMatchObject({ from: 1185 });
    window.dispatchEvent(point("pointermove", 1240));
    window.dispatchEvent(point("pointerup", 1240));
    expect(drag.at).toBeNull();
    await settled();
    expect(drops).toHaveLength(1);
    expect(drops[0]?.move).toEqual({ id: "b5", start: "2026-11-25T20:30", minutes: 90 });
    expect(drops[0]?.verdict?.legal).toBe(true);
  });

  it("is a click while it hardly moves", async () => {
    const { drag, drops } = begin();
    window.dispatchEvent(point("pointermove", 1182));
    expect(drag.at).toBeNull();
    window.dispatchEvent(point("pointerup", 1182));
    await settled();
    expect(drops).toEqual([]);
  });

  it("is taken back by Escape and by the end of the pointer", async () => {
    for (const end of [() => new KeyboardEvent("keydown", { key: "Escape" }), () => point("pointercancel", 0)]) {
      const { drag, drops } = begin();
      window.dispatchEvent(point("pointermove", 1240));
      window.dispatchEvent(end());
      expect(drag.at).toBeNull();
      window.dispatchEvent(point("pointerup", 1240));
      await settled();
      expect(drops).toEqual([]);
    }
  });

  it("does nothing when the block comes back to its place", async () => {
    const { drops } = begin();
    window.dispatchEvent(point("pointermove", 1240));
    window.dispatchEvent(point("pointermove", 1181));
    window.dispatchEvent(point("pointerup", 1181));
    await settled();
    expect(drops).toEqual([]);
  });

  it("let go beside the calendar leaves the block where it was", async () => {
    const { drag, drops } = begin();
    window.dispatchEvent(point("pointermove", 1240));
    window.dispatchEvent(point("pointermove", 4000));
    expect(drag.at).toBeNull();
    window.dispatchEvent(point("pointermove", 1300));
    expect(drag.at).not.toBeNull();
    window.dispatchEvent(point("pointermove", 4000));
    window.dispatchEvent(point("pointerup", 4000));
    await settled();
    expect(drops).toEqual([]);
  });
});
