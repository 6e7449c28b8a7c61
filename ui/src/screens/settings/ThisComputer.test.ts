// The choices of this computer, and calendar files from outside, in the window.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

function open(hash: string, scenario: Parameters<typeof fakeIpc>[0] = {}): App {
  location.hash = hash;
  ipc = fakeIpc(scenario);
  const app = new App(ipc);
  render(AppView, { app });
  return app;
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const choice = (name: RegExp) => screen.findByRole("switch", { name });

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("this computer", () => {
  it("announces blocks until that is turned off, and then offers no quiet hours", async () => {
    open("#settings/computer");
    expect(await choice(/^Announce blocks/)).toHaveProperty("checked", true);
    await fireEvent.click(await choice(/^Announce blocks/));
    await waitFor(() => expect(called("computer_set")).toMatchObject([{ choices: { notify: false, quiet: null } }]));
    await waitFor(() => expect(screen.queryByRole("switch", { name: /^Quiet hours/ })).toBeNull());
  });

  it("takes quiet hours once both times can be read", async () => {
    open("#settings/computer");
    await fireEvent.click(await choice(/^Quiet hours/));
    const from = await screen.findByRole("textbox", { name: "From" });
    expect(from).toHaveProperty("value", "22:00");
    await fireEvent.input(from, { target: { value: "x" } });
    await fireEvent.change(from);
    await screen.findByText("Such as 22:00");
    await fireEvent.input(from, { target: { value: "7:00" } });
    await screen.findByText("The end must be another time than the start.");
    expect(called("computer_set")).toHaveLength(1);
    await fireEvent.input(from, { target: { value: "23:15" } });
    await waitFor(() =>
      expect(called("computer_set").at(-1)).toMatchObject({ choices: { quiet: { from: 1395, to: 420 } } }),
    );
  });

  it("loses no choice that is made while another is saved", async () => {
    open("#settings/computer");
    const quiet = await choice(/^Quiet hours/);
    const tray = await choice(/^Keep running/);
    void fireEvent.click(quiet);
    void fireEvent.click(tray);
    await waitFor(() => expect(called("computer_set")).toHaveLength(2));
    const choices = { notify: true, quiet: { from: 1320, to: 420 }, stay_in_tray: true };
    expect(called("computer_set").at(-1)).toEqual({ choices });
    await waitFor(() => expect(ipc.desk.world.computer.choices).toEqual(choices));
  });

  it("offers the tray and the start with the system only where they are", async () => {
    open("#settings/computer");
    await fireEvent.click(await choice(/^Keep running/));
    await waitFor(() => expect(called("computer_set")).toMatchObject([{ choices: { stay_in_tray: true } }]));
    await fireEvent.click(await choice(/^Start with the system In the tray/));
    await waitFor(() => expect(called("start_with_system")).toEqual([{ on: true }]));

    ipc.desk.world.computer = { ...ipc.desk.world.computer, tray: false, starts_with_system: null };
    ipc.emit(["computer"]);
    await screen.findByText("This desktop shows no tray, so closing the window ends Ninefold.");
    expect(screen.queryByRole("switch", { name: /^(Keep running|Start with)/ })).toBeNull();
  });
});

describe("a calendar file from outside", () => {
  const calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n";
  const drag = (file: File) => ({ dataTransfer: { types: ["Files"], files: [file], dropEffect: "none" } });

  async function drop(text: string, name: string) {
    const it = drag(new File([text], name));
    await fireEvent.dragEnter(document.body, it);
    await screen.findByText("Drop it here");
    await fireEvent.dragOver(document.body, it);
    await fireEvent.drop(document.body, it);
  }

  it("is read where it was dropped, and shown among the calendars", async () => {
    open("#week");
    await screen.findByRole("heading", { level: 1 });
    await drop(calendar, "club.ics");
    await screen.findByRole("button", { name: "Remove club" });
    expect(called("busy_import")).toEqual([{ file_name: "club.ics", text: calendar }]);
    expect(location.hash).toBe("#settings/calendars");
    expect(screen.queryByText("Drop it here")).toBeNull();
  });

  it("that is none is told as by the button", async () => {
    open("#today");
    await screen.findByRole("heading", { level: 1 });
    await drop("hello", "notes.txt");
    expect((await screen.findByText(/“notes.txt” is not a calendar file./)).textContent).toBeTruthy();
  });

  it("is left alone where it has no place, and other drags always are", async () => {
    open("#onboarding", { scenario: "first" });
    await screen.findByRole("heading", { level: 1 });
    const it = drag(new File([calendar], "club.ics"));
    await fireEvent.dragEnter(document.body, it);
    expect(await fireEvent.drop(document.body, it)).toBe(false);
    expect(screen.queryByText("Drop it here")).toBeNull();
    expect(called("busy_import")).toEqual([]);
    const text = { dataTransfer: { types: ["text/plain"], files: [], dropEffect: "none" } };
    expect(await fireEvent.drop(document.body, text)).toBe(true);
  });

  it("that the program was opened with is asked about first", async () => {
    open("#week");
    await screen.findByRole("heading", { level: 1 });
    const arrival = { kind: "calendar", file_name: "work.ics", text: calendar, name: "Work", events: 1 } as const;
    ipc.desk.world.arrivals.push(arrival);
    ipc.emit(["arrivals"]);
    await screen.findByRole("heading", { name: "Add “Work” to your calendars?" });
    await fireEvent.click(screen.getByRole("button", { name: "Not now" }));
    ipc.desk.world.arrivals.push(arrival);
    ipc.emit(["arrivals"]);
    await fireEvent.click(await screen.findByRole("button", { name: "Add it" }));
    await waitFor(() => expect(called("busy_import")).toEqual([{ file_name: "work.ics", text: calendar }]));
  });
});
