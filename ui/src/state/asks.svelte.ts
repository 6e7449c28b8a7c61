// What is being asked about a block in a dialog over the window: a time, the minutes it took, where to split it, what to add.
import type { BlockView } from "../ipc/types";

export type Ask =
  | { kind: "time"; block: BlockView }
  /** `minutes`: what its session says. */
  | { kind: "took"; block: BlockView; minutes?: number }
  | { kind: "split"; block: BlockView }
  | { kind: "add"; at: { day: string; from: number; to: number } };

export class Asks {
  /** The one on screen. */
  current = $state.raw<Ask | null>(null);

  ask(ask: Ask): void {
    this.current = ask;
  }

  done(): void {
    this.current = null;
  }
}
