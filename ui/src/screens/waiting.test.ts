// What is still to come says so: a picture of the window, and whoever cannot see it, wait until nothing is busy.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../App.svelte";
import { Failure } from "../ipc/call";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import { App } from "../state/app.svelte";

let ipc: FakeIpc;

afterEach(cleanup);

function open(hash: string, held: Parameters<FakeIpc["hold"]>[0], scenario: Parameters<typeof fakeIpc>[0] = {}) {
  location.hash = hash;
  ipc = fakeIpc(scenario);
  const release = ipc.hold(held);
  render(AppView, { app: new App(ipc) });
  return release;
}

const busy = () => document.querySelectorAll("[aria-busy=true]").length;

describe("what loads", () => {
  it.each([
    ["the panel of a block", "#week", "block"],
    ["ways out of a date", "#week", "ways_out"],
    ["a unit", "#strategies/boosting", "unit"],
    ["why a unit waits", "#roadmap?unit=boosting", "why_not"],
    ["the forecast of each strategy", "#week?open=forecast", "forecast"],
    ["what is known", "#settings/known", "knowledge"],
    ["choices of this computer", "#settings/computer", "computer"],
  ] as const)("is busy until it has come: %s", async (_, hash, command) => {
    const release = open(hash, command, command === "ways_out" ? { scenario: "late" } : {});
    await waitFor(() => expect(ipc.calls.some(({ name }) => name === command)).toBe(true));
    await waitFor(() => expect(busy()).toBe(1));
    release();
    await waitFor(() => expect(busy()).toBe(0));
  });

  it("is not busy when it failed", async () => {
    const release = open("#week", "block");
    await screen.findByRole("button", { name: /^Algorithms, Gradient boosting/ });
    await waitFor(() => expect(busy()).toBe(1));
    ipc.failNext("block", new Failure("storage", "The disk is full."));
    release();
    await screen.findByText(/The disk is full/);
    expect(busy()).toBe(0);
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("Outcomes");
  });
});
