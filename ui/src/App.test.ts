// The whole window over the fake application: screens, keys, dialogs.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "./App.svelte";
import { Failure, type CommandName } from "./ipc/call";
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

describe("the first start", () => {
  it("asks about an export that came before it was known that there is no plan", async () => {
    location.hash = "#settings/data?open=import";
    const app = open({ scenario: "first" });
    await screen.findByRole("dialog", { name: "Import" });
    expect(app.route.screen).toBe("onboarding");
  });
});

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

  it("says why a key does nothing to a block that is not promised, or answered already", async () => {
    open();
    const done = await block(/^Maths, Bayes’ rule.*, done$/);
    await fireEvent.keyDown(done, { key: "m" });
    await screen.findByText(
      /was answered already. It can be changed once that is undone, on the computer that answered it/,
    );
    await fireEvent.click(screen.getByRole("button", { name: "Next week" }));
    await fireEvent.click(screen.getByRole("button", { name: "Next week" }));
    await fireEvent.keyDown(await block(/^Algorithms, .*, likely$/), { key: "ArrowDown", altKey: true });
    await screen.findByText(/^Likely course: it can be looked at, not changed/, { selector: ".toast__text" });
  });

  it("leaves the focus on a block that is clicked, also on the selected one", async () => {
    open();
    const selected = await block(algorithms);
    const other = await block(/^Data, SQL window functions, Thursday/);
    for (const each of [other, other, selected]) {
      await fireEvent.click(each, { detail: 1 });
      expect(document.activeElement).toBe(each);
    }
    await fireEvent.keyDown(selected, { key: "j" });
    expect(document.activeElement).toBe(other);
    await fireEvent.click(other, { detail: 0 });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("panel")));
  });

  it("gives the focus back to the block whose menu was opened by key", async () => {
    open();
    const focused = await block(algorithms);
    focused.focus();
    await fireEvent.keyDown(focused, { key: "m" });
    const menu = await screen.findByRole("menu", { name: "More for this block" });
    await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true));
    await fireEvent.keyDown(document.activeElement ?? menu, { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(focused));
    // Also after what the menu leads to.
    await fireEvent.keyDown(focused, { key: "m" });
    await fireEvent.click(await screen.findByRole("menuitem", { name: /^Choose a time/ }));
    const dialog = await screen.findByRole("dialog", { name: "Choose a time" });
    await fireEvent.click(within(dialog).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(document.activeElement).toBe(focused));
  });

  it("draws busy events that overlap side by side", async () => {
    ipc = fakeIpc();
    ipc.desk.world.busy["2026-11-27"] = [
      { from: 1140, to: 1350, title: "Dinner out", all_day: false, source: "link:1", calendar: "Home", color: null },
      { from: 1200, to: 1260, title: "Call", all_day: false, source: "link:1", calendar: "Home", color: null },
    ];
    render(AppView, { app: new App(ipc) });
    const place = async (title: string) => (await screen.findByText(title)).closest<HTMLElement>(".slot")?.style;
    expect((await place("Dinner out"))?.marginInline).toBe("0% 50%");
    expect((await place("Call"))?.marginInline).toBe("50% 0%");
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

describe("what cannot be drawn", () => {
  /** The window, with answers of this name that no screen can draw as long as it is so. */
  function openBroken(name: CommandName, part: string, isBroken: (args: unknown) => boolean) {
    ipc = fakeIpc();
    const { call } = ipc;
    ipc.call = async (asked, args) => {
      const answer = await call(asked, args);
      if (asked !== name || !isBroken(args)) return answer;
      const get = () => {
        throw new Error(`no ${part} in it`);
      };
      return Object.defineProperty(answer, part, { get });
    };
    render(AppView, { app: new App(ipc) });
  }
  const isSaid = () => screen.queryByRole("alert")?.textContent?.startsWith("Something in it broke.") ?? false;

  it("is said in its place with the way on, and drawn when it is tried again", async () => {
    location.hash = "#review";
    let isBroken = true;
    openBroken("review", "weeks", () => isBroken);
    await screen.findByRole("heading", { name: "This screen could not be drawn" });
    expect(screen.getByRole("heading", { level: 1, name: "Review" })).toBeTruthy();
    expect(screen.getByText("What broke: no weeks in it")).toBeTruthy();
    expect(screen.getByRole("navigation", { name: "Screens" })).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(isSaid()).toBe(true));
    isBroken = false;
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(isSaid()).toBe(false));
    await screen.findByRole("heading", { name: "Planned and done, by week" });
  });

  it("leaves every other screen as it is, and is tried anew when it is come back to", async () => {
    location.hash = "#review";
    let isBroken = true;
    openBroken("review", "weeks", () => isBroken);
    await screen.findByRole("button", { name: "To the week" });
    await fireEvent.click(screen.getByRole("button", { name: "To the week" }));
    await block(algorithms);
    expect(isSaid()).toBe(false);
    isBroken = false;
    location.hash = "#review";
    await screen.findByRole("heading", { name: "Planned and done, by week" });
  });

  it("ends with another place on the same screen", async () => {
    location.hash = "#week/2026-12-02";
    openBroken("week", "days", (args) => JSON.stringify(args).includes("2026-12"));
    await screen.findByRole("heading", { name: "This screen could not be drawn" });
    location.hash = "#week";
    await block(algorithms);
    expect(isSaid()).toBe(false);
  });

  it("is also said where it lies over the screens", async () => {
    openBroken("app_state", "notice", () => true);
    await screen.findByRole("heading", { name: "This screen could not be drawn" });
    expect(document.querySelector("main h1")).toBeTruthy();
  });
});

describe("warnings", () => {
  it("stand in one banner, the most pressing alone until the others are asked for", async () => {
    const ipc = fakeIpc();
    ipc.desk.world.warnings = ["The first.", "The second.", "The third."];
    render(AppView, { app: new App(ipc) });
    await screen.findByText("The first.");
    expect(screen.queryByText("The second.")).toBeNull();
    const more = screen.getByRole("button", { name: "2 more" });
    expect(more.getAttribute("aria-expanded")).toBe("false");
    // What was not read is not dismissed.
    await fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    await screen.findByText("The second.");
    await fireEvent.click(screen.getByRole("button", { name: "1 more" }));
    await screen.findByText("The third.");
    expect(screen.getByRole("button", { name: "Fewer" }).getAttribute("aria-expanded")).toBe("true");
    await fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(screen.queryByText("The third.")).toBeNull());
    expect(screen.queryByText("The second.")).toBeNull();
  });
});

describe("a date out of reach", () => {
  const ways = () => screen.findAllByRole("button", { name: /Ends \d+ \w+ 2027$/ });

  it("says by how much and offers ways out that can be gone and taken back", async () => {
    open({ scenario: "late" });
    await screen.findByText("28 May 2027 is out of reach: 26 h find no place before it.");
    expect(await ways()).toHaveLength(3);
    await fireEvent.click(await screen.findByRole("button", { name: /^Study 1\u00a0h more a week/ }));
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
    expect(screen.queryByRole("button", { name: /^Study 1\u00a0h more a week/ })).toBeNull();
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
      ["Getting started", "", "8\u00a0min"],
      ["Outside your focus hours", "", "8\u00a0min"],
      ["Days until the unit is done", "", "24\u00a0min"],
      ["In all next best Thu 19:30, +14\u00a0min", "", "40\u00a0min"],
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

  it("keeps the words of a note that cannot be saved while other blocks are looked at", async () => {
    open();
    await block(algorithms);
    const note = await screen.findByRole("textbox", { name: "Notes" });
    ipc.failNext("note_set", new Failure("bad_setting", "The note has 25000 characters; 20000 fit."));
    await fireEvent.input(note, { target: { value: "a long thought" } });
    await fireEvent.click(await block(/^Data, SQL window functions, Thursday/));
    await screen.findByText(
      /Could not be saved: the note on “Gradient boosting from scratch”. The note has 25000 characters/,
    );
    expect(screen.queryByText("Saved on this computer")).toBeNull();
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Notes" })).toHaveProperty("value", ""));
    await fireEvent.click(await block(algorithms));
    await waitFor(() =>
      expect(screen.getByRole("textbox", { name: "Notes" })).toHaveProperty("value", "a long thought"),
    );
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("Saved on this computer");
    expect(ipc.desk.world.units["boosting"]?.note).toBe("a long thought");
  });

  it("opens a resource in the browser, and names one on paper without a button", async () => {
    open();
    await fireEvent.click(await screen.findByRole("button", { name: /^The Elements of Statistical Learning/ }));
    expect(called("link_open")).toEqual([{ url: "https://hastie.su.domains/ElemStatLearn/" }]);
    expect(screen.queryByRole("button", { name: /^Hands-On Machine Learning/ })).toBeNull();
  });

  it("takes the minutes that were used, and that the activity is finished", async () => {
    open();
    await block(algorithms);
    await fireEvent.click(within(screen.getByTestId("panel")).getByRole("button", { name: /^More/ }));
    await fireEvent.click(await screen.findByRole("menuitem", { name: "Done, with other minutes…" }));
    const dialog = await screen.findByRole("dialog", { name: "How long did it take?" });
    await fireEvent.input(within(dialog).getByRole("textbox"), { target: { value: "40" } });
    await fireEvent.click(within(dialog).getByRole("checkbox", { name: /is finished: nothing of it is left/ }));
    await fireEvent.click(within(dialog).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(called("block_finished")).toEqual([{ id: "b5", minutes: 40 }]));
    expect(called("block_done")).toEqual([]);
  });

  it("answers for its block", async () => {
    open();
    await block(algorithms);
    const panel = screen.getByTestId("panel");
    await fireEvent.click(within(panel).getByRole("button", { name: "Couldn’t do it" }));
    await waitFor(() => expect(called("block_missed")).toEqual([{ id: "b5" }]));
    await fireEvent.click(await screen.findByRole("button", { name: "What changed?" }));
    const row = async (name: RegExp) => {
      const header = await screen.findByRole("rowheader", { name });
      return [...(header.closest("tr")?.cells ?? [])]
        .slice(1)
        .map((cell) => cell.textContent?.trim().replace(/\s+/g, " "));
    };
    expect(await row(/^SQL window functions.*moved. Makes room for “Gradient boosting from scratch”/)).toEqual([
      "Thu 19:30",
      "",
      "Thu 20:30",
    ]);
    expect(await row(/^Ranking baseline.*other length. Follows/)).toEqual(["Sat 09:00 1 h 45", "", "Sat 09:00 2 h"]);
    expect(await row(/^Messages.*other activity/)).toEqual(["Sat 11:00 Read", "", "Sat 11:00 Practice"]);
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

  const backlog = () => {
    location.hash = "#today";
    ipc = fakeIpc();
    const [sample] = ipc.desk.world.blocks;
    if (sample === undefined) throw new Error("the sample has blocks");
    const old = (n: number, date: string) =>
      ({ ...sample, id: `old${n}`, title: `Old ${n}`, date, state: "unanswered", done_min: 0 }) as const;
    ipc.desk.world.blocks = [
      ...Array.from({ length: 8 }, (_, n) => old(n + 1, n < 5 ? "2026-11-20" : "2026-11-21")),
      ...ipc.desk.world.blocks.filter(({ state }) => state !== "unanswered"),
    ];
    render(AppView, { app: new App(ipc) });
  };

  it("asks for a backlog by days, newest first and a few at a time, after the blocks of today", async () => {
    backlog();
    await screen.findByRole("heading", { name: /^Not answered yet/ });
    const headings = screen.getAllByRole("heading").map((each) => each.textContent?.trim());
    expect(headings.indexOf("Also today")).toBeLessThan(headings.findIndex((each) => each?.startsWith("Not answered")));
    expect(screen.getAllByRole("button", { name: /^Done: Old/ })).toHaveLength(5);
    await fireEvent.click(screen.getByRole("button", { name: "Show 3 more" }));
    expect(screen.getAllByRole("button", { name: /^Done: Old/ })).toHaveLength(8);
  });

  it("takes one answer for a day or for all", async () => {
    backlog();
    await fireEvent.click(await screen.findByRole("button", { name: "All of Sat 21 Nov done" }));
    await waitFor(() => expect(called("blocks_done")).toEqual([{ ids: ["old8", "old7", "old6"] }]));
    await fireEvent.click(await screen.findByRole("button", { name: "Couldn’t do any of the 5" }));
    await waitFor(() => expect(screen.queryByText("Not answered yet")).toBeNull());
    expect(called("blocks_missed")).toHaveLength(1);
  });

  it("passes the focus on when a row is answered, and to the screen after the last", async () => {
    backlog();
    const first = await screen.findByRole("button", { name: "Done: Old 8" });
    first.focus();
    await fireEvent.click(first);
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Done: Old 7"));
    const all = screen.getByRole("button", { name: "All 7 done" });
    all.focus();
    await fireEvent.click(all);
    await waitFor(() => expect(document.activeElement?.tagName).toBe("MAIN"));
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

  it("does not say of a sample that it is saved", async () => {
    open({ scenario: "sample" });
    await screen.findByText("Sample: nothing is kept");
    expect(screen.queryByText("Saved on this computer")).toBeNull();
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

  it("says that no backup can be made, and leads to where they are", async () => {
    const app = open({ scenario: "unbacked" });
    expect(await screen.findByText(/^No backup of your plan can be made in .* Free some space/)).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "See the backups" }));
    await waitFor(() => expect(app.route.screen).toBe("settings"));
  });

  it("shows the plan while nothing can be saved, says so, and tries again", async () => {
    open({ scenario: "full" });
    expect(await screen.findByText(/^Not saved: the disk .* as it was saved last\.$/)).toBeTruthy();
    expect(await block(algorithms)).toBeTruthy();
    expect(screen.getByText("Nothing can be saved")).toBeTruthy();
    ipc.desk.world.unsaved = null;
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText(/^Not saved: the disk/)).toBeNull());
    expect(screen.getByText("Saved on this computer")).toBeTruthy();
  });

  it("leads to the backups when a damaged journal was recovered", async () => {
    const app = open({ scenario: "recovered" });
    await fireEvent.click(await screen.findByRole("button", { name: "See the backups" }));
    await waitFor(() => expect(app.route.screen).toBe("settings"));
    expect(screen.queryByRole("button", { name: /Bring back/ })).toBeNull();
  });
});
