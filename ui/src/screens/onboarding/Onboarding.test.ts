// The four steps in the window: what holds a step back, what is said, and where the focus goes.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import App from "../../App.svelte";
import { Failure } from "../../ipc/call";
import { fakeIpc } from "../../ipc/fake/index";
import { chooseLanguage } from "../../messages/language.svelte";
import { App as AppModel } from "../../state/app.svelte";
import type { Toast } from "../../state/toasts.svelte";

function open(step = 1) {
  location.hash = `onboarding/${step}`;
  const ipc = fakeIpc({ scenario: "first" });
  render(App, { app: new AppModel(ipc) });
  return ipc;
}

const title = (text: string | RegExp) => screen.findByRole("heading", { level: 1, name: text });
const next = () => screen.getByRole("button", { name: "Continue" });

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("the four steps", () => {
  it("lead from the goal to the week, each beginning at its title", async () => {
    const ipc = open();
    for (const name of ["What are you working towards?", "When can you study?", "What do you know already?"]) {
      const heading = await title(name);
      await waitFor(() => expect(document.activeElement).toBe(heading));
      await fireEvent.click(next());
    }
    await title("Likely done 11 May 2027");
    await fireEvent.click(screen.getByRole("button", { name: "Start with this plan" }));
    await waitFor(() => expect(location.hash).toBe("#week"));
    expect(ipc.calls.some((call) => call.name === "onboarding_finish")).toBe(true);
  });

  it("are asked in a language of one's choice, with what was answered already", async () => {
    open();
    const date = await screen.findByLabelText<HTMLInputElement>("Target date");
    await fireEvent.input(date, { target: { value: "14 May 2028" } });
    await fireEvent.change(date);
    const select = screen.getByLabelText<HTMLSelectElement>("Language");
    expect([...select.options].map(({ text }) => text)).toEqual(["English", "Español"]);
    await fireEvent.change(select, { target: { selectedIndex: 1 } });
    await title("¿Qué quieres conseguir?");
    const spanish = await screen.findByLabelText<HTMLSelectElement>("Idioma");
    await waitFor(() => expect(document.activeElement).toBe(spanish));
    expect(screen.getByLabelText<HTMLInputElement>("Fecha objetivo").value).toBe("14 de mayo de 2028");
    await fireEvent.click(screen.getByRole("button", { name: "Continuar" }));
    await waitFor(() => expect(screen.queryByLabelText("Idioma")).toBeNull());
    chooseLanguage("system");
    await title("When can you study?");
  });

  it("leave behind what was said of a step, but not what can be taken back", async () => {
    location.hash = "onboarding/2";
    const app = new AppModel(fakeIpc({ scenario: "first" }));
    render(App, { app });
    await title("When can you study?");
    const answered: Toast = { kind: "answered", answered: { message: "Team is gone.", undoable: true, changes: [] } };
    app.toasts.show(answered);
    await fireEvent.click(next());
    await title("What do you know already?");
    expect(app.toasts.current).toEqual(answered);
    app.toasts.show({ kind: "said", text: "“Team” is read." });
    await fireEvent.click(screen.getByRole("button", { name: "Back" }));
    await title("When can you study?");
    expect(app.toasts.current).toBeNull();
  });

  it("stay at a date that cannot be read, and say so", async () => {
    open();
    const date = await screen.findByLabelText("Target date");
    await fireEvent.input(date, { target: { value: "next spring" } });
    await fireEvent.change(date);
    await fireEvent.click(next());
    await title("What are you working towards?");
    expect(screen.getByRole("alert").textContent).toContain("“next spring” is not a date");
    expect(document.activeElement).toBe(date);
  });

  it("say no sums of other answers beside one that cannot be read", async () => {
    open();
    const hours = await screen.findByRole("textbox", { name: "Hours a week" });
    await screen.findByRole("heading", { name: /^What the \d+\u00a0h of core work hold/ });
    await fireEvent.input(hours, { target: { value: "80" } });
    expect(screen.queryByText(/of core work/)).toBeNull();
  });

  it("count the same hours in every step, and what is optional apart", async () => {
    open();
    const first = (await screen.findByText(/^\d+ h of core work, with recall and rhythms, take/)).textContent;
    await screen.findByRole("heading", { name: `What the ${parseInt(first ?? "")}\u00a0h of core work hold` });
    await fireEvent.click(await screen.findByRole("radio", { name: /^Prepare for one application/ }));
    const said = await screen.findByText(/^\d+ h of core work, with recall and rhythms, take/);
    await waitFor(() => expect(said.textContent).toMatch(/^64\u00a0h of core work/));
    expect(screen.getByRole("heading", { name: "What the 64\u00a0h of core work hold" })).toBeTruthy();
    expect(screen.getByText(/^Another \d+ h are optional/)).toBeTruthy();
    expect(screen.getByText("Maths & statistics").closest("li")?.textContent).toContain("optional");
    await fireEvent.click(screen.getByRole("button", { name: "Skip to your plan" }));
    await screen.findByText(/64 h of core work, with recall and rhythms, at 9 h a week. Another/);
    expect(screen.getByRole("heading", { name: "Where the 64\u00a0h of core work go" })).toBeTruthy();
  });

  it("call days that have passed over, not free", async () => {
    open(4);
    await title("Likely done 11 May 2027");
    const day = (name: RegExp) => screen.getByRole("heading", { name }).closest("li")?.textContent;
    expect(day(/^Mon/)).toMatch(/Over$/);
    expect(day(/^Fri/)).toMatch(/Free$/);
  });

  it("keep the answers when the window closes", async () => {
    open();
    const hours = await screen.findByRole("textbox", { name: "Hours a week" });
    await fireEvent.input(hours, { target: { value: "12" } });
    cleanup();
    sessionStorage.clear();
    open();
    expect(await screen.findByRole("textbox", { name: "Hours a week" })).toHaveProperty("value", "12");
  });

  it("stay at hours that nobody can plan", async () => {
    const ipc = open();
    const hours = await screen.findByRole("textbox", { name: "Hours a week" });
    await fireEvent.input(hours, { target: { value: "99" } });
    await fireEvent.click(next());
    expect(document.activeElement).toBe(hours);
    expect(screen.getByText("Between 30 min and 70 h a week can be planned.")).toBeTruthy();
    expect(ipc.calls.filter((call) => call.name === "onboarding_hours")).toHaveLength(1);
  });

  it("can be skipped to the plan", async () => {
    open();
    await fireEvent.click(await screen.findByRole("button", { name: "Skip to your plan" }));
    await title(/Likely done/);
  });

  it("do not start a plan that could not be made, and say why", async () => {
    const ipc = open(3);
    await title("What do you know already?");
    ipc.failNext("onboarding_preview", new Failure("bad_setting", "No study time is painted."));
    await fireEvent.click(next());
    await screen.findByText(/No study time is painted/);
    expect(screen.getByRole("button", { name: "Start with this plan" })).toHaveProperty("disabled", true);
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await title(/Likely done/);
  });

  it("say which units are taken as known, and let one go", async () => {
    open(3);
    await screen.findByText(/^Git, SQL basics, Docker and CI\/CD are ticked/);
    await fireEvent.click(screen.getByRole("button", { name: /^Tools & frameworks: Pick units/ }));
    const git = screen.getByRole("checkbox", { name: /^Git/ });
    expect(git).toHaveProperty("checked", true);
    await fireEvent.click(git);
    await waitFor(() => expect(git).toHaveProperty("checked", false));
  });
});
