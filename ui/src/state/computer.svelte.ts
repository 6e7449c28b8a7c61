// The choices of this computer. They apply at once; quiet hours as soon as both times can be read.
import type { ComputerChoices, ComputerView, QuietHours } from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

/** Quiet hours as edited: a time is null while what was typed is none. */
export type QuietDraft = { [K in keyof QuietHours]: number | null };

/** What is offered first: from 22:00 to 7:00. */
const NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60 };

export class Computer {
  readonly view: View<ComputerView>;
  #draft = $state.raw<QuietDraft | null>(null);
  /** Not saved yet. */
  #chosen = $state.raw<ComputerChoices | null>(null);
  #saving: Promise<void> = Promise.resolve();

  constructor(private readonly app: App) {
    this.view = new View(["computer"], () => app.ipc.call("computer", {}));
  }

  /** As chosen, also while that is being saved; null before they are known. */
  get choices(): ComputerChoices | null {
    return this.#chosen ?? this.view.data?.choices ?? null;
  }

  /** Quiet hours as edited; null while there are none. */
  get quiet(): QuietDraft | null {
    return this.#draft ?? this.choices?.quiet ?? null;
  }

  get quietIsEmpty(): boolean {
    const { quiet } = this;
    return quiet !== null && quiet.from !== null && quiet.from === quiet.to;
  }

  /** One after the other, each on top of the one before. */
  async choose(change: Partial<ComputerChoices>): Promise<void> {
    if (this.choices === null) return;
    const choices = { ...this.choices, ...change };
    this.#chosen = choices;
    this.#saving = this.#saving.then(async () => {
      await this.app.act("computer_set", { choices });
      await this.view.refresh();
      if (this.#chosen === choices) this.#chosen = null;
    });
    await this.#saving;
  }

  async setQuiet(on: boolean): Promise<void> {
    this.#draft = null;
    await this.choose({ quiet: on ? NIGHT : null });
  }

  async editQuiet(change: Partial<QuietDraft>): Promise<void> {
    if (this.quiet === null) return;
    const draft = { ...this.quiet, ...change };
    this.#draft = draft;
    const { from, to } = draft;
    if (from === null || to === null || from === to) return;
    await this.choose({ quiet: { from, to } });
    if (this.#draft === draft) this.#draft = null;
  }

  async startWithSystem(on: boolean): Promise<void> {
    if ((await this.app.act("start_with_system", { on })) !== null) await this.view.refresh();
  }
}
