// The week on screen: what it asks, keeps and says.
import { beforeEach, describe, expect, it } from "vitest";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";
import type { WeekState } from "./week.svelte";

let ipc: FakeIpc;
let app: App;
let week: WeekState;

beforeEach(async () => {
  ipc = fakeIpc();
  app = new App(ipc);
  week = app.week;
  await Promise.all([app.frame.refresh(), week.view.refresh()]);
});

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("the week on screen", () => {
  it("goes on, and finds back to the present one", async () => {
    await week.step(1);
    expect(week.view.data?.monday).toBe("2026-11-30");
    await week.step(1);
    expect(week.view.data?.published).toBe(false);
    await week.step(-1);
    await week.step(-1);
    expect(week.view.data?.monday).toBe("2026-11-23");
    expect(week.date).toBeNull();
    await week.show("2026-12-10");
    expect(week.view.data?.monday).toBe("2026-12-07");
    await week.show(null);
    expect(week.view.data?.monday).toBe("2026-11-23");
  });

  it("is fetched again when the plan or the busy calendars changed", async () => {
    const end = week.follow();
    await settled();
    const asked = () => ipc.calls.filter(({ name }) => name === "week").length;
    const before = asked();
    ipc.emit(["units"]);
    await settled();
    expect(asked()).toBe(before);
    ipc.emit(["busy"]);
    ipc.emit(["plan"]);
    await settled();
    expect(asked()).toBe(before + 2);
    end();
  });
});

describe("the selected block", () => {
  it("is the next planned one until another is chosen", () => {
    expect(week.selected?.id).toBe("b5");
    week.select("b7");
    expect(week.selected?.id).toBe("b7");
  });

  it("is what runs, if something runs", async () => {
    const block = ipc.desk.world.blocks.find(({ id }) => id === "b6");
    if (block) block.state = "now";
    await week.view.refresh();
    expect(week.selected?.id).toBe("b6");
  });

  it("falls back when the chosen one is gone", async () => {
    week.select("b7");
    ipc.desk.world.blocks = ipc.desk.world.blocks.filter(({ id }) => id !== "b7");
    await week.view.refresh();
    expect(week.selected?.id).toBe("b5");
  });

  it("has a panel only once its own matter has come", async () => {
    await week.loadDetail();
    expect(week.shown?.unit?.id).toBe("boosting");
    week.select("b7");
    expect(week.shown).toBeNull();
    await week.loadDetail();
    expect(week.shown?.unit?.id).toBe("ranking");
  });

  it("asks for no panel in a week that is not promised", async () => {
    await week.step(1);
    await week.step(1);
    const before = ipc.calls.filter(({ name }) => name === "block").length;
    await week.loadDetail();
    expect(week.selected?.id).toBeNull();
    expect(ipc.calls.filter(({ name }) => name === "block")).toHaveLength(before);
  });

  it("shows a ticked outcome as the application answers it", async () => {
    const end = week.follow();
    await week.loadDetail();
    await app.deeds.tick("boosting", 2, true);
    await settled();
    expect(week.shown?.unit?.outcomes[1]?.ticked).toBe(true);
    end();
  });
});
