// Sharing study blocks, and what the page says of calendars: only what is true, and every way back.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import AppView from "../../App.svelte";
import { ACCOUNT, PUBLISHING, SOURCES } from "../../ipc/fake/calendars";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";
import { firstFree, isSame } from "./names";

let ipc: FakeIpc;
const NAME = "Name of the new calendar";

/** An account whose calendars bear these names; the last of them has blocks, if one is published. */
function open(names: readonly string[], isPublished = false) {
  location.hash = "#settings/calendars";
  ipc = fakeIpc({});
  const { world } = ipc.desk;
  const { connected } = world;
  world.calendars = [];
  const [known] = ACCOUNT.calendars;
  if (!known) throw new Error("the account has no calendar");
  const calendars = names.map((name, nth) => ({
    ...known,
    name,
    url: `https://cloud.example.org/${nth}/`,
    published: isPublished && nth === names.length - 1,
  }));
  connected.accounts = [{ ...ACCOUNT, calendars }];
  if (isPublished) connected.publishing = { ...PUBLISHING, calendar: names.at(-1) ?? "" };
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const button = (name: string) => screen.findByRole<HTMLButtonElement>("button", { name });
const press = async (name: string) => fireEvent.click(await button(name));
const field = () => screen.findByLabelText<HTMLInputElement>(NAME);
const published = () => ipc.calls.filter(({ name }) => name === "calendar_publish").map(({ args }) => args);

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("the name of a new calendar", () => {
  it("is one that is free", () => {
    const named = (...names: string[]) => names.map((name) => ({ name }));
    expect(firstFree("Ninefold", named("Choir"))).toBe("Ninefold");
    expect(firstFree("Ninefold", named(" ninefold ", "NINEFOLD 2", "Ninefold 4"))).toBe("Ninefold 3");
    expect([isSame("Choir ", "choir"), isSame("Choir", "Choir 2")]).toEqual([true, false]);
  });

  it("is offered so that no calendar bears it already", async () => {
    open(["Choir", "Ninefold 2", "Ninefold"], true);
    await press("Another calendar");
    expect((await field()).value).toBe("Ninefold 3");
    await press("Publish there");
    await waitFor(() => expect(published()).toEqual([{ account: "a1", url: null, name: "Ninefold 3" }]));
    await waitFor(() => expect(screen.queryByLabelText(NAME)).toBeNull());
  });

  it.each([
    [" choir ", "This account has a calendar of this name already. Choose it in the list, or take another name."],
    ["NINEFOLD", "This account has a calendar of this name already. Take another name."],
  ])("is not taken from another calendar (%s)", async (name, says) => {
    open(["Choir", "Ninefold"], true);
    await press("Another calendar");
    const typed = await field();
    expect(typed.getAttribute("aria-invalid")).toBeNull();
    await fireEvent.input(typed, { target: { value: name } });
    const described = typed.getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(described)?.textContent.trim()).toBe(says);
    expect((await button("Publish there")).disabled).toBe(true);
    await fireEvent.keyDown(typed, { key: "Enter" });
    expect(published()).toEqual([]);
    await fireEvent.input(typed, { target: { value: "Study" } });
    expect((await button("Publish there")).disabled).toBe(false);
  });

  it("stays in its field, without blame, while a calendar of this name comes to be", async () => {
    open(["Choir"]);
    const typed = await field();
    const answer = ipc.hold("calendar_publish");
    await press("Publish");
    const [account] = ipc.desk.world.connected.accounts;
    const [choir] = account?.calendars ?? [];
    if (account && choir) account.calendars = [{ ...choir, url: "https://cloud.example.org/9/", name: "Ninefold" }];
    ipc.emit(["calendars"]);
    await screen.findByRole("option", { name: /^Ninefold,/ });
    expect([typed.value, typed.getAttribute("aria-invalid")]).toEqual(["Ninefold", null]);
    answer();
    await screen.findByText("Published in “Ninefold”");
  });
});

describe("publishing again", () => {
  it("goes on in the calendar where the blocks stand, and says what another one would mean", async () => {
    open(["Choir", "Study"]);
    const [account] = ipc.desk.world.connected.accounts;
    const study = account?.calendars.at(-1);
    if (study) study.holds_blocks = true;
    ipc.emit(["calendars"]);
    const list = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Calendar to publish in" });
    await waitFor(() => expect(list.selectedOptions[0]?.text).toMatch(/^With your blocks: Study, /));
    expect(screen.queryByText(/^Your blocks stay in the calendar where they stand/)).toBeNull();
    await fireEvent.change(list, { target: { value: "new a1" } });
    await screen.findByText(/^Your blocks stay in the calendar where they stand, too/);
    await fireEvent.change(list, { target: { value: study?.url } });
    await press("Publish");
    await waitFor(() => expect(published()).toEqual([{ account: "a1", url: study?.url, name: null }]));
  });
});

describe("leaving a calendar", () => {
  it("asks, with the focus on the answer that leaves all as it is", async () => {
    open(["Choir", "Study"], true);
    await press("Stop publishing");
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe("Go on publishing"));
    await press("Forget ada at cloud.example.org");
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe("Keep it"));
    await press("Keep it");
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toMatch(/^Forget/));
  });

  it("is told beside what was found there at last", async () => {
    const app = open(["Choir", "Study"], true);
    const answer = ipc.hold("calendar_publish_off");
    await press("Stop publishing");
    await press("Take them out");
    const message = "In your calendar: a block was moved.";
    app.toasts.show({ kind: "answered", answered: { message, undoable: true, changes: [] } });
    answer();
    await screen.findByText("12 blocks were taken out.");
    expect(screen.getByText(message)).toBeTruthy();
  });

  it("says which blocks leave it, and that the others stay", async () => {
    open(["Choir", "Study"], true);
    await press("Another calendar");
    const said = (await screen.findByText(/with what others added to them/)).textContent;
    expect(said).toMatch(/^The blocks ahead leave “Study” for the calendar you choose here/);
    expect(said).toContain("What is over or has begun stays where it is.");
  });

  it.each(["Another calendar", "Stop publishing"])("ends at Escape, as by its button (%s)", async (name) => {
    open(["Choir", "Study"], true);
    for (const end of ["Escape", "Go on publishing"]) {
      await press(name);
      const back = await button("Go on publishing");
      if (end === "Escape") await fireEvent.keyDown(back, { key: "Escape" });
      else await fireEvent.click(back);
      await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe(name));
      expect(screen.queryByRole("button", { name: "Go on publishing" })).toBeNull();
    }
    expect(published()).toEqual([]);
  });

  it("leaves the Escape of an open list to the list", async () => {
    open(["Choir", "Study"], true);
    await press("Another calendar");
    const list = await screen.findByRole("combobox", { name: "Calendar to publish in" });
    const isOpen = vi.spyOn(list, "matches").mockReturnValue(true);
    await fireEvent.keyDown(list, { key: "Escape" });
    await button("Go on publishing");
    isOpen.mockRestore();
    await fireEvent.keyDown(list, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("button", { name: "Go on publishing" })).toBeNull());
  });
});

describe("what the page says", () => {
  it("asks for ticks where an account is connected and none of its calendars is read", async () => {
    open(["Choir"]);
    const said = await screen.findByText("No calendar of your accounts is read yet.");
    expect(said.parentElement?.textContent).toContain("Tick those whose hours are to stay free of blocks.");
    expect(screen.queryByText("No calendar yet.")).toBeNull();
    ipc.desk.world.connected.sources = structuredClone([...SOURCES]);
    ipc.emit(["calendars"]);
    await waitFor(() => expect(said.isConnected).toBe(false));
  });

  it("asks for a calendar where there is none that could be ticked", async () => {
    open(["Study"], true);
    await screen.findByText("No calendar yet.");
  });

  it("does not say that nothing is written", async () => {
    open(["Choir"]);
    const lead = await screen.findByText(/to know when you are busy/);
    expect(lead.textContent).toMatch(/^Your events are only read/);
    expect(lead.textContent).toContain("Study blocks alone are written");
  });
});
