// What the fake application knows of a sync folder.
import { Failure } from "../call";
import type { SyncView, Synced } from "../types";
import type { Desk, Handlers } from "./index";
import { sampleBlocks } from "./sample";
import { MONDAY } from "./world";

export const NO_SYNC: SyncView = {
  folder: null,
  state: "",
  trouble: false,
  notes: [],
  computers: [],
  history: [],
  passphrase: "off",
  keep: "keychain",
};

/** In step with one other computer. */
export const IN_STEP: SyncView = {
  folder: "~/Sync/ninefold",
  state: "In step since 18:40, 2 computers.",
  trouble: false,
  notes: [],
  computers: [
    { name: "studio", heard: "18:40", this: true },
    { name: "laptop", heard: "24 November 2026, 21:05", this: false },
  ],
  history: [{ computer: "laptop", when: "24 November 2026, 21:05", what: "ticked an outcome of “Vectors”" }],
  passphrase: "off",
  keep: "keychain",
};

const ALONE = "In step since 18:40. No other computer has written there yet.";
const SEALED = "The sync folder has a passphrase. Enter it here too.";

export function syncHandlers(
  desk: Desk,
  emit: (topics: ["sync", "app"]) => void,
): Pick<Handlers, "sync" | "sync_folder_set" | "sync_now" | "sync_passphrase" | "sync_passphrase_off" | "sync_off"> {
  const synced = (message: string): Synced => ({ message, came: 0, went: 0, sync: desk.world.sync });
  /** The plan of the other computer comes where there is none. */
  const joins = (): void => {
    if (desk.world.onboarded) return;
    Object.assign(desk.world, { onboarded: true, blocks: sampleBlocks(MONDAY) });
  };
  return {
    sync: () => desk.world.sync,
    sync_folder_set({ folder }) {
      if (folder.includes("nowhere"))
        throw new Failure(
          "sync_folder",
          `There is no folder ${folder}. Plug in or open what holds it, or choose another one.`,
        );
      desk.world.sync = { ...IN_STEP, folder };
      if (folder.includes("empty")) desk.world.sync = { ...NO_SYNC, folder, state: ALONE };
      else if (folder.includes("sealed"))
        desk.world.sync = { ...NO_SYNC, folder, trouble: true, passphrase: "asked", state: SEALED };
      else joins();
      emit(["sync", "app"]);
      if (desk.world.sync.computers.length === 0) return synced(desk.world.sync.state);
      return synced("12 entries came, 40 entries went.");
    },
    sync_passphrase({ passphrase, keep }) {
      if (keep === "keychain" && passphrase.includes("nowhere"))
        throw new Failure("no_keychain", "This system has no keychain for passwords, or it is not running.");
      if (passphrase.includes("wrong"))
        throw new Failure("sync_passphrase", "This is not the passphrase of the sync folder. Nothing was changed.");
      desk.world.sync = { ...desk.world.sync, passphrase: "on", keep, trouble: false, state: IN_STEP.state };
      joins();
      emit(["sync", "app"]);
      return synced("0 entries came, 40 entries went.");
    },
    sync_passphrase_off() {
      desk.world.sync = { ...desk.world.sync, passphrase: "off" };
      emit(["sync", "app"]);
      return synced("0 entries came, 40 entries went.");
    },
    sync_now: () => synced(desk.world.sync.state),
    sync_off() {
      const { folder } = desk.world.sync;
      desk.world.sync = NO_SYNC;
      emit(["sync", "app"]);
      return { message: `${folder ?? ""} is left alone from now on.`, undoable: false, changes: [] };
    },
  };
}
