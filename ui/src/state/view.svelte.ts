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

  #asked = 0;

  constructor(
    private readonly topics: readonly Topic[],
    private readonly fetch: () => Promise<T>,
  ) {}

  /** Fetches anew. Never rejects: a failure is kept in `error`. */
  async refresh(): Promise<void> {
    const turn = ++this.#asked;
    this.loading = true;
    try {
      const answer = await this.fetch();
      if (turn === this.#asked) {
        this.data = answer;
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
