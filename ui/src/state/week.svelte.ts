// What the week screen holds: the week on screen and the block whose panel is shown. The address says which:
// "#week/2026-11-23?block=b5".
import type { BlockDetail, BlockView, WaysOutView, WeekView } from "../ipc/types";
import { addDays, monday } from "../time/civil";
import { readDay } from "../time/read-day";
import type { App } from "./app.svelte";
import { MoveProbe } from "./probe.svelte";
import { View } from "./view.svelte";

/** Names a block on screen, also where the application gave it no name yet. */
export const blockKey = (block: BlockView): string => block.id ?? `${block.date}@${block.from}`;

export class WeekState {
  readonly view: View<WeekView>;
  readonly detail: View<BlockDetail>;
  /** Ways out of a date that is not reached. */
  readonly ways: View<WaysOutView>;
  readonly probe: MoveProbe;

  /** Any day of the week asked for; null: the present week, also after midnight on Sunday. */
  readonly date: string | null = $derived.by(() => {
    const read = readDay(this.app.route.place("week").part);
    return "day" in read ? read.day : null;
  });
  /** The block that was chosen by hand. */
  readonly chosen: string | null = $derived.by(() => this.app.route.chosen("week", "block"));
  /** The panel is open where it is a drawer. */
  readonly drawer: boolean = $derived.by(() => this.app.route.chosen("week", "panel") === "open");
  /** What was last asked for. */
  #asked: string | null | undefined;

  readonly blocks: BlockView[] = $derived.by(() => this.view.data?.days.flatMap((day) => day.blocks) ?? []);

  /** The block whose panel is shown: the chosen one, else what runs or comes next, else the last of the week. */
  readonly selected: BlockView | null = $derived.by(() => {
    const { blocks } = this;
    return (
      blocks.find((block) => blockKey(block) === this.chosen) ??
      blocks.find((block) => block.state === "now") ??
      blocks.find((block) => block.state === "planned") ??
      blocks.at(-1) ??
      null
    );
  });

  /** The panel's matter; null until it has come for the selected block. */
  readonly shown: BlockDetail | null = $derived.by(() => {
    const detail = this.detail.data;
    return detail !== null && detail.block.id === this.selected?.id ? detail : null;
  });

  constructor(private readonly app: App) {
    const { ipc } = app;
    this.view = new View(["plan", "busy", "settings"], () => {
      this.#asked = this.date;
      return ipc.call("week", this.date === null ? {} : { date: this.date });
    });
    this.detail = new View([], () => {
      const id = this.selected?.id;
      return typeof id === "string" ? ipc.call("block", { id }) : Promise.reject(new Error("no block is selected"));
    });
    this.ways = new View([], () => ipc.call("ways_out", {}));
    this.probe = new MoveProbe(ipc);
  }

  /** Keeps week and panel true while the screen is on. */
  follow(): () => void {
    const ends = [
      this.app.follow(this.view),
      this.app.ipc.onChanged((topics) => {
        if (topics.some((topic) => topic === "plan" || topic === "units")) void this.loadDetail();
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Fetches the panel of the selected block; nothing for a block that has no name yet. */
  async loadDetail(): Promise<void> {
    if (typeof this.selected?.id === "string") await this.detail.refresh();
    else this.detail.clear();
  }

  /** Fetches the ways out where there is something to get out of. */
  async loadWays(): Promise<void> {
    if (typeof this.view.data?.out_of_reach === "string") await this.ways.refresh();
    else this.ways.clear();
  }

  select(key: string): void {
    this.app.route.choose("week", { block: key, open: null });
  }

  setDrawer(open: boolean): void {
    this.app.route.choose("week", { panel: open ? "open" : null });
  }

  /** Fetches the week of the address, if another was asked for last. */
  async catchUp(): Promise<void> {
    if (this.#asked !== undefined && this.#asked !== this.date) await this.view.refresh();
  }

  /** `weeks` later, or earlier. */
  async turn(weeks: number): Promise<void> {
    const from = this.date ?? this.view.data?.monday ?? this.app.frame.data?.today;
    if (from !== undefined) await this.show(addDays(monday(from), 7 * weeks));
  }

  /** The week of `date`; null: the present one. */
  async show(date: string | null): Promise<void> {
    const today = this.app.frame.data?.today;
    const present = date === null || (today !== undefined && monday(date) === monday(today));
    this.app.route.choose("week", {}, present ? "" : date);
    await this.view.refresh();
  }
}
