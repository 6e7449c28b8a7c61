// A note is saved once, and kept when saving fails.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import type { UnitView } from "../ipc/types";
import { App } from "./app.svelte";
import { NoteDraft, PAUSE_MS } from "./note.svelte";

let ipc: FakeIpc;
let draft: NoteDraft;
const unit = (id: string): UnitView => {
  const found = ipc.desk.world.units[id];
  if (found === undefined) throw new Error(`no unit ${id}`);
  return structuredClone(found);
};
const saved = () => ipc.calls.filter(({ name }) => name === "note_set").map(({ args }) => args);

beforeEach(() => {
  vi.useFakeTimers();
  ipc = fakeIpc();
  draft = new NoteDraft(new App(ipc));
  draft.show(unit("boosting"));
});
afterEach(() => vi.useRealTimers());

describe("a note", () => {
  it("is saved once after a pause", async () => {
    draft.write("a");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    draft.write("ab");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(saved()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved()).toEqual([{ unit: "boosting", text: "ab" }]);
    expect(draft.dirty).toBe(false);
  });

  it("is saved before another unit's note takes its place", async () => {
    draft.write("for boosting");
    draft.show(unit("ranking"));
    await vi.runAllTimersAsync();
    expect(saved()).toEqual([{ unit: "boosting", text: "for boosting" }]);
    expect(draft.text).toBe("");
  });

  it("is not overwritten while it is being written", () => {
    draft.write("mine");
    draft.show({ ...unit("boosting"), note: "theirs" });
    expect(draft.text).toBe("mine");
  });

  it("stays unsaved after a failure, and is saved the next time", async () => {
    ipc.failNext("note_set", new Failure("journal", "The disk is full."));
    draft.write("kept");
    await draft.save();
    expect(draft.text).toBe("kept");
    expect(draft.dirty).toBe(true);
    await draft.save();
    expect(ipc.desk.world.units["boosting"]?.note).toBe("kept");
    expect(draft.dirty).toBe(false);
  });

  it("that was not touched is not saved", async () => {
    await draft.save();
    expect(saved()).toEqual([]);
  });
});
