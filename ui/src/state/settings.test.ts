// Settings: a section shows what is saved until it is changed, is checked, and is saved as a whole.
import { describe, expect, it } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";
import { Settings } from "./settings.svelte";

async function open() {
  const ipc = fakeIpc();
  const app = new App(ipc);
  const settings = new Settings(app);
  await settings.view.refresh();
  const sent = (name: string) => ipc.calls.filter((call) => call.name === name).map((call) => call.args);
  return { ipc, app, settings, sent };
}

const TODAY = "2026-11-25";

describe("availability", () => {
  it("shows the saved windows as rows, with lasting names", async () => {
    const { settings } = await open();
    expect(settings.rows.length).toBeGreaterThan(0);
    expect(settings.rows).toBe(settings.rows);
    expect(settings.windows).toEqual(settings.view.data?.windows);
    expect(settings.rowsChanged).toBe(false);
  });

  it("does not save while a row is wrong", async () => {
    const { settings, sent } = await open();
    const row = settings.addRow();
    expect(settings.rowProblems.get(row.id)).toEqual({ kind: "day" });
    expect(await settings.saveRows()).toBe(false);
    expect(sent("availability_set")).toEqual([]);
    settings.removeRow(row.id);
    expect(await settings.saveRows()).toBe(true);
  });

  it("sends all windows, says what was answered and shows what is saved", async () => {
    const { settings, app, sent } = await open();
    const [first] = settings.rows;
    if (first === undefined) throw new Error("no rows");
    settings.setRow({ ...first, to: 1230 });
    expect(await settings.saveRows()).toBe(true);
    expect(sent("availability_set")).toEqual([{ windows: settings.view.data?.windows }]);
    expect(settings.windows.some((window) => window.to === 1230)).toBe(true);
    expect(settings.rowsChanged).toBe(false);
    expect(app.toasts.current).toMatchObject({ kind: "answered" });
  });

  it("keeps what was typed when saving fails", async () => {
    const { settings, app, ipc } = await open();
    const row = settings.addRow();
    settings.setRow({ ...row, days: [4], from: 600, to: 660 });
    ipc.failNext("availability_set", new Failure("journal", "The disk is full."));
    expect(await settings.saveRows()).toBe(false);
    expect(settings.rows.find((one) => one.id === row.id)?.days).toEqual([4]);
    expect(app.toasts.current).toMatchObject({ kind: "failed" });
    expect(settings.working).toBe(false);
  });

  it("keeps changes when the saved settings change elsewhere", async () => {
    const { settings } = await open();
    settings.addRow();
    const { length } = settings.rows;
    await settings.view.refresh();
    expect(settings.rows).toHaveLength(length);
    settings.resetRows();
    expect(settings.rows).toHaveLength(length - 1);
  });

  it("paints the same windows that the rows show, with undo", async () => {
    const { settings } = await open();
    const before = settings.windows;
    settings.paint([{ weekday: 0, from: 60, to: 120, deep: true }], 1);
    expect(settings.rows.map((row) => row.from)).toEqual([60]);
    settings.undoStroke();
    expect(settings.windows).toEqual(before);
  });
});

describe("limits", () => {
  it.each([
    [{ week: null }, { week: "unread" }],
    [{ week: 20 }, { week: "week_range" }],
    [{ week: 4201 }, { week: "week_range" }],
    [{ week: 30, block_min: 45 }, { week: "week_under_block" }],
    [{ day_max: 961 }, { day_max: "day_range" }],
    [{ day_max: null }, { day_max: "unread" }],
    [{ block_min: 150 }, { block_max: "shortest_longer" }],
    [{ day_max: 60 }, { block_max: "longest_over_day" }],
    [{ week: 4200, day_max: 960 }, {}],
  ])("says of %j: %j", async (change, problems) => {
    const { settings, sent } = await open();
    settings.setBudget(change);
    expect(settings.budgetProblems).toEqual(problems);
    expect(await settings.saveBudget()).toBe(Object.keys(problems).length === 0);
    expect(sent("budget_set")).toHaveLength(Object.keys(problems).length === 0 ? 1 : 0);
  });

  it("sends all limits and shows what is saved", async () => {
    const { settings, sent } = await open();
    settings.setBudget({ week: 600 });
    settings.setBudget({ break_min: 15 });
    await settings.saveBudget();
    expect(sent("budget_set")).toEqual([
      { budget: { week: 600, day_max: 180, block_min: 30, block_max: 120, break_min: 15 } },
    ]);
    expect(settings.budgetChanged).toBe(false);
    expect(settings.budget?.week).toBe(600);
  });
});

describe("goal, date and zone", () => {
  it.each([
    [null, "unread"],
    ["2026-11-25", "past"],
    ["2020-01-01", "past"],
    ["2026-11-26", null],
    ["2029-11-21", null],
    ["2029-11-22", "far"],
  ])("says of the date %j: %j", async (target, problem) => {
    const { settings, sent } = await open();
    settings.setProfile({ target });
    expect(settings.targetProblem(TODAY)).toBe(problem);
    expect(await settings.saveProfile(TODAY)).toBe(problem === null);
    expect(sent("profile_set")).toHaveLength(problem === null ? 1 : 0);
  });

  it("sends goal, date and zone together", async () => {
    const { settings, sent } = await open();
    settings.setProfile({ zone: "Asia/Tokyo" });
    await settings.saveProfile(TODAY);
    expect(sent("profile_set")).toEqual([{ goal: "ml_role", target: "2027-05-28", zone: "Asia/Tokyo" }]);
    expect(settings.profile?.zone).toBe("Asia/Tokyo");
  });
});

describe("at once", () => {
  it("sets the theme", async () => {
    const { settings } = await open();
    await settings.setTheme("dark");
    expect(settings.view.data?.theme).toBe("dark");
  });
});
