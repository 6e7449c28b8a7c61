// What the settings screen holds.
import type { Ipc } from "../ipc/call";
import type { SettingsView } from "../ipc/types";
import { View } from "./view.svelte";

export class Settings {
  readonly view: View<SettingsView>;

  constructor(ipc: Ipc) {
    this.view = new View(["settings", "busy", "app"], () => ipc.call("settings", {}));
  }
}
