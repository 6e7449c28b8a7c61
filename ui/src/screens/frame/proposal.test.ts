// What an act would change is shown before it is done: applied, left as it is, or nothing at all.
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
  ipc.asksAbove = 2;
  app = new App(ipc);
  render(AppView, { app });
});
afterEach(cleanup);

const algorithms = /^Algorithms, Gradient boosting from scratch, Wednesday/;
const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

async function propose(): Promise<HTMLElement> {
  const block = await screen.findByRole("button", { name: algorithms });
  block.focus();
  await fireEvent.keyDown(block, { key: "x" });
  return screen.findByRole("dialog", { name: "This would change 3 planned blocks" });
}

describe("a proposal", () => {
  it("shows before and after, in the list and in the week, and saves nothing", async () => {
    const card = await propose();
    await waitFor(() => expect(document.activeElement).toBe(card));
    expect(within(card).getAllByRole("row")).toHaveLength(4);
    expect(called("block_missed")).toEqual([]);
    expect(screen.getAllByRole("button", { name: /, would change$/ }).length).toBeGreaterThan(0);
    expect(document.querySelectorAll(".ghost--after").length).toBeGreaterThan(0);
    expect(app.frame.data?.undo).toBeNull();
  });

  it("is applied with one press, and taken back with another", async () => {
    const card = await propose();
    await fireEvent.click(within(card).getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(called("block_missed")).toEqual([{ id: "b5" }]));
    expect(screen.queryByTestId("proposal")).toBeNull();
    const messages = screen.getByRole("status", { name: "Messages" });
    await within(messages).findByRole("button", { name: "What changed?" });
    await fireEvent.click(within(messages).getByRole("button", { name: "Undo" }));
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*planned$/ });
  });

  it("left as it is notes the miss, moves nothing, and offers a new plan later", async () => {
    const card = await propose();
    await fireEvent.click(within(card).getByRole("button", { name: "Leave it as it is" }));
    await waitFor(() => expect(called("blocks_missed_only")).toEqual([{ ids: ["b5"] }]));
    expect(called("block_missed")).toEqual([]);
    await fireEvent.click(await screen.findByRole("button", { name: "Plan anew" }));
    await waitFor(() => expect(called("replan")).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Plan anew" })).toBeNull());
  });

  it("is closed by Escape, and the focus goes back to the block", async () => {
    const card = await propose();
    await fireEvent.keyDown(card, { key: "Escape" });
    await waitFor(() => expect(screen.queryByTestId("proposal")).toBeNull());
    expect(called("block_missed")).toEqual([]);
    expect(called("blocks_missed_only")).toEqual([]);
    await waitFor(() => expect(document.activeElement?.getAttribute("data-key")).toBe("b5"));
  });

  it("goes away when something else happens", async () => {
    await propose();
    await app.act("theme_set", { theme: "dark" });
    await waitFor(() => expect(screen.queryByTestId("proposal")).toBeNull());
    expect(called("block_missed")).toEqual([]);
  });

  it("is not asked where little is touched", async () => {
    ipc.asksAbove = 3;
    const block = await screen.findByRole("button", { name: algorithms });
    await fireEvent.keyDown(block, { key: "x" });
    await waitFor(() => expect(called("block_missed")).toEqual([{ id: "b5" }]));
    expect(screen.queryByTestId("proposal")).toBeNull();
  });

  it("is made for new hours, too, and leaves them as they were", async () => {
    ipc.asksAbove = -1;
    const saved = app.weigh({ command: "budget_set", args: { budget: ipc.desk.world.budget } });
    const card = await screen.findByTestId("proposal");
    await fireEvent.click(within(card).getByRole("button", { name: "Leave it as it is" }));
    expect(await saved).toBe("leave");
    expect(called("budget_set")).toEqual([]);
  });
});

describe("a unit brought forward", () => {
  it("is so by key, says so, and is put back in line by the same key", async () => {
    const block = await screen.findByRole("button", { name: algorithms });
    await fireEvent.keyDown(block, { key: "f" });
    const first = await screen.findByRole("button", {
      name: /^Algorithms, Gradient boosting.*Wednesday.*, comes first$/,
    });
    expect(called("unit_first")).toEqual([{ unit: "boosting", first: true }]);
    await fireEvent.keyDown(first, { key: "f" });
    await waitFor(() => expect(called("unit_first")).toHaveLength(2));
    expect(called("unit_first")[1]).toMatchObject({ first: false });
  });
});

describe("undo and redo", () => {
  it("go several steps by key, with Ctrl Y as well", async () => {
    const block = await screen.findByRole("button", { name: algorithms });
    for (const key of ["l", "l"]) {
      await fireEvent.keyDown(block, { key });
      await waitFor(() => expect(app.busy).toBe(0));
    }
    const press = async (key: string) => {
      await fireEvent.keyDown(window, { key, ctrlKey: true });
      await waitFor(() => expect(app.busy).toBe(0));
    };
    await press("z");
    await press("z");
    await waitFor(() => expect(app.frame.data?.undo).toBeNull());
    await press("y");
    await press("y");
    expect(called("redo")).toHaveLength(2);
    await waitFor(() => expect(app.frame.data?.redo).toBeNull());
  });
});
