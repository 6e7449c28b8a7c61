// A note is saved once, and its words are kept until they are.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import type { UnitView } from "../ipc/types";
import { App } from "./app.svelte";
import { PAUSE_MS, type Notes } from "./notes.svelte";

let ipc: FakeIpc;
let notes: Notes;
const unit = (id: string): UnitView => {
  const found = ipc.desk.world.units[id];
  if (found === undefined) throw new Error(`no unit ${id}`);
  return structuredClone(found);
};
const saved = () => ipc.calls.filter(({ name }) => name === "note_set").map(({ args }) => args);
const full = () => ipc.failNext("note_set", new Failure("journal", "The disk is full."));

beforeEach(() => {
  vi.useFakeTimers();
  ipc = fakeIpc();
  ({ notes } = new App(ipc));
});
afterEach(() => vi.useRealTimers());

describe("a note", () => {
  it("is saved once after a pause", async () => {
    notes.write(unit("boosting"), "a");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    notes.write(unit("boosting"), "ab");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(saved()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved()).toEqual([{ unit: "boosting", text: "ab" }]);
    expect(notes.isDirty("boosting")).toBe(false);
  });

  it("is saved while it is being written, too, if nobody pauses", async () => {
    for (let n = 0; n < 13; n++) {
      notes.write(unit("boosting"), `${n}`);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(saved()).toEqual([{ unit: "boosting", text: "9" }]);
  });

  it("is not overwritten while it is being written", () => {
    notes.write(unit("boosting"), "mine");
    notes.seen({ ...unit("boosting"), note: "theirs" });
    expect(notes.text(unit("boosting"))).toBe("mine");
  });

  it("shows what was saved until the unit is read again, and then what the application says", async () => {
    const before = unit("boosting");
    notes.write(unit("boosting"), "mine");
    await notes.save("boosting");
    expect(notes.text(before)).toBe("mine");
    notes.seen({ ...before, note: "undone" });
    expect(notes.text({ ...before, note: "undone" })).toBe("undone");
  });

  it("stays with its unit after a failure, whatever is looked at meanwhile, and is saved the next time", async () => {
    full();
    notes.write(unit("boosting"), "kept");
    await notes.save("boosting");
    notes.seen(unit("ranking"));
    notes.seen(unit("boosting"));
    expect(notes.text(unit("boosting"))).toBe("kept");
    expect(notes.text(unit("ranking"))).toBe("");
    expect(notes.unsaved).toMatchObject({
      titles: ["Gradient boosting from scratch"],
      failure: { message: "The disk is full." },
    });
    await notes.saveAll();
    expect(ipc.desk.world.units["boosting"]?.note).toBe("kept");
    expect(notes.unsaved).toBeNull();
  });

  it("that grows while it is being saved is saved with its last words last", async () => {
    notes.write(unit("boosting"), "a");
    const first = notes.save("boosting");
    notes.write(unit("boosting"), "ab");
    await Promise.all([first, notes.save("boosting")]);
    expect(saved()).toEqual([
      { unit: "boosting", text: "a" },
      { unit: "boosting", text: "ab" },
    ]);
    expect(notes.isDirty("boosting")).toBe(false);
  });

  it("that was not touched is not saved", async () => {
    await notes.save("boosting");
    expect(saved()).toEqual([]);
  });
});
