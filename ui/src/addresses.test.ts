// Every state of a view that is worth coming back to stands in the address, and comes from it.
import { tick } from "svelte";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import AppView from "./App.svelte";
import { fakeIpc, type FakeIpc } from "./ipc/fake/index";
import { App } from "./state/app.svelte";

let ipc: FakeIpc;

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

function open(hash: string): App {
  location.hash = hash;
  ipc = fakeIpc({});
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const heading = (name: RegExp) => () => screen.getByRole("heading", { name });
const dialog = (name: RegExp) => () => {
  expect(screen.getByRole("heading", { name }).closest("dialog")?.open).toBe(true);
};
const checked = (name: string) => () =>
  expect(screen.getByRole<HTMLInputElement>("radio", { name }).checked).toBe(true);

describe("an address", () => {
  it.each<[string, () => unknown]>([
    ["#week/2026-11-30", heading(/^30 November – 6 December/)],
    ["#week/2026-W49", heading(/^30 November – 6 December/)],
    ["#week/2026-11-26?view=day", () => screen.getByRole("heading", { level: 1, name: "Thursday 26 November" })],
    ["#week/2026-11-28?view=five", heading(/^25–29 November/)],
    ["#week/2026-02-31", heading(/^23–29 November/)],
    ["#week?block=b7", () => expect(document.querySelector("[data-testid=panel] h2")?.textContent).toMatch(/Ranking/)],
    ["#week?panel=open", () => expect(document.querySelector("[data-testid=panel]")?.matches(".is-open")).toBe(true)],
    ["#week?open=menu", () => screen.getByRole("menuitem", { name: /Choose/ })],
    ["#week?open=time", dialog(/^Choose a time$/)],
    ["#week?open=took", dialog(/^How long did it take/)],
    ["#week?open=split", dialog(/^Split/)],
    ["#week?open=add", dialog(/^Add/)],
    ["#week?open=forecast", dialog(/^Forecast/)],
    ["#today?open=time", dialog(/^Choose a time$/)],
    ["#today?open=took", dialog(/^How long did it take/)],
    ["#review?open=keys", dialog(/^Keyboard/)],
    ["#settings/data?open=import", dialog(/^Import$/)],
    ["#settings/data?open=back-journal-2026-11-24T061000Z.db", dialog(/^Go back to 24 November/)],
    ["#review?open=palette", () => screen.getByRole("dialog", { name: "Find or do" })],
    ["#review?period=all", checked("All")],
    ["#review?burn=table", () => screen.getByRole("table", { name: /./ })],
    ["#roadmap?as=table", checked("Table")],
    [
      "#roadmap?unit=ranking",
      () => expect(document.querySelector("[data-testid=panel] h2")?.textContent).toMatch(/Ranking/),
    ],
    ["#roadmap?lane=3", () => expect(document.querySelector("[data-testid=panel] h2")).not.toBeNull()],
    ["#roadmap?hours=much&date=soon", heading(/^Roadmap/)],
    ["#roadmap?hours=720", () => screen.getByRole("button", { name: "Apply to plan" })],
    [
      "#strategies/ranking",
      () => expect(document.querySelector("[data-row=ranking]")?.getAttribute("aria-expanded")).toBe("true"),
    ],
    ["#strategies/2?find=paper", () => expect(screen.getAllByRole("option").length).toBeGreaterThan(0)],
    ["#strategies/2?open=new-unit", dialog(/^Add a unit of your own$/)],
    ["#settings/availability?as=grid", () => expect(document.querySelector("[role=grid], .paint")).not.toBeNull()],
  ])("%s shows what it names", async (hash, seen) => {
    open(hash);
    await waitFor(seen);
  });

  it("that is changed by hand leads to another week and period", async () => {
    open("#week");
    await waitFor(heading(/^23/));
    location.hash = "#week/2026-12-07";
    await waitFor(heading(/^7/));
    location.hash = "#review?period=4";
    await waitFor(checked("4 weeks"));
    expect(ipc.calls.filter(({ name }) => name === "review").at(-1)?.args).toEqual({ period: "four_weeks" });
  });

  it("follows what is chosen and opened by hand", async () => {
    const app = open("#week");
    const next = await screen.findByRole("button", { name: "Next week" });
    await fireEvent.click(next);
    app.week.select("b7");
    app.route.show("split");
    await waitFor(() => expect(location.hash).toBe("#week/2026-11-30?block=b7&open=split"));
  });

  it("is no new one for the way back at each step through the weeks", async () => {
    open("#week");
    const button = (name: RegExp) => screen.findByRole("button", { name });
    await fireEvent.keyDown(await button(/^Algorithms, Gradient boosting/), { key: "PageDown" });
    const { length } = history;
    await waitFor(heading(/^30 November/));
    await waitFor(() => expect(document.activeElement?.matches("[data-key]")).toBe(true));
    await fireEvent.keyDown(document.activeElement ?? window, { key: "PageDown" });
    await waitFor(() => expect(location.hash).toContain("#week/2026-12-07"));
    expect(history.length).toBe(length);
  });

  it("that opens what the block does not offer opens nothing", async () => {
    open("#week?block=b1&open=split");
    await waitFor(() => expect(document.querySelector("[data-testid=panel] h2")).not.toBeNull());
    expect(document.querySelector("dialog[open]")).toBeNull();
  });
});

describe("what is typed in a dialog", () => {
  it.each([
    ["time", "Start", "21:1"],
    ["took", "Minutes", "7"],
    ["split", "First part, minutes", "20"],
    ["add", "Minutes", "35"],
  ])("(%s) stays when the block is fetched anew", async (name, label, typed) => {
    const app = open(`#week?open=${name}`);
    const dialog = await waitFor(() => {
      const found = document.querySelector<HTMLElement>("dialog[open]");
      if (found === null) throw new Error("no dialog");
      return found;
    });
    const field = await within(dialog).findByLabelText<HTMLInputElement>(label);
    await fireEvent.input(field, { target: { value: typed } });
    await app.week.view.refresh();
    await tick();
    expect(field.value).toBe(typed);
  });
});
