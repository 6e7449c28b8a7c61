// What is asked in a dialog over the window: a time, the minutes it took, where to split, what to add. The address says
// which dialog is open, and on which block; here is what it cannot say of it.
import type { BlockView } from "../ipc/types";
import type { App } from "./app.svelte";
import { blockKey } from "./week.svelte";

/** Where a new block is wished, in minutes of its day. */
export interface Spot {
  day: string;
  from: number;
  to: number;
}

export class Asks {
  /** Minutes that the session of the block says. */
  minutes = $state<number | undefined>();
  /** Where the new block was drawn; null until there is a place for it. */
  at = $state.raw<Spot | null>(null);

  constructor(private readonly app: App) {}

  /** Asks about the block in hand. */
  about(block: BlockView, kind: "time" | "took" | "split", minutes?: number): void {
    this.minutes = minutes;
    // That this block is in hand may have gone without saying: it stays, whatever the clock says.
    if (this.app.route.screen === "week") this.app.week.select(blockKey(block));
    this.app.route.show(kind);
  }

  /** Asks what to add; without a place, where there is room. */
  add(at: Spot | null = null): void {
    this.at = at;
    this.app.route.show("add");
  }
}
