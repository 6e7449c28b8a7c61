// What the settings screen holds: the saved settings, and for each section what was changed and not saved yet.
// A section without changes shows what is saved, also when that changes elsewhere.
import type { Budget, ProfileSet, SettingsView, StudyWindow, Theme } from "../ipc/types";
import { daysBetween } from "../time/civil";
import type { App } from "./app.svelte";
import { BusyFiles } from "./busy-files.svelte";
import { Computer } from "./computer.svelte";
import { Knowledge } from "./knowledge.svelte";
import { PackChoice } from "./pack-choice.svelte";
import { Strokes } from "./strokes.svelte";
import { View } from "./view.svelte";
import { newRow, problemsOf, rowsOf, windowsOf, type RowProblem, type WindowRow } from "./window-rows";

/** The limits as edited: null while what was typed is no length. */
export type BudgetDraft = { [K in keyof Budget]: number | null };
/** What is wrong with the limits, by field. */
export type BudgetProblem =
  "unread" | "week_range" | "day_range" | "shortest_longer" | "longest_over_day" | "week_under_block";
/** Goal, date and zone as edited: the target is null while what was typed is no day. */
export type ProfileDraft = Omit<ProfileSet, "target"> & { target: string | null };
export type TargetProblem = "unread" | "past" | "far";

/** Bounds of what can be planned, in minutes. */
const WEEK = { min: 30, max: 4200 };
const DAY = { min: 30, max: 960 };
/** The longest horizon that is planned. */
const FARTHEST_WEEKS = 156;

export class Settings {
  readonly view: View<SettingsView>;
  readonly busy: BusyFiles;
  readonly strokes = new Strokes();
  readonly known: Knowledge;
  readonly computer: Computer;
  readonly pack: PackChoice;
  /** A command of this screen is under way. */
  working = $state(false);
  #rows = $state.raw<readonly WindowRow[] | null>(null);
  #budget = $state.raw<BudgetDraft | null>(null);
  #profile = $state.raw<ProfileDraft | null>(null);
  readonly #savedRows = $derived.by(() => rowsOf(this.view.data?.windows ?? []));

  constructor(private readonly app: App) {
    this.view = new View(["settings", "busy", "app"], async () => {
      const settings = await app.ipc.call("settings", {});
      this.busy.overview = settings.busy;
      return settings;
    });
    this.busy = new BusyFiles(app.ipc, async (act, asking) => (await app.propose(act, asking)) === "apply");
    this.known = new Knowledge(app);
    this.computer = new Computer(app);
    this.pack = new PackChoice(app);
  }

  // Availability

  get rows(): readonly WindowRow[] {
    return this.#rows ?? this.#savedRows;
  }

  get windows(): StudyWindow[] {
    return windowsOf(this.rows);
  }

  get rowProblems(): Map<number, RowProblem> {
    return problemsOf(this.rows);
  }

  get rowsChanged(): boolean {
    return this.#rows !== null;
  }

  setRow(row: WindowRow): void {
    this.#rows = this.rows.map((other) => (other.id === row.id ? row : other));
  }

  addRow(): WindowRow {
    const row = newRow({ days: [], from: 19 * 60, to: 21 * 60, deep: true });
    this.#rows = [...this.rows, row];
    return row;
  }

  removeRow(id: number): void {
    this.#rows = this.rows.filter((row) => row.id !== id);
  }

  paint(windows: StudyWindow[], stroke: number | null): void {
    this.strokes.remember(this.windows, stroke);
    this.#rows = rowsOf(windows);
  }

  undoStroke(): void {
    const before = this.strokes.undo();
    if (before !== null) this.#rows = rowsOf(before);
  }

  resetRows(): void {
    this.#rows = null;
    this.strokes.clear();
  }

  async saveRows(): Promise<boolean> {
    if (this.rowProblems.size > 0) return false;
    return this.#save(async () => {
      const args = { windows: this.windows };
      if ((await this.app.weigh({ command: "availability_set", args })) !== "apply") return false;
      if ((await this.app.act("availability_set", args)) === null) return false;
      await this.view.refresh();
      this.resetRows();
      return true;
    });
  }

  // Limits

  get budget(): BudgetDraft | null {
    return this.#budget ?? this.view.data?.budget ?? null;
  }

  get budgetChanged(): boolean {
    return this.#budget !== null;
  }

  get budgetProblems(): Partial<Record<keyof Budget, BudgetProblem>> {
    const b = this.budget;
    const problems: Partial<Record<keyof Budget, BudgetProblem>> = {};
    if (b === null) return problems;
    const { week, day_max, block_min, block_max } = b;
    if (week === null) problems.week = "unread";
    else if (week < WEEK.min || week > WEEK.max) problems.week = "week_range";
    else if (block_min !== null && week < block_min) problems.week = "week_under_block";
    if (day_max === null) problems.day_max = "unread";
    else if (day_max < DAY.min || day_max > DAY.max) problems.day_max = "day_range";
    if (block_min !== null && block_max !== null && block_min > block_max) problems.block_max = "shortest_longer";
    else if (block_max !== null && day_max !== null && block_max > day_max) problems.block_max = "longest_over_day";
    return problems;
  }

  setBudget(change: Partial<BudgetDraft>): void {
    if (this.budget !== null) this.#budget = { ...this.budget, ...change };
  }

  resetBudget(): void {
    this.#budget = null;
  }

  async saveBudget(): Promise<boolean> {
    const budget = whole(this.budget);
    if (budget === null || Object.keys(this.budgetProblems).length > 0) return false;
    return this.#save(async () => {
      if ((await this.app.weigh({ command: "budget_set", args: { budget } })) !== "apply") return false;
      if ((await this.app.act("budget_set", { budget })) === null) return false;
      await this.view.refresh();
      this.resetBudget();
      return true;
    });
  }

  // Goal, date and zone

  get profile(): ProfileDraft | null {
    if (this.#profile !== null) return this.#profile;
    const saved = this.view.data;
    return saved === null ? null : { goal: saved.goal, target: saved.target, zone: saved.zone };
  }

  get profileChanged(): boolean {
    return this.#profile !== null;
  }

  targetProblem(today: string): TargetProblem | null {
    const target = this.profile?.target ?? null;
    if (target === null) return "unread";
    if (target <= today) return "past";
    return daysBetween(today, target) > FARTHEST_WEEKS * 7 ? "far" : null;
  }

  setProfile(change: Partial<ProfileDraft>): void {
    if (this.profile !== null) this.#profile = { ...this.profile, ...change };
  }

  resetProfile(): void {
    this.#profile = null;
  }

  async saveProfile(today: string): Promise<boolean> {
    const profile = this.profile;
    if (profile === null || profile.target === null || this.targetProblem(today) !== null) return false;
    const { goal, target, zone } = profile;
    return this.#save(async () => {
      if ((await this.app.weigh({ command: "profile_set", args: { goal, target, zone } })) !== "apply") return false;
      if ((await this.app.act("profile_set", { goal, target, zone })) === null) return false;
      await this.view.refresh();
      this.resetProfile();
      return true;
    });
  }

  // At once

  async setOwnPace(own: boolean): Promise<void> {
    if ((await this.app.weigh({ command: "pace_set", args: { own } })) !== "apply") return;
    if ((await this.app.act("pace_set", { own })) !== null) await this.view.refresh();
  }

  async setTheme(theme: Theme): Promise<void> {
    if ((await this.app.act("theme_set", { theme })) !== null) await this.view.refresh();
  }

  async openFolder(): Promise<void> {
    await this.app.act("data_folder_open", {});
  }

  async #save(work: () => Promise<boolean>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    try {
      return await work();
    } finally {
      this.working = false;
    }
  }
}

function whole(draft: BudgetDraft | null): Budget | null {
  if (draft === null) return null;
  const { week, day_max, block_min, block_max, break_min } = draft;
  if (week === null || day_max === null || block_min === null || block_max === null || break_min === null) return null;
  return { week, day_max, block_min, block_max, break_min };
}
