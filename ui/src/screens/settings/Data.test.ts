// The data section in the window: exports, an import, and backups with what each holds.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { IN_STEP } from "../../ipc/fake/sync";
import { UNBACKED } from "../../ipc/fake/world";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

function open(hash: string, scenario: Parameters<typeof fakeIpc>[0] = {}) {
  location.hash = hash;
  ipc = fakeIpc(scenario);
  render(AppView, { app: new App(ipc) });
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const said = async (text: RegExp) => {
  const region = screen.getByRole("status", { name: "Messages" });
  await waitFor(() => expect(region.textContent).toMatch(text));
};

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("exports", () => {
  it.each([
    ["Export JSON", "export_all", {}],
    ["Export Markdown", "export_notes", {}],
    ["Export CSV", "export_log", {}],
    ["Export .ics", "export_calendar", { span: "all", tasks: false, reminders: [] }],
  ])("“%s” writes a new file and says where", async (button, command, wish) => {
    open("#settings/data");
    await fireEvent.click(await screen.findByRole("button", { name: button }));
    await said(/^Written to ~\/Downloads\/ninefold/);
    expect(called(command)).toEqual([wish]);
  });

  it("of a calendar hold what was chosen for it", async () => {
    open("#settings/data");
    await fireEvent.change(await screen.findByRole("combobox", { name: "Which blocks" }), {
      target: { value: "week" },
    });
    await fireEvent.change(screen.getByRole("combobox", { name: "Reminder" }), { target: { value: "10" } });
    await fireEvent.click(screen.getByRole("checkbox", { name: "With a task for each thing on a checklist" }));
    await fireEvent.click(screen.getByRole("button", { name: "Export .ics" }));
    await said(/^Written to/);
    expect(called("export_calendar")).toEqual([{ span: "week", tasks: true, reminders: [10] }]);
  });

  it("go where the person chooses", async () => {
    open("#settings/data");
    await fireEvent.click(await screen.findByRole("button", { name: "Everything: choose where the file goes" }));
    await said(/^Written to \/home\/me\/ninefold-2026-11-25.json/);
  });
});

describe("an import", () => {
  it("says what the file holds before anything is taken in", async () => {
    open("#settings/data?open=import");
    const dialog = within(await screen.findByRole("dialog", { name: "Import" }));
    const take = dialog.getByRole("button", { name: "Take it in" });
    expect(take).toHaveProperty("disabled", true);
    await fireEvent.input(dialog.getByRole("textbox", { name: "File" }), { target: { value: "/x/known.json" } });
    await fireEvent.click(dialog.getByRole("button", { name: "Look at it" }));
    await dialog.findByText("All of it is here already.");
    expect(take).toHaveProperty("disabled", true);
    const choose = dialog.getByRole("button", { name: "Choose a file" });
    await waitFor(() => expect(choose).toHaveProperty("disabled", false));
    await fireEvent.click(choose);
    await dialog.findByText("New here: 3 study sessions and 1 note.");
    await waitFor(() => expect(take).toHaveProperty("disabled", false));
    await fireEvent.click(take);
    await said(/^Taken in: 3 study sessions and 1 note\./);
    // What it would set aside is said first.
    await fireEvent.click(screen.getByRole("button", { name: "Back to what was before" }));
    const question = within(await screen.findByRole("dialog", { name: "Go back to 24 November 2026, 07:10?" }));
    question.getByText(/would set aside what came after: 3 study sessions and 1 note/);
    expect(called("backup_restore")).toEqual([]);
    await fireEvent.click(question.getByRole("button", { name: "Go back" }));
    expect(called("backup_restore")).toEqual([{ backup: "journal-2026-11-24T061000Z.db", replace: true }]);
  });

  it("can begin before there is a plan", async () => {
    open("#onboarding", { scenario: "first" });
    await fireEvent.click(await screen.findByRole("button", { name: "Bring an export" }));
    await screen.findByRole("dialog", { name: "Import" });
  });
});

describe("backups", () => {
  it("say why none can be made, and not that the first comes with the next start", async () => {
    open("#settings/data", { scenario: "unbacked" });
    const section = (await screen.findByRole("heading", { name: "Backups" })).parentElement;
    await waitFor(() => expect(section?.textContent).toContain(UNBACKED));
    expect(screen.queryByText(/There is none yet/)).toBeNull();
  });

  it("say what they hold, and a damaged one cannot be gone back to", async () => {
    open("#settings/data");
    const list = within(await screen.findByRole("list", { name: "Backups" }));
    expect(list.getAllByRole("listitem")).toHaveLength(5);
    list.getByText("Set aside on 22 November 2026, 07:10");
    expect(list.getAllByText("Looking into it…").length).toBeGreaterThan(0);
    await list.findByText(/It holds 24 study sessions and 2 plans/);
    await list.findByText(/it is no backup/);
    await waitFor(() => expect(list.queryByText("Looking into it…")).toBeNull());
    expect(screen.getByText("Last backup").nextElementSibling?.textContent).toBe("24 November 2026, 07:10");
    expect(list.queryByRole("button", { name: "Go back to 23 November 2026, 07:10" })).toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "1 more" }));
    expect(list.getAllByRole("listitem")).toHaveLength(6);
  });

  it("are gone back to after a question, and back again from the message", async () => {
    open("#settings/data");
    await fireEvent.click(await screen.findByRole("button", { name: "Go back to 24 November 2026, 07:10" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Go back to 24 November 2026, 07:10?" }));
    dialog.getByText(/would set aside what came after: 3 study sessions and 1 note/);
    expect(called("backup_restore")).toEqual([]);
    await fireEvent.click(dialog.getByRole("button", { name: "Go back" }));
    await said(/is back/);
    await fireEvent.click(screen.getByRole("button", { name: "Back to what was before" }));
    const again = within(await screen.findByRole("dialog", { name: /^Go back to (Set aside on )?25 November/ }));
    await fireEvent.click(again.getByRole("button", { name: "Go back" }));
    await waitFor(() =>
      expect(called("backup_restore")).toEqual([
        { backup: "journal-2026-11-24T061000Z.db", replace: true },
        { backup: "journal.replaced-2026-11-25T061000Z.db", replace: true },
      ]),
    );
  });

  it("are left as they are", async () => {
    open("#settings/data?open=back-journal-2026-11-24T061000Z.db");
    const dialog = within(await screen.findByRole("dialog", { name: /^Go back to 24 November/ }));
    await fireEvent.click(dialog.getByRole("button", { name: "Leave it as it is" }));
    await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Go back to 24/ })).toBeNull());
    expect(called("backup_restore")).toEqual([]);
  });
});

describe("the sync folder", () => {
  it("is chosen by its path, says how it stands, and is left alone again", async () => {
    open("#settings/data");
    await fireEvent.click(await screen.findByRole("switch", { name: /^Sync through a folder/ }));
    const which = await screen.findByRole("textbox", { name: "Which folder" });
    const use = screen.getByRole("button", { name: "Use it" });
    expect(use).toHaveProperty("disabled", true);
    await fireEvent.input(which, { target: { value: "/nowhere" } });
    await fireEvent.click(use);
    await screen.findByText(/There is no folder \/nowhere/);
    await fireEvent.input(which, { target: { value: "~/Sync" } });
    await fireEvent.click(use);
    await screen.findByText("In step since 18:40, 2 computers.");
    expect(screen.queryByRole("textbox", { name: "Which folder" })).toBeNull();
    expect(called("sync_folder_set")).toEqual([{ folder: "/nowhere" }, { folder: "~/Sync" }]);
    screen.getByText("studio, this computer, wrote last 18:40");
    screen.getByText(/, laptop: ticked an outcome of “Vectors”$/);
    const look = screen.getByRole("button", { name: "Look now" });
    await waitFor(() => expect(look).toHaveProperty("disabled", false));
    await fireEvent.click(look);
    await said(/^In step since 18:40/);
    await waitFor(() => expect(look).toHaveProperty("disabled", false));
    await fireEvent.click(screen.getByRole("switch", { name: /^Sync through a folder/ }));
    await said(/is left alone from now on/);
    await waitFor(() => expect(screen.queryByText("In step since 18:40, 2 computers.")).toBeNull());
  });

  it("is hidden by a passphrase, which is changed and given up", async () => {
    open("#settings/data");
    await screen.findByRole("switch", { name: /^Sync through a folder/ });
    ipc.desk.world.sync = IN_STEP;
    ipc.emit(["sync", "app"]);
    await screen.findByText("Off. Whoever can read the folder can read your plan.");
    await fireEvent.click(await screen.findByRole("button", { name: "Set…" }));
    const words = screen.getByLabelText("Passphrase");
    expect(words).toHaveProperty("type", "password");
    const use = screen.getByRole("button", { name: "Use it" });
    expect(use).toHaveProperty("disabled", true);
    await fireEvent.input(words, { target: { value: "nine plums in a bowl" } });
    const again = screen.getByLabelText("Once more");
    await fireEvent.input(again, { target: { value: "nine pears" } });
    screen.getByText("The two are not the same.");
    expect(use).toHaveProperty("disabled", true);
    await fireEvent.input(again, { target: { value: "nine plums in a bowl" } });
    await fireEvent.click(use);
    await screen.findByText(/^On\. Who carries the folder sees/);
    expect(called("sync_passphrase")).toEqual([{ passphrase: "nine plums in a bowl", anew: false, keep: "keychain" }]);
    expect(screen.queryByLabelText("Once more")).toBeNull();

    const change = within(screen.getByTestId("passphrase")).getByRole("button", { name: "Change…" });
    await waitFor(() => expect(change).toHaveProperty("disabled", false));
    await fireEvent.click(change);
    expect(screen.getByLabelText("Passphrase")).toHaveProperty("value", "");
    screen.getByLabelText("Once more");
    await fireEvent.click(screen.getByRole("button", { name: "Leave it as it is" }));
    await fireEvent.click(screen.getByRole("button", { name: "Turn off" }));
    await screen.findByText("Off. Whoever can read the folder can read your plan.");
  });

  it("asks for the passphrase of another computer, and for a place where there is no keychain", async () => {
    open("#settings/data");
    await screen.findByRole("switch", { name: /^Sync through a folder/ });
    ipc.desk.world.sync = {
      ...IN_STEP,
      trouble: true,
      passphrase: "asked",
      state: "The sync folder has a passphrase.",
    };
    ipc.emit(["sync", "app"]);
    await fireEvent.click(await screen.findByRole("button", { name: "Enter…" }));
    const words = screen.getByLabelText("Passphrase");
    expect(screen.queryByLabelText("Once more")).toBeNull();
    const use = screen.getByRole("button", { name: "Use it" });
    await fireEvent.input(words, { target: { value: "a wrong one" } });
    await fireEvent.click(use);
    await screen.findByText(/This is not the passphrase of the sync folder/);
    await waitFor(() => expect(use).toHaveProperty("disabled", false));
    await fireEvent.input(words, { target: { value: "kept nowhere" } });
    await fireEvent.click(use);
    await screen.findByText(/This system has no keychain/);
    await fireEvent.change(screen.getByLabelText("Keep its key"), { target: { selectedIndex: 1 } });
    await waitFor(() => expect(use).toHaveProperty("disabled", false));
    await fireEvent.click(use);
    await screen.findByText(/^On\. /);
    expect(called("sync_passphrase").at(-1)).toEqual({ passphrase: "kept nowhere", anew: false, keep: "file" });
    // Nobody knows it any more: a new one is written twice.
    ipc.desk.world.sync = { ...ipc.desk.world.sync, passphrase: "asked" };
    ipc.emit(["sync"]);
    const enter = await screen.findByRole("button", { name: "Enter…" });
    await waitFor(() => expect(enter).toHaveProperty("disabled", false));
    await fireEvent.click(enter);
    await fireEvent.click(screen.getByLabelText("Set a new one, in place of the one that is used"));
    screen.getByLabelText("Once more");
  });

  it("has brought another plan: that is told over every screen until it was read, and is no alarm", async () => {
    open("#week");
    await screen.findByText("Saved on this computer");
    ipc.desk.world.notice = { code: "two_plans", text: "Two plans have met.", backup: null };
    ipc.emit(["app"]);
    const banner = (await screen.findByText("Two plans have met.")).parentElement;
    expect(banner?.getAttribute("role")).toBe("status");
    await fireEvent.click(within(banner ?? document.body).getByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(screen.queryByText("Two plans have met.")).toBeNull());
  });

  it("is told in the bar when something is the matter, and leads to where it is said", async () => {
    open("#week");
    await screen.findByText("Saved on this computer");
    ipc.desk.world.sync = { ...IN_STEP, trouble: true, state: "The sync folder is not there since 18:40: ~/Sync." };
    ipc.emit(["app", "sync"]);
    const link = await screen.findByRole("link", { name: "Saved here; not in step with your other computers" });
    expect(link.getAttribute("href")).toBe("#settings/data");
  });
});
