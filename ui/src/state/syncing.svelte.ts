// The sync folder: which one, how it stands, and choosing it.
import type { SyncView } from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

export class Syncing {
  readonly view: View<SyncView>;
  /** The person is choosing a folder. */
  choosing = $state(false);
  /** As written. */
  folder = $state("");
  working = $state(false);

  constructor(private readonly app: App) {
    this.view = new View(["sync"], () => app.ipc.call("sync", {}));
  }

  /** A folder is used, or about to be. */
  get on(): boolean {
    return this.choosing || (this.view.data?.folder ?? null) !== null;
  }

  /** Begins to choose one, or leaves the present one alone. */
  async set(on: boolean): Promise<void> {
    if (on) return this.begin();
    this.choosing = false;
    if ((this.view.data?.folder ?? null) === null) return;
    await this.#run(async () => {
      await this.app.act("sync_off", {});
      await this.view.refresh();
    });
  }

  /** Chooses another one. */
  begin(): void {
    this.folder = this.view.data?.folder ?? "";
    this.choosing = true;
  }

  /** Lets the person choose from the system's folders. */
  async choose(): Promise<void> {
    await this.#run(async () => {
      const chosen = await this.app.ask("folder_choose", {});
      if (chosen?.folder) this.folder = chosen.folder;
    });
  }

  /** Uses the folder that was written. */
  async use(): Promise<void> {
    await this.#run(async () => {
      const synced = await this.app.ask("sync_folder_set", { folder: this.folder });
      if (synced === null) return;
      this.choosing = false;
      this.app.toasts.show({ kind: "said", text: synced.message });
      await this.view.refresh();
    });
  }

  /** Looks into the folder now. */
  async now(): Promise<void> {
    await this.#run(async () => {
      const synced = await this.app.ask("sync_now", {});
      if (synced !== null) this.app.toasts.show({ kind: "said", text: synced.message });
      await this.view.refresh();
    });
  }

  async #run(work: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      await work();
    } finally {
      this.working = false;
    }
  }
}
