// The window is to be closed: what is being written is saved first. What cannot be saved keeps it open once, and that is said.
import type { App } from "./app.svelte";

/** Whoever closes it again so soon has read why it stayed. */
const AGAIN_MS = 60_000;

/** Saving that takes longer is said. */
const SOON_MS = 1_000;

export class Leaving {
  #stayed = -Infinity;

  constructor(private readonly app: App) {}

  follow(): () => void {
    return this.app.ipc.onLeaving(() => void this.#leave());
  }

  async #leave(): Promise<void> {
    const { ipc, notes, review, toasts } = this.app;
    const late = setTimeout(() => toasts.show({ kind: "saving" }), SOON_MS);
    const [lines] = await Promise.all([review.saveAll(), notes.saveAll()]);
    clearTimeout(late);
    const unsaved = [...lines, ...(notes.unsaved === null ? [] : [notes.unsaved])];
    const leaves = unsaved.length === 0 || Date.now() - this.#stayed < AGAIN_MS;
    if (!leaves) {
      this.#stayed = Date.now();
      toasts.show({ kind: "stays", unsaved });
    }
    await ipc.leave(leaves);
  }
}
