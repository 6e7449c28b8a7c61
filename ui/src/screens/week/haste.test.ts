// Pressed faster than the application answers, or than the week is drawn: nothing is done twice, nothing is lost.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;
let app: App;

beforeEach(() => {
  location.hash = "#week";
  localStorage.clear();
  ipc = fakeIpc();
  app = new App(ipc);
  render(AppView, { app });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const algorithms = /^Algorithms, Gradient boosting from scratch, Wednesday/;
const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const focused = async (): Promise<HTMLElement> => {
  const found = await screen.findByRole("button", { name: algorithms });
  found.focus();
  return found;
};
const settled = () => waitFor(() => expect(app.busy + Number(app.week.view.loading)).toBe(0));

describe.each([
  ["the application answers", "block_"],
  ["the week is drawn", "week"],
] as const)("faster than %s", (_, slow) => {
  /** Holds that back while these keys are pressed on the block. */
  async function hasty(command: "block_lock" | "block_done" | "block_split" | "block_move", keys: KeyboardEventInit[]) {
    const block = await focused();
    const release = ipc.hold(slow === "week" ? "week" : command);
    for (const [n, key] of keys.entries()) {
      await fireEvent.keyDown(block, key);
      // The first is answered, and what it changed is on its way to the screen.
      if (n === 0 && slow === "week") {
        await waitFor(() => expect(called(command)).toHaveLength(1));
        await waitFor(() => expect(app.busy).toBe(0));
      }
    }
    release();
    await settled();
  }

  it("locks and frees", async () => {
    await hasty("block_lock", [{ key: "l" }, { key: "l" }]);
    await waitFor(() =>
      expect(called("block_lock")).toEqual([
        { id: "b5", locked: true },
        { id: "b5", locked: false },
      ]),
    );
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*planned$/ });
  });

  it("is done once, and what comes after is judged by what became of it", async () => {
    await hasty("block_done", [{ key: "d" }, { key: "d" }, { key: "l" }]);
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*, done$/ });
    expect(called("block_done")).toEqual([{ id: "b5" }]);
    expect(called("block_lock")).toEqual([]);
    await within(screen.getByRole("status", { name: "Messages" })).findByText(/^Done: Gradient boosting/);
  });

  it("splits once", async () => {
    await hasty("block_split", [{ key: "s" }, { key: "s" }]);
    expect(await screen.findAllByRole("button", { name: /^Algorithms, Gradient boosting/ })).toHaveLength(2);
    await settled();
    expect(called("block_split")).toHaveLength(1);
  });

  it("moves as many steps as were pressed", async () => {
    const later = { key: "ArrowDown", altKey: true };
    await hasty("block_move", [later, later]);
    await screen.findByRole("button", { name: /^Algorithms, .* Wednesday 20:00 to 21:30, deep/ });
    expect(called("block_move")).toHaveLength(2);
  });
});

describe("from week to week", () => {
  const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

  it("goes on as often as was pressed, and back", async () => {
    await focused();
    const release = ipc.hold("week");
    for (let n = 0; n < 3; n += 1) await press("Next week");
    release();
    await screen.findByRole("heading", { level: 1, name: "14–20 December" });
    const again = ipc.hold("week");
    for (let n = 0; n < 4; n += 1) await press("Previous week");
    again();
    await screen.findByRole("heading", { level: 1, name: "16–22 November" });
  });

  it("comes back to the week that is still on screen", async () => {
    await focused();
    const release = ipc.hold("week");
    await press("Next week");
    await press("Previous week");
    release();
    await settled();
    await screen.findByRole("heading", { level: 1, name: "23–29 November" });
    await focused();
  });

  it("knows of five days only with their weekend", async () => {
    await focused();
    await fireEvent.click(screen.getByRole("radio", { name: "5 days" }));
    await screen.findByRole("heading", { level: 1, name: "23–27 November" });
    const seen: (string | null)[] = [];
    for (let n = 0; n < 3; n += 1) {
      await press("Next days");
      await settled();
      seen.push(screen.getByRole("heading", { level: 1 }).textContent);
    }
    await fireEvent.click(screen.getByRole("button", { name: "Today" }));
    await screen.findByRole("heading", { level: 1, name: "23–27 November" });
    const release = ipc.hold("week");
    for (let n = 0; n < 3; n += 1) await press("Next days");
    release();
    await screen.findByRole("heading", { level: 1, name: seen[2] ?? "" });
  });
});
