// What the command palette holds: what is typed, what a search found, and what was used before. It is open if the
// address says so.
// What was used is kept on this computer, newest first; it is no part of the plan.
import type { Ipc } from "../ipc/call";
import type { FindView } from "../ipc/types";
import type { Store } from "./draft-store";
import type { Route } from "./route.svelte";
import { View } from "./view.svelte";

const KEY = "ninefold.palette";
const KEPT = 20;

/** Something that was used: "command undo", "unit algo-framing", "week 2026-11-23". */
export interface Recent {
  id: string;
  /** What it was called then, for what has no words of its own. */
  label: string;
}

export class PaletteState {
  text = $state("");
  readonly found: View<FindView>;
  recent = $state.raw<readonly Recent[]>([]);

  constructor(
    ipc: Ipc,
    private readonly route: Route,
    private readonly store: Store,
  ) {
    this.found = new View([], () => ipc.call("find", { text: this.text }));
    this.recent = read(store);
  }

  get open(): boolean {
    return this.route.open === "palette";
  }

  show(): void {
    void this.look("");
    this.route.show("palette");
  }

  close(): void {
    this.route.hide("palette");
  }

  /** Looks for what is typed; nothing for nothing. */
  async look(text: string): Promise<void> {
    this.text = text;
    if (text.trim() === "") this.found.clear();
    else await this.found.refresh();
  }

  /** This was used just now. */
  remember(used: Recent): void {
    this.recent = [used, ...this.recent.filter(({ id }) => id !== used.id)].slice(0, KEPT);
    try {
      this.store.setItem(KEY, JSON.stringify(this.recent));
    } catch {
      // No room or no permission: it is known as long as the page lives.
    }
  }
}

function read(store: Store): Recent[] {
  try {
    const raw: unknown = JSON.parse(store.getItem(KEY) ?? "[]");
    return Array.isArray(raw) ? raw.filter(isRecent).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function isRecent(raw: unknown): raw is Recent {
  return (
    typeof raw === "object" &&
    raw !== null &&
    "id" in raw &&
    typeof raw.id === "string" &&
    "label" in raw &&
    typeof raw.label === "string"
  );
}
