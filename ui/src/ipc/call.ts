// The one way from the window to the application. Nothing else in src/ may speak to the shell or trust raw JSON.
// Every failure arrives as a `Failure`: a stable code, a sentence, further sentences.
import type { Changed, Commands, ReadingProgress, Topic } from "./types";

export type CommandName = keyof Commands;
export type Args<K extends CommandName> = Commands[K]["args"];
export type Answer<K extends CommandName> = Commands[K]["answer"];

/** What the window asks of the application, real or fake. */
export interface Ipc {
  /** Runs one command. Rejects with a `Failure`. */
  call<K extends CommandName>(name: K, args: Args<K>): Promise<Answer<K>>;
  /** Tells which topics went stale; the answer ends it. */
  onChanged(listener: (topics: Topic[]) => void): () => void;
  /** Tells how far the reading of a calendar is, and with null that it is over; the answer ends it. */
  onReading(listener: (progress: ReadingProgress | null) => void): () => void;
  /** Tells which command was chosen in the system's menu bar; the answer ends it. */
  onMenu(listener: (command: string) => void): () => void;
  /** Tells that the window is to be closed, which waits for `leave`; the answer ends it. */
  onLeaving(listener: () => void): () => void;
  /** Closes the window, or lets it stay. */
  leave(leaves: boolean): Promise<void>;
}

/** A refused or failed command. */
export class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    readonly code: string,
    message: string,
    readonly details: string[] = [],
  ) {
    super(message);
  }
}

/** The application itself did not answer: the shell is gone, or broke. */
export const NO_ANSWER = "no_answer";

/** Reads whatever a rejected call brought. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const details = "details" in thrown && Array.isArray(thrown.details) ? thrown.details.map(String) : [];
    return new Failure(String(thrown.code), String(thrown.message), details);
  }
  return new Failure(NO_ANSWER, thrown instanceof Error ? thrown.message : String(thrown));
}

/** The application behind the window. */
export async function connectShell(): Promise<Ipc> {
  const [{ invoke }, { listen }] = await Promise.all([import("@tauri-apps/api/core"), import("@tauri-apps/api/event")]);
  /** Those who hear an event of the shell. */
  async function hears<T>(event: string): Promise<(listener: (payload: T) => void) => () => void> {
    const listeners = new Set<(payload: T) => void>();
    await listen<T>(event, ({ payload }) => listeners.forEach((listener) => listener(payload)));
    return (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
  }
  const onChanged = await hears<Changed>("changed");
  return {
    async call<K extends CommandName>(name: K, args: Args<K>) {
      try {
        // The generated interface is checked against the application's own list, so its answer is taken at its word.
        return (await invoke("call", { name, args, language: document.documentElement.lang })) as Answer<K>;
      } catch (thrown) {
        throw asFailure(thrown);
      }
    },
    onChanged: (listener) => onChanged(({ topics }) => listener(topics)),
    onReading: await hears<ReadingProgress | null>("reading"),
    onMenu: await hears<string>("menu"),
    onLeaving: await hears<null>("leaving"),
    leave: (leaves) => invoke("leave", { leaves }),
  };
}

/** The shell's application; in a plain browser, while developing only, the fake one. */
export async function connect(): Promise<Ipc> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { fakeIpc, scenarioFrom } = await import("./fake/index");
    return fakeIpc(scenarioFrom(new URLSearchParams(location.search)));
  }
  return connectShell();
}
