// How far the reading of a calendar is that somebody waits for, and the way to stop it. It is told only of what takes long.
import type { ReadingProgress } from "../ipc/types";
import type { App } from "./app.svelte";

/** What was stopped says so with this code. */
export const STOPPED = "stopped";

export class Reading {
  progress = $state.raw<ReadingProgress | null>(null);

  constructor(private readonly app: App) {}

  /** Hears how far it is; the answer ends it. */
  follow(): () => void {
    return this.app.ipc.onReading((progress) => (this.progress = progress));
  }

  /** Stops what is read, and what a server is asked. Who asked for it hears that it was stopped. */
  async stop(): Promise<void> {
    await this.app.ask("reading_stop", {});
  }
}
