// The roadmap in the window: names, keys, panel, sliders, table.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { Failure } from "../../ipc/call";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

beforeEach(() => {
  location.hash = "#roadmap";
});
afterEach(cleanup);

function open(scenario: Parameters<typeof fakeIpc>[0] = {}): App {
  ipc = fakeIpc(scenario);
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const bar = (name: RegExp) => screen.findByRole("button", { name });
const optimisation = /^Optimisation, Maths & statistics/;
const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
/** A button of the proposal that comes. */
const proposed = async (name: string) => within(await screen.findByTestId("proposal")).getByRole("button", { name });
const complaints = async () => {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

describe("the lanes", () => {
  it("name a unit in sentences", async () => {
    open();
    await bar(
      /^Optimisation, Maths & statistics, weeks of 4 Jan to 1 Feb 2027, likely course, 6\u00a0h\. Waits for “Bayes’ rule”\. Opens the way to “Neural networks”\.$/,
    );
    await bar(
      /^Bayes’ rule, Maths & statistics, weeks of 9 Nov to 23 Nov 2026, promised, 4\u00a0h, 33% done\. Opens the way/,
    );
    await bar(/^Linear algebra, Maths & statistics, weeks of 9 Nov to 16 Nov 2026, 6\u00a0h, done\./);
    await bar(/^Spark, Data engineering, .*, likely course, 7\u00a0h, optional\./);
    await bar(/^Maths 9\u00a0h left in 2 units, Maths & statistics, likely done 11 February 2027, 1 in 2$/);
    expect(screen.queryByRole("button", { name: /^Containers/ })).toBeNull();
  });

  it("say what is promised, what is likely, and no date without its chance", async () => {
    open();
    await bar(optimisation);
    screen.getByText("Likely course, may still change");
    screen.getByText("11 May 2027 · 1 in 2");
    screen.getByText(/17 days before your target, 1 in 2\. 4 in 5 by 27 May 2027, 19 in 20 by 12 Jun 2027/);
    screen.getByText("Ranking shipped, planned for 31 Dec 2026");
  });

  it("are one stop of the Tab key, and arrows lead through them", async () => {
    open();
    await bar(optimisation);
    const stops = document.querySelectorAll(".lanes [tabindex='0']");
    expect(stops).toHaveLength(1);
    const key = async (name: string) => {
      await fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
      return waitFor(() => document.activeElement?.getAttribute("data-key"));
    };
    document.querySelector<HTMLElement>("[data-key='algebra']")?.focus();
    expect(await key("ArrowRight")).toBe("bayes");
    expect(await key("End")).toBe("optimisation");
    expect(await key("ArrowDown")).toBe("networks");
    expect(await key("Home")).toBe("boosting");
    expect(await key("ArrowLeft")).toBe("lane 2");
    expect(document.activeElement?.getAttribute("tabindex")).toBe("0");
  });

  it("show what a unit waits for and what waits for it", async () => {
    open();
    await fireEvent.pointerEnter(await bar(optimisation));
    const marked = (mark: string) =>
      [...document.querySelectorAll(`.unit .${mark}`)].map((each) => each.getAttribute("data-key"));
    expect(marked("is-need").sort()).toEqual(["algebra", "bayes"]);
    expect(marked("is-next")).toEqual(["networks"]);
    expect(document.querySelector(".road__pre path")?.getAttribute("d")).toMatch(/^M.*H.*V/);
    expect(document.querySelector(".roadtip")?.textContent).toContain("Optimisation");
    await fireEvent.pointerLeave(await bar(optimisation));
    expect(document.querySelector(".roadtip")).toBeNull();
  });

  it("mark the weeks in which a rhythm comes, and name it", async () => {
    open();
    const name = "Weekly paper, 40 min every week, weeks of 9 Nov 2026 to 26 Apr 2027";
    const beat = (await screen.findByText(name)).closest("li");
    expect(beat?.closest(".lane")?.querySelector("[data-key='lane 7']")).not.toBeNull();
    expect(beat?.querySelector("path")?.getAttribute("d")?.match(/M/g)).toHaveLength(25);
    expect(beat?.title).toBe(name.replace("40 min", "40\u00a0min"));
    expect(screen.queryByText(/^Mock call/)).toBeNull();
    await fireEvent.click(await bar(/^Current \d/));
    const panel = within(screen.getByTestId("panel"));
    panel.getByRole("heading", { name: "Rhythms 1" });
    panel.getByText("40 min every week, weeks of 9 Nov 2026 to 26 Apr 2027");
    await fireEvent.click(await bar(/^Interviews \d/));
    within(screen.getByTestId("panel")).getByText("1 h every 4 weeks, no week yet");
  });

  it("satisfy axe, with a unit in hand and as a table", async () => {
    open();
    await fireEvent.click(await bar(optimisation));
    await screen.findByText("Why not earlier?");
    expect(await complaints()).toEqual([]);
    await fireEvent.click(screen.getByRole("radio", { name: "Table" }));
    expect(await complaints()).toEqual([]);
  });
});

describe("the unit in hand", () => {
  it("opens by Enter with the focus in its panel, and closes by Escape with the focus on its bar", async () => {
    open();
    const chosen = await bar(optimisation);
    chosen.focus();
    await fireEvent.click(chosen, { detail: 0 });
    const panel = await screen.findByTestId("panel");
    await waitFor(() => expect(document.activeElement).toBe(panel));
    await fireEvent.keyDown(panel, { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(chosen));
    expect(screen.queryByTestId("panel")).toBeNull();
  });

  it("leads to what it waits for, to what waits for it, and to its week", async () => {
    const app = open();
    await fireEvent.click(await bar(optimisation), { detail: 1 });
    const panel = () => within(screen.getByTestId("panel"));
    panel().getByText("Likely course: it may still change.");
    await fireEvent.click(panel().getByRole("button", { name: "Neural networks" }));
    await panel().findByRole("heading", { level: 2, name: "Neural networks" });
    await fireEvent.click(panel().getByRole("button", { name: "Optimisation" }));
    await fireEvent.click(await panel().findByRole("button", { name: "Go to its week" }));
    await waitFor(() => expect(app.route.screen).toBe("week"));
    expect(app.week.date).toBe("2027-01-04");
  });

  it("says why it is not studied earlier, or why that is not known", async () => {
    open();
    ipc.failNext("why_not", new Failure("unknown_unit", "The pack has no such unit."));
    await fireEvent.click(await bar(/^Bayes’ rule/));
    await screen.findByText(/Why it waits could not be worked out\. The pack has no such unit\./);
    await fireEvent.click(await bar(/^Gradient boosting from scratch, ML/));
    await screen.findByText(/begins Thu 19:30, as early as it can/);
  });

  it("is left out with what that saves, and taken back", async () => {
    open();
    await fireEvent.click(await bar(/^Spark/));
    await screen.findByText("Leaving it out frees 7 h.");
    await screen.findByText(/^Likely done 8 May 2027 instead of 11 May 2027, 1 in 2\. .* by 28 May 2027, was 82%\.$/);
    await fireEvent.click(screen.getByRole("button", { name: "Leave it out" }));
    await waitFor(() => expect(called("what_if_apply")).toEqual([{ without: ["spark"] }]));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Spark, Data/ })).toBeNull());
    await fireEvent.click(await screen.findByRole("button", { name: "Take it back" }));
    await bar(/^Spark, Data/);
  });

  it("cannot be left out if the goal needs it", async () => {
    open();
    await fireEvent.click(await bar(optimisation));
    await screen.findByText("Why not earlier?");
    expect(screen.queryByRole("button", { name: "Leave it out" })).toBeNull();
  });

  it("is found in its lane although it has no weeks", async () => {
    open();
    await fireEvent.click(await bar(/^Data 11\u00a0h left in 2 units/));
    const panel = within(screen.getByTestId("panel"));
    panel.getByText(/likely done 11 January 2027, 1 in 2; 4 in 5 by 27 January 2027/);
    await fireEvent.click(panel.getByRole("button", { name: "Graph databases" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Take it back" }));
    await waitFor(() => expect(called("unit_mark")).toEqual([{ unit: "data-graphs", mark: "open" }]));
  });
});

describe("what if", () => {
  const slide = async (name: string, value: string) =>
    fireEvent.input(await screen.findByRole("slider", { name }), { target: { value } });

  it("answers while the slider moves, changes nothing, and goes back", async () => {
    open();
    await slide("Hours a week", "720");
    await screen.findByText("What if: the likely course with 12 h a week");
    screen.getByText("Likely done 30 Mar 2027");
    await bar(/^Optimisation, .*, what if, 6\u00a0h\./);
    expect(called("what_if_apply")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Back to your plan" }));
    await screen.findByText("Likely course, may still change");
    await bar(/^Optimisation, .*, likely course, 6\u00a0h\./);
  });

  it("is applied in one step and undone in one", async () => {
    open();
    await slide("Hours a week", "720");
    await slide("Target date", String(184 + 7));
    await screen.findByText("4 Jun 2027", { selector: "output" });
    await fireEvent.click(screen.getByRole("button", { name: "Apply to plan" }));
    await screen.findByText("Your plan uses 12 h of 17 h study time");
    expect(called("what_if_apply")).toEqual([{ week_min: 720, target: "2027-06-04" }]);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Apply to plan" })).toBeNull());
    await fireEvent.click(
      within(screen.getByRole("status", { name: "Messages" })).getByRole("button", { name: "Undo" }),
    );
    await screen.findByText("Your plan uses 9 h of 17 h study time");
  });

  it("shows first what more than a little would change, and keeps the question when that is left", async () => {
    open();
    ipc.asksAbove = -1;
    await slide("Hours a week", "720");
    const apply = await screen.findByRole("button", { name: "Apply to plan" });
    await fireEvent.click(apply);
    await fireEvent.click(await proposed("Leave it as it is"));
    expect(called("what_if_apply")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Apply to plan" }));
    await fireEvent.click(await proposed("Apply"));
    await screen.findByText("Your plan uses 12 h of 17 h study time");
    expect(called("what_if_apply")).toEqual([{ week_min: 720 }]);
  });
});

describe("optional units", () => {
  const twoAhead = () => {
    ipc = fakeIpc();
    ipc.desk.world.dropped = [];
  };
  const list = async () => within(await screen.findByRole("group", { name: "Optional units" }));
  const listed = async () => {
    await fireEvent.click(await screen.findByRole("button", { name: "Leave out optional units" }));
    return list();
  };
  const spark = { name: "Spark 7\u00a0h Data engineering" };
  const graphs = { name: "Graph databases 5\u00a0h Data engineering" };

  it("are chosen together, applied in one step and undone in one", async () => {
    twoAhead();
    render(AppView, { app: new App(ipc) });
    const all = await listed();
    expect(all.getAllByRole("checkbox")).toHaveLength(2);
    all.getByText(/^Choose units to see/);
    await fireEvent.click(all.getByRole("checkbox", spark));
    await all.findByText("Leaving it out frees 7 h.");
    await screen.findByText("Likely done 8 May 2027");
    await fireEvent.click(all.getByRole("checkbox", graphs));
    await all.findByText("Leaving these 2 out frees 12 h.");
    await screen.findByText("Likely done 5 May 2027");
    expect(called("forecast").at(-1)).toEqual({ without: ["spark", "data-graphs"] });
    expect(screen.queryByRole("button", { name: /^Spark, Data engineering/ })).toBeNull();
    expect(called("what_if_apply")).toEqual([]);
    expect(await complaints()).toEqual([]);

    await fireEvent.click(screen.getByRole("button", { name: "Apply to plan" }));
    await waitFor(() => expect(screen.queryByRole("group", { name: "Optional units" })).toBeNull());
    expect(called("what_if_apply")).toEqual([{ without: ["spark", "data-graphs"] }]);
    await fireEvent.click(
      within(screen.getByRole("status", { name: "Messages" })).getByRole("button", { name: "Undo" }),
    );
    const back = (await list()).getAllByRole("checkbox");
    expect(back.map((box) => box.matches(":checked"))).toEqual([false, false]);
    expect(called("undo")).toHaveLength(1);
  });

  it("are put back one by one, and what nobody asks is no question", async () => {
    twoAhead();
    render(AppView, { app: new App(ipc) });
    const all = await listed();
    await fireEvent.click(all.getByRole("checkbox", spark));
    await fireEvent.click(all.getByRole("checkbox", graphs));
    await screen.findByRole("button", { name: "Leave out optional units, 2 chosen" });
    await fireEvent.click(all.getByRole("checkbox", spark));
    await screen.findByText("Likely done 8 May 2027");
    expect(called("forecast").at(-1)).toEqual({ without: ["data-graphs"] });
    await fireEvent.click(all.getByRole("checkbox", graphs));
    await all.findByText(/^Choose units to see/);
    expect(screen.queryByRole("button", { name: "Apply to plan" })).toBeNull();
  });

  it("say what builds on them", async () => {
    ipc = fakeIpc();
    const call = ipc.call.bind(ipc);
    ipc.call = async (name, args) => {
      const answer = await call(name, args);
      if (typeof answer === "object" && "lanes" in answer)
        for (const { units } of answer.lanes)
          for (const unit of units) if ("needs" in unit && unit.unit === "mocks") unit.needs.push("spark");
      return answer;
    };
    render(AppView, { app: new App(ipc) });
    const all = await listed();
    await fireEvent.click(all.getByRole("checkbox", spark));
    await all.findByText(
      "Leaving it out frees 7 h. “Mock interviews” builds on what you leave out and would be planned as if you knew that.",
    );
  });

  it("are asked by the address, as far as they can be left out", async () => {
    location.hash = "#roadmap?optional=list&out=bayes,spark,nothing";
    open();
    expect((await list()).getByRole("checkbox", spark).matches(":checked")).toBe(true);
    await waitFor(() => expect(called("forecast")).toEqual([{ without: ["spark"] }]));
  });

  it("are left out and taken back only when what that moves is wanted", async () => {
    open();
    ipc.asksAbove = -1;
    await fireEvent.click(await bar(/^Spark/));
    await fireEvent.click(await screen.findByRole("button", { name: "Leave it out" }));
    await fireEvent.click(await proposed("Leave it as it is"));
    expect(called("what_if_apply")).toEqual([]);
    await fireEvent.click(await screen.findByRole("button", { name: "Leave it out" }));
    await fireEvent.click(await proposed("Apply"));
    await fireEvent.click(await screen.findByRole("button", { name: "Take it back" }));
    await fireEvent.click(await proposed("Leave it as it is"));
    expect(called("unit_mark")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Take it back" }));
    await fireEvent.click(await proposed("Apply"));
    await bar(/^Spark, Data/);
    expect(called("what_if_apply")).toEqual([{ without: ["spark"] }]);
  });
});

describe("the table", () => {
  it("says the same as the lanes, and opens a unit", async () => {
    open();
    await fireEvent.click(await screen.findByRole("radio", { name: "Table" }));
    await screen.findByRole("row", { name: "Optimisation 4 Jan – 1 Feb 2027 6\u00a0h – Ahead Bayes’ rule" });
    screen.getByRole("row", { name: "Containers – 6\u00a0h – Known before –" });
    screen.getByRole("row", { name: "Weekly paper 9 Nov – 26 Apr 2027 – – Rhythm, 40\u00a0min every week –" });
    screen.getByRole("row", { name: "Mock call with a friend – – – Rhythm, 1\u00a0h every 4 weeks –" });
    await fireEvent.click(screen.getByRole("button", { name: "Containers" }));
    await screen.findByRole("heading", { level: 2, name: "Containers" });
  });
});

describe("without a plan", () => {
  it("says what is missing", async () => {
    open({ scenario: "empty" });
    await screen.findByRole("heading", { name: "Nothing is planned yet" });
    expect(screen.queryByRole("slider")).toBeNull();
  });

  it("says that nothing is left", async () => {
    ipc = fakeIpc({ scenario: "empty" });
    const call = ipc.call.bind(ipc);
    ipc.call = async (name, args) => {
      const answer = await call(name, args);
      if (typeof answer === "object" && "lanes" in answer) for (const lane of answer.lanes) lane.left_min = 0;
      return answer;
    };
    render(AppView, { app: new App(ipc) });
    await screen.findByRole("heading", { name: "Nothing is left to study" });
  });

  it("says why it could not be read", async () => {
    ipc = fakeIpc();
    ipc.failNext("roadmap", new Failure("planner", "The planner refused."));
    render(AppView, { app: new App(ipc) });
    await screen.findByText("The planner refused.");
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await bar(optimisation);
  });
});
