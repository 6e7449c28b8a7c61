// The window is to be closed: what is being written is saved first. What cannot be saved keeps it open once, and that is said.
import type { App } from "./app.svelte";
import type { Toast } from "./toasts.svelte";

/** Saving that takes longer is said. */
const SOON_MS = 1_000;

export class Leaving {
  /** Why it stayed open. Whoever closes it again while that is on screen has read it. */
  #stays: Toast | null = null;
  /** The words that it told of, by what they are about. */
  #told: ReadonlyMap<string, string> = new Map();

  constructor(private readonly app: App) {}

  follow(): () => void {
    return this.app.ipc.onLeaving(() => void this.#leave());
  }

  async #leave(): Promise<void> {
    const { ipc, notes, review, toasts } = this.app;
    const isShown = this.#stays !== null && toasts.current === this.#stays;
    const late = setTimeout(() => toasts.show({ kind: "saving" }), SOON_MS);
    const [lines] = await Promise.all([review.saveAll(), notes.saveAll()]);
    clearTimeout(late);
    const unsaved = [...lines, ...(notes.unsaved === null ? [] : [notes.unsaved])];
    const words = new Map([...lines.map(({ week, text }) => [week, text] as const), ...notes.words]);
    // Words that were written since are told first, too.
    const isRead = isShown && [...words].every(([about, text]) => this.#told.get(about) === text);
    const leaves = unsaved.length === 0 || isRead;
    if (!leaves) {
      this.#told = words;
      toasts.show((this.#stays = { kind: "stays", unsaved }));
    }
    await ipc.leave(leaves);
  }
}
