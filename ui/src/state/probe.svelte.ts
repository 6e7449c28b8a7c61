// Asks whether something may be done while it is still being wished. One question at a time: while one is under way
// only the newest wish waits, so a fast hand never piles up calls.
import { asFailure, type Ipc } from "../ipc/call";
import type { BlockAdd, BlockMove, BlockSplit, MoveCheck, SplitCheck } from "../ipc/types";

export class Probe<Wish, Verdict> {
  /** The wish on screen. */
  wish = $state.raw<Wish | null>(null);
  /** The answer to `wish`; null while it is not known. */
  verdict = $state.raw<Verdict | null>(null);

  #running: Promise<void> | null = null;

  constructor(
    private readonly check: (wish: Wish) => Promise<Verdict>,
    /** What stands for an answer where there is none. */
    private readonly failed: (why: string, wish: Wish) => Verdict,
  ) {}

  ask(wish: Wish): void {
    if (this.wish !== null && JSON.stringify(this.wish) === JSON.stringify(wish)) return;
    this.wish = wish;
    this.verdict = null;
    this.#running ??= this.#answer();
  }

  /** The answer to the wish on screen, as soon as there is one. */
  async settled(): Promise<Verdict | null> {
    while (this.#running !== null) await this.#running;
    return this.verdict;
  }

  clear(): void {
    this.wish = null;
    this.verdict = null;
  }

  async #answer(): Promise<void> {
    while (this.wish !== null && this.verdict === null) {
      const asked = this.wish;
      const verdict = await this.check(asked).catch((thrown: unknown) => this.failed(asFailure(thrown).message, asked));
      if (this.wish === asked) this.verdict = verdict;
    }
    // At once, not when the promise is settled: a wish in between would wait for ever.
    this.#running = null;
  }
}

const refused = (why: string): MoveCheck => ({ legal: false, reasons: [why], nearest: null });

/** Whether a block may go somewhere. */
export class MoveProbe extends Probe<BlockMove, MoveCheck> {
  constructor(ipc: Ipc) {
    super((move) => ipc.call("block_check", move), refused);
  }
}

/** Whether a new block may go somewhere. */
export class AddProbe extends Probe<BlockAdd, MoveCheck> {
  constructor(ipc: Ipc) {
    super((add) => ipc.call("block_add_check", add), refused);
  }
}

/** How a block would be split. */
export class SplitProbe extends Probe<BlockSplit, SplitCheck> {
  constructor(ipc: Ipc) {
    super(
      (split) => ipc.call("block_split_check", split),
      (why, { first_min = 0 }) => ({ legal: false, reasons: [why], first_min, second_min: 0, second: null }),
    );
  }
}
