// What the onboarding screen holds: the draft and what Rust answered for it. Nothing is saved before the end.

import type { Ipc } from "../ipc/call";
import type { OnboardingStart } from "../ipc/types";
import { View } from "./view.svelte";

export class Onboarding {
  readonly start: View<OnboardingStart>;

  constructor(ipc: Ipc) {
    this.start = new View(["busy"], () => ipc.call("onboarding_start", {}));
  }
}
