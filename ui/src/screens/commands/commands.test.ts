// The list of commands: one key, one meaning; what is shown is what is heard.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";
import { announced, matches, shown } from "./chord";
import type { Place } from "./command";
import { asked } from "./press";
import { commands } from "./registry";

afterEach(cleanup);

/** The stroke that a chord names. */
function stroke(chord: string): KeyboardEvent {
  const words = chord.split(" ");
  const key = words.at(-1) ?? "";
  const has = (name: string) => words.includes(name);
  return new KeyboardEvent("keydown", {
    key: has("Shift") ? key : key.length === 1 ? key.toLowerCase() : key,
    ctrlKey: has("Mod"),
    altKey: has("Alt"),
    shiftKey: has("Shift"),
  });
}

const everywhere: ReadonlySet<Place> = new Set(["anywhere", "week", "grid", "block", "strategies"]);

describe("the list of commands", () => {
  it("gives each command an id of its own", () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it("gives each key one meaning, and that which is shown beside it", () => {
    for (const command of commands)
      for (const chord of command.keys) expect(asked(stroke(chord), everywhere, false)?.id, chord).toBe(command.id);
    const all = commands.flatMap(({ keys }) => keys.map(shown));
    expect(new Set(all).size).toBe(all.length);
  });

  it("leaves text fields their own keys", () => {
    const heard = (chord: string) => asked(stroke(chord), everywhere, true)?.id;
    expect(heard("Mod 2")).toBe("screen.week");
    for (const chord of ["Mod Z", "Mod Y", "?", "/", "N", "Delete", "ArrowUp"])
      expect(heard(chord), chord).toBeUndefined();
  });

  it("hears block keys on a block only", () => {
    expect(asked(stroke("S"), new Set(["anywhere", "week", "grid"]), false)).toBeUndefined();
    expect(asked(stroke("N"), new Set(["anywhere", "week", "grid"]), false)?.id).toBe("block.add");
  });
});

describe("a chord", () => {
  it("is written as on the keyboard, and announced as browsers want it", () => {
    expect(shown("Mod Shift Z")).toBe("Ctrl Shift Z");
    expect(shown("Alt ArrowUp")).toBe("Alt ↑");
    expect(shown("PageUp")).toBe("Page Up");
    expect(announced("Mod 1")).toBe("Control+1");
  });

  it("takes a sign with or without Shift, as the keyboard has it", () => {
    const plus = (shiftKey: boolean) => new KeyboardEvent("keydown", { key: "+", shiftKey });
    expect(matches("+", plus(true)) && matches("+", plus(false))).toBe(true);
    expect(matches("S", new KeyboardEvent("keydown", { key: "S", shiftKey: true }))).toBe(false);
    expect(matches("S", new KeyboardEvent("keydown", { key: "S" }))).toBe(true);
  });
});

describe("the menu bar of macOS", () => {
  it("does what the command does", async () => {
    location.hash = "#week";
    const ipc = fakeIpc();
    const app = new App(ipc);
    render(AppView, { app });
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting/ });
    ipc.choose("screen.review");
    expect(app.route.screen).toBe("review");
    ipc.choose("no such command");
    ipc.choose("palette");
    expect(app.palette.open).toBe(true);
  });
});

describe("keys in the window", () => {
  it("are listed as the commands have them", async () => {
    location.hash = "#week";
    render(AppView, { app: new App(fakeIpc()) });
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting/ });
    await fireEvent.keyDown(window, { key: "?" });
    const list = await screen.findByRole("dialog", { name: "Keyboard" });
    const rows = [...list.querySelectorAll("dt")].map((each) => [
      [...each.querySelectorAll("kbd")].map((key) => key.textContent),
      each.nextElementSibling?.textContent,
    ]);
    for (const { keys, does } of commands.filter(({ keys }) => keys.length > 0))
      expect(rows).toContainEqual([keys.map(shown), does()]);
    within(list).getByText("Open the block");
  });

  it("are the dialog's own while one is open", async () => {
    location.hash = "#week";
    const app = new App(fakeIpc());
    render(AppView, { app });
    const block = await screen.findByRole("button", { name: /^Algorithms, Gradient boosting/ });
    await fireEvent.keyDown(block, { key: "t" });
    const dialog = await screen.findByRole("dialog", { name: "Choose a time" });
    await fireEvent.keyDown(dialog, { key: "1", ctrlKey: true });
    expect(app.route.screen).toBe("week");
    await fireEvent.click(within(dialog).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await fireEvent.keyDown(window, { key: "1", ctrlKey: true });
    expect(app.route.screen).toBe("today");
  });

  it("say of a running block that it runs, not that it was answered", async () => {
    location.hash = "#week";
    const ipc = fakeIpc();
    const block = ipc.desk.world.blocks.find(({ id }) => id === "b5");
    if (block === undefined) throw new Error("the sample has it");
    block.state = "now";
    render(AppView, { app: new App(ipc) });
    await fireEvent.keyDown(
      await screen.findByRole("button", { name: /^Algorithms, Gradient boosting.*running now/ }),
      {
        key: "Delete",
      },
    );
    await screen.findByText(/^This block runs now\./);
  });
});
