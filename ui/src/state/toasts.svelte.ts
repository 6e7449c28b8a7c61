// The one message on screen about what just happened. It stays until dismissed or the next one.
import type { Failure } from "../ipc/call";
import type { Answered, BlockMove, Change, Restored } from "../ipc/types";

export type Toast =
  /** Something was changed. */
  | { kind: "answered"; answered: Answered }
  /** Something went wrong. */
  | { kind: "failed"; failure: Failure }
  /** A move was refused; `nearest` is the same move at the nearest legal start. */
  | { kind: "refused"; reasons: string[]; nearest: BlockMove | null }
  /** Another journal is on screen, or much was taken in. */
  | { kind: "restored"; restored: Restored }
  /** Words that a screen made itself, such as where a file was written. */
  | { kind: "said"; text: string };

export class Toasts {
  current = $state.raw<Toast | null>(null);
  /** Changes that the person asked to see. */
  explained = $state.raw<readonly Change[] | null>(null);

  show(toast: Toast): void {
    this.current = toast;
  }

  dismiss(): void {
    this.current = null;
  }

  /** Opens the list of changes; null closes it. */
  explain(changes: readonly Change[] | null): void {
    this.explained = changes;
  }
}
