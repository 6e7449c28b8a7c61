// Asks the forecast what would be while a slider moves. One question at a time: while one is under way only the newest
// wish waits, so a fast hand never piles up calls. What was answered stays until the next answer is there.
import { asFailure, type Failure, type Ipc } from "../ipc/call";
import type { ForecastDetail, ForecastOf } from "../ipc/types";

export class WhatIf {
  /** What is asked; empty: nothing is different. */
  wish = $state.raw<ForecastOf>({});
  /** The newest answer; null while nothing is asked. */
  answer = $state.raw<ForecastDetail | null>(null);
  /** Why the newest question was not answered. */
  error = $state.raw<Failure | null>(null);

  #asked: ForecastOf | null = null;
  #running: Promise<void> | null = null;

  constructor(private readonly ipc: Ipc) {}

  ask(wish: ForecastOf): void {
    this.wish = wish;
    this.#start();
  }

  /** Asks the same again: what it rests on has changed. */
  again(): void {
    this.#asked = null;
    this.#start();
  }

  /** The answer to the newest question, as soon as there is one. */
  async settled(): Promise<ForecastDetail | null> {
    while (this.#running !== null) await this.#running;
    return this.answer;
  }

  clear(): void {
    this.wish = {};
    this.answer = null;
    this.error = null;
  }

  #start(): void {
    if (Object.keys(this.wish).length === 0) this.clear();
    else this.#running ??= this.#run().finally(() => (this.#running = null));
  }

  async #run(): Promise<void> {
    while (this.#asked !== this.wish) {
      const asked = this.wish;
      this.#asked = asked;
      if (Object.keys(asked).length === 0) return;
      try {
        const answer = await this.ipc.call("forecast", asked);
        if (Object.keys(this.wish).length > 0) {
          this.answer = answer;
          this.error = null;
        }
      } catch (thrown) {
        if (this.wish === asked) this.error = asFailure(thrown);
      }
    }
  }
}
