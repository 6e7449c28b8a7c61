// What one command last answered. Replaced whole, never edited; a late answer never replaces a newer one.
import { asFailure, type Failure, type Ipc } from "../ipc/call";
import type { Topic } from "../ipc/types";

export class View<T> {
  /** The newest answer; stays on screen while a newer one is fetched or after a failure. */
  data = $state.raw<T | null>(null);
  /** Why the last fetch failed. */
  error = $state.raw<Failure | null>(null);
  /** A fetch is under way. */
  loading = $state(false);

  /** How many changes had been asked for when the data on screen was. */
  asOf = 0;

  #asked = 0;
  #current: Promise<void> = Promise.resolve();

  constructor(
    private readonly topics: readonly Topic[],
    private readonly fetch: () => Promise<T>,
    /** Changes that were asked for so far. */
    private readonly changes: () => number = () => 0,
  ) {}

  /** Fetches anew. Never rejects: a failure is kept in `error`. */
  refresh(): Promise<void> {
    this.#current = this.#refresh();
    return this.#current;
  }

  /** Ends when nothing is being fetched. */
  async settled(): Promise<void> {
    for (let turn = 0; turn !== this.#asked;) {
      turn = this.#asked;
      await this.#current;
    }
  }

  async #refresh(): Promise<void> {
    const turn = ++this.#asked;
    const asOf = this.changes();
    this.loading = true;
    try {
      const answer = await this.fetch();
      if (turn === this.#asked) {
        this.data = answer;
        this.asOf = asOf;
        this.error = null;
      }
    } catch (thrown) {
      if (turn === this.#asked) this.error = asFailure(thrown);
    } finally {
      if (turn === this.#asked) this.loading = false;
    }
  }

  /** Forgets everything, also an answer that is still under way. */
  clear(): void {
    this.#asked += 1;
    this.data = null;
    this.error = null;
    this.loading = false;
  }

  /** Fetches now, and again when one of its topics went stale or `again` calls. Ends with the answer. */
  follow(ipc: Ipc, again: (refetch: () => void) => () => void): () => void {
    const refetch = () => void this.refresh();
    const ends = [
      ipc.onChanged((topics) => {
        if (topics.some((topic) => this.topics.includes(topic))) refetch();
      }),
      again(refetch),
    ];
    refetch();
    return () => ends.forEach((end) => end());
  }
}
