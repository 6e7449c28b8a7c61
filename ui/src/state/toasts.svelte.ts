// The one message on screen about what just happened, in which several things may be told. It stays until dismissed or the next one.
import type { Failure } from "../ipc/call";
import type { Answered, BlockMove, Change, Restored } from "../ipc/types";

export type Toast =
  /** The page took the place of one that was gone. */
  | { kind: "anew" }
  /** The window is to be closed, once what was written is saved. */
  | { kind: "saving" }
  /** The window was to be closed, and stays open with these. */
  | { kind: "stays"; unsaved: readonly Unsaved[] }
  /** Something was changed; `parts` where it was several things at once, a sentence each. */
  | { kind: "answered"; answered: Answered; parts?: readonly string[] }
  /** Something went wrong. */
  | { kind: "failed"; failure: Failure }
  /** A move was refused; `nearest` is the same move at the nearest legal start. */
  | { kind: "refused"; reasons: string[]; nearest: BlockMove | null }
  /** Another journal is on screen, or much was taken in. `undoes`: an undo was asked for, and it was said that it means
   *  something else. */
  | { kind: "restored"; restored: Restored; undoes?: boolean }
  /** Something was done meanwhile, so that an undo would take back something else than it said: nothing was taken back. */
  | { kind: "overtaken" }
  /** Words that a screen made itself, such as where a file was written. */
  | { kind: "said"; text: string };

/** Words that could not be saved, and why: the notes on units of these titles, or the line about a week. */
export type Unsaved = { failure: Failure } & ({ titles: readonly string[] } | { week: string });

export class Toasts {
  current = $state.raw<Toast | null>(null);
  /** Changes that the person asked to see. */
  explained = $state.raw<readonly Change[] | null>(null);

  show(toast: Toast): void {
    this.current = toast;
  }

  /** Several things that came at once are one message, so that none of them is lost. */
  showAll(all: readonly Toast[]): void {
    const [first] = all;
    if (first === undefined) return;
    if (all.length === 1) return this.show(first);
    const answered = all.flatMap((toast) => (toast.kind === "answered" ? [toast.answered] : []));
    const parts = all.flatMap((toast) => {
      if (toast.kind === "answered") return toast.answered.message ?? [];
      return toast.kind === "said" ? toast.text : [];
    });
    const undoable = answered.some((each) => each.undoable);
    const changes = answered.flatMap((each) => each.changes);
    this.show({ kind: "answered", answered: { message: null, undoable, changes }, parts });
  }

  /** Something more about what is told on screen. */
  add(text: string): void {
    const toast = this.current;
    if (toast?.kind !== "answered") return this.show({ kind: "said", text });
    this.current = { ...toast, parts: [...(toast.parts ?? [toast.answered.message ?? []].flat()), text] };
  }

  dismiss(): void {
    this.current = null;
  }

  /** Opens the list of changes; null closes it. */
  explain(changes: readonly Change[] | null): void {
    this.explained = changes;
  }
}
