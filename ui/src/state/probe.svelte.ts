// Asks whether a block may go somewhere while it is being moved. One question at a time: while one is under way only
// the newest wish waits, so a fast hand never piles up calls.
import { asFailure, type Ipc } from "../ipc/call";
import type { BlockMove, MoveCheck } from "../ipc/types";

export class MoveProbe {
  /** The wish on screen. */
  move = $state.raw<BlockMove | null>(null);
  /** The answer to `move`; null while it is not known. */
  verdict = $state.raw<MoveCheck | null>(null);

  #running: Promise<void> | null = null;

  constructor(private readonly ipc: Ipc) {}

  ask(move: BlockMove): void {
    if (this.move?.id === move.id && this.move.start === move.start && this.move.minutes === move.minutes) return;
    this.move = move;
    this.verdict = null;
    this.#running ??= this.#answer().finally(() => (this.#running = null));
  }

  /** The answer to the wish on screen, as soon as there is one. */
  async settled(): Promise<MoveCheck | null> {
    while (this.#running !== null) await this.#running;
    return this.verdict;
  }

  clear(): void {
    this.move = null;
    this.verdict = null;
  }

  async #answer(): Promise<void> {
    while (this.move !== null && this.verdict === null) {
      const asked = this.move;
      const verdict = await this.#check(asked);
      if (this.move === asked) this.verdict = verdict;
    }
  }

  async #check(move: BlockMove): Promise<MoveCheck> {
    try {
      return await this.ipc.call("block_check", move);
    } catch (thrown) {
      return { legal: false, reasons: [asFailure(thrown).message], nearest: null };
    }
  }
}
