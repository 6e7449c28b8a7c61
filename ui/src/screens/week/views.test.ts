// One day, five days, the week: by choice, by key, by address, by the room there is; and what stays in sight.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;
let app: App;

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  localStorage.clear();
  location.hash = "#week";
});

function start(hash = "#week"): void {
  location.hash = hash;
  ipc = fakeIpc();
  app = new App(ipc);
  render(AppView, { app });
}

const days = () => [...document.querySelectorAll("[data-testid^=day-]")].map((day) => day.getAttribute("data-testid"));
const block = (name: RegExp) => screen.findByRole("button", { name });
const algorithms = /^Algorithms, Gradient boosting from scratch, Wednesday/;
const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

describe("the days on screen", () => {
  it("are chosen, kept on this computer, and written into the address", async () => {
    start();
    await block(algorithms);
    expect(days()).toHaveLength(7);
    await fireEvent.click(screen.getByRole("radio", { name: "Day" }));
    await waitFor(() => expect(days()).toEqual(["day-2026-11-25"]));
    await screen.findByRole("heading", { level: 1, name: "Wednesday 25 November" });
    await waitFor(() => expect(location.hash).toBe("#week/2026-11-25?view=day"));
    cleanup();
    start();
    await block(algorithms);
    expect(days()).toEqual(["day-2026-11-25"]);
  });

  it("are changed by key, and the focus stays on its block", async () => {
    start();
    const focused = await block(algorithms);
    focused.focus();
    await fireEvent.keyDown(focused, { key: "1", altKey: true });
    await waitFor(() => expect(days()).toHaveLength(1));
    await waitFor(() => expect(document.activeElement?.getAttribute("data-key")).toBe("b5"));
    await fireEvent.keyDown(document.activeElement ?? window, { key: "5", altKey: true });
    await waitFor(() => expect(days()).toHaveLength(5));
    await screen.findByRole("heading", { level: 1, name: "23–27 November" });
  });

  it("are those that an address asks for", async () => {
    start("#week/2026-W49");
    await screen.findByRole("heading", { level: 1, name: "30 November – 6 December" });
    location.hash = "#week/2026-11-28?view=five";
    window.dispatchEvent(new Event("hashchange"));
    await screen.findByRole("heading", { level: 1, name: "25–29 November" });
    expect(days()).toHaveLength(5);
  });

  it("are as many as fit until the person says how many", async () => {
    start();
    await block(algorithms);
    app.week.room = "day";
    await waitFor(() => expect(days()).toEqual(["day-2026-11-25"]));
    await fireEvent.click(screen.getByRole("radio", { name: "Week" }));
    await waitFor(() => expect(days()).toHaveLength(7));
  });

  it("go on day by day, over the end of the week, and back to today", async () => {
    start("#week/2026-11-29?view=day");
    await screen.findByRole("heading", { level: 1, name: "Sunday 29 November" });
    await fireEvent.click(screen.getByRole("button", { name: "Next day" }));
    await screen.findByRole("heading", { level: 1, name: "Monday 30 November" });
    await fireEvent.click(screen.getByRole("button", { name: "Today" }));
    await screen.findByRole("heading", { level: 1, name: "Wednesday 25 November" });
  });
});

describe("in one day", () => {
  beforeEach(async () => {
    start("#week/2026-11-25?view=day");
    await block(algorithms);
  });

  it("the panel shows a block of that day, or that there is none", async () => {
    await fireEvent.click(screen.getByRole("button", { name: "Next day" }));
    const panel = screen.getByTestId("panel");
    await within(panel).findByRole("heading", { name: "SQL window functions" });
    ipc.desk.world.blocks = ipc.desk.world.blocks.filter(({ date }) => date !== "2026-11-26");
    ipc.emit(["plan"]);
    await within(panel).findByText("Nothing planned on this day");
  });

  it("an arrow leads to the block of another day, which comes", async () => {
    const focused = await block(algorithms);
    focused.focus();
    await fireEvent.keyDown(focused, { key: "ArrowRight" });
    await waitFor(() => expect(days()).toEqual(["day-2026-11-26"]));
    await waitFor(() => expect(document.activeElement?.getAttribute("data-key")).toBe("b6"));
  });

  it("a block that is moved to another day is followed there", async () => {
    ipc.desk.world.blocks = ipc.desk.world.blocks.filter(({ id }) => id !== "b6");
    ipc.emit(["plan"]);
    await waitFor(() => expect(app.week.blocks.some(({ id }) => id === "b6")).toBe(false));
    const focused = await block(algorithms);
    focused.focus();
    await fireEvent.keyDown(focused, { key: "ArrowRight", altKey: true });
    await waitFor(() => expect(called("block_move")).toHaveLength(1));
    await waitFor(() => expect(days()).toEqual(["day-2026-11-26"]));
    await block(/^Algorithms, .* Thursday/);
    await waitFor(() => expect(document.activeElement?.getAttribute("data-key")).toBe("b5"));
  });
});
