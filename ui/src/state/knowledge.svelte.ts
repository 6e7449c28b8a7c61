// What the learner knows already, changed after the first plan: the saved answers, and those not saved yet.
import type { HoursView, KnowledgeView, OnboardingDraft, OnboardingUnit } from "../ipc/types";
import type { App } from "./app.svelte";
import { Knowing } from "./knowing";
import { View } from "./view.svelte";

/** Rest after a change before its hours are asked for. */
const REST_MS = 120;

export class Knowledge extends Knowing {
  /** What is saved, with its hours. */
  readonly saved: View<KnowledgeView & { hours: HoursView }>;
  /** Hours of what was changed. */
  readonly edited: View<HoursView>;
  working = $state(false);

  /** What was changed and not saved yet. */
  #draft = $state.raw<OnboardingDraft | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly app: App) {
    super();
    this.saved = new View(["settings", "units", "app"], async () => {
      const view = await app.ipc.call("knowledge", {});
      return { ...view, hours: await app.ipc.call("onboarding_hours", { draft: view.draft }) };
    });
    this.edited = new View([], () => app.ipc.call("onboarding_hours", { draft: this.now() }));
  }

  get units(): readonly OnboardingUnit[] {
    return this.saved.data?.units ?? [];
  }

  get sums(): HoursView | null {
    const saved = this.saved.data?.hours ?? null;
    return this.#draft === null ? saved : (this.edited.data ?? saved);
  }

  get changed(): boolean {
    return this.#draft !== null;
  }

  edit(answers: Partial<OnboardingDraft>): void {
    this.#draft = { ...this.now(), ...answers };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.edited.refresh(), REST_MS);
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#draft = null;
    this.edited.clear();
  }

  async save(): Promise<void> {
    if (this.working || this.#draft === null) return;
    const { levels, units } = this.#draft;
    this.working = true;
    const args = { levels, units };
    const allowed = (await this.app.weigh({ command: "knowledge_set", args })) === "apply";
    if (allowed && (await this.app.act("knowledge_set", args)) !== null) {
      await this.saved.refresh();
      this.reset();
    }
    this.working = false;
  }

  protected now(): OnboardingDraft {
    const draft = this.#draft ?? this.saved.data?.draft;
    if (draft === undefined) throw new Error("What is known is used before it has loaded.");
    return draft;
  }
}
