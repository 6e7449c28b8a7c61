// The note being written on a unit: kept by a pause in writing, by leaving the field, and before another unit's note
// takes its place. What the application holds never overwrites words that are not saved yet.
import type { UnitView } from "../ipc/types";
import type { App } from "./app.svelte";

export const PAUSE_MS = 1200;

export class NoteDraft {
  text = $state("");
  /** Differs from what is saved. */
  dirty = $state(false);

  #unit: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly app: App,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  /** The unit on screen, as the application last told it. */
  show(unit: UnitView): void {
    if (unit.id !== this.#unit) {
      void this.save();
      this.#unit = unit.id;
      this.dirty = false;
    }
    if (!this.dirty) this.text = unit.note;
  }

  write(text: string): void {
    this.text = text;
    this.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), this.pauseMs);
  }

  /** Saves what is not saved. After a failure the words stay and stay unsaved. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.dirty || this.#unit === null) return;
    const { text } = this;
    const unit = this.#unit;
    this.dirty = false;
    const answered = await this.app.act("note_set", { unit, text }, { quiet: true });
    if (answered === null && this.#unit === unit) this.dirty = true;
  }
}
