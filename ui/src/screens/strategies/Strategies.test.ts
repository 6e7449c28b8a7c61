// Strategies on screen: names, rows that open, links over strategies, acts with undo, and the search by key.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { Failure } from "../../ipc/call";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { m } from "../../messages";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;
afterEach(cleanup);

function open(hash = "#strategies/2", before: (ipc: FakeIpc) => void = () => undefined): App {
  location.hash = hash;
  ipc = fakeIpc();
  before(ipc);
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const button = (name: string | RegExp) => screen.findByRole("button", { name });

describe("the strategies", () => {
  it("say in a sentence what their looks say", async () => {
    open();
    const card = await screen.findByRole("link", {
      name: "2 ML algorithms, 2 of 7\u00a0h done. Next: Gradient boosting from scratch",
    });
    expect(card.getAttribute("aria-current")).toBe("true");
    const row = await button(
      "Gradient boosting from scratch, in progress, 1 of 4 outcomes, 1\u00a0h\u00a030 done, 7\u00a0h in all",
    );
    expect(row.getAttribute("aria-expanded")).toBe("false");
  });

  it("say whether nothing is left of one, or nothing has a place yet", async () => {
    const [one] = (await fakeIpc().call("strategies", {})).strategies;
    if (one === undefined) throw new Error("no strategy");
    const of = { ...one, next: null, units_done: 2 };
    const next = (units_total: number) => m.strategies.next({ ...of, units_total }, "2026-11-25");
    expect([next(2), next(3)]).toEqual(["Nothing left to study", "No place yet"]);
  });

  it("are moved through with arrows", async () => {
    open();
    const card = await screen.findByRole("link", { name: /^2 ML algorithms/ });
    card.focus();
    await fireEvent.keyDown(card, { key: "ArrowDown" });
    expect(document.activeElement).toBe(screen.getByRole("link", { name: /^3 Tools/ }));
    await fireEvent.click(screen.getByRole("link", { name: /^3 Tools/ }));
    expect(await screen.findByRole("heading", { level: 2, name: "Tools & frameworks" })).toBeTruthy();
    expect(location.hash).toBe("#strategies/3");
  });

  it("say why they could not be read, and are read again", async () => {
    location.hash = "#strategies";
    ipc = fakeIpc();
    ipc.failNext("strategies", new Failure("journal", "The disk is gone."));
    render(AppView, { app: new App(ipc) });
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is gone.");
    await fireEvent.click(await button("Try again"));
    await screen.findByRole("heading", { level: 2, name: "Maths & statistics" });
  });

  it("have nothing that axe-core complains of", async () => {
    open("#strategies/boosting");
    await screen.findByText("Needs first");
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations).toEqual([]);
  });
});

describe("a unit", () => {
  it("opens to outcomes that are ticked, and closes with Escape", async () => {
    open();
    await fireEvent.click(await button(/^Gradient boosting from scratch, in progress/));
    expect(location.hash).toBe("#strategies/boosting");
    await fireEvent.click(await screen.findByRole("checkbox", { name: /each tree fits/ }));
    await waitFor(() => {
      expect(called("outcome_tick")).toEqual([{ unit: "boosting", outcome: 2, ticked: true }]);
    });
    await button(/2 of 4 outcomes/);
    await fireEvent.keyDown(screen.getByRole("checkbox", { name: /each tree fits/ }), { key: "Escape" });
    expect(location.hash).toBe("#strategies/2");
    expect(document.activeElement).toBe(await button(/^Gradient boosting from scratch, in progress/));
  });

  it("leads to what it needs in another strategy, and the focus goes along", async () => {
    open("#strategies/boosting");
    await fireEvent.click(
      await screen.findByRole("link", { name: /^Bayes’ rule, worked examples, Maths, in progress$/ }),
    );
    const row = await button(/^Bayes’ rule, worked examples, in progress/);
    await waitFor(() => expect(document.activeElement).toBe(row));
    expect(row.getAttribute("aria-expanded")).toBe("true");
  });

  it("says what it costs to leave it out, does so, and comes back", async () => {
    open("#strategies/boosting");
    const known = await button("I know this already");
    const hint = document.getElementById(known.getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toContain("frees 5\u00a0h\u00a030");
    await fireEvent.click(await button("Leave it out"));
    await button(/^Gradient boosting from scratch, left out/);
    await fireEvent.click(await button("Study it after all"));
    await button(/^Gradient boosting from scratch, in progress/);
    expect(called("unit_mark")).toEqual([
      { unit: "boosting", mark: "dropped" },
      { unit: "boosting", mark: "open" },
    ]);
  });

  it("is estimated in hours, and what cannot be read is not sent", async () => {
    open("#strategies/boosting");
    await fireEvent.click(await button("Change the estimate"));
    const field = await screen.findByRole("textbox", { name: "Hours for the whole unit" });
    expect(field).toHaveProperty("value", "7");
    await fireEvent.input(field, { target: { value: "soon" } });
    await fireEvent.click(await button("Plan with it"));
    await screen.findByText("Write hours such as 6 or 6.5.");
    expect(called("estimate_set")).toEqual([]);
    await fireEvent.input(field, { target: { value: "9.5" } });
    await fireEvent.click(await button("Plan with it"));
    await waitFor(() => expect(document.activeElement?.textContent?.trim()).toBe("Change the estimate"));
    expect(called("estimate_set")).toEqual([{ unit: "boosting", minutes: 570 }]);
    await fireEvent.click(await button("Change the estimate"));
    await fireEvent.click(await button("Back to the pack’s 7\u00a0h"));
    await waitFor(() => expect(called("estimate_set")).toHaveLength(2));
  });

  it("says why it is not earlier once that is asked", async () => {
    open("#strategies/boosting");
    const summary = await screen.findByText("Why not earlier?");
    expect(called("why_not")).toEqual([]);
    const details = summary.closest("details");
    if (details) details.open = true;
    await fireEvent(details ?? summary, new Event("toggle"));
    await screen.findByText(/as early as it can/);
  });
});

describe("one’s own", () => {
  it("unit is written in a dialog, opened once it is saved, changed and removed", async () => {
    open("#strategies/3");
    await fireEvent.click(await button("Add a unit of your own"));
    const dialog = within(await screen.findByRole("dialog", { name: "Add a unit of your own" }));
    await fireEvent.click(dialog.getByRole("button", { name: "Add it to the plan" }));
    await dialog.findByText("The unit needs a title.");
    await dialog.findByText("Write at least one line.");
    expect(called("own_unit_set")).toEqual([]);
    await fireEvent.input(dialog.getByRole("textbox", { name: "Title" }), { target: { value: "JAX" } });
    const lines = dialog.getByRole("textbox", { name: "What you can do after it" });
    await fireEvent.input(lines, { target: { value: "I can jit\nI can vmap" } });
    await fireEvent.click(dialog.getByRole("button", { name: "Add it to the plan" }));
    const row = await button(/^JAX, not started, yours, 0 of 2 outcomes/);
    await waitFor(() => expect(row.getAttribute("aria-expanded")).toBe("true"));
    expect(called("own_unit_set")).toEqual([
      { title: "JAX", strategy: 3, minutes: 240, prerequisites: [], outcomes: ["I can jit", "I can vmap"] },
    ]);
    await fireEvent.click(await button("Remove the unit"));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^JAX/ })).toBeNull());
    expect(location.hash).toBe("#strategies/3");
  });

  it("resource is added to a unit, and removed", async () => {
    open("#strategies/boosting");
    await fireEvent.click(await button("Add a resource"));
    await fireEvent.input(await screen.findByRole("textbox", { name: "Title" }), { target: { value: "A talk" } });
    await fireEvent.click(await button("Save the resource"));
    await waitFor(() => {
      expect(called("own_resource_set")).toEqual([{ unit: "boosting", title: "A talk", url: null, sections: null }]);
    });
    await fireEvent.click(await button("Remove “A talk”"));
    await waitFor(() => expect(screen.queryByText("A talk")).toBeNull());
  });

  it("note is drawn, and written in the field of every other note", async () => {
    open("#strategies/boosting");
    await screen.findByText(/Residuals equal the negative gradient/);
    await fireEvent.click(await button("Change the note"));
    const field = await screen.findByRole("textbox", { name: "Notes" });
    await fireEvent.input(field, { target: { value: "So **bold**" } });
    await fireEvent.click(await button("Done writing"));
    await waitFor(() => expect(document.querySelector(".md strong")?.textContent).toBe("bold"));
    expect(called("note_set")).toEqual([{ unit: "boosting", text: "So **bold**" }]);
  });
});

describe("the first note of a unit", () => {
  it("is written in one field from its first letter to its last", async () => {
    open("#strategies/boosting", ({ desk }) => {
      Object.assign(desk.world.units["boosting"] ?? {}, { note: "", note_on: null });
    });
    const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Notes" });
    field.focus();
    for (const value of ["M", "Ma", "Maps"]) {
      await fireEvent.input(field, { target: { value } });
      expect([field.isConnected, document.activeElement]).toEqual([true, field]);
    }
    field.blur();
    await waitFor(() => expect(called("note_set").at(-1)).toEqual({ unit: "boosting", text: "Maps" }));
    await fireEvent.click(await button("Done writing"));
    await waitFor(() => expect(document.querySelector(".md")?.textContent).toContain("Maps"));
  });
});

describe("a rhythm", () => {
  it("is wanted or not", async () => {
    open("#strategies/paper");
    await fireEvent.click(await screen.findByRole("switch", { name: /Hold it/ }));
    await waitFor(() => expect(called("rhythm_set")).toEqual([{ rhythm: "paper", wanted: false }]));
    await button(/^Weekly paper, 40\u00a0min every week, left out/);
  });
});

describe("the search", () => {
  const field = () => screen.findByRole("combobox", { name: "Find a unit, outcome or resource" });

  it("is reached with a slash and worked by keys", async () => {
    open("#strategies/1");
    await screen.findByRole("heading", { level: 2, name: "Maths & statistics" });
    await fireEvent.keyDown(document.body, { key: "/" });
    const input = await field();
    expect(document.activeElement).toBe(input);
    await fireEvent.input(input, { target: { value: "i can" } });
    const list = await screen.findByRole("listbox", { name: "Found" });
    await waitFor(() => expect(within(list).getAllByRole("option").length).toBeGreaterThan(3));
    expect(list.querySelector("mark")?.textContent).toBe("I can");
    await fireEvent.keyDown(input, { key: "ArrowDown" });
    const [first, second] = within(list).getAllByRole("option");
    expect(first?.getAttribute("aria-selected")).toBe("false");
    expect(input.getAttribute("aria-activedescendant")).toBe(second?.id);
    await fireEvent.keyDown(input, { key: "Enter" });
    await waitFor(() => expect(location.hash).toMatch(/^#strategies\/[a-z]+$/));
    await waitFor(() => expect(document.querySelector(".is-found")).not.toBeNull());
    expect(input).toHaveProperty("value", "");
  });

  it("says that nothing was found, and Escape clears it", async () => {
    open("#strategies/1");
    const input = await field();
    await fireEvent.focus(input);
    await fireEvent.input(input, { target: { value: "astrology" } });
    const said = await screen.findAllByText("Nothing is called “astrology”. Try fewer letters or another word.");
    expect(said.length).toBe(2);
    await fireEvent.keyDown(input, { key: "Escape" });
    await waitFor(() => expect(input).toHaveProperty("value", ""));
    expect(screen.queryByText(/Nothing is called/)).toBeNull();
  });
});
