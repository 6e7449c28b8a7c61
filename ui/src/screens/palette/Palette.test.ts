// The palette: everything that can be done or gone to, by keyboard alone.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;
let app: App;

beforeEach(() => {
  localStorage.clear();
  location.hash = "#week";
});
afterEach(cleanup);

function start(scenario: Parameters<typeof fakeIpc>[0] = {}): void {
  ipc = fakeIpc(scenario);
  app = new App(ipc);
  render(AppView, { app });
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const algorithms = /^Algorithms, Gradient boosting from scratch, Wednesday/;
const block = () => screen.findByRole("button", { name: algorithms });

async function opened(from: Element | Window = window): Promise<HTMLElement> {
  await fireEvent.keyDown(from, { key: "k", ctrlKey: true });
  return within(await screen.findByRole("dialog", { name: "Find or do" })).findByRole("combobox");
}

/** Types, waits for the search, and answers the options on screen. */
async function type(field: HTMLElement, text: string): Promise<string[]> {
  await fireEvent.input(field, { target: { value: text } });
  await waitFor(() => expect(app.palette.found.loading).toBe(false));
  return options();
}
const options = () => screen.queryAllByRole("option").map((each) => each.textContent.replace(/\s+/g, " ").trim());

describe("the palette", () => {
  it("opens by key, also while one writes, and closes by the same key and by Escape", async () => {
    start();
    await block();
    const note = await screen.findByRole("textbox", { name: "Notes" });
    note.focus();
    for (const close of [{ key: "k", ctrlKey: true }, { key: "Escape" }]) {
      const field = await opened(note);
      expect(document.activeElement).toBe(field);
      await fireEvent.keyDown(field, close);
      await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
      expect(document.activeElement).toBe(note);
    }
  });

  it("does what is chosen with the selected block, and the focus goes back to it", async () => {
    start();
    const focused = await block();
    focused.focus();
    const field = await opened(focused);
    expect((await type(field, "split"))[0]).toBe("Split in the middle Gradient boosting from scratch S");
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(called("block_split")).toEqual([{ id: "b5" }]));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("offers no command that cannot be done now", async () => {
    start();
    await fireEvent.click(await screen.findByRole("button", { name: /^Maths, Bayes’ rule.*, done$/ }), { detail: 1 });
    await opened();
    const all = options();
    expect(all.some((each) => each.startsWith("Done"))).toBe(false);
    expect(all.some((each) => each.startsWith("Split"))).toBe(false);
    expect(all.some((each) => each.startsWith("Plan anew"))).toBe(false);
    expect(all).toContain("Keyboard shortcuts ?");
  });

  it("goes to every screen, to parts of the settings, and changes the theme", async () => {
    start();
    await block();
    let field = await opened();
    await type(field, "roadm");
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(app.route.screen).toBe("roadmap"));
    field = await opened();
    expect((await type(field, "calendars"))[0]).toBe("Settings: Calendars");
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect([app.route.screen, app.route.part]).toEqual(["settings", "calendars"]));
    field = await opened();
    expect((await type(field, "backup"))[0]).toBe("Settings: Data");
    expect((await type(field, "quiet hours"))[0]).toBe("Settings: This computer");
    expect((await type(field, "curriculum"))[0]).toBe("Settings: Curriculum");
    expect((await type(field, "look for changes"))[0]).toBe("Look for changes now");
    expect((await type(field, "sync"))[0]).toBe("Look into the sync folder now");
    expect((await type(field, "dark"))[0]).toMatch(/^Theme: Dark/);
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
    await app.act("theme_set", { theme: "system" });
  });

  it("leaves the focus on the screen where nothing had it before", async () => {
    start();
    await block();
    await opened();
    expect(document.activeElement?.tagName).toBe("INPUT");
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: "k", ctrlKey: true });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement?.tagName).toBe("MAIN"));
  });

  it("finds units through the application, and opens their page", async () => {
    start();
    await block();
    const field = await opened();
    const found = await type(field, "gradient boosting");
    expect(called("find")).toEqual([{ text: "gradient boosting" }]);
    expect(found[0]).toMatch(/^Gradient boosting from scratch/);
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect([app.route.screen, app.route.part]).toEqual(["strategies", "boosting"]));
  });

  it("goes to a week by its number, and to that of a day", async () => {
    start();
    await block();
    let field = await opened();
    expect((await type(field, "week 50"))[0]).toBe("Week 50: 7–13 December");
    await fireEvent.keyDown(field, { key: "Enter" });
    await screen.findByRole("heading", { level: 1, name: "7–13 December" });
    field = await opened();
    expect((await type(field, "3 jan"))[0]).toBe("Week 53: 28 December – 3 January");
  });

  it("puts first what was used before, also after a restart", async () => {
    start();
    await block();
    const field = await opened();
    await type(field, "settings: your pace");
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(app.route.part).toBe("pace"));
    cleanup();
    start();
    await waitFor(() => expect(app.frame.data).not.toBeNull());
    await opened();
    const group = screen.getByRole("group", { name: "Used before" });
    expect(within(group).getAllByRole("option")[0]?.textContent.trim()).toMatch(/^Settings: Your pace/);
  });

  it("is worked by arrows, says which option is active, and names what fits nothing", async () => {
    start();
    await block();
    const field = await opened();
    const active = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
    expect(active()?.getAttribute("aria-selected")).toBe("true");
    const all = screen.getAllByRole("option");
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    await waitFor(() => expect(active()).toBe(all[1]));
    await fireEvent.keyDown(field, { key: "ArrowUp" });
    await fireEvent.keyDown(field, { key: "ArrowUp" });
    await waitFor(() => expect(active()).toBe(all.at(-1)));
    await type(field, "qqqq");
    expect(field.getAttribute("aria-expanded")).toBe("false");
    expect(field.hasAttribute("aria-activedescendant")).toBe(false);
    await screen.findByText("Nothing fits “qqqq”. Try fewer letters or another word.", { selector: ".combo__note" });
  });

  it("is not there before there is a plan", async () => {
    start({ scenario: "first" });
    await waitFor(() => expect(app.route.screen).toBe("onboarding"));
    await fireEvent.keyDown(window, { key: "k", ctrlKey: true });
    expect(app.palette.open).toBe(false);
  });

  it("keeps nothing that is not of its form", async () => {
    localStorage.setItem("ninefold.palette", '[{"id":3},"x",{"id":"command undo","label":"Undo"}]');
    start();
    await block();
    expect(app.palette.recent).toEqual([{ id: "command undo", label: "Undo" }]);
    localStorage.setItem("ninefold.palette", "{");
    expect(new App(fakeIpc()).palette.recent).toEqual([]);
  });
});
