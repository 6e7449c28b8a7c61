// Busy calendars read from files: what is there, what the last file brought, what went wrong.
import { asFailure, Failure, type Ipc } from "../ipc/call";
import type { Act, BusyImported, BusyOverview } from "../ipc/types";
import type { Asking } from "./proposals.svelte";
import { STOPPED } from "./reading.svelte";

/** No calendar of a person is larger; a wrong file often is. */
const MOST_BYTES = 20 * 1024 * 1024;
export const TOO_LARGE = "file_too_large";
export const UNREADABLE = "file_unreadable";

/** The part of a file that is used. */
export type TextFile = Pick<File, "name" | "size" | "text">;

export class BusyFiles {
  overview = $state.raw<BusyOverview>({ calendars: [], usual: [] });
  /** What the last file brought. */
  last = $state.raw<BusyImported | null>(null);
  error = $state.raw<Failure | null>(null);
  /** A file is being read. */
  working = $state(false);

  constructor(
    private readonly ipc: Ipc,
    /** Whether an act may be done; a refusal is thrown. Without a plan nothing moves, and nothing is asked. */
    private readonly allows: (act: Act, asking?: Asking) => Promise<boolean> = (_act, asking) =>
      asking?.alone() ?? Promise.resolve(true),
  ) {}

  /** `asking`: a file that nobody chose here is asked about first. */
  async add(file: TextFile, asking?: Asking): Promise<BusyImported | null> {
    return this.#run(async () => {
      this.last = null;
      if (file.size > MOST_BYTES) throw new Failure(TOO_LARGE, file.name);
      const text = await file.text().catch(() => {
        throw new Failure(UNREADABLE, file.name);
      });
      const args = { file_name: file.name, text };
      if (!(await this.allows({ command: "busy_import", args }, asking))) return null;
      const imported = await this.ipc.call("busy_import", args);
      this.overview = imported.busy;
      this.last = imported;
      return imported;
    });
  }

  async #run<T>(work: () => Promise<T | null>): Promise<T | null> {
    if (this.working) return null;
    this.working = true;
    this.error = null;
    try {
      return await work();
    } catch (thrown) {
      const failure = asFailure(thrown);
      // Who stopped it knows.
      this.error = failure.code === STOPPED ? null : failure;
      return null;
    } finally {
      this.working = false;
    }
  }
}
