// The route, the pulse and the theme of the frame.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pulse } from "./pulse";
import { readRoute } from "./route.svelte";

describe("the route", () => {
  it.each([
    ["#today", "today", ""],
    ["#week", "week", ""],
    ["#settings/data", "settings", "data"],
    ["#/today", "today", ""],
    ["", "week", ""],
    ["#nowhere", "week", ""],
  ])("%j leads to %s %s", (hash, screen, part) => expect(readRoute(hash)).toEqual({ screen, part }));
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
