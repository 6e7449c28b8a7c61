// The look back in the window: its figures as charts and as tables, the line about a week, the file.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { Failure } from "../../ipc/call";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

function open(scenario: Parameters<typeof fakeIpc>[0] = {}) {
  location.hash = "#review";
  ipc = fakeIpc(scenario);
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("the look back", () => {
  it("is a place of the rail, and says first when it is likely done, with its chance, and how the weeks went", async () => {
    open();
    const rail = screen.findByRole("navigation", { name: "Screens" });
    expect(
      within(await rail)
        .getByRole("link", { name: "Review" })
        .getAttribute("aria-current"),
    ).toBe("page");
    const lead = await screen.findByText(/You are likely done on/);
    expect(lead.textContent).toMatch(/likely done on .+ \(1 in 2\), .+% by your date, 28 May 2027\./);
    expect(lead.textContent).toContain(
      "Over eleven full weeks you studied 8\u00a0h\u00a004 a week against 8\u00a0h\u00a049 planned.",
    );
  });

  it("shows another period when one is chosen", async () => {
    open();
    const bars = (await screen.findByRole("heading", { name: "Planned and done, by week" })).closest("section");
    if (bars === null) throw new Error("no chart");
    expect(within(bars).getAllByRole("listitem", { name: "" }).length).toBeGreaterThan(10);
    await fireEvent.click(screen.getByRole("radio", { name: "4 weeks" }));
    await waitFor(() => expect(bars.querySelectorAll(".bars li")).toHaveLength(4));
    expect(called("review")).toEqual([{ period: "twelve_weeks" }, { period: "four_weeks" }]);
  });

  it("reads each bar to who cannot see it", async () => {
    open();
    await screen.findByText("Week 8, 26 October – 1 November: planned 9 h, done 4 h 30");
    await screen.findByText("Week 12, 23–29 November, still running: planned 9 h, done 3 h 25");
    expect(screen.getByRole("img", { name: /^84\u00a0h of 308\u00a0h are done/ })).toBeTruthy();
    expect(screen.getByRole("img", { name: /^Some study in 11 of 12 weeks/ })).toBeTruthy();
  });

  it.each([
    ["Hours done and what is left", "25 November 2026, now"],
    ["Planned and done, by week", "Week 8, 26 Oct"],
    ["Balance, last 4 weeks", "ML algorithms"],
    ["How long things really take", "Practice"],
    ["Days with study", "Week 12"],
  ])("shows “%s” as a table and back", async (title, row) => {
    open();
    const toggle = await screen.findByRole("button", { name: `${title} as a table` });
    expect(toggle.getAttribute("aria-pressed")).toBe("false");
    await fireEvent.click(toggle);
    const table = await screen.findByRole("table", { name: title });
    expect(within(table).getByRole("rowheader", { name: row })).toBeTruthy();
    expect(toggle.getAttribute("aria-pressed")).toBe("true");
    await fireEvent.click(toggle);
    await waitFor(() => expect(screen.queryByRole("table")).toBeNull());
  });

  it("says what is missing where too little is finished, by strategy and by activity", async () => {
    open();
    const group = await screen.findByRole("group", { name: "Rows" });
    const chart = group.closest("section");
    if (chart === null) throw new Error("no chart");
    expect(chart.textContent).toMatch(/Maths\s*1\.20×, 8 finished activities in 16 blocks/);
    expect(chart.textContent).toMatch(/Deploy\s*needs 4 more finished/);
    await fireEvent.click(within(group).getByRole("radio", { name: "Activities" }));
    await waitFor(() => expect(chart.textContent).toMatch(/Build\s*1\.20×/));
  });

  it("has something to say on the first day", async () => {
    open({ scenario: "empty" });
    await screen.findByText(/This is the first week/);
    expect(screen.getByText("What you log on units your goal needs adds up here.")).toBeTruthy();
    expect(screen.getByText(/^Nothing is logged in these weeks yet/)).toBeTruthy();
    expect(screen.getByText(/^The nine strategies will be here/)).toBeTruthy();
    expect(screen.getByText(/^What your first finished activities took will be here/)).toBeTruthy();
    expect(screen.queryByText(/needs \d more finished/)).toBeNull();
    expect(screen.queryByRole("radio", { name: "Last week" })).toBeNull();
  });

  it("says why when it cannot be worked out, and tries again", async () => {
    const app = open();
    ipc.failNext("review", new Failure("journal", "The disk cannot be read."));
    await screen.findByText(/The disk cannot be read/);
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText(/You are likely done on/);
    expect(app.review.view.error).toBeNull();
  });
});

describe("the line about a week", () => {
  const field = () => screen.findByRole("textbox", { name: "One line about this week" });

  it("is saved with Enter, said, and taken back", async () => {
    open();
    const line = await field();
    await fireEvent.input(line, { target: { value: "Two evenings held" } });
    await fireEvent.keyDown(line, { key: "Enter" });
    await waitFor(() =>
      expect(called("reflection_set")).toEqual([{ week: "2026-11-23", text: "Two evenings held", was: "" }]),
    );
    const messages = screen.getByRole("status", { name: "Messages" });
    await within(messages).findByText("Saved the line about this week.");
    expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
    await fireEvent.click(within(messages).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(line).toHaveProperty("value", ""));
  });

  it("stays in the field when it could not be saved", async () => {
    open();
    const line = await field();
    ipc.failNext("reflection_set", new Failure("journal", "The disk is full."));
    await fireEvent.input(line, { target: { value: "Kept" } });
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText(/The disk is full/);
    expect(line).toHaveProperty("value", "Kept");
    await waitFor(() => expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", false));
  });

  it("may be about last week, and past ones can be read", async () => {
    open();
    await field();
    const past = screen.getByRole("button", { name: "Past weeks (1)" });
    await fireEvent.click(past);
    await screen.findByText("Mornings went better than evenings.");
    await fireEvent.click(screen.getByRole("radio", { name: "Last week" }));
    const last = await screen.findByRole("textbox", { name: "One line about last week" });
    expect(last).toHaveProperty("value", "Mornings went better than evenings.");
    screen.getByRole("button", { name: "Past weeks (0)" });
  });

  it("says when it is too long", async () => {
    open();
    const line = await field();
    await fireEvent.input(line, { target: { value: "x".repeat(281) } });
    await screen.findByText("281 of 280 characters. Shorten it a little.");
    expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
    await fireEvent.keyDown(line, { key: "Enter" });
    expect(called("reflection_set")).toEqual([]);
  });
});

describe("the file", () => {
  it("is written, and where it is is said", async () => {
    open();
    await screen.findByText(/You are likely done on/);
    await fireEvent.click(screen.getByRole("button", { name: "Export CSV" }));
    await screen.findByText("Written to ~/Downloads/ninefold-2026-11-25.csv");
  });
});
