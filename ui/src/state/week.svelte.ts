// What the week screen holds: the week and its days on screen, and the block whose panel is shown. The address says
// which: "#week/2026-11-25?view=day&block=b5".
import { tick } from "svelte";
import type { BlockDetail, BlockView, DayView, WaysOutView, WeekView } from "../ipc/types";
import { monday } from "../time/civil";
import type { Store } from "./draft-store";
import type { App } from "./app.svelte";
import { MoveProbe } from "./probe.svelte";
import { View } from "./view.svelte";
import { dayOf, daysOf, stepped, VIEWS, type WeekView as Shown } from "./week-days";

const KEY = "ninefold.week-view";

/** Names a block on screen, also where the application gave it no name yet. */
export const blockKey = (block: BlockView): string => block.id ?? `${block.date}@${block.from}`;

export class WeekState {
  readonly view: View<WeekView>;
  readonly detail: View<BlockDetail>;
  /** Ways out of a date that is not reached. */
  readonly ways: View<WaysOutView>;
  readonly probe: MoveProbe;

  /** The day that is to be seen, in its week; null: the present week, also after midnight on Sunday. */
  readonly date: string | null = $derived.by(() => dayOf(this.app.route.place("week").part));
  /** How many days the person chose to see last, kept on this computer. */
  #kept = $state<Shown | null>(null);
  /** How many days the person wants to see: what the address says, else what was chosen last; null: as many as fit. */
  readonly wanted: Shown | null = $derived.by(() => {
    const written = this.app.route.chosen("week", "view");
    return VIEWS.find((view) => view === written) ?? this.#kept;
  });
  /** How many fit. */
  room = $state<Shown>("week");
  /** The block that was chosen by hand. */
  readonly chosen: string | null = $derived.by(() => this.app.route.chosen("week", "block"));
  /** The panel is open where it is a drawer. */
  readonly drawer: boolean = $derived.by(() => this.app.route.chosen("week", "panel") === "open");
  /** The sheet of paper is laid out. It stays: printing draws it when it pleases. */
  sheet = $state(false);
  /** Counts how often one was led to the selected block: the focus goes there. */
  sought = $state(0);
  /** The selected block gets the focus back if drawing the week anew takes it away. */
  held = false;
  /** The menu was opened by key, with or without the drawer: what is closed after it goes back there. */
  menuFrom: { drawer: boolean } | null = null;
  /** Monday of the week that was asked for last; null: the present one. */
  #asked: string | null | undefined;
  /** The last step under way. */
  #stepping: Promise<void> = Promise.resolve();

  /** Blocks of the whole week. */
  readonly blocks: BlockView[] = $derived.by(() => this.view.data?.days.flatMap((day) => day.blocks) ?? []);

  readonly shownAs: Shown = $derived.by(() => this.wanted ?? this.room);

  /** The day around which days are shown: the wished one, else today, else the first, of the week on screen. */
  readonly anchor: string = $derived.by(() => {
    const today = this.app.frame.data?.today ?? "";
    const first = this.view.data?.monday ?? this.date ?? today;
    if (first === "") return "";
    const isHere = (day: string | null) => day !== null && day !== "" && monday(day) === monday(first);
    return isHere(this.date) ? (this.date ?? first) : isHere(today) ? today : monday(first);
  });

  /** The days on screen. */
  readonly days: readonly DayView[] = $derived.by(() => daysOf(this.view.data?.days ?? [], this.shownAs, this.anchor));

  /** The block whose panel is shown: the chosen one, else what runs or comes next, else the last on screen. */
  readonly selected: BlockView | null = $derived.by(() => {
    const blocks = this.days.flatMap((day) => day.blocks);
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

  constructor(
    private readonly app: App,
    private readonly store: Store,
  ) {
    const { ipc } = app;
    this.#kept = VIEWS.find((view) => view === store.getItem(KEY)) ?? null;
    this.view = new View(
      ["plan", "busy", "settings", "calendars"],
      () => {
        const { date } = this;
        this.#asked = date === null ? null : monday(date);
        return ipc.call("week", date === null ? {} : { date });
      },
      () => app.turns.sent,
    );
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

  holdFocus(): void {
    this.held = true;
  }

  /** Opens the menu of the selected block by key. */
  async openMenu(): Promise<void> {
    this.menuFrom = { drawer: this.drawer };
    this.setDrawer(true);
    await tick();
    this.app.route.show("menu");
  }

  select(key: string): void {
    this.app.route.choose("week", { block: key, open: null });
  }

  setDrawer(open: boolean): void {
    this.app.route.choose("week", { panel: open ? "open" : null });
  }

  /** Shows so many days, and remembers that. */
  look(view: Shown): void {
    const day = this.selected?.date ?? this.date;
    this.#kept = view;
    this.app.route.choose("week", { view }, this.#part(view, day));
    try {
      this.store.setItem(KEY, view);
    } catch {
      // No room or no permission: it holds as long as the page lives.
    }
  }

  /** Fetches the week of the address, if another was asked for last. */
  async catchUp(): Promise<void> {
    if (this.#asked !== undefined && !this.#isOf(this.#asked)) await this.view.refresh();
  }

  /** The days after those that are wished, or before them, also while these are still being fetched. */
  async step(by: 1 | -1): Promise<void> {
    // How far five days lead depends on what is in their weekend.
    if (this.shownAs === "five") {
      const before = this.#stepping;
      this.#stepping = before.then(() => this.view.settled()).then(() => this.#step(by));
      await this.#stepping;
    } else await this.#step(by);
  }

  async #step(by: 1 | -1): Promise<void> {
    const shown = this.view.data?.monday;
    const wished = this.date ?? this.app.frame.data?.today ?? "";
    const from = shown !== undefined && this.#isOf(shown) ? this.anchor : wished;
    if (from !== "") await this.show(stepped(this.view.data?.days ?? [], this.shownAs, from, by));
  }

  /** Makes sure that a day of the week on screen is seen. */
  reveal(day: string): void {
    if (!this.days.some(({ date }) => date === day)) this.app.route.choose("week", {}, day);
  }

  /** The week of `date`; null: the present one. */
  async show(date: string | null): Promise<void> {
    this.app.route.choose("week", {}, this.#part(this.shownAs, date));
    // Another day of the week that is there already needs no asking.
    const shown = this.view.data?.monday;
    if (shown === undefined || date === null || !this.#isOf(shown)) await this.view.refresh();
  }

  /** How the address names a day; a week as a whole by its Monday, and the present one not at all. */
  #part(view: Shown, day: string | null): string {
    if (day === null || view !== "week") return day ?? "";
    const today = this.app.frame.data?.today;
    return today !== undefined && monday(day) === monday(today) ? "" : monday(day);
  }

  /** Whether the day of the address is in the week of this Monday; null: in the present one. */
  #isOf(first: string | null): boolean {
    const today = this.app.frame.data?.today;
    const of = (day: string | null | undefined) => (typeof day === "string" ? monday(day) : null);
    return of(this.date ?? today) === of(first ?? today);
  }
}
