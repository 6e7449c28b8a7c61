// The week on paper: what stands on it, and that it is small enough for one page.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import AppView from "../../App.svelte";
import { fakeIpc } from "../../ipc/fake/index";
import { App } from "../../state/app.svelte";
import { fit } from "./fit";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the printed week", () => {
  it("is laid out and given to the system's dialog by key, from any screen", async () => {
    location.hash = "#review";
    const app = new App(fakeIpc());
    let sheet: HTMLElement | null = null;
    const print = vi.fn(() => (sheet = screen.queryByTestId("sheet")));
    vi.stubGlobal("print", print);
    render(AppView, { app });
    await screen.findByRole("heading", { level: 1, name: "Review" });
    await fireEvent.keyDown(window, { key: "p", ctrlKey: true });
    await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
    if (sheet === null) throw new Error("the sheet was not there when it was printed");
    const page = within(sheet);
    page.getByText("23–29 November 2026");
    page.getByText("Gradient boosting from scratch");
    expect(page.getByText(/^Wednesday 25 November/)).toBeTruthy();
    const rows = [...document.querySelectorAll(".sheet li")];
    expect(rows).toHaveLength(app.week.blocks.length);
    const done = rows.find((row) => row.textContent.includes("Bayes’ rule"));
    expect(done?.querySelector(".sheet__box use")?.getAttribute("href")).toBe("#i-check");
    const open = rows.find((row) => row.textContent.includes("Gradient boosting"));
    expect(open?.querySelector(".sheet__box use")).toBeNull();
  });

  it("is set smaller the more there is, and never too small to be read", () => {
    expect(fit(0)).toBe(1);
    expect(fit(28)).toBe(1);
    expect(fit(50)).toBeLessThan(1);
    expect(fit(50)).toBeGreaterThan(fit(60));
    expect(fit(500) * 9.5).toBeGreaterThan(5.8);
  });
});
