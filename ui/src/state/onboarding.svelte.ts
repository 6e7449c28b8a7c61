// What the onboarding screen holds: the draft and what was answered for it. Nothing is saved before the end; until
// then the answers survive the window. The draft is replaced whole, never edited in place.
import { asFailure, type Failure } from "../ipc/call";
import type {
  HoursView,
  OnboardingDraft,
  OnboardingStart,
  OnboardingUnit,
  PreviewView,
  StudyWindow,
} from "../ipc/types";
import type { App } from "./app.svelte";
import { BusyFiles } from "./busy-files.svelte";
import { forgetDraft, keepDraft, keptDraft, type Store } from "./draft-store";
import { Knowing } from "./knowing";
import { Strokes } from "./strokes.svelte";
import { View } from "./view.svelte";

/** Rest after a change before its hours are asked for. */
const REST_MS = 120;

export class Onboarding extends Knowing {
  /** What it started with. */
  start = $state.raw<OnboardingStart | null>(null);
  draft = $state.raw<OnboardingDraft | null>(null);
  startError = $state.raw<Failure | null>(null);
  readonly hours: View<HoursView>;
  readonly preview: View<PreviewView>;
  readonly strokes = new Strokes();
  readonly busy: BusyFiles;
  /** The plan is being saved. */
  finishing = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The draft and the busy time that the preview on screen answers. */
  #previewed: readonly [OnboardingDraft, unknown] | null = null;

  constructor(
    private readonly app: App,
    private readonly store: Store,
  ) {
    super();
    this.busy = new BusyFiles(app.ipc);
    this.hours = new View([], () => app.ipc.call("onboarding_hours", { draft: this.now() }));
    this.preview = new View([], () => app.ipc.call("onboarding_preview", { draft: this.now() }));
  }

  get units(): readonly OnboardingUnit[] {
    return this.start?.units ?? [];
  }

  get sums(): HoursView | null {
    return this.hours.data;
  }

  /** Units that the offered answers call known. */
  get offered(): OnboardingUnit[] {
    return this.start?.units.filter((unit) => this.start?.draft.units[unit.id] === true) ?? [];
  }

  async load(): Promise<void> {
    this.startError = null;
    try {
      const start = await this.app.ipc.call("onboarding_start", {});
      const names = new Set(start.units.map((unit) => unit.id));
      const kept = keptDraft(this.store);
      // A kept answer about a unit that the pack no longer has would be refused.
      const units = Object.entries(kept?.units ?? {}).filter(([unit]) => names.has(unit));
      this.start = start;
      this.busy.overview = start.busy;
      this.draft = kept === null ? start.draft : { ...kept, units: Object.fromEntries(units) };
      await this.hours.refresh();
    } catch (thrown) {
      this.startError = asFailure(thrown);
    }
  }

  /** Changes answers; their hours follow a moment later. */
  edit(answers: Partial<OnboardingDraft>): void {
    this.draft = { ...this.now(), ...answers };
    keepDraft(this.store, this.draft);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.hours.refresh(), REST_MS);
  }

  paint(windows: StudyWindow[], stroke: number | null): void {
    this.strokes.remember(this.now().windows, stroke);
    this.edit({ windows });
  }

  undoStroke(): void {
    const before = this.strokes.undo();
    if (before !== null) this.edit({ windows: [...before] });
  }

  /** Makes the preview unless the one on screen answers the same. */
  async showPreview(): Promise<void> {
    const draft = this.now();
    const busy = this.busy.overview;
    const same = this.#previewed?.[0] === draft && this.#previewed[1] === busy;
    if (same && (this.preview.loading || this.preview.data !== null)) return;
    this.#previewed = [draft, busy];
    this.preview.clear();
    await this.preview.refresh();
  }

  /** Saves the answers and goes to the first week. */
  async finish(): Promise<void> {
    if (this.finishing) return;
    this.finishing = true;
    const answered = await this.app.act("onboarding_finish", { draft: this.now() });
    this.finishing = false;
    if (answered === null) return;
    this.end();
    forgetDraft(this.store);
    this.app.route.go("week");
  }

  async trySample(): Promise<void> {
    if ((await this.app.act("sample_start", {})) !== null) this.app.route.go("week");
  }

  /** Keeps the busy time true while the screen is on, whatever reads or forgets it. */
  follow(): () => void {
    return this.app.ipc.onChanged((topics) => {
      if (topics.includes("busy")) void this.#lookAtBusy();
    });
  }

  /** The screen goes away. */
  end(): void {
    clearTimeout(this.#timer);
  }

  async #lookAtBusy(): Promise<void> {
    // That the application does not answer is told by the frame.
    const start = await this.app.ipc.call("onboarding_start", {}).catch(() => null);
    if (start !== null) this.busy.overview = start.busy;
  }

  protected now(): OnboardingDraft {
    if (this.draft === null) throw new Error("Onboarding is used before it has loaded.");
    return this.draft;
  }
}
