// The window is to be closed: what is being written is saved first. What cannot be saved keeps it open once, and that is said.
import type { App } from "./app.svelte";
import type { Toast } from "./toasts.svelte";

/** Saving that takes longer is said. */
const SOON_MS = 1_000;

export class Leaving {
  /** Why it stayed open. Whoever closes it again while that is on screen has read it. */
  #stays: Toast | null = null;

  constructor(private readonly app: App) {}

  follow(): () => void {
    return this.app.ipc.onLeaving(() => void this.#leave());
  }

  async #leave(): Promise<void> {
    const { ipc, notes, review, toasts } = this.app;
    const isRead = this.#stays !== null && toasts.current === this.#stays;
    const late = setTimeout(() => toasts.show({ kind: "saving" }), SOON_MS);
    const [lines] = await Promise.all([review.saveAll(), notes.saveAll()]);
    clearTimeout(late);
    const unsaved = [...lines, ...(notes.unsaved === null ? [] : [notes.unsaved])];
    const leaves = unsaved.length === 0 || isRead;
    if (!leaves) toasts.show((this.#stays = { kind: "stays", unsaved }));
    await ipc.leave(leaves);
  }
}
