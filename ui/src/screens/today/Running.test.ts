// A session in the window: started, counted, paused, finished; and study off the plan.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;

beforeEach(() => {
  location.hash = "#today";
  ipc = fakeIpc({});
  render(AppView, { app: new App(ipc) });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));
const time = () => screen.findByRole("timer");
const asked = async () => within(await screen.findByRole("dialog")).findByRole("textbox", { name: "Minutes" });

describe("a session", () => {
  it("starts, counts, rests and goes on", async () => {
    await press("Start now");
    expect((await time()).textContent.trim()).toBe("00:00");
    await press("Pause");
    await waitFor(async () => expect((await time()).textContent.trim()).toBe("42:18"));
    expect((await time()).getAttribute("aria-label")).toBe("42\u00a0min of 1\u00a0h\u00a030 studied");
    expect(screen.getByText("Paused, begun at 19:10")).toBeTruthy();
    await press("Go on");
    await waitFor(() => expect(called("session_start")).toHaveLength(2));
    expect(await screen.findByText("47:42 left, ends 19:58")).toBeTruthy();
  });

  it("counts the system's seconds, also those it slept through", async () => {
    await press("Start now");
    await time();
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 65_000);
    window.dispatchEvent(new Event("focus"));
    await tick();
    expect((await time()).textContent.trim()).toBe("01:05");
  });

  it("asks how long it took unless that is near the plan", async () => {
    await press("Start now");
    await press("Pause");
    await waitFor(async () => expect((await time()).textContent.trim()).toBe("42:18"));
    await press("Finish");
    expect(await asked()).toHaveProperty("value", "42");
    expect(called("block_done")).toEqual([]);
    await fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(called("block_done")).toMatchObject([{ minutes: 42 }]));
  });

  it("takes a clock that was forgotten for what was planned, and says so", async () => {
    const session = ipc.desk.world;
    await press("Start now");
    await press("Pause");
    session.session = ipc.desk.world.session && { ...ipc.desk.world.session, seconds: 33_000 };
    await press("Go on");
    await waitFor(async () => expect((await time()).textContent.trim()).not.toBe("42:18"));
    await press("Finish");
    expect(await asked()).toHaveProperty("value", "90");
    expect(screen.getByText(/Were you away\?/)).toBeTruthy();
  });

  it("is free of axe-core's violations, running", async () => {
    await press("Start now");
    await time();
    expect((await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } })).violations).toEqual([]);
  });
});

describe("study off the plan", () => {
  it("is logged on a unit in two clicks", async () => {
    await press("Log");
    await waitFor(() => expect(called("study_log")).toMatchObject([{ minutes: 25 }]));
    expect(called("study_log")[0]).toHaveProperty("unit");
  });

  it("may be anything of a strategy, in the learner's words; nonsense minutes cannot be sent", async () => {
    const what = await screen.findByRole("combobox", { name: "What" });
    await fireEvent.change(what, { target: { value: "s4" } });
    await fireEvent.input(await screen.findByRole("textbox", { name: "In your words" }), {
      target: { value: "A talk" },
    });
    const minutes = screen.getByRole("textbox", { name: "Minutes" });
    await fireEvent.input(minutes, { target: { value: "many" } });
    expect(screen.getByRole("button", { name: "Log" })).toHaveProperty("disabled", true);
    await fireEvent.input(minutes, { target: { value: "40" } });
    await press("Log");
    await waitFor(() => expect(called("study_log")).toEqual([{ minutes: 40, strategy: 4, text: "A talk" }]));
  });
});
