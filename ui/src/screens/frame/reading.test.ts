// How far a large calendar is, on any screen, and the button that stops it.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

function open(scenario: "usual" | "first" = "usual") {
  const ipc = fakeIpc({ scenario });
  const app = new App(ipc);
  render(AppView, { app });
  return { ipc, app };
}

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("a calendar that takes long to read", () => {
  it.each(["usual", "first"] as const)("shows how far it is until it is over (%s)", async (scenario) => {
    const { ipc } = open(scenario);
    await screen.findByRole("main");
    ipc.reads({ name: "work.ics", done: 12_000, of: 50_000 });
    const bar = await screen.findByRole<HTMLProgressElement>("progressbar", { name: "Reading “work.ics”" });
    expect(bar.value).toBeCloseTo(0.24);
    screen.getByText("12,000 of 50,000 events");
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(found.violations).toEqual([]);
    ipc.reads({ name: "work.ics", done: 49_000, of: 50_000 });
    await waitFor(() => expect(bar.value).toBeCloseTo(0.98));
    ipc.reads(null);
    await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
  });

  it("is stopped by a button; the focus stays in the window when it goes", async () => {
    const { ipc } = open();
    await screen.findByRole("main");
    ipc.reads({ name: "work.ics", done: 0, of: 50_000 });
    const stop = await screen.findByRole("button", { name: "Stop" });
    stop.focus();
    await fireEvent.click(stop);
    expect(ipc.calls).toContainEqual({ name: "reading_stop", args: {} });
    ipc.reads(null);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });
});
