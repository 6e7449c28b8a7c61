// What comes from outside leads to its place, is offered or is told; nothing is changed by it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeIpc } from "../ipc/fake/index";
import type { Arrival, Change } from "../ipc/types";
import { App } from "./app.svelte";

async function after(arrivals: Arrival | Arrival[], onboarded = true) {
  const ipc = fakeIpc(onboarded ? {} : { scenario: "first" });
  const app = new App(ipc);
  await app.frame.refresh();
  const end = app.arrivals.follow();
  await vi.waitFor(() => expect(ipc.calls.map(({ name }) => name)).toContain("arrivals"));
  const before = ipc.desk.world.events;
  ipc.desk.world.arrivals.push(...[arrivals].flat());
  ipc.emit(["arrivals"]);
  await vi.waitFor(() => expect(ipc.desk.world.arrivals).toEqual([]));
  await Promise.resolve();
  end();
  expect(ipc.desk.world.events).toBe(before);
  return { app, ipc };
}

beforeEach(() => {
  location.hash = "#review";
});
afterEach(() => {
  location.hash = "";
});

describe("what comes from outside", () => {
  it("is there from before the window was", async () => {
    const ipc = fakeIpc();
    ipc.desk.world.arrivals.push({ kind: "screen", route: "settings/data" });
    const app = new App(ipc);
    app.start()();
    await vi.waitFor(() => expect([app.route.screen, app.route.part]).toEqual(["settings", "data"]));
  });

  it("leads to a screen, a unit, a week, a block", async () => {
    expect((await after({ kind: "screen", route: "today" })).app.route.screen).toBe("today");
    const unit = (await after({ kind: "screen", route: "strategies/math-vectors" })).app.route;
    expect([unit.screen, unit.part]).toEqual(["strategies", "math-vectors"]);
    const week = (await after({ kind: "week", date: "2026-12-07" })).app;
    expect([week.route.screen, week.week.date]).toEqual(["week", "2026-12-07"]);
    const block = (await after({ kind: "block", id: "b6", date: "2026-11-26" })).app;
    expect([block.route.screen, block.week.chosen]).toEqual(["week", "b6"]);
  });

  it("asks about a block that could not be done where much would move", async () => {
    const ipc = fakeIpc();
    ipc.asksAbove = 0;
    const app = new App(ipc);
    ipc.desk.world.arrivals.push({ kind: "missed", id: "b5" });
    app.arrivals.follow()();
    await vi.waitFor(() => expect(app.proposals.current).not.toBeNull());
    expect(ipc.calls.map(({ name }) => name)).not.toContain("block_missed");
  });

  it("offers a calendar and reads nothing", async () => {
    const text = "BEGIN:VCALENDAR";
    const { app, ipc } = await after({ kind: "calendar", file_name: "work.ics", text, name: "Work", events: 3 });
    expect(app.arrivals.offer?.ask).toEqual({ name: "Work", events: 3 });
    expect(await app.arrivals.offer?.file.text()).toBe(text);
    expect([app.route.screen, app.route.part]).toEqual(["settings", "calendars"]);
    expect(ipc.calls.map(({ name }) => name)).not.toContain("busy_import");
    app.arrivals.takeOffer();
    expect(app.arrivals.takeOffer()).toBeNull();
  });

  it("brings the folder of a pack to the settings and studies nothing from it", async () => {
    const { app, ipc } = await after({ kind: "pack", folder: "/home/jo/my pack" });
    expect([app.route.screen, app.route.part]).toEqual(["settings", "pack"]);
    expect(ipc.calls.map(({ name }) => name)).not.toContain("pack_use");
    expect(app.arrivals.takePack()).toBe("/home/jo/my pack");
    expect(app.arrivals.takePack()).toBeNull();
  });

  it.each([true, false])("looks into an export and takes nothing in, with a plan: %s", async (onboarded) => {
    const { app, ipc } = await after({ kind: "export", path: "/home/jo/ninefold-2026-11-26.json" }, onboarded);
    expect(app.route.open).toBe("import");
    if (onboarded) expect([app.route.screen, app.route.part]).toEqual(["settings", "data"]);
    await vi.waitFor(() => expect(app.keeping.offer?.says).not.toEqual([]));
    expect(app.keeping.path).toBe("/home/jo/ninefold-2026-11-26.json");
    expect(ipc.calls.map(({ name }) => name)).not.toContain("import_take");
  });

  it("tells what was done in a calendar, with the way back, and leads nowhere", async () => {
    const answered = { message: "Moved 1 block, as in your calendar.", undoable: true, changes: [] };
    const { app } = await after({ kind: "told", answered });
    expect(app.toasts.current).toEqual({ kind: "answered", answered });
    expect(app.route.screen).toBe("review");
  });

  it("tells all that one look did at once, with one way back and every change", async () => {
    const change: Change = {
      kind: "moved",
      title: "Vectors",
      activity: "Read",
      activity_before: null,
      strategy: 1,
      from: "2026-11-27T18:00",
      from_min: 60,
      to: "2026-11-28T18:00",
      to_min: 60,
      why: "wanted",
      reason: "You moved it.",
    };
    const told = (message: string | null, undoable: boolean, changes: Change[] = []): Arrival => ({
      kind: "told",
      answered: { message, undoable, changes },
    });
    const { app } = await after([
      told("Moved “Vectors”.", true, [change]),
      told("“Matrices” was moved where it cannot be; it is put back.", false),
      { kind: "screen", route: "today" },
      told("“Limits” was deleted in your calendar.", false),
      { kind: "refused", message: "“x” leads nowhere." },
    ]);
    expect(app.toasts.current).toEqual({
      kind: "answered",
      answered: { message: null, undoable: true, changes: [change] },
      parts: [
        "Moved “Vectors”.",
        "“Matrices” was moved where it cannot be; it is put back.",
        "“Limits” was deleted in your calendar.",
        "“x” leads nowhere.",
      ],
    });
    expect(app.route.screen).toBe("today");
  });

  it("says why something leads nowhere", async () => {
    const { app } = await after({ kind: "refused", message: "“x” leads nowhere." });
    expect(app.toasts.current).toEqual({ kind: "said", text: "“x” leads nowhere." });
    expect(app.route.screen).toBe("review");
  });
});
