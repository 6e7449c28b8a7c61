// Calendars that are read again and again, accounts, and the calendar that blocks are published in: how all stands, and
// what is done with it. What asks a server takes as long as it takes; meanwhile only its own control waits.
import { SvelteSet } from "svelte/reactivity";
import type { Args } from "../ipc/call";
import type {
  AskAnswer,
  CalendarAccount,
  CalendarPublish,
  CalendarReadSet,
  CalendarSource,
  CalendarsLooked,
  CalendarsView,
  StudyFileSet,
} from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

type Looking =
  | "calendars_now"
  | "calendar_read_set"
  | "calendar_publish"
  | "calendar_publish_off"
  | "calendar_many"
  | "calendar_reminders_set";

export class Calendars {
  readonly view: View<CalendarsView>;
  /** What could not be read of the events at the last look, a sentence each. */
  problems = $state.raw<readonly string[]>([]);
  readonly #working = new SvelteSet<string>();

  constructor(private readonly app: App) {
    this.view = new View(["calendars", "busy"], () => app.ipc.call("calendars", {}));
  }

  get sources(): readonly CalendarSource[] {
    return this.view.data?.sources ?? [];
  }

  get accounts(): readonly CalendarAccount[] {
    return this.view.data?.accounts ?? [];
  }

  /** Sources whose busy time may be older than what their calendars hold. */
  readonly stale: readonly CalendarSource[] = $derived.by(() =>
    this.sources.filter(({ kind, trouble }) => trouble && kind !== "file"),
  );

  /** What bears this name is under way. */
  isWorking(name: string): boolean {
    return this.#working.has(name);
  }

  /** Looks at what is new in all of them. */
  async now(): Promise<void> {
    await this.#look("now", "calendars_now", {});
  }

  /** Forgets a source of busy time; says whether it did. */
  async remove(source: string): Promise<boolean> {
    return (
      (await this.#run(source, async () => {
        // Before there is a plan nothing can move.
        const act = { command: "busy_remove", args: { source } } as const;
        if (this.#isPlanned && (await this.app.weigh(act)) !== "apply") return null;
        return this.app.act("calendar_remove", { source });
      })) !== null
    );
  }

  async removeAccount(account: string): Promise<boolean> {
    return (await this.#run(account, () => this.app.act("calendar_account_remove", { account }))) !== null;
  }

  /** Lets a calendar of an account keep time busy, or no longer. */
  async setRead(set: CalendarReadSet): Promise<void> {
    await this.#look(set.url, "calendar_read_set", set);
  }

  async publish(where: CalendarPublish): Promise<boolean> {
    return (await this.#look("publish", "calendar_publish", where)) !== null;
  }

  /** Publishes no longer; what was published is taken out there, or stays. */
  async publishOff(take_out: boolean): Promise<boolean> {
    return (await this.#look("publish", "calendar_publish_off", { take_out })) !== null;
  }

  /** Says what becomes of blocks that were taken out in the calendar. */
  async answer(blocks: string[], answer: AskAnswer): Promise<void> {
    await this.#run("asks", () => this.app.act("calendar_answer", { blocks, answer }));
  }

  /** Whether so many blocks were really taken out in the calendar. */
  async many(believe: boolean): Promise<void> {
    await this.#look("many", "calendar_many", { believe });
  }

  async setFile(set: StudyFileSet): Promise<void> {
    await this.app.act("calendar_file_set", set);
    await this.view.refresh();
  }

  /** Lets the published calendar and the file remind of blocks so many minutes before each. */
  async setReminders(reminders: number[]): Promise<void> {
    await this.#look("reminders", "calendar_reminders_set", { reminders });
  }

  async setPoll(minutes: number): Promise<void> {
    await this.app.act("calendar_poll_set", { minutes });
    await this.view.refresh();
  }

  get #isPlanned(): boolean {
    const frame = this.app.frame.data;
    return frame !== null && (frame.onboarded || frame.sample);
  }

  /** Does what asks a server, and tells what it found. */
  async #look<K extends Looking>(name: string, command: K, args: Args<K>): Promise<CalendarsLooked | null> {
    return this.#run(name, async () => {
      const { toasts } = this.app;
      const before = toasts.current;
      const looked: CalendarsLooked | null = await this.app.ask(command, args);
      if (looked === null) return null;
      this.problems = looked.problems;
      // What was done meanwhile, here or in the calendar, can be taken back where it is told; that goes before.
      const isTold = toasts.current !== before && toasts.current?.kind === "answered";
      if (!isTold) toasts.show({ kind: "said", text: looked.message });
      // That all was looked at goes without saying then.
      else if (looked.trouble || command !== "calendars_now") toasts.add(looked.message);
      return looked;
    });
  }

  /** One at a time of each name; after it everything is as it is then. */
  async #run<T>(name: string, work: () => Promise<T | null>): Promise<T | null> {
    if (this.#working.has(name)) return null;
    this.#working.add(name);
    try {
      const done = await work();
      await this.view.refresh();
      return done;
    } finally {
      this.#working.delete(name);
    }
  }
}
