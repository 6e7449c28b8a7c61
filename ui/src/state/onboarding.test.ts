// Onboarding: answers are kept, hours follow at rest, the preview answers what is asked, the end saves.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";
import { Onboarding } from "./onboarding.svelte";

const KEY = "ninefold.onboarding";

function memory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

async function open(store = memory()) {
  const ipc = fakeIpc({ scenario: "first" });
  const app = new App(ipc);
  const ob = new Onboarding(app, store);
  await ob.load();
  const asked = (name: string) => ipc.calls.filter((call) => call.name === name);
  return { ipc, app, ob, store, asked };
}

beforeEach(() => {
  location.hash = "";
});

describe("the draft", () => {
  it("starts with the offered answers and their hours", async () => {
    const { ob, asked } = await open();
    expect(ob.draft?.goal).toBe("ml_role");
    expect(ob.hours.data?.strategies).toHaveLength(9);
    expect(ob.offered.map((unit) => unit.title)).toContain("Git");
    expect(asked("onboarding_hours")).toHaveLength(1);
  });

  it("is replaced whole, never edited in place", async () => {
    const { ob } = await open();
    const before = ob.draft;
    ob.edit({ goal: "add_to_job" });
    expect(before?.goal).toBe("ml_role");
    expect(ob.draft).not.toBe(before);
    ob.end();
  });

  it("survives a reload of the window, and nothing else brings it back after the end", async () => {
    const store = memory();
    const first = await open(store);
    first.ob.edit({ target: "2027-03-01", week_min: 720 });
    first.ob.end();
    const second = await open(store);
    expect(second.ob.draft).toMatchObject({ target: "2027-03-01", week_min: 720 });
    await second.ob.finish();
    expect(store.getItem(KEY)).toBeNull();
    expect((await open(store)).ob.draft?.week_min).toBe(540);
  });

  it.each([
    "not json",
    "[]",
    JSON.stringify({ goal: "world_peace" }),
    JSON.stringify({ goal: "ml_role", target: "2027-03-01", week_min: -1, windows: [], levels: {}, units: {} }),
    JSON.stringify({ goal: "ml_role", target: "2027-03-01", week_min: 60, windows: [{}], levels: {}, units: {} }),
    JSON.stringify({
      goal: "ml_role",
      target: "2027-03-01",
      week_min: 60,
      windows: [],
      levels: { 1: "guru" },
      units: {},
    }),
    JSON.stringify({ goal: "ml_role", target: "2027-03-01", week_min: 60, windows: [], levels: {}, units: { a: 1 } }),
  ])("starts anew when what was kept is %s", async (kept) => {
    const store = memory();
    store.setItem(KEY, kept);
    expect((await open(store)).ob.draft?.week_min).toBe(540);
  });

  it("drops kept answers about units that the pack does not have", async () => {
    const store = memory();
    const first = await open(store);
    first.ob.edit({ units: { "unit-1": true, "unit-gone": true } });
    first.ob.end();
    expect((await open(store)).ob.draft?.units).toEqual({ "unit-1": true });
  });

  it("works without storage", async () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error("quota");
      },
    };
    const { ob } = await open(full);
    ob.edit({ week_min: 600 });
    expect(ob.draft?.week_min).toBe(600);
    ob.end();
  });

  it("says why it could not start, and starts when asked again", async () => {
    const ipc = fakeIpc({ scenario: "first" });
    const ob = new Onboarding(new App(ipc), memory());
    ipc.failNext("onboarding_start", new Failure("journal", "The disk is full."));
    await ob.load();
    expect(ob.startError?.message).toBe("The disk is full.");
    expect(ob.draft).toBeNull();
    await ob.load();
    expect(ob.startError).toBeNull();
    expect(ob.draft).not.toBeNull();
  });
});

describe("hours", () => {
  it("are asked for once a change has rested, with the last answers", async () => {
    const { ob, asked } = await open();
    vi.useFakeTimers();
    for (const week_min of [570, 600, 630]) ob.edit({ week_min });
    expect(asked("onboarding_hours")).toHaveLength(1);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(asked("onboarding_hours")).toHaveLength(2);
    expect(asked("onboarding_hours").at(-1)?.args).toMatchObject({ draft: { week_min: 630 } });
  });

  it("are not asked for after the screen went away", async () => {
    const { ob, asked } = await open();
    vi.useFakeTimers();
    ob.edit({ week_min: 600 });
    ob.end();
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(asked("onboarding_hours")).toHaveLength(1);
  });
});

describe("painting", () => {
  const at = (from: number) => ({ weekday: 0, from, to: from + 60, deep: true });

  it("takes a whole stroke back in one step", async () => {
    const { ob } = await open();
    const before = ob.draft?.windows;
    ob.paint([at(60)], 1);
    ob.paint([at(120)], 1);
    ob.paint([at(180)], 2);
    ob.undoStroke();
    expect(ob.draft?.windows).toEqual([at(120)]);
    ob.undoStroke();
    expect(ob.draft?.windows).toEqual(before);
    expect(ob.strokes.canUndo).toBe(false);
    ob.undoStroke();
    expect(ob.draft?.windows).toEqual(before);
    ob.end();
  });

  it("counts changes without a stroke one by one", async () => {
    const { ob } = await open();
    ob.paint([at(60)], null);
    ob.paint([at(120)], null);
    ob.undoStroke();
    expect(ob.draft?.windows).toEqual([at(60)]);
    ob.end();
  });
});

describe("what is known", () => {
  it("follows the level until a unit is picked, and again after that", async () => {
    const { ob } = await open();
    ob.setLevel(1, "could_teach_it");
    await ob.hours.refresh();
    expect(ob.isKnown("unit-2")).toBe(true);
    ob.pick("unit-2", false);
    expect(ob.isKnown("unit-2")).toBe(false);
    expect(ob.picked(1).map((unit) => unit.id)).toEqual(["unit-2"]);
    ob.unpick(1);
    await ob.hours.refresh();
    expect(ob.isKnown("unit-2")).toBe(true);
    expect(ob.draft?.units["unit-11"]).toBe(true);
    ob.end();
  });
});

describe("the preview", () => {
  it("is made once for the same answers and anew for others", async () => {
    const { ob, asked, ipc } = await open();
    await ob.showPreview();
    await ob.showPreview();
    expect(asked("onboarding_preview")).toHaveLength(1);
    ob.edit({ week_min: 600 });
    await ob.showPreview();
    expect(asked("onboarding_preview")).toHaveLength(2);
    const end = ob.follow();
    const before = ob.busy.overview;
    await ipc.call("calendar_remove", { source: "work" });
    await vi.waitFor(() => expect(ob.busy.overview).not.toBe(before));
    end();
    expect(ob.busy.overview.calendars).toEqual([]);
    await ob.showPreview();
    expect(asked("onboarding_preview")).toHaveLength(3);
    ob.end();
  });

  it("never shows a plan for other answers after a failure", async () => {
    const { ob } = await open();
    await ob.showPreview();
    ob.edit({ windows: [] });
    await ob.showPreview();
    expect(ob.preview.data).toBeNull();
    expect(ob.preview.error?.details[0]).toMatch(/^No study time is painted/);
    ob.edit({ windows: [{ weekday: 0, from: 60, to: 600, deep: true }] });
    await ob.showPreview();
    expect(ob.preview.data).not.toBeNull();
    ob.end();
  });
});

describe("the end", () => {
  it("saves the answers and leads to the week", async () => {
    const { ob, app, asked } = await open();
    ob.edit({ week_min: 600 });
    await ob.finish();
    expect(asked("onboarding_finish")[0]?.args).toMatchObject({ draft: { week_min: 600 } });
    expect(app.route.screen).toBe("week");
  });

  it("saves once however often it is asked", async () => {
    const { ob, asked } = await open();
    await Promise.all([ob.finish(), ob.finish()]);
    expect(asked("onboarding_finish")).toHaveLength(1);
  });

  it("stays and keeps everything when saving fails", async () => {
    const { ob, app, ipc, store } = await open();
    app.route.go("onboarding", "4");
    ob.edit({ week_min: 600 });
    ipc.failNext("onboarding_finish", new Failure("journal", "The disk is full."));
    await ob.finish();
    expect(app.route.screen).toBe("onboarding");
    expect(app.toasts.current).toMatchObject({ kind: "failed" });
    expect(store.getItem(KEY)).toContain("600");
    expect(ob.finishing).toBe(false);
    ob.end();
  });

  it("leads to the week of a sample learner, and stays when there is none", async () => {
    const { ob, app, ipc } = await open();
    app.route.go("onboarding");
    ipc.failNext("sample_start", new Failure("sample", "No."));
    await ob.trySample();
    expect(app.route.screen).toBe("onboarding");
    await ob.trySample();
    expect(app.route.screen).toBe("week");
  });
});
