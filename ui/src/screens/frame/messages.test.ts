// What one look at the calendars did is told in one message, all of it, and taken back from there.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

beforeEach(() => {
  location.hash = "#review";
  ipc = fakeIpc();
  render(AppView, { app: new App(ipc) });
});
afterEach(cleanup);

it("names each thing in the live region, with one undo of all", async () => {
  const region = await screen.findByRole("status", { name: "Messages" });
  await waitFor(() => expect(ipc.calls.map(({ name }) => name)).toContain("arrivals"));
  const said = ["Moved “Vectors”.", "“Matrices” was put back. It builds on “Vectors”.", "“Limits” was deleted."];
  for (const [n, message] of said.entries())
    ipc.desk.world.arrivals.push({ kind: "told", answered: { message, undoable: n === 0, changes: [] } });
  ipc.emit(["arrivals"]);
  const all = await within(region).findByRole("group", { name: "3 things at once" });
  expect(
    within(all)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(said);
  await fireEvent.click(within(region).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(ipc.calls.filter(({ name }) => name === "undo")).toHaveLength(1));
});
