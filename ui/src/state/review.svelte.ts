// What the review screen holds: the figures of the chosen period, and the line about a week while it is written. The
// address says the period and which charts are tables: "#review?period=all&burn=table".
import { asFailure, type Failure } from "../ipc/call";
import type { Exported, ReviewPeriod, ReviewView } from "../ipc/types";
import { addDays, monday } from "../time/civil";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

/** Characters that a line may have. */
export const LINE_LIMIT = 280;

/** The periods as they are written in the address; without one it is the first. */
const PERIODS: readonly [ReviewPeriod, string | null][] = [
  ["twelve_weeks", null],
  ["four_weeks", "4"],
  ["all", "all"],
];

/** Charts that can be tables, by their names in the address. */
export type FigureName = "burn" | "weeks" | "balance" | "takes" | "days";

/** A line that is being written, and the one in whose place. */
interface Draft {
  text: string;
  was: string;
}

export class ReviewState {
  readonly view: View<ReviewView>;
  readonly period: ReviewPeriod = $derived.by(() => {
    const written = this.app.route.chosen("review", "period");
    return PERIODS.find(([, name]) => name === written)?.[0] ?? "twelve_weeks";
  });
  #asked: ReviewPeriod | undefined;
  /** The line is about the week before the running one. */
  aboutLast = $state(false);
  /** A command of this screen is under way. */
  working = $state(false);
  /** What was written and not saved yet, by week. */
  #drafts = $state.raw<Readonly<Record<string, Draft>>>({});

  constructor(private readonly app: App) {
    this.view = new View(["plan", "units", "settings"], () => {
      this.#asked = this.period;
      return app.ipc.call("review", { period: this.period });
    });
  }

  follow(): () => void {
    return this.app.follow(this.view);
  }

  async show(period: ReviewPeriod): Promise<void> {
    this.app.route.choose("review", { period: PERIODS.find(([one]) => one === period)?.[1] ?? null });
    await this.view.refresh();
  }

  /** Fetches the period of the address, if another was asked for last. */
  async catchUp(): Promise<void> {
    if (this.#asked !== undefined && this.#asked !== this.period) await this.view.refresh();
  }

  /** Whether a chart is shown as a table. */
  isTable(figure: FigureName): boolean {
    return this.app.route.chosen("review", figure) === "table";
  }

  setTable(figure: FigureName, table: boolean): void {
    this.app.route.choose("review", { [figure]: table ? "table" : null });
  }

  /** Monday of the week that the line is about. */
  get week(): string | null {
    const today = this.view.data?.today;
    if (today === undefined) return null;
    return this.aboutLast ? addDays(monday(today), -7) : monday(today);
  }

  /** Whether there was a week before the running one to write about. */
  get hasLast(): boolean {
    return (this.view.data?.weeks.length ?? 0) > 1;
  }

  get saved(): string {
    return this.week === null ? "" : this.#savedOf(this.week);
  }

  #savedOf(monday: string): string {
    return this.view.data?.lines.find(({ week }) => week === monday)?.text ?? "";
  }

  get line(): string {
    return (this.week === null ? undefined : this.#drafts[this.week]?.text) ?? this.saved;
  }

  get lineChanged(): boolean {
    return this.line.trim() !== this.saved;
  }

  get lineTooLong(): boolean {
    return [...this.line].length > LINE_LIMIT;
  }

  write(text: string): void {
    const { week } = this;
    if (week === null) return;
    const was = this.#drafts[week]?.was ?? this.saved;
    // What says again what stood there is nothing that is written.
    if (text === was) this.#forget(week);
    else this.#put(week, { text, was });
  }

  #forget(week: string): void {
    this.#drafts = Object.fromEntries(Object.entries(this.#drafts).filter(([of]) => of !== week));
  }

  #put(week: string, draft: Draft): void {
    this.#drafts = { ...this.#drafts, [week]: draft };
  }

  /** True if it was saved. */
  async saveLine(): Promise<boolean> {
    const { week, line } = this;
    if (week === null || !this.lineChanged || this.lineTooLong || this.working) return false;
    this.working = true;
    try {
      const was = this.#drafts[week]?.was ?? this.saved;
      const answered = await this.app.act("reflection_set", { week, text: line, was });
      await this.#seen([week]);
      const draft = this.#drafts[week];
      if (answered === null) return false;
      // What was typed in the meantime stays.
      if (draft?.text === line) this.#forget(week);
      return true;
    } finally {
      this.working = false;
    }
  }

  /** Who was told what stands there by now may put theirs in its place. */
  async #seen(weeks: readonly string[]): Promise<void> {
    await this.view.refresh();
    for (const week of weeks) {
      const draft = this.#drafts[week];
      if (draft) this.#put(week, { ...draft, was: this.#savedOf(week) });
    }
  }

  /** Saves every line as it is written; those that could not be, by the Mondays of their weeks. */
  async saveAll(): Promise<{ week: string; text: string; failure: Failure }[]> {
    const unsaved = [];
    for (const [week, { text, was }] of Object.entries(this.#drafts)) {
      if (text.trim() === this.#savedOf(week)) continue;
      try {
        await this.app.ipc.call("reflection_set", { week, text, was });
      } catch (thrown) {
        unsaved.push({ week, text, failure: asFailure(thrown) });
      }
    }
    if (unsaved.length > 0) await this.#seen(unsaved.map(({ week }) => week));
    return unsaved;
  }

  /** What was written and not saved is another learner's. */
  drop(): void {
    this.#drafts = {};
  }

  async exportCsv(): Promise<Exported | null> {
    this.working = true;
    try {
      return await this.app.ask("export_review", {});
    } finally {
      this.working = false;
    }
  }
}
