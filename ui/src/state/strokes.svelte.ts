// Painted windows with their own undo: what one stroke of the brush changed is one step back.
import type { StudyWindow } from "../ipc/types";

const MOST = 100;

export class Strokes {
  #past = $state.raw<readonly (readonly StudyWindow[])[]>([]);
  #stroke: number | null = null;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Remembers what was there before a change. Changes with the same stroke number belong together. */
  remember(before: readonly StudyWindow[], stroke: number | null): void {
    if (stroke !== null && stroke === this.#stroke) return;
    this.#stroke = stroke;
    this.#past = [...this.#past, before].slice(-MOST);
  }

  /** What was there before the last stroke; null if nothing was painted. */
  undo(): readonly StudyWindow[] | null {
    const before = this.#past.at(-1) ?? null;
    this.#past = this.#past.slice(0, -1);
    this.#stroke = null;
    return before;
  }

  clear(): void {
    this.#past = [];
    this.#stroke = null;
  }
}
