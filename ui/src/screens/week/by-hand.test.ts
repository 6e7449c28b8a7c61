// Blocks made by hand in the week: split, taken out, added, given other minutes; by key, menu and pointer.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

beforeEach(() => {
  location.hash = "#week";
  ipc = fakeIpc();
  render(AppView, { app: new App(ipc) });
});
afterEach(cleanup);

const block = (name: RegExp) => screen.findByRole("button", { name });
const algorithms = /^Algorithms, Gradient boosting from scratch, Wednesday/;
const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const messages = () => screen.getByRole("status", { name: "Messages" });

async function focused(name: RegExp): Promise<HTMLElement> {
  const found = await block(name);
  found.focus();
  return found;
}

describe("splitting", () => {
  it("splits in the middle by key, and an undo joins the parts", async () => {
    await fireEvent.keyDown(await focused(algorithms), { key: "s" });
    await within(messages()).findByText(/^Split “Gradient boosting from scratch”/);
    expect(called("block_split")).toEqual([{ id: "b5" }]);
    expect(await screen.findAllByRole("button", { name: /^Algorithms, Gradient boosting/ })).toHaveLength(2);
    await fireEvent.click(within(messages()).getByRole("button", { name: "Undo" }));
    await waitFor(() =>
      expect(screen.getAllByRole("button", { name: /^Algorithms, Gradient boosting/ })).toHaveLength(1),
    );
  });

  it("asks where, says what fits, and refuses parts that are too short", async () => {
    await fireEvent.keyDown(await focused(algorithms), { key: "S", shiftKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Split the block" });
    await within(dialog).findByText(/^Second part: 45 min/);
    const first = within(dialog).getByLabelText("First part, minutes");
    await fireEvent.input(first, { target: { value: "75" } });
    await within(dialog).findByText("Each part needs at least 30 min; this block has 90 min.");
    expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "Split it" }).disabled).toBe(true);
    await fireEvent.input(first, { target: { value: "30" } });
    await within(dialog).findByText(/^Second part: 1 h/);
    await fireEvent.submit(first.closest("form") ?? first);
    await waitFor(() => expect(called("block_split")).toEqual([{ id: "b5", first_min: 30 }]));
  });

  it("is in the menu of a block with its keys", async () => {
    await fireEvent.keyDown(await focused(algorithms), { key: "m" });
    const menu = await screen.findByRole("menu", { name: "More for this block" });
    const words = within(menu)
      .getAllByRole("menuitem")
      .map((item) => item.textContent.replace(/\s+/g, " ").trim());
    for (const each of ["Split in the middle S", "Split where you say… Shift S", "Add a block… N"])
      expect(words).toContain(each);
    expect(words).toContain("Take out, keep the time free Delete");
  });
});

describe("a week with nothing in it", () => {
  it("says what takes the study hours, and blames the hours only where there are none", async () => {
    await block(algorithms);
    const { world } = ipc.desk;
    world.blocks = [];
    world.windows = [];
    ipc.emit(["plan"]);
    await screen.findByText(/^There are no study hours in this week/);
    world.taken = {
      "2026-11-25": [
        { title: "Away", minutes: 180 },
        { title: "Swim", minutes: 60 },
      ],
      "2026-11-26": [
        { title: "Away", minutes: 150 },
        { title: "Choir", minutes: 30 },
        { title: "Talk", minutes: 15 },
      ],
    };
    ipc.emit(["busy"]);
    await screen.findByText(
      /^Your study hours are taken: Away \(5 h 30\), Swim \(1 h\), Choir \(30 min\), and 1 more\./,
    );
  });
});

describe("taking out", () => {
  it("keeps the time free, in sight, until that ends", async () => {
    await fireEvent.keyDown(await focused(algorithms), { key: "Delete" });
    await within(messages()).findByText(/^Took out “Gradient boosting from scratch”/);
    const kept = await block(/^Kept free 19:30 to 21:00, where you took out “Gradient boosting from scratch”/);
    expect(screen.queryByRole("button", { name: algorithms })).toBeNull();
    await fireEvent.click(kept);
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Kept free/ })).toBeNull());
    expect(called("kept_free_end")).toEqual([{ id: "b5" }]);
  });

  it("says why nothing is taken out that was answered", async () => {
    await fireEvent.keyDown(await focused(/^Maths, Bayes’ rule.*, done$/), { key: "Delete" });
    await screen.findByText(/was answered already/);
    expect(called("block_delete")).toEqual([]);
  });
});

describe("adding", () => {
  it("is asked for by key, chosen by name, and leads to the new block", async () => {
    await fireEvent.keyDown(await focused(algorithms), { key: "n" });
    const dialog = await screen.findByRole("dialog", { name: "Add a block" });
    const unit = within(dialog).getByRole("combobox", { name: "Unit" });
    await waitFor(() => expect(called("block_add_choices").length).toBeGreaterThan(0));
    await fireEvent.input(unit, { target: { value: "bayes" } });
    const options = await within(dialog).findAllByRole("option");
    await fireEvent.click(options[0] ?? unit);
    await within(dialog).findByText(/^It fits there/);
    await fireEvent.click(within(dialog).getByRole("button", { name: "Add it there" }));
    await block(/^Maths, Bayes’ rule.*, planned, locked/);
    expect(called("block_add")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("says why not, and offers the nearest place", async () => {
    await fireEvent.keyDown(await focused(algorithms), { key: "n" });
    const dialog = await screen.findByRole("dialog", { name: "Add a block" });
    const unit = within(dialog).getByRole("combobox", { name: "Unit" });
    await waitFor(() => expect(called("block_add_choices").length).toBeGreaterThan(0));
    await fireEvent.input(unit, { target: { value: "bayes" } });
    await fireEvent.click((await within(dialog).findAllByRole("option"))[0] ?? unit);
    await fireEvent.input(within(dialog).getByLabelText("Start"), { target: { value: "03:00" } });
    await within(dialog).findByText(/is outside your study hours/);
    await fireEvent.click(await within(dialog).findByRole("button", { name: /^Nearest: / }));
    await within(dialog).findByText(/^It fits there/);
  });
});

describe("other minutes", () => {
  it("are set in the panel, by step and by number", async () => {
    await fireEvent.click(await block(/^Projects, Ranking baseline/), { detail: 1 });
    const panel = screen.getByTestId("panel");
    const field = await within(panel).findByLabelText<HTMLInputElement>("Minutes");
    const before = Number(field.value);
    await fireEvent.click(within(panel).getByRole("button", { name: "15 minutes shorter" }));
    await waitFor(() => expect(field.value).toBe(String(before - 15)));
    await fireEvent.input(field, { target: { value: "45" } });
    await fireEvent.change(field);
    await waitFor(() => expect(called("block_move")).toHaveLength(2));
    expect(called("block_move")[1]).toMatchObject({ minutes: 45 });
  });

  it("go back in the field when they cannot be", async () => {
    await fireEvent.click(await block(/^Projects, Ranking baseline/), { detail: 1 });
    const field = await within(screen.getByTestId("panel")).findByLabelText<HTMLInputElement>("Minutes");
    const before = field.value;
    await fireEvent.input(field, { target: { value: "700" } });
    await fireEvent.change(field);
    await within(messages()).findByText(/^It can’t go there/);
    await waitFor(() => expect(field.value).toBe(before));
  });

  it("are changed by the plus and minus keys", async () => {
    await fireEvent.keyDown(await focused(/^Projects, Ranking baseline/), { key: "-" });
    await waitFor(() => expect(called("block_move")).toHaveLength(1));
  });
});
