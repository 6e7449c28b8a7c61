// The route, the pulse and the theme of the frame.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pulse } from "./pulse";
import { readRoute, Route, writeRoute } from "./route.svelte";

describe("the route", () => {
  it.each([
    ["#today", "today", "", {}],
    ["#week", "week", "", {}],
    ["#settings/data", "settings", "data", {}],
    ["#/today", "today", "", {}],
    ["", "week", "", {}],
    ["#nowhere", "week", "", {}],
    ["#week/2026-11-23?block=b5&open=split", "week", "2026-11-23", { block: "b5", open: "split" }],
    ["#strategies/%zz?find=a%20b", "strategies", "%zz", { find: "a b" }],
  ])("%j leads to %s %s", (hash, screen, part, choices) => expect(readRoute(hash)).toEqual({ screen, part, choices }));

  it("writes what it reads", () => {
    for (const [screen, place] of [
      ["week", { part: "2026-11-23", choices: { block: "a/b?c&d=#é", open: "menu" } }],
      ["strategies", { part: "own/50 %?", choices: {} }],
      ["today", { part: "", choices: { open: "took" } }],
    ] as const)
      expect(readRoute(`#${writeRoute(screen, place)}`)).toEqual({ screen, ...place });
  });

  it("remembers a screen as it was left, without its dialog", () => {
    location.hash = "#week/2026-12-07?block=b5&open=split";
    const route = new Route();
    route.go("review");
    expect(route.place("week")).toEqual({ part: "2026-12-07", choices: { block: "b5" } });
    expect(route.href("week")).toBe("#week/2026-12-07?block=b5");
    route.goBack("week");
    expect(location.hash).toBe("#week/2026-12-07?block=b5");
  });

  it("lets the address follow a fast hand at rest, in one step", () => {
    vi.useFakeTimers();
    location.hash = "#week";
    const route = new Route();
    const written = vi.spyOn(history, "replaceState");
    for (let n = 0; n < 200; n += 1) {
      route.choose("week", { block: `b${n}` });
      vi.advanceTimersByTime(30);
    }
    expect(written).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(written).toHaveBeenCalledTimes(1);
    expect(location.hash).toBe("#week?block=b199");
    vi.useRealTimers();
  });

  it("closes only the dialog that is meant", () => {
    location.hash = "#today?open=time";
    const route = new Route();
    route.hide("took");
    expect(route.open).toBe("time");
    route.hide("time");
    expect(route.open).toBeNull();
  });
});

describe("the pulse", () => {
  let hidden = false;
  beforeEach(() => {
    vi.useFakeTimers();
    hidden = false;
    vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  });
  afterEach(() => vi.useRealTimers());

  const look = (now: boolean) => {
    hidden = !now;
    document.dispatchEvent(new Event("visibilitychange"));
  };

  it("beats every minute while the window is looked at", () => {
    const beat = vi.fn();
    const end = pulse(beat, window, 1000);
    vi.advanceTimersByTime(3000);
    expect(beat).toHaveBeenCalledTimes(3);
    end();
    vi.advanceTimersByTime(3000);
    expect(beat).toHaveBeenCalledTimes(3);
  });

  it("rests while the window is hidden, and beats when it comes back", () => {
    const beat = vi.fn();
    const end = pulse(beat, window, 1000);
    look(false);
    vi.advanceTimersByTime(5000);
    expect(beat).not.toHaveBeenCalled();
    look(true);
    expect(beat).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(beat).toHaveBeenCalledTimes(2);
    end();
  });

  it("beats when the window gets the focus", () => {
    const beat = vi.fn();
    const end = pulse(beat, window, 1000);
    window.dispatchEvent(new Event("focus"));
    expect(beat).toHaveBeenCalledTimes(1);
    end();
    window.dispatchEvent(new Event("focus"));
    expect(beat).toHaveBeenCalledTimes(1);
  });
});
