// What is being written is saved before the window closes, and what cannot be keeps it open once.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";

async function begun() {
  const ipc = fakeIpc();
  const app = new App(ipc);
  app.leaving.follow();
  await app.review.view.refresh();
  const unit = ipc.desk.world.units["boosting"];
  if (unit === undefined) throw new Error("no unit");
  const saved = () => ipc.calls.filter(({ name }) => name === "note_set" || name === "reflection_set");
  const close = async () => {
    ipc.close();
    await vi.advanceTimersByTimeAsync(0);
    return ipc.left.at(-1);
  };
  return { ipc, app, unit, saved, close };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("closing the window", () => {
  it("waits for nothing where nothing is written", async () => {
    const { saved, close } = await begun();
    expect(await close()).toBe(true);
    expect(saved()).toEqual([]);
  });

  it("saves a note and the lines of the look back first", async () => {
    const { app, unit, saved, close } = await begun();
    app.notes.write(unit, "To the last letter");
    app.review.write("This one");
    app.review.aboutLast = true;
    app.review.write("That one");
    expect(await close()).toBe(true);
    expect(saved().map(({ args }) => args)).toEqual([
      { week: "2026-11-23", text: "This one", was: "" },
      { unit: "boosting", text: "To the last letter" },
      { week: "2026-11-16", text: "That one", was: "Mornings went better than evenings." },
    ]);
  });

  it("stays open once with what cannot be saved, says so, and asks again later", async () => {
    const { ipc, app, unit, close } = await begun();
    const full = () => ipc.failNext("note_set", new Failure("journal", "The disk is full."));
    app.notes.write(unit, "Kept");
    full();
    expect(await close()).toBe(false);
    expect(app.toasts.current).toMatchObject({
      kind: "stays",
      unsaved: [{ titles: [unit.title], failure: { message: "The disk is full." } }],
    });
    expect(app.notes.text(unit)).toBe("Kept");
    full();
    expect(await close()).toBe(true);
    // Who has put the message away is told anew.
    app.toasts.dismiss();
    full();
    expect(await close()).toBe(false);
    // And once there is room it is saved.
    expect(await close()).toBe(true);
    expect(app.notes.unsaved).toBeNull();
  });

  it("stays open again with words that were written since it was said", async () => {
    const { ipc, app, unit, close } = await begun();
    const full = (name: "note_set" | "reflection_set") =>
      ipc.failNext(name, new Failure("journal", "The disk is full."));
    app.review.write("A line");
    full("reflection_set");
    expect(await close()).toBe(false);
    app.notes.write(unit, "A note that nothing was said of");
    full("reflection_set");
    full("note_set");
    expect(await close()).toBe(false);
    expect(app.toasts.current).toMatchObject({
      kind: "stays",
      unsaved: [{ week: "2026-11-23" }, { titles: [unit.title] }],
    });
    app.notes.write(unit, "A note that nothing was said of, with more to it");
    full("reflection_set");
    full("note_set");
    expect(await close()).toBe(false);
    full("reflection_set");
    full("note_set");
    expect(await close()).toBe(true);
  });

  it("stays open for a line that is too long to be saved", async () => {
    const { ipc, app, close } = await begun();
    app.review.write("long");
    ipc.failNext("reflection_set", new Failure("bad_setting", "The line has 281 characters; 280 fit."));
    expect(await close()).toBe(false);
    expect(app.review.line).toBe("long");
  });

  it("says that it saves, where that takes long", async () => {
    const { ipc, app, unit, close } = await begun();
    app.notes.write(unit, "Slowly");
    ipc.hold("note_set");
    expect(await close()).toBeUndefined();
    expect(app.toasts.current).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(app.toasts.current).toEqual({ kind: "saving" });
  });

  it("saves every other line beside one that cannot be, and names that one", async () => {
    const { ipc, app, saved, close } = await begun();
    app.review.aboutLast = true;
    app.review.write("long");
    app.review.aboutLast = false;
    app.review.write("Short and fine");
    ipc.failNext("reflection_set", new Failure("bad_setting", "The line has 281 characters; 280 fit."));
    expect(await close()).toBe(false);
    expect(saved().at(-1)?.args).toMatchObject({ week: "2026-11-23", text: "Short and fine" });
    expect(app.toasts.current).toMatchObject({ kind: "stays", unsaved: [{ week: "2026-11-16" }] });
  });

  it("saves nothing that was written with the sample learner into one's own plan", async () => {
    const { app, unit, saved, close } = await begun();
    app.review.write("The sample's line");
    app.notes.write(unit, "The sample's note");
    await app.leaveSample();
    expect(await close()).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(saved()).toEqual([]);
  });
});
