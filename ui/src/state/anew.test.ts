// A page that took the place of one that was gone says so once; any other says nothing.
import { afterEach, expect, it } from "vitest";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";

afterEach(() => history.replaceState(null, "", "/"));

it("says once that the page is another one, and stays where it was", () => {
  history.replaceState(null, "", "/?anew#today");
  const app = new App(fakeIpc());
  app.start()();
  expect(app.toasts.current).toEqual({ kind: "anew" });
  expect(location.search + location.hash).toBe("#today");
  const next = new App(fakeIpc());
  next.start()();
  expect(next.toasts.current).toBeNull();
});

it("says nothing of an ordinary start", () => {
  history.replaceState(null, "", "/?other#today");
  const app = new App(fakeIpc());
  app.start()();
  expect(app.toasts.current).toBeNull();
  expect(location.search).toBe("?other");
});
