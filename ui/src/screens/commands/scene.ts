// What commands act on when nobody points at a block: the one in hand on the screen.
import type { App } from "../../state/app.svelte";
import type { Scene } from "./command";

export function sceneOf(app: App): Scene {
  const { screen } = app.route;
  const block =
    screen === "week" ? app.week.selected : screen === "today" ? (app.today.view.data?.next?.block ?? null) : null;
  return { app, block };
}
