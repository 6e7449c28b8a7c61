// Studying from a pack of one's own: the folder as written, what it holds, and what is wrong with it.
import type { PackOffer } from "../ipc/types";
import type { App } from "./app.svelte";

export class PackChoice {
  /** What that folder holds, once it was looked at. */
  offer = $state.raw<PackOffer | null>(null);
  working = $state(false);
  #folder = $state("");

  constructor(private readonly app: App) {}

  get folder(): string {
    return this.#folder;
  }

  /** Another folder: what was said of the former one is no longer true. */
  set folder(folder: string) {
    if (folder !== this.#folder) this.offer = null;
    this.#folder = folder;
  }

  /** Lets the person choose a folder, and looks into it. */
  async choose(): Promise<void> {
    await this.#run(async () => {
      const chosen = await this.app.ask("folder_choose", {});
      if (!chosen?.folder) return;
      this.folder = chosen.folder;
      await this.#check();
    });
  }

  /** Looks into a folder that came from outside. */
  async open(folder: string): Promise<void> {
    this.folder = folder;
    await this.check();
  }

  /** Looks into the folder that was written. */
  async check(): Promise<void> {
    await this.#run(() => this.#check());
  }

  /** Studies from it, or from the pack that came with the program. */
  async use(folder: string | null): Promise<void> {
    await this.#run(async () => {
      const args = { folder };
      if ((await this.app.weigh({ command: "pack_use", args })) !== "apply") return;
      if ((await this.app.act("pack_use", args)) === null) return;
      this.folder = "";
    });
  }

  async #check(): Promise<void> {
    this.offer = await this.app.ask("pack_check", { folder: this.folder });
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
