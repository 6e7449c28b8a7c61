// What is known: changed answers show their hours, are saved as a whole, and can be put back.
import { describe, expect, it, vi } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";
import { Knowledge } from "./knowledge.svelte";

async function open() {
  const ipc = fakeIpc();
  const app = new App(ipc);
  const known = new Knowledge(app);
  await known.saved.refresh();
  return { ipc, app, known };
}

describe("what is known already", () => {
  it("starts with what is saved", async () => {
    const { known } = await open();
    expect(known.levelOf(3)).toBe("seen_it");
    expect(known.isKnown("unit-11")).toBe(true);
    expect(known.changed).toBe(false);
    expect(known.sums).toBe(known.saved.data?.hours);
  });

  it("shows what a change does to the hours before it is saved", async () => {
    const { known, ipc } = await open();
    vi.useFakeTimers();
    known.setLevel(1, "could_teach_it");
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(known.sums?.left_min).toBeLessThan(known.saved.data?.hours.left_min ?? 0);
    expect(ipc.calls.some(({ name }) => name === "knowledge_set")).toBe(false);
    known.reset();
    expect(known.levelOf(1)).toBe("new");
    expect(known.sums).toBe(known.saved.data?.hours);
  });

  it("is saved as a whole, and says what was answered", async () => {
    const { known, ipc, app } = await open();
    known.pick("unit-1", true);
    known.unpick(3);
    await known.save();
    expect(ipc.calls.find(({ name }) => name === "knowledge_set")?.args).toEqual({
      levels: { "3": "seen_it" },
      units: { "unit-1": true },
    });
    expect(app.toasts.current).toMatchObject({ kind: "answered", answered: { undoable: true } });
    expect(known.changed).toBe(false);
    expect(known.isKnown("unit-1")).toBe(true);
    expect(known.isKnown("unit-11")).toBe(false);
  });

  it("keeps the answers when saving fails", async () => {
    const { known, ipc } = await open();
    known.pick("unit-1", true);
    ipc.failNext("knowledge_set", new Failure("journal", "The disk is full."));
    await known.save();
    expect(known.changed).toBe(true);
    expect(known.isKnown("unit-1")).toBe(true);
    expect(known.working).toBe(false);
  });
});
