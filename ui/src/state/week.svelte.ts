// What the week screen holds: the week and its days on screen, and the block whose panel is shown.
import { tick } from "svelte";
import type { BlockDetail, BlockView, DayView, WaysOutView, WeekView } from "../ipc/types";
import { addDays, monday } from "../time/civil";
import type { Store } from "./draft-store";
import type { App } from "./app.svelte";
import { MoveProbe } from "./probe.svelte";
import { View } from "./view.svelte";
import { addressOf, daysOf, readAddress, stepped, VIEWS, type WeekView as Shown } from "./week-days";

const KEY = "ninefold.week-view";

/** Names a block on screen, also where the application gave it no name yet. */
export const blockKey = (block: BlockView): string => block.id ?? `${block.date}@${block.from}`;

export class WeekState {
  readonly view: View<WeekView>;
  readonly detail: View<BlockDetail>;
  /** Ways out of a date that is not reached. */
  readonly ways: View<WaysOutView>;
  readonly probe: MoveProbe;

  /** Any day of the week asked for; null: the present week, also after midnight on Sunday. */
  date = $state<string | null>(null);
  /** The day that is to be seen where not all seven are. */
  day = $state<string | null>(null);
  /** How many days the person wants to see; null: as many as fit. Kept on this computer. */
  wanted = $state<Shown | null>(null);
  /** How many fit. */
  room = $state<Shown>("week");
  /** The block that was chosen by hand. */
  chosen = $state<string | null>(null);
  /** The panel is open where it is a drawer. */
  drawer = $state(false);
  /** The sheet of paper is laid out. It stays: printing draws it when it pleases. */
  sheet = $state(false);
  /** Counts how often one was led to the selected block: the focus goes there. */
  sought = $state(0);
  /** The menu of the selected block is open. */
  menu = $state(false);
  /** The selected block gets the focus back if drawing the week anew takes it away. */
  held = false;
  /** The menu was opened by key, with or without the drawer: what is closed after it goes back there. */
  menuFrom: { drawer: boolean } | null = null;

  /** Blocks of the whole week. */
  readonly blocks: BlockView[] = $derived.by(() => this.view.data?.days.flatMap((day) => day.blocks) ?? []);

  readonly shownAs: Shown = $derived.by(() => this.wanted ?? this.room);

  /** The day around which days are shown: the wished one, else today, else the first, of the week on screen. */
  readonly anchor: string = $derived.by(() => {
    const today = this.app.frame.data?.today ?? "";
    const first = this.view.data?.monday ?? this.date ?? today;
    if (first === "") return "";
    const isHere = (day: string | null) => day !== null && day !== "" && monday(day) === monday(first);
    return isHere(this.day) ? (this.day ?? first) : isHere(today) ? today : monday(first);
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

  /** What the address says of it. */
  readonly address: string = $derived.by(() => {
    const today = this.app.frame.data?.today;
    return today === undefined || this.anchor === "" ? "" : addressOf(this.wanted ?? "week", this.anchor, today);
  });

  constructor(
    private readonly app: App,
    private readonly store: Store,
  ) {
    const { ipc } = app;
    this.wanted = VIEWS.find((view) => view === store.getItem(KEY)) ?? null;
    this.view = new View(["plan", "busy", "settings"], () =>
      ipc.call("week", this.date === null ? {} : { date: this.date }),
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
    this.drawer = true;
    await tick();
    this.menu = true;
  }

  select(key: string): void {
    this.chosen = key;
  }

  /** Shows so many days, and remembers that. */
  look(view: Shown): void {
    if (this.selected !== null) this.day = this.selected.date;
    this.wanted = view;
    try {
      this.store.setItem(KEY, view);
    } catch {
      // No room or no permission: it holds as long as the page lives.
    }
  }

  /** Goes where an address leads; nowhere where it means nothing. */
  async arrive(part: string): Promise<void> {
    const asked = readAddress(part);
    if (asked === null || part === this.address) return;
    this.wanted = asked.view === "week" && this.wanted === null ? null : asked.view;
    await this.show(asked.day);
  }

  /** The days after those on screen, or before them. */
  async step(by: 1 | -1): Promise<void> {
    if (this.anchor !== "") await this.show(stepped(this.view.data?.days ?? [], this.shownAs, this.anchor, by));
  }

  /** Makes sure that a day of the week on screen is seen. */
  reveal(day: string): void {
    if (!this.days.some(({ date }) => date === day)) this.day = day;
  }

  /** `weeks` later, or earlier. */
  async turn(weeks: number): Promise<void> {
    const from = this.date ?? this.view.data?.monday ?? this.app.frame.data?.today;
    if (from !== undefined) await this.show(addDays(monday(from), 7 * weeks));
  }

  /** The week of `date`; null: the present one. */
  async show(date: string | null): Promise<void> {
    const today = this.app.frame.data?.today;
    this.day = date;
    const shown = this.view.data?.monday;
    this.date = date !== null && today !== undefined && monday(date) === monday(today) ? null : date;
    // Another day of the week that is there already needs no asking.
    if (shown === undefined || date === null || monday(date) !== shown) await this.view.refresh();
  }
}
