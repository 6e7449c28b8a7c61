// The settings in the window: what is typed is understood or told, and what is known can be changed.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

function open(part: string, scenario: Parameters<typeof fakeIpc>[0] = {}) {
  location.hash = `#settings/${part}`;
  ipc = fakeIpc(scenario);
  render(AppView, { app: new App(ipc) });
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("the time zone", () => {
  async function type(text: string) {
    const field = await screen.findByRole("combobox", { name: "Time zone of your study week" });
    field.focus();
    await fireEvent.input(field, { target: { value: text } });
    await fireEvent.focusOut(field, { relatedTarget: document.body });
    return field;
  }

  it.each(["asia/tokyo", "Asia/Tokyo", "tokyo"])("is taken when the field is left with “%s”", async (text) => {
    open("goal");
    expect(await type(text)).toHaveProperty("value", "Asia/Tokyo");
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(called("profile_set")).toMatchObject([{ zone: "Asia/Tokyo" }]));
  });

  it("stays, and says so, when what was typed names none", async () => {
    open("goal");
    expect(await type("Atlantis")).toHaveProperty("value", "Europe/Berlin");
    expect(screen.getByRole("alert").textContent).toContain("“Atlantis” is no zone; it is still Europe/Berlin.");
  });
});

describe("what is known already", () => {
  it("is changed, shows what that does to the hours, and is saved", async () => {
    open("known");
    const group = await screen.findByRole("group", { name: "Maths & statistics" });
    expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
    await fireEvent.click(within(group).getByRole("radio", { name: "Could teach it" }));
    await screen.findByText(/^Knowing this takes off \d+ h$/);
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(called("knowledge_set")).toMatchObject([{ levels: { 1: "could_teach_it" } }]));
    await waitFor(() => expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true));
  });

  it("is put back", async () => {
    open("known");
    await fireEvent.click(await screen.findByRole("button", { name: /^Tools & frameworks: Pick units/ }));
    const git = screen.getByRole("checkbox", { name: /^Git/ });
    expect(git).toHaveProperty("checked", true);
    await fireEvent.click(git);
    await waitFor(() => expect(git).toHaveProperty("checked", false));
    await fireEvent.click(screen.getByRole("button", { name: "Back to saved" }));
    await waitFor(() => expect(git).toHaveProperty("checked", true));
    expect(called("knowledge_set")).toEqual([]);
  });
});

describe("the own pace", () => {
  it("is a table with what each factor rests on, and is turned off and on again", async () => {
    open("pace");
    const table = await screen.findByRole("table", { name: /^What finished activities took you/ });
    const row = within(table).getByRole("row", { name: /^Real-world projects/ });
    expect(row.textContent).toMatch(/17 blocks.*1\.3 times the estimate/);
    const own = screen.getByRole("switch", { name: /^Plan with my own pace/ });
    await fireEvent.click(own);
    await waitFor(() => expect(called("pace_set")).toEqual([{ own: false }]));
    await waitFor(() => expect(own).toHaveProperty("checked", false));
    const messages = screen.getByRole("status", { name: "Messages" });
    await fireEvent.click(await within(messages).findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(own).toHaveProperty("checked", true));
  });
});

describe("calendars", () => {
  it("say what a new one moved, and let it be taken back", async () => {
    open("calendars");
    const input = await waitFor(() => {
      const found = document.querySelector<HTMLInputElement>("input[type=file]");
      if (found === null) throw new Error("no file field yet");
      return found;
    });
    const file = new File(["BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR"], "Choir.ics");
    Object.defineProperty(input, "files", { value: [file] });
    await fireEvent.change(input);
    const messages = screen.getByRole("status", { name: "Messages" });
    await within(messages).findByText("“Choir” is read. Moved 1 block.");
    await fireEvent.click(within(messages).getByRole("button", { name: "What changed?" }));
    await screen.findByRole("rowheader", {
      name: /^Gradient boosting from scratch.*moved. “Choir” lies on its former time/,
    });
    await fireEvent.click(within(messages).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.queryByText("Choir")).toBeNull());
  });

  it("let a removal be taken back", async () => {
    open("calendars");
    await fireEvent.click(await screen.findByRole("button", { name: "Remove Work" }));
    const messages = screen.getByRole("status", { name: "Messages" });
    await within(messages).findByText("Removed “Work”.");
    await fireEvent.click(within(messages).getByRole("button", { name: "Undo" }));
    await screen.findByRole("button", { name: "Remove Work" });
  });

  it("pass the focus on when one is removed", async () => {
    open("calendars");
    const remove = await screen.findByRole("button", { name: /^Remove/ });
    remove.focus();
    await fireEvent.click(remove);
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull());
    await waitFor(() => expect(document.activeElement?.tagName).not.toBe("BODY"));
  });
});

describe("a sample", () => {
  it("is said to be kept nowhere, also among the data", async () => {
    open("data", { scenario: "sample" });
    await screen.findByText(/^A sample learner is on screen: nothing of it is kept/);
  });
});

describe("the pack", () => {
  const folder = () => screen.findByLabelText<HTMLInputElement>("Folder of the pack");
  async function press(name: string) {
    const button = await screen.findByRole("button", { name });
    await waitFor(() => expect(button).toHaveProperty("disabled", false));
    await fireEvent.click(button);
  }
  async function look(at: string) {
    await fireEvent.input(await folder(), { target: { value: at } });
    await fireEvent.click(screen.getByRole("button", { name: "Look at it" }));
  }

  it("of a folder is looked at, said what it means, studied from, and left again", async () => {
    open("pack");
    await look("/home/dana/compilers");
    await screen.findByText("2 units are new.");
    expect(called("pack_use")).toEqual([]);
    await press("Study from this pack");
    await press("Back to the one that came with Ninefold");
    expect(await folder()).toHaveProperty("value", "");
    await screen.findByText("Came with Ninefold");
    expect(called("pack_use")).toEqual([{ folder: "/home/dana/compilers" }, { folder: null }]);
  });

  it("that was opened with the program is looked at, and a later one after it", async () => {
    open("calendars");
    await screen.findByRole("button", { name: /^Remove/ });
    ipc.desk.world.arrivals.push({ kind: "pack", folder: "/home/dana/broken" });
    ipc.emit(["arrivals"]);
    await screen.findByText("This pack cannot be used: there is one problem in it.");
    ipc.desk.world.arrivals.push({ kind: "pack", folder: "/home/dana/compilers" });
    ipc.emit(["arrivals"]);
    await screen.findByText("2 units are new.");
    expect(await folder()).toHaveProperty("value", "/home/dana/compilers");
    expect(called("pack_use")).toEqual([]);
  });

  it("is chosen with the system's own dialog", async () => {
    open("pack");
    await fireEvent.click(await screen.findByRole("button", { name: "Choose a folder" }));
    await screen.findByText("Compilers on the side 2.1");
    expect(await folder()).toHaveProperty("value", "/home/dana/compilers");
  });

  it("that has problems names each, and cannot be used", async () => {
    open("pack");
    await look("/home/dana/broken");
    await screen.findByText("This pack cannot be used: there is one problem in it.");
    screen.getByText(/^1-front.toml:9: /);
    expect(screen.queryByRole("button", { name: "Study from this pack" })).toBeNull();
    await fireEvent.input(await folder(), { target: { value: "/home/dana/other" } });
    await waitFor(() => expect(screen.queryByText(/^1-front.toml:9: /)).toBeNull());
  });
});

describe("what would move more than a little", () => {
  it.each([
    ["pace", /^Plan with my own pace/, "pace_set"],
    ["calendars", /^Remove/, "calendar_remove"],
  ])("(%s) is proposed first", async (part, name, command) => {
    open(part);
    ipc.asksAbove = -1;
    const control = await screen.findByRole(part === "pace" ? "switch" : "button", { name });
    await fireEvent.click(control);
    const card = await screen.findByTestId("proposal");
    expect(called(command)).toEqual([]);
    await fireEvent.click(within(card).getByRole("button", { name: /^Apply/ }));
    await waitFor(() => expect(called(command)).toHaveLength(1));
  });
});

describe("a calendar file that was opened", () => {
  const arrives = (name: string) => {
    const text = "BEGIN:VCALENDAR";
    ipc.desk.world.arrivals.push({ kind: "calendar", file_name: `${name}.ics`, text, name, events: 3 });
    ipc.emit(["arrivals"]);
  };
  const add = (name: string) => `Add “${name}” to your calendars?`;

  it("is asked about once, and read when it is said", async () => {
    open("calendars");
    arrives("Work");
    const dialog = await screen.findByRole("dialog", { name: add("Work") });
    expect(screen.queryByTestId("proposal")).toBeNull();
    await fireEvent.click(within(dialog).getByRole("button", { name: "Add it" }));
    await waitFor(() => expect(called("busy_import")).toHaveLength(1));
    expect(screen.queryByTestId("proposal")).toBeNull();
  });

  it("is asked about with what would move, where that is much, and only there", async () => {
    open("calendars");
    ipc.asksAbove = -1;
    arrives("Work");
    const card = await screen.findByTestId("proposal");
    within(card).getByRole("heading", { name: add("Work") });
    expect(card.textContent).toMatch(/It holds 3 events .* This would change \d+ planned blocks?\./);
    expect(document.querySelector("dialog[open]")).toBeNull();
    await fireEvent.click(within(card).getByRole("button", { name: "Not now" }));
    await waitFor(() => expect(screen.queryByTestId("proposal")).toBeNull());
    expect(called("busy_import")).toEqual([]);
    arrives("Work");
    await fireEvent.click(within(await screen.findByTestId("proposal")).getByRole("button", { name: "Add it" }));
    await waitFor(() => expect(called("busy_import")).toHaveLength(1));
    expect(document.querySelector("dialog[open]")).toBeNull();
  });

  it("takes the place of one that was asked about before", async () => {
    open("calendars");
    arrives("Work");
    await screen.findByRole("dialog", { name: add("Work") });
    arrives("Home");
    await fireEvent.click(
      within(await screen.findByRole("dialog", { name: add("Home") })).getByRole("button", { name: "Add it" }),
    );
    await waitFor(() => expect(called("busy_import")).toEqual([{ file_name: "Home.ics", text: "BEGIN:VCALENDAR" }]));
  });
});

describe("a calendar file that cannot be read", () => {
  it("is told where it was added, and nothing is proposed", async () => {
    open("calendars");
    const field = await waitFor(() => {
      const found = document.querySelector<HTMLInputElement>("input[type=file]");
      if (found === null) throw new Error("no field for files");
      return found;
    });
    await fireEvent.change(field, { target: { files: [new File(["Milk"], "notes.txt")] } });
    await screen.findByText(/^“notes.txt” is not a calendar file/);
    expect(called("busy_import")).toEqual([]);
    expect(document.querySelector(".toast")).toBeNull();
  });
});
