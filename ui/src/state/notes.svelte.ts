// The notes being written on units. Words stay here, whatever is on screen, until they are saved: after a failure they
// come back with their unit. What the application holds never overwrites words that are not saved.
import { SvelteMap } from "svelte/reactivity";
import { asFailure, type Failure, type Ipc } from "../ipc/call";
import type { UnitView } from "../ipc/types";

export const PAUSE_MS = 1200;

/** Words are saved after so long even where nobody pauses. */
const LONGEST_MS = 10_000;

/** Words that differ from what the application last told. */
interface Held {
  /** Of the unit. */
  title: string;
  text: string;
  /** They are on disk; only the unit was not read again yet. */
  saved: boolean;
  /** Why they could not be saved; null while that was not tried. */
  failure: Failure | null;
  /** When the first of these words that are not saved were written. */
  since: number;
}

export class Notes {
  readonly #held = new SvelteMap<string, Held>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #saving = new Map<string, Promise<void>>();

  constructor(
    private readonly ipc: Ipc,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  /** The notes that could not be saved, by the titles of their units, and why. */
  get unsaved(): { titles: string[]; failure: Failure } | null {
    const held = [...this.#held.values()].filter(({ failure }) => failure !== null);
    const failure = held.at(-1)?.failure ?? null;
    return failure && { titles: held.map(({ title }) => title), failure };
  }

  /** All that is not saved, by unit. */
  get words(): [unit: string, text: string][] {
    return [...this.#held].filter(([, { saved }]) => !saved).map(([unit, { text }]) => [unit, text]);
  }

  /** The words of a unit's note: what is being written, else what the application told. */
  text(unit: UnitView): string {
    return this.#held.get(unit.id)?.text ?? unit.note;
  }

  isDirty(unit: string): boolean {
    return this.#held.get(unit)?.saved === false;
  }

  /** Saving it was tried in vain. */
  hasFailed(unit: string): boolean {
    return (this.#held.get(unit)?.failure ?? null) !== null;
  }

  /** The application told of a unit: words that it holds need not be held here. */
  seen(unit: UnitView): void {
    const held = this.#held.get(unit.id);
    if (held?.saved || held?.text === unit.note) this.#forget(unit.id);
  }

  write({ id, title }: UnitView, text: string): void {
    const now = Date.now();
    const before = this.#held.get(id);
    const since = before === undefined || before.saved || before.failure !== null ? now : before.since;
    this.#held.set(id, { title, text, saved: false, failure: null, since });
    clearTimeout(this.#timers.get(id));
    const pause = Math.min(this.pauseMs, since + LONGEST_MS - now);
    this.#timers.set(
      id,
      setTimeout(() => void this.save(id), pause),
    );
  }

  /** Saves what is not saved of one note; one call at a time, so that the last words are saved last. */
  save(unit: string): Promise<void> {
    clearTimeout(this.#timers.get(unit));
    const running = this.#saving.get(unit);
    if (running !== undefined) return running;
    const saving = this.#send(unit).finally(() => this.#saving.delete(unit));
    this.#saving.set(unit, saving);
    return saving;
  }

  /** Saves all that wait. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((unit) => this.save(unit)));
  }

  /** Until the words on screen are saved, or cannot be. */
  async #send(unit: string): Promise<void> {
    for (;;) {
      const held = this.#held.get(unit);
      if (held === undefined || held.saved) return;
      let failure: Failure | null = null;
      try {
        await this.ipc.call("note_set", { unit, text: held.text });
      } catch (thrown) {
        failure = asFailure(thrown);
      }
      if (this.#held.get(unit) !== held) continue;
      this.#held.set(unit, { ...held, saved: failure === null, failure });
      if (failure !== null) return;
    }
  }

  /** What was written and not saved is another learner's. */
  drop(): void {
    for (const unit of [...this.#held.keys()]) this.#forget(unit);
  }

  #forget(unit: string): void {
    clearTimeout(this.#timers.get(unit));
    this.#timers.delete(unit);
    this.#held.delete(unit);
  }
}
