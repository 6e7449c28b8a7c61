// The whole window over the fake application: screens, keys, dialogs.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "./App.svelte";
import { Failure } from "./ipc/call";
import { fakeIpc, type FakeIpc } from "./ipc/fake/index";
import { App } from "./state/app.svelte";

let ipc: FakeIpc;

beforeEach(() => {
  location.hash = "#week";
});
afterEach(cleanup);

function open(scenario: Parameters<typeof fakeIpc>[0] = {}): App {
  ipc = fakeIpc(scenario);
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const block = (name: RegExp) => screen.findByRole("button", { name });
const algorithms = /^Algorithms, Gradient boosting from scratch, Wednesday/;
const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

describe("the week", () => {
  it("names a block by all that its looks say", async () => {
    open();
    expect(await block(/^Maths, Bayes’ rule, worked examples, Monday 19:30 to 21:00, deep, done$/)).toBeTruthy();
    expect(await block(/^Projects, Ranking baseline.*, deep, planned, locked$/)).toBeTruthy();
  });

  it("reaches one block with the Tab key, the others with arrows", async () => {
    open();
    const first = await block(algorithms);
    const blocks = document.querySelectorAll("[data-key]");
    expect([...blocks].filter((each) => each.getAttribute("tabindex") === "0")).toEqual([first]);
    first.focus();
    await fireEvent.keyDown(first, { key: "j" });
    expect(document.activeElement?.getAttribute("data-key")).toBe("b6");
    expect(document.activeElement?.getAttribute("tabindex")).toBe("0");
  });

  it("moves by key what may be moved and says what was done", async () => {
    open();
    const focused = await block(algorithms);
    focused.focus();
    await fireEvent.keyDown(focused, { key: "ArrowDown", altKey: true });
    await block(/^Algorithms, .* Wednesday 19:45 to 21:15, deep, planned, locked, just moved$/);
    expect(within(screen.getByRole("status", { name: "Messages" })).getByText("Moved 1 block.")).toBeTruthy();
  });

  it("keeps the focus on a block that changes its day", async () => {
    open();
    const focused = await block(/^Data, SQL window functions, Thursday/);
    focused.focus();
    ipc.desk.world.blocks = ipc.desk.world.blocks.filter(({ id }) => id !== "b5");
    await fireEvent.keyDown(focused, { key: "ArrowLeft", altKey: true });
    await block(/^Data, SQL window functions, Wednesday/);
    await waitFor(() => expect(document.activeElement?.getAttribute("data-key")).toBe("b6"));
  });

  it("refuses in words what may not be, and offers the nearest start", async () => {
    open();
    const focused = await block(/^Data, SQL window functions, Thursday/);
    focused.focus();
    await fireEvent.keyDown(focused, { key: "ArrowRight", altKey: true });
    const messages = screen.getByRole("status", { name: "Messages" });
    await within(messages).findByText(/“Dinner out” is there from 19:00 to 22:30/);
    expect(called("block_move")).toEqual([]);
    await fireEvent.click(await within(messages).findByRole("button", { name: /^Nearest: / }));
    await waitFor(() => expect(called("block_move")).toHaveLength(1));
  });

  it("does not act on a week that is not promised", async () => {
    open();
    await block(algorithms);
    await fireEvent.click(screen.getByRole("button", { name: "Next week" }));
    await fireEvent.click(screen.getByRole("button", { name: "Next week" }));
    await screen.findByText("Likely course.");
    const likely = await block(/^Algorithms, .*, likely$/);
    likely.focus();
    for (const key of ["d", "x", "l", "t", "m"]) await fireEvent.keyDown(likely, { key });
    await fireEvent.keyDown(likely, { key: "ArrowDown", altKey: true });
    expect(ipc.calls.filter(({ name }) => name.startsWith("block_"))).toEqual([]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says why it could not be read, and tries again", async () => {
    ipc = fakeIpc();
    ipc.failNext("week", new Failure("journal", "The journal could not be read."));
    render(AppView, { app: new App(ipc) });
    await screen.findByText("The journal could not be read.");
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await block(algorithms);
  });
});

describe("a date out of reach", () => {
  const ways = () => screen.findAllByRole("button", { name: /Ends \d+ \w+ 2027$/ });

  it("says by how much and offers ways out that can be gone and taken back", async () => {
    open({ scenario: "late" });
    await screen.findByText("28 May 2027 is out of reach: 26 h find no place before it.");
    expect(await ways()).toHaveLength(3);
    await fireEvent.click(await screen.findByRole("button", { name: /^Study 1 h more a week/ }));
    await waitFor(() => expect(screen.queryByText(/is out of reach/)).toBeNull());
    expect(called("way_out_take")).toEqual([{ kind: "hours", extra_min: 60 }]);
    await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
    expect(await ways()).toHaveLength(3);
  });

  it("tells what is not enough without a button for it", async () => {
    ipc = fakeIpc({ scenario: "late" });
    const { call } = ipc;
    ipc.call = async (name, args) => {
      const answer = await call(name, args);
      if (name === "ways_out" && typeof answer === "object" && "ways" in answer)
        answer.ways = answer.ways.map((way) => ({ ...way, way: null }));
      return answer;
    };
    render(AppView, { app: new App(ipc) });
    await screen.findByText("Study 1 h more a week");
    expect(screen.queryByRole("button", { name: /^Study 1 h more a week/ })).toBeNull();
  });

  it("can be decided later, and is not asked about where there is nothing to decide", async () => {
    open({ scenario: "late" });
    await ways();
    await fireEvent.click(screen.getByRole("button", { name: "Decide later" }));
    await waitFor(() => expect(screen.queryByText(/is out of reach/)).toBeNull());
    cleanup();
    open();
    await block(algorithms);
    expect(called("ways_out")).toEqual([]);
  });

  it("still says that it is out of reach when ways out cannot be worked out", async () => {
    ipc = fakeIpc({ scenario: "late" });
    ipc.failNext("ways_out", new Failure("planner", "No plan could be made."));
    render(AppView, { app: new App(ipc) });
    await screen.findByText(/No plan could be made\./);
    expect(screen.getByText(/this plan ends 17 days after it/)).toBeTruthy();
  });
});

describe("the panel", () => {
  it("says why the block is here and what the next-best start would cost", async () => {
    open();
    const panel = await screen.findByTestId("panel");
    await within(panel).findByText("It stands where your study time begins.");
    expect(within(panel).getByText(/^Thu 19:30 would cost 14 min more: /)).toBeTruthy();
    const table = within(panel).getByRole("table", { name: /minutes of annoyance/ });
    const cells = within(table)
      .getAllByRole("row")
      .map((row) => [...row.children].map((cell) => cell.textContent));
    expect(cells).toEqual([
      ["Getting started", "", "8 min"],
      ["Outside your focus hours", "", "8 min"],
      ["Days until the unit is done", "", "24 min"],
      ["In all next best Thu 19:30, +14 min", "", "40 min"],
    ]);
  });

  it("ticks an outcome only when the application has", async () => {
    open();
    const box = await screen.findByRole("checkbox", { name: /explain why each tree/ });
    ipc.failNext("outcome_tick", new Failure("journal", "Not saved: the disk is full."));
    await fireEvent.click(box);
    await screen.findByText("Not saved: the disk is full.");
    expect(box).toHaveProperty("checked", false);
    await fireEvent.click(box);
    await waitFor(() => expect(box).toHaveProperty("checked", true));
  });

  it("opens a resource in the browser, and names one on paper without a button", async () => {
    open();
    await fireEvent.click(await screen.findByRole("button", { name: /^The Elements of Statistical Learning/ }));
    expect(called("link_open")).toEqual([{ url: "https://hastie.su.domains/ElemStatLearn/" }]);
    expect(screen.queryByRole("button", { name: /^Hands-On Machine Learning/ })).toBeNull();
  });

  it("answers for its block", async () => {
    open();
    await block(algorithms);
    const panel = screen.getByTestId("panel");
    await fireEvent.click(within(panel).getByRole("button", { name: "Couldn’t do it" }));
    expect(called("block_missed")).toEqual([{ id: "b5" }]);
    await fireEvent.click(await screen.findByRole("button", { name: "What changed?" }));
    expect(await screen.findByRole("rowheader", { name: /SQL window functions/ })).toBeTruthy();
  });
});

describe("the forecast", () => {
  it("says the likely day with its chance, and all of it when asked", async () => {
    open();
    const chip = await screen.findByRole("button", { name: "Likely done 11 May · 82% by 28 May 2027" });
    expect(called("forecast")).toEqual([]);
    await fireEvent.click(chip);
    const dialog = await screen.findByRole("dialog", { name: "Forecast" });
    within(dialog).getByText("82% by your date, 28 May 2027");
    await within(dialog).findByRole("row", { name: /^Everything 11 May 2027 27 May 2027 12 Jun 2027$/ });
    await within(dialog).findByRole("row", { name: /ML algorithms 11 Mar 2027/ });
    within(dialog).getByText(/31 finished activities and 52 blocks/);
    within(dialog).getByText(/This plan ends 11 May 2027/);
  });

  it("says that all is done when nothing is left", async () => {
    ipc = fakeIpc();
    const call = ipc.call.bind(ipc);
    ipc.call = async (name, args) => {
      const answer = await call(name, args);
      if (typeof answer === "object" && "course" in answer) answer.course.forecast = null;
      return answer;
    };
    render(AppView, { app: new App(ipc) });
    await screen.findByText("All your goal needs is done");
    expect(screen.queryByRole("button", { name: /Likely done/ })).toBeNull();
  });
});

describe("today", () => {
  it("shows the next block and takes an answer for an old one", async () => {
    location.hash = "#today";
    open();
    await screen.findByRole("heading", { level: 2, name: "Gradient boosting from scratch" });
    await fireEvent.click(screen.getByRole("button", { name: "Done: PyTorch Dataset and DataLoader" }));
    await waitFor(() => expect(screen.queryByText("Not answered yet")).toBeNull());
    expect(called("block_done")).toEqual([{ id: "b2" }]);
  });

  it("is at rest when nothing is left", async () => {
    location.hash = "#today";
    open({ scenario: "rest" });
    await screen.findByRole("heading", { name: "Nothing more today" });
  });
});

describe("the frame", () => {
  it("leads through the screens by key and undoes by key", async () => {
    const app = open();
    await block(algorithms);
    await fireEvent.keyDown(window, { key: "1", ctrlKey: true });
    expect(app.route.screen).toBe("today");
    await fireEvent.keyDown(window, { key: "2", ctrlKey: true });
    await fireEvent.keyDown(await block(algorithms), { key: "d" });
    await block(/^Algorithms, .*, deep, done$/);
    await fireEvent.keyDown(window, { key: "z", ctrlKey: true });
    await block(/^Algorithms, .*, deep, planned$/);
  });

  it("starts with the onboarding and nothing else", async () => {
    const app = open({ scenario: "first" });
    await waitFor(() => expect(app.route.screen).toBe("onboarding"));
    expect(screen.queryByRole("navigation", { name: "Screens" })).toBeNull();
  });

  it("takes the theme from the application", async () => {
    open({ theme: "dark" });
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
  });

  it("offers the backup when the journal broke", async () => {
    open({ scenario: "broken" });
    await fireEvent.click(await screen.findByRole("button", { name: "Bring back the backup of 24 Nov" }));
    await waitFor(() => expect(screen.queryByText(/set aside untouched/)).toBeNull());
  });
});
