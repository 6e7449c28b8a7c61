// A review in the window: questions, four grades by key and by mouse, and when each unit comes back.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { Failure } from "../../ipc/call";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

beforeEach(() => {
  location.hash = "#today";
});
afterEach(cleanup);

function open(): App {
  ipc = fakeIpc({ scenario: "review" });
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const graded = () => ipc.calls.filter(({ name }) => name === "review_graded").map(({ args }) => args);
const card = () => screen.findByRole("group", { name: /posterior|evidence|overfit|three people/ });
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole("button", { name }));

/** To the last answer of the first unit. */
async function toGrades() {
  await press("Show answer");
  await press("Next question");
  await press("Show answer");
}

describe("a review", () => {
  it("hides an answer until it is asked for, and grades until the last one is seen", async () => {
    open();
    await screen.findByText("When is a posterior equal to its prior?");
    expect(screen.queryByText(/equally likely under every hypothesis/)).toBeNull();
    expect(screen.queryByRole("button", { name: /^Good/ })).toBeNull();
    await fireEvent.keyDown(await card(), { key: "3" });
    await press("Show answer");
    await screen.findByText(/equally likely under every hypothesis/);
    expect(screen.queryByRole("button", { name: /^Good/ })).toBeNull();
    await press("Next question");
    expect(screen.queryByText(/It makes the posterior sum to one/)).toBeNull();
    await press("Show answer");
    const grades = within(screen.getByRole("group", { name: "How well did you recall this unit?" }));
    const keys = grades.getAllByRole("button").map((button) => button.getAttribute("aria-keyshortcuts"));
    expect(keys).toEqual(["1", "2", "3", "4"]);
    for (const name of ["Forgot comes back in 1 day", "Hard comes back in 5 days", "Easy comes back in 5 weeks"])
      grades.getByRole("button", { name });
    expect(graded()).toEqual([]);
  });

  it("is graded by key, says when the unit comes back and goes on with the next one", async () => {
    open();
    await toGrades();
    const here = await card();
    expect(document.activeElement).toBe(here);
    await fireEvent.keyDown(here, { key: "3" });
    expect(graded()).toEqual([{ block: "b5", unit: "bayes", grade: "good" }]);
    await screen.findByText("Comes back on Mon 7 Dec, in 12 days");
    await screen.findByText("Why does a deep tree overfit?");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("group", { name: /overfit/ })));
    // Space on the card shows the answer; keys with Ctrl belong to the window.
    await fireEvent.keyDown(await card(), { key: " " });
    await fireEvent.keyDown(await card(), { key: "1", ctrlKey: true });
    expect(graded()).toHaveLength(1);
    await fireEvent.keyDown(await card(), { key: "1" });
    await screen.findByText("Comes back on Thu 26 Nov, tomorrow");
    // A unit without questions asks for what one can do after it.
    await screen.findByText(/I can name three people/);
    await press(/^Easy/);
    await waitFor(() => expect(graded()).toHaveLength(3));
    await waitFor(() => expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")?.state).toBe("done"));
    // The block is done and gone from this screen.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });

  it("asks nothing of a unit that is not studied to the end, and is done without it", async () => {
    open();
    ipc.desk.world.unstudied = ["bayes", "network"];
    ipc.emit(["plan"]);
    await screen.findByText("Why does a deep tree overfit?");
    expect(screen.queryByText("When is a posterior equal to its prior?")).toBeNull();
    screen.getByText("1 unit");
    const waiting = within(screen.getByRole("list", { name: "Not asked about yet" }));
    expect(waiting.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Bayes’ rule Not studied to the end yet",
      "A map of your network Not studied to the end yet",
    ]);
    await press("Show answer");
    await press(/^Good/);
    await waitFor(() => expect(ipc.desk.world.blocks.find(({ id }) => id === "b5")?.state).toBe("done"));
  });

  it("of nothing that is studied to the end says how it ends", async () => {
    open();
    ipc.desk.world.unstudied = ["bayes", "trees", "network"];
    ipc.emit(["plan"]);
    await screen.findByText(/^Nothing more of this review can be graded now/);
    expect(screen.queryByRole("button", { name: "Show answer" })).toBeNull();
    screen.getByText("3 units");
  });

  it("gives a grade back when it is undone", async () => {
    const app = open();
    await toGrades();
    await fireEvent.keyDown(await card(), { key: "2" });
    await screen.findByText("Comes back on Mon 30 Nov, in 5 days");
    await app.undo();
    await screen.findByText("When is a posterior equal to its prior?");
    expect(screen.queryByText(/^Comes back on/)).toBeNull();
  });

  it("keeps the grades to be pressed again where they could not be saved", async () => {
    open();
    await toGrades();
    ipc.failNext("review_graded", new Failure("disk_full", "Not saved: the disk is full."));
    await press(/^Good/);
    await screen.findByText(/the disk is full/);
    await press(/^Good/);
    await screen.findByText("Comes back on Mon 7 Dec, in 12 days");
  });

  it("tells of a backlog and breaks no rule of accessibility", async () => {
    open();
    await toGrades();
    await screen.findByText(/^14 units are waiting to be recalled/);
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it("that was not answered leads from today to its questions", async () => {
    open();
    const block = ipc.desk.world.blocks.find(({ kind, id }) => kind === "review" && id !== "b5");
    Object.assign(block ?? {}, { state: "unanswered", date: "2026-11-24", title: "Review: Loss functions" });
    ipc.emit(["plan"]);
    await press("Recall: Review: Loss functions");
    const panel = await screen.findByTestId("panel");
    await within(panel).findByRole("heading", { name: "Review: Loss functions" });
    await within(panel).findByRole("button", { name: "Show answer" });
  });

  it("is in the panel of the week as well, and only to be read once it is done", async () => {
    location.hash = "#week";
    open();
    await fireEvent.click(await screen.findByRole("button", { name: /Review: Probability, Trees/ }));
    await screen.findByText("When is a posterior equal to its prior?");
    const panel = screen.getByTestId("panel");
    await fireEvent.click(await within(panel).findByRole("button", { name: "Done" }));
    await waitFor(() => expect(within(panel).queryByRole("button", { name: "Done" })).toBeNull());
    await fireEvent.click(within(panel).getByRole("button", { name: "Show answer" }));
    await fireEvent.click(within(panel).getByRole("button", { name: "Next question" }));
    await fireEvent.click(within(panel).getByRole("button", { name: "Show answer" }));
    expect(within(panel).queryByRole("button", { name: /^Good/ })).toBeNull();
    await fireEvent.click(within(panel).getByRole("button", { name: "Next unit" }));
    await within(panel).findByText("Why does a deep tree overfit?");
  });
});
