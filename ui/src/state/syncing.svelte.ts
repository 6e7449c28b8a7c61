// The sync folder: which one, how it stands, choosing it, and its passphrase.
import type { Keep, SyncView } from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

export class Syncing {
  readonly view: View<SyncView>;
  /** The person is choosing a folder. */
  choosing = $state(false);
  /** As written. */
  folder = $state("");
  working = $state(false);
  /** The person enters a passphrase. */
  entering = $state(false);
  /** As written, and once more where it is a new one. Held no longer than the form is open. */
  passphrase = $state("");
  again = $state("");
  /** It is to take the place of the one that is used. */
  anew = $state(false);
  keep = $state<Keep>("keychain");

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
      await this.#came(synced.message);
    });
  }

  /** A passphrase that nobody entered before is written twice. */
  get twice(): boolean {
    return this.anew || this.view.data?.passphrase === "off";
  }

  /** The two are there and not the same. */
  get differ(): boolean {
    return this.twice && this.again !== "" && this.again !== this.passphrase;
  }

  /** It can be used as it is written. */
  get ready(): boolean {
    return !this.working && this.passphrase !== "" && (!this.twice || this.again === this.passphrase);
  }

  /** Opens the form for a passphrase. One that is used already is changed. */
  enter(): void {
    this.#clear();
    this.anew = this.view.data?.passphrase === "on";
    this.keep = this.view.data?.keep ?? "keychain";
    this.entering = true;
  }

  /** Leaves it as it is. */
  leave(): void {
    this.#clear();
    this.entering = false;
  }

  /** Uses the passphrase that was written. */
  async usePassphrase(): Promise<void> {
    if (!this.ready) return;
    await this.#run(async () => {
      const { passphrase, anew, keep } = this;
      const synced = await this.app.ask("sync_passphrase", { passphrase, anew, keep });
      if (synced === null) return;
      this.leave();
      await this.#came(synced.message);
    });
  }

  /** Writes without one from now on. */
  async passphraseOff(): Promise<void> {
    await this.#run(async () => {
      const synced = await this.app.ask("sync_passphrase_off", {});
      if (synced !== null) this.app.toasts.show({ kind: "said", text: synced.message });
      await this.view.refresh();
    });
  }

  #clear(): void {
    this.passphrase = "";
    this.again = "";
    this.anew = false;
  }

  /** Looks into the folder now. */
  async now(): Promise<void> {
    await this.#run(async () => {
      const synced = await this.app.ask("sync_now", {});
      if (synced !== null) this.app.toasts.show({ kind: "said", text: synced.message });
      await this.view.refresh();
    });
  }

  /** Says what a pass did. The frame may hold a plan by now where there was none. */
  async #came(message: string): Promise<void> {
    this.app.toasts.show({ kind: "said", text: message });
    await Promise.all([this.app.frame.refresh(), this.view.refresh()]);
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
