// What is done with blocks is done one after the other. A press that comes while another is under way waits for it, and
// means the block as it is then, so that it is neither lost nor done to what was only still on screen.
import type { BlockView } from "../ipc/types";
import type { App } from "./app.svelte";
import { blockKey } from "./week.svelte";

export interface Turn {
  /** The same name is the same thing done to the same block. */
  name: string;
  block: BlockView;
  /** Pressed again it means another step, or back; else the second press of a hasty hand is no second wish. */
  again: boolean;
  /** Gets the block as it is when the turn comes. */
  run: (block: BlockView) => Promise<unknown> | undefined;
}

export class Turns {
  /** Changes that were asked for in turns so far. */
  sent = 0;

  #running = 0;
  #last: Promise<unknown> = Promise.resolve();
  #name = "";

  constructor(private readonly app: App) {}

  /** A change is being asked for. */
  sends(): void {
    if (this.#running > 0) this.sent += 1;
  }

  /** Does it now, or as soon as what came before is done and on screen. */
  take(turn: Turn): void {
    // Whoever is asked to decide may do something else instead.
    const free = this.#running === 0 || this.app.proposals.current !== null;
    const waits = !free || this.#isStale();
    if (waits && !turn.again && turn.name === this.#name) return;
    this.#name = turn.name;
    this.#running += 1;
    const before = free ? undefined : this.#last;
    const done = waits ? this.#after(before, turn) : turn.run(turn.block);
    this.#last = Promise.allSettled([this.#last, done]).then(() => (this.#running -= 1));
  }

  async #after(before: Promise<unknown> | undefined, turn: Turn): Promise<void> {
    await before;
    const { view } = this.#shown;
    if (view.loading) await view.settled();
    if (this.#isStale()) await view.refresh();
    const block = this.#shown.blocks().find((each) => blockKey(each) === blockKey(turn.block));
    if (block !== undefined) await turn.run(block);
  }

  /** What is on screen may be from before the last change. */
  #isStale(): boolean {
    const { view } = this.#shown;
    return view.data !== null && (view.asOf < this.sent || (this.sent > 0 && view.loading));
  }

  get #shown() {
    const { route, today, week } = this.app;
    if (route.screen !== "today") return { view: week.view, blocks: () => week.blocks };
    const { view } = today;
    return {
      view,
      blocks: () => [view.data?.next?.block, ...(view.data?.day.blocks ?? [])].filter((each) => each !== undefined),
    };
  }
}
