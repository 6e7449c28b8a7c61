// Going back several changes at once, from the menu that every screen has.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;
let app: App;

beforeEach(() => {
  location.hash = "#week";
  ipc = fakeIpc();
  app = new App(ipc);
  render(AppView, { app });
});
afterEach(cleanup);

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

async function entries(): Promise<string[]> {
  await fireEvent.click(screen.getByRole("button", { name: "More: undo, redo, keyboard" }));
  const menu = await screen.findByRole("menu", { name: "More: undo, redo, keyboard" });
  return within(menu)
    .getAllByRole("menuitem")
    .map((item) => item.textContent.replace(/\s+/g, " ").trim());
}

describe("the last several changes", () => {
  it("are told in the menu, and gone back to at once", async () => {
    const block = await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*Wednesday/ });
    await fireEvent.keyDown(block, { key: "f" });
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*Wednesday.*comes first/ });
    for (const key of ["l", "d"]) {
      await fireEvent.keyDown(block, { key });
      await waitFor(() => expect(app.busy).toBe(0));
    }
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*Wednesday.*done, locked/ });
    await waitFor(() => expect(app.frame.data?.undo_more).toHaveLength(2));
    const words = await entries();
    expect(words.slice(0, 3)).toEqual([
      "Undo: marked done Ctrl Z",
      "Undo the last 2, from: locked a block",
      "Undo the last 3, from: brought a unit forward",
    ]);
    await fireEvent.click(screen.getByRole("menuitem", { name: /^Undo the last 3/ }));
    await waitFor(() => expect(called("undo_several")).toEqual([{ changes: 3 }]));
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*Wednesday.*planned$/ });
  });

  it("are not taken back by a message that told of another one", async () => {
    const block = await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*Wednesday/ });
    await fireEvent.keyDown(block, { key: "d" });
    const undo = await screen.findByRole("button", { name: "Undo" });
    await waitFor(() => expect(app.undoable).toEqual(["marked done"]));
    await app.frame.settled();
    await new Promise((resolve) => setTimeout(resolve));
    // Another program.
    await ipc.call("block_lock", { id: "b6", locked: true });
    await waitFor(() => expect(app.undoable).toHaveLength(2));
    await fireEvent.click(undo);
    await screen.findByText("Something else was done meanwhile, so nothing was taken back.");
    expect(called("undo")).toEqual([]);
  });

  it("are not more than there are", async () => {
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*Wednesday/ });
    const words = await entries();
    expect(words[0]).toBe("Nothing to undo Ctrl Z");
    expect(words.some((each) => each.startsWith("Undo the last"))).toBe(false);
  });
});

describe("why a block is here", () => {
  it("leads to a named unit: to its block in the week, else to its page", async () => {
    const panel = await screen.findByTestId("panel");
    await fireEvent.click(await within(panel).findByRole("link", { name: "Ranking baseline" }));
    await waitFor(() => expect(document.activeElement?.getAttribute("data-key")).toBe("b7"));
    await within(panel).findByRole("heading", { name: /^Ranking baseline/ });
    app.week.select("b5");
    await fireEvent.click(await within(panel).findByRole("link", { name: "Decision trees" }));
    await waitFor(() => expect([app.route.screen, app.route.part]).toEqual(["strategies", "trees"]));
  });
});
