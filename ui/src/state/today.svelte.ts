// What the today screen holds.
import type { TodayView } from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

export class TodayState {
  readonly view: View<TodayView>;

  constructor(private readonly app: App) {
    this.view = new View(
      ["plan", "units", "busy", "settings"],
      () => app.ipc.call("today", {}),
      () => app.turns.sent,
    );
  }

  follow(): () => void {
    return this.app.follow(this.view);
  }
}
