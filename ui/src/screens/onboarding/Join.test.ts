// A first start on a second computer: the plan of the first one comes through the sync folder.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { chooseLanguage } from "../../messages/language.svelte";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

async function joins() {
  location.hash = "onboarding/1";
  ipc = fakeIpc({ scenario: "first" });
  render(AppView, { app: new App(ipc) });
  await fireEvent.click(await screen.findByRole("button", { name: "Join another computer" }));
  const title = await screen.findByRole("heading", { level: 1, name: "Your plan from your other computer" });
  await waitFor(() => expect(document.activeElement).toBe(title));
}

async function uses(folder: string) {
  await fireEvent.input(await screen.findByRole("textbox", { name: "Which folder" }), { target: { value: folder } });
  await fireEvent.click(screen.getByRole("button", { name: "Use it" }));
}

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const said = async (text: RegExp) => {
  const region = screen.getByRole("status", { name: "Messages" });
  await waitFor(() => expect(region.textContent).toMatch(text));
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("a computer that is new to a plan", () => {
  it("gets it from the sync folder, says what came, and ends on the week", async () => {
    await joins();
    expect(document.querySelector("[aria-current=step]")).toBeNull();
    await uses("/nowhere");
    await said(/There is no folder \/nowhere/);
    expect(screen.getByRole("textbox", { name: "Which folder" })).toHaveProperty("value", "/nowhere");
    await waitFor(() => expect(screen.getByRole("button", { name: "Use it" })).toHaveProperty("disabled", false));
    await uses("~/Sync");
    await waitFor(() => expect(location.hash).toBe("#week"));
    await said(/^12 entries came/);
    expect(called("sync_folder_set")).toEqual([{ folder: "/nowhere" }, { folder: "~/Sync" }]);
    expect(called("onboarding_finish")).toEqual([]);
  });

  it("is asked for the passphrase at once where the folder has one", async () => {
    await joins();
    await uses("~/sealed");
    const words = await screen.findByLabelText("Passphrase");
    await waitFor(() => expect(document.activeElement).toBe(words));
    expect(screen.queryByText("There is no plan in this folder yet")).toBeNull();
    // Turning it off, or setting another one, brings no plan.
    expect(screen.queryByRole("button", { name: "Turn off" })).toBeNull();
    expect(screen.queryByLabelText(/^Set a new one/)).toBeNull();
    const use = screen.getByRole("button", { name: "Use it" });
    await fireEvent.input(words, { target: { value: "a wrong one" } });
    await waitFor(() => expect(use).toHaveProperty("disabled", false));
    await fireEvent.click(use);
    await said(/This is not the passphrase of the sync folder/);
    await fireEvent.input(words, { target: { value: "nine plums in a bowl" } });
    await waitFor(() => expect(use).toHaveProperty("disabled", false));
    await fireEvent.click(use);
    await waitFor(() => expect(location.hash).toBe("#week"));
    await said(/entries came/);
  });

  it("is told where the folder holds no plan, and sets one up or leaves the folder", async () => {
    await joins();
    await uses("~/empty");
    await screen.findByRole("heading", { name: "There is no plan in this folder yet" });
    await said(/No other computer has written there yet/);
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Leave the folder alone" })).toHaveProperty("disabled", false),
    );
    await fireEvent.click(screen.getByRole("button", { name: "Leave the folder alone" }));
    await said(/is left alone from now on/);
    await uses("~/empty");
    const here = await screen.findByRole("button", { name: "Set up here" });
    await waitFor(() => expect(here).toHaveProperty("disabled", false));
    await fireEvent.click(here);
    await screen.findByRole("heading", { level: 1, name: "What are you working towards?" });
    expect(ipc.desk.world.sync.folder).toBe("~/empty");
  });

  it("goes to the week by itself when the plan comes later", async () => {
    await joins();
    await uses("~/empty");
    await screen.findByRole("heading", { name: "There is no plan in this folder yet" });
    ipc.desk.world.onboarded = true;
    ipc.emit(["app", "sync"]);
    await waitFor(() => expect(location.hash).toBe("#week"));
  });

  it("can turn back to the steps, in any language", async () => {
    await joins();
    await fireEvent.change(screen.getByLabelText("Language"), { target: { selectedIndex: 1 } });
    await screen.findByRole("heading", { level: 1, name: "Tu plan de tu otro equipo" });
    await screen.findByRole("textbox", { name: "Qué carpeta" });
    chooseLanguage("system");
    await fireEvent.click(await screen.findByRole("button", { name: "Back" }));
    await screen.findByRole("heading", { level: 1, name: "What are you working towards?" });
    expect(screen.getByRole("link", { name: /Goal and date/ }).parentElement?.getAttribute("aria-current")).toBe(
      "step",
    );
  });
});
