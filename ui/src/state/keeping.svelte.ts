// What is taken along and brought back: exports, an export that is to be taken in, and backups with what each holds.
import { asFailure, type Failure } from "../ipc/call";
import type {
  BackupHeld,
  BackupList,
  CalendarExport,
  CalendarSpan,
  ExportTo,
  ExportWhat,
  Exported,
  ImportOffer,
  Restored,
} from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

const EXPORTS = {
  everything: "export_all",
  calendar: "export_calendar",
  review: "export_review",
  log: "export_log",
  notes: "export_notes",
} as const satisfies Record<ExportWhat, string>;

/** Which blocks are exported as a calendar, and with what. */
export interface CalendarOptions {
  span: CalendarSpan;
  /** A task for each thing on a checklist. */
  tasks: boolean;
  /** Minutes before a block at which other programs remind of it, ascending. */
  reminders: number[];
}

export class Keeping {
  readonly backups: View<BackupList>;
  /** What was found in a backup, by its name, as far as they were looked into. */
  held = $state.raw<ReadonlyMap<string, BackupHeld>>(new Map());
  /** What the named file holds, once it was looked at. */
  offer = $state.raw<ImportOffer | null>(null);
  /** Why it could not be looked at, or taken in. */
  failure = $state.raw<Failure | null>(null);
  working = $state(false);
  /** What goes into an exported calendar. */
  calendar = $state.raw<CalendarOptions>({ span: "all", tasks: false, reminders: [] });
  #path = $state("");
  #looks = 0;

  constructor(private readonly app: App) {
    this.backups = new View(["settings", "app"], () => app.ipc.call("backups", {}));
  }

  /** The file that is to be taken in, as written. */
  get path(): string {
    return this.#path;
  }

  /** Another file: what was said of the former one is no longer true. */
  set path(path: string) {
    if (path !== this.#path) [this.offer, this.failure] = [null, null];
    this.#path = path;
  }

  /** Writes a new file to the folder for downloads. */
  exported(what: ExportWhat): Promise<Exported | null> {
    return this.#run(() => this.#write(what, {}));
  }

  /** Writes a file where the person chooses; the system asks before one is replaced. */
  exportedTo(what: ExportWhat): Promise<Exported | null> {
    return this.#run(async () => {
      const place = await this.app.ask("export_place", { what });
      return place?.path ? this.#write(what, { to: place.path, replace: true }) : null;
    });
  }

  /** Lets the person choose a file to take in, and looks into it. */
  async choose(): Promise<void> {
    await this.#run(async () => {
      const chosen = await this.app.ask("import_choose", {});
      if (!chosen?.path) return;
      this.path = chosen.path;
      await this.#check();
    });
  }

  /** Looks into the file that was written. */
  async check(): Promise<void> {
    await this.#run(() => this.#check());
  }

  /** Takes it in; whether it was. */
  async take(): Promise<boolean> {
    const path = this.path;
    const isSample = this.app.frame.data?.sample;
    const taken = await this.#run(() => this.#asked(() => this.app.ipc.call("import_take", { path })));
    if (taken === null) return false;
    if (isSample) this.app.dropWords();
    this.path = "";
    this.app.toasts.show({ kind: "restored", restored: taken });
    return true;
  }

  /**
   * Looks into these backups, one after the other: a long journal takes a while to be compared with. Ends early when they
   * are looked into anew.
   */
  async lookInto(names: readonly string[]): Promise<void> {
    const look = ++this.#looks;
    for (const name of names) {
      const held = await this.#lookInto(name);
      if (look !== this.#looks) return;
      this.held = new Map(this.held).set(name, held);
    }
  }

  /** Nobody wants to know any more what the others hold. */
  lookNoFurther(): void {
    this.#looks += 1;
  }

  async #lookInto(name: string): Promise<BackupHeld> {
    try {
      return await this.app.ipc.call("backup", { name });
    } catch (thrown) {
      return { whole: false, says: [asFailure(thrown).message] };
    }
  }

  /** Brings a backup back, in place of what is there; without a name the newest, in place of an empty journal. */
  async restore(backup: string | null): Promise<Restored | null> {
    const args = backup === null ? {} : { backup, replace: true };
    const isSample = this.app.frame.data?.sample;
    const restored = await this.#run(() => this.app.ask("backup_restore", args));
    if (restored !== null && isSample) this.app.dropWords();
    if (restored !== null) this.app.toasts.show({ kind: "restored", restored });
    return restored;
  }

  /** Back to what was before another journal was there: it is asked first, as of every backup, what that would set aside. */
  goBack(backup: string): void {
    this.app.toasts.dismiss();
    // Without a plan nothing is set aside, and there are no settings yet.
    if (this.app.frame.data?.onboarded) this.app.route.go("settings", "data", { open: `back-${backup}` });
    else void this.restore(backup);
  }

  async #check(): Promise<void> {
    this.offer = await this.#asked(() => this.app.ipc.call("import_check", { path: this.path }));
  }

  /** What was refused stands where it was asked for: a message would lie under the dialog. */
  async #asked<T>(ask: () => Promise<T>): Promise<T | null> {
    this.failure = null;
    try {
      return await ask();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    }
  }

  async #write(what: ExportWhat, to: ExportTo): Promise<Exported | null> {
    if (what !== "calendar") return this.app.ask(EXPORTS[what], to);
    const wish: CalendarExport = { ...to, ...this.calendar };
    return this.app.ask("export_calendar", wish);
  }

  async #run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.working) return null;
    this.working = true;
    try {
      return await work();
    } finally {
      this.working = false;
    }
  }
}
