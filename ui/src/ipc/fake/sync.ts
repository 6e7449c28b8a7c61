// What the fake application knows of a sync folder.
import { Failure } from "../call";
import type { SyncView, Synced } from "../types";
import type { Desk, Handlers } from "./index";

export const NO_SYNC: SyncView = { folder: null, state: "", trouble: false, notes: [], computers: [], history: [] };

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
};

export function syncHandlers(
  desk: Desk,
  emit: (topics: ["sync", "app"]) => void,
): Pick<Handlers, "sync" | "sync_folder_set" | "sync_now" | "sync_off"> {
  const synced = (message: string): Synced => ({ message, came: 0, went: 0, sync: desk.world.sync });
  return {
    sync: () => desk.world.sync,
    sync_folder_set({ folder }) {
      if (folder.includes("nowhere"))
        throw new Failure(
          "sync_folder",
          `There is no folder ${folder}. Plug in or open what holds it, or choose another one.`,
        );
      desk.world.sync = { ...IN_STEP, folder };
      emit(["sync", "app"]);
      return synced("12 entries came, 40 entries went.");
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
