// Changes: said in words, undone, refused.
import { beforeEach, describe, expect, it } from "vitest";
import { Failure, asFailure, NO_ANSWER } from "../ipc/call";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";

let ipc: FakeIpc;
let app: App;

beforeEach(async () => {
  ipc = fakeIpc();
  app = new App(ipc);
  await app.frame.refresh();
});

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a change", () => {
  it("is said in the application's words, with its changes", async () => {
    await app.deeds.missed("b5");
    const toast = app.toasts.current;
    expect(toast?.kind).toBe("answered");
    if (toast?.kind !== "answered") return;
    expect(toast.answered.message).toBe("The plan took it in. Moved 1 block, changed the length of 1 block.");
    expect(toast.answered.undoable).toBe(true);
    expect(toast.answered.changes).toHaveLength(3);
  });

  it("that fails is said too, and changes nothing on screen", async () => {
    ipc.failNext("block_done", new Failure("journal", "Not saved: the disk is full.", ["Free some space."]));
    await app.deeds.done("b5");
    const toast = app.toasts.current;
    expect(toast?.kind === "failed" && toast.failure.message).toBe("Not saved: the disk is full.");
  });

  it("that has nothing to say leaves the former message", async () => {
    await app.deeds.lock("b5", true);
    const before = app.toasts.current;
    await app.deeds.tick("boosting", 2, true);
    expect(app.toasts.current).toBe(before);
  });

  it("is taken back and brought back", async () => {
    const end = app.start();
    await app.deeds.done("b5");
    await settled();
    expect(app.frame.data?.undo).toBe("marked done");
    await app.undo();
    await settled();
    expect(app.frame.data?.redo).toBe("marked done");
    expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")?.state).toBe("planned");
    await app.redo();
    expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")?.state).toBe("done");
    end();
  });

  it("after a journal was taken in says first that it means something else, and keeps the way back on screen", async () => {
    const restored = { message: "Taken in.", back: "journal.replaced-2026-11-25" };
    app.toasts.show({ kind: "restored", restored });
    const asked = () => ipc.calls.filter(({ name }) => ["backup_restore", "undo"].includes(name));
    await app.undo();
    expect(asked()).toEqual([]);
    expect(app.toasts.current).toEqual({ kind: "restored", restored, undoes: true });
    await app.undo();
    expect(asked().map(({ name }) => name)).toEqual(["undo"]);
  });

  // Nobody follows here, as where another program does something.
  it("after a journal was taken in says anew what it means where another program did something since", async () => {
    app.toasts.show({ kind: "restored", restored: { message: "Taken in.", back: "journal.replaced-2026-11-25" } });
    const asked = () => ipc.calls.filter(({ name }) => name === "undo").length;
    await ipc.call("block_done", { id: "b5" });
    await app.undo();
    expect(app.undoable).toEqual(["marked done"]);
    await ipc.call("block_lock", { id: "b6", locked: true });
    await app.undo();
    expect([asked(), app.undoable[0]]).toEqual([0, "locked a block"]);
    await app.undo();
    expect(asked()).toBe(1);
  });

  it("of what was shown takes back nothing else", async () => {
    await ipc.call("block_done", { id: "b5" });
    await app.frame.refresh();
    const said = app.undoable;
    await ipc.call("block_lock", { id: "b6", locked: true });
    expect(await app.undoAsSaid(said)).toBeNull();
    expect(app.toasts.current).toEqual({ kind: "overtaken" });
    expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")?.state).toBe("done");
    expect(await app.undoAsSaid(app.undoable)).not.toBeNull();
    expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")?.state).toBe("planned");
  });

  it("that cannot be taken back says why", async () => {
    await app.undo();
    expect(app.toasts.current?.kind).toBe("failed");
  });
});

describe("a move", () => {
  it("that is legal is made", async () => {
    expect(await app.deeds.move({ id: "b5", start: "2026-11-25T20:00", minutes: 90 })).toBe(true);
    expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")).toMatchObject({ from: 1200, locked: true });
  });

  it("that is not legal is refused in words, with the nearest legal start", async () => {
    expect(await app.deeds.move({ id: "b6", start: "2026-11-26T20:30", minutes: 60 })).toBe(false);
    const toast = app.toasts.current;
    expect(toast?.kind).toBe("refused");
    if (toast?.kind !== "refused") return;
    expect(toast.reasons).toEqual(["“Call home” is there from 21:00 to 22:15."]);
    expect(toast.nearest).toEqual({ id: "b6", start: "2026-11-26T20:00", minutes: 60 });
    expect(ipc.calls.some(({ name }) => name === "block_move")).toBe(false);
  });

  it("can be offered: other legal starts, soonest first, without the block's own", async () => {
    const block = ipc.desk.world.blocks.find(({ id }) => id === "b6");
    if (block === undefined) throw new Error("the sample has this block");
    const slots = await app.deeds.slots(block);
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.length).toBeLessThanOrEqual(3);
    expect(slots).toEqual([...slots].sort());
    expect(slots).not.toContain("2026-11-26T19:30");
  });
});

describe("a failure", () => {
  it("keeps code, sentence and details of the application", () => {
    const failure = asFailure({ code: "illegal_move", message: "It can’t go there.", details: ["Busy."] });
    expect(failure).toMatchObject({ code: "illegal_move", message: "It can’t go there.", details: ["Busy."] });
  });

  it("without a code means that nobody answered", () => {
    expect(asFailure("channel closed").code).toBe(NO_ANSWER);
    expect(asFailure(new Error("gone")).message).toBe("gone");
  });
});
