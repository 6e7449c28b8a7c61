// Strategies: what the address opens, what a search leads to, and what is decided.
import { beforeEach, describe, expect, it } from "vitest";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";
import type { StrategiesState } from "./strategies.svelte";

let ipc: FakeIpc;

async function open(hash: string): Promise<{ app: App; strategies: StrategiesState }> {
  location.hash = hash;
  ipc = fakeIpc();
  const app = new App(ipc);
  await app.strategies.view.refresh();
  return { app, strategies: app.strategies };
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

beforeEach(() => {
  location.hash = "";
});

describe("the address", () => {
  it("chooses a strategy by its number", async () => {
    const { strategies } = await open("#strategies/4");
    expect(strategies.strategy?.number).toBe(4);
    expect(strategies.open).toBeNull();
  });

  it("opens a unit or a rhythm in its strategy", async () => {
    const { strategies, app } = await open("#strategies/boosting");
    expect([strategies.strategy?.number, strategies.open, strategies.unit]).toEqual([2, "boosting", "boosting"]);
    app.route.go("strategies", "paper");
    expect([strategies.strategy?.number, strategies.open, strategies.unit]).toEqual([7, "paper", null]);
  });

  it("that names nothing shows the strategy that was on screen last", async () => {
    const { strategies, app } = await open("#strategies/windows");
    strategies.go("boosting");
    strategies.shut();
    expect(app.route.part).toBe("2");
    app.route.go("strategies", "astrology");
    expect([strategies.strategy?.number, strategies.open]).toEqual([2, null]);
    app.route.go("strategies");
    expect(strategies.strategy?.number).toBe(2);
  });

  it("of another screen opens nothing here", async () => {
    const { strategies, app } = await open("#strategies/boosting");
    app.route.go("settings", "data");
    expect(strategies.open).toBeNull();
  });
});

describe("the open unit", () => {
  it("is fetched, and shown only while it is the one that is open", async () => {
    const { strategies } = await open("#strategies/boosting");
    await strategies.loadUnit();
    expect(strategies.shown?.unit.id).toBe("boosting");
    strategies.go("ranking");
    expect(strategies.shown).toBeNull();
    await strategies.loadUnit();
    expect(strategies.shown?.unit.id).toBe("ranking");
    strategies.shut();
    await strategies.loadUnit();
    expect(strategies.detail.data).toBeNull();
  });

  it("is fetched anew after a change, and why it waits is forgotten", async () => {
    const { strategies } = await open("#strategies/boosting");
    const end = strategies.follow();
    await strategies.loadUnit();
    await strategies.whyNot.refresh();
    expect(strategies.whyNot.data).not.toBeNull();
    await strategies.mark("boosting", "known");
    await Promise.resolve();
    await expect.poll(() => strategies.shown?.state).toBe("known");
    expect(strategies.whyNot.data).toBeNull();
    end();
  });
});

describe("a search", () => {
  it("goes where a hit stands and is over then", async () => {
    const { strategies, app } = await open("#strategies/1");
    await strategies.look("negative gradient");
    const [hit] = strategies.found.data?.hits ?? [];
    expect(hit?.text.find(({ marked }) => marked)?.text).toBe("negative gradient");
    if (hit) strategies.take(hit);
    expect(app.route.part).toBe("boosting");
    expect(strategies.spot).toEqual({ id: "boosting", kind: "outcome", position: 2 });
    expect([strategies.text, strategies.found.data]).toEqual(["", null]);
    strategies.go("windows");
    expect(strategies.spot).toBeNull();
  });

  it("for nothing asks nothing", async () => {
    const { strategies } = await open("#strategies/1");
    await strategies.look("  ");
    expect(called("find")).toEqual([]);
  });
});

describe("what is decided", () => {
  it("goes through commands and says so", async () => {
    const { strategies, app } = await open("#strategies/boosting");
    await strategies.mark("boosting", "dropped");
    expect(app.toasts.current).toMatchObject({ kind: "answered", answered: { undoable: true } });
    expect(await strategies.estimate("boosting", 5)).toBe(false);
    expect(app.toasts.current).toMatchObject({ kind: "failed" });
    expect(await strategies.estimate("boosting", null)).toBe(true);
    await strategies.want("paper", false);
    expect([called("unit_mark"), called("estimate_set"), called("rhythm_set")]).toEqual([
      [{ unit: "boosting", mark: "dropped" }],
      [{ unit: "boosting", minutes: null }],
      [{ rhythm: "paper", wanted: false }],
    ]);
  });
});
