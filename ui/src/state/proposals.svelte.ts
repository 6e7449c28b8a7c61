// What an act would change, shown before it is done where it touches more than a little. Nothing is saved until the
// person says so.
import type { Act, Preview } from "../ipc/types";

/** Do it; do the least of it, so that the plan stays as it is; or nothing at all. */
export type Decision = "apply" | "leave" | "none";

/** What is asked about besides the plan, so that one question is enough. */
export interface Question {
  title: string;
  text: string;
  apply: string;
  leave: string;
}

export interface Proposal {
  act: Act;
  preview: Preview;
  question?: Question | undefined;
}

/** How something is asked that has to be asked in any case: with the proposal where much would move, else alone. */
export interface Asking {
  question: Question;
  alone: () => Promise<boolean>;
}

export class Proposals {
  /** The one on screen. */
  current = $state.raw<Proposal | null>(null);

  #decide: ((decision: Decision) => void) | null = null;

  /** Shows a proposal; the answer is what the person decided. */
  show(proposal: Proposal): Promise<Decision> {
    this.drop();
    this.current = proposal;
    return new Promise((resolve) => (this.#decide = resolve));
  }

  decide(decision: Decision): void {
    const decided = this.#decide;
    this.#decide = null;
    this.current = null;
    decided?.(decision);
  }

  /** Something else happened: what was proposed is not true any more. */
  drop(): void {
    if (this.current !== null) this.decide("none");
  }
}
