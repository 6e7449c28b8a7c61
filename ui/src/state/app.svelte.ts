// The window's root: the frame, the route, the toast, and the one way in which screens change anything.
import { createContext } from "svelte";
import { asFailure, type Answer, type Args, type CommandName, type Ipc } from "../ipc/call";
import type { Act, Answered, AppState, BlockView } from "../ipc/types";
import { sayAnew } from "./anew";
import { Arrivals } from "./arrivals.svelte";
import { Asks } from "./asks.svelte";
import { Calendars } from "./calendars.svelte";
import { Deeds } from "./deeds";
import { Keeping } from "./keeping.svelte";
import { Notes } from "./notes.svelte";
import { PaletteState } from "./palette.svelte";
import { Proposals, type Asking, type Decision } from "./proposals.svelte";
import { pulse } from "./pulse";
import { Reading } from "./reading.svelte";
import { RoadmapState } from "./roadmap.svelte";
import { Leaving } from "./leaving";
import { ReviewState } from "./review.svelte";
import { Route, type ScreenName } from "./route.svelte";
import { StrategiesState } from "./strategies.svelte";
import { Syncing } from "./syncing.svelte";
import { Toasts } from "./toasts.svelte";
import { TodayState } from "./today.svelte";
import { Turns } from "./turns";
import { View } from "./view.svelte";
import { WeekState } from "./week.svelte";

/** Commands that change something and answer what they did. */
export type Mutation = { [K in CommandName]: Answer<K> extends Answered ? K : never }[CommandName];

export class App {
  readonly frame: View<AppState>;
  readonly toasts = new Toasts();
  readonly proposals = new Proposals();
  readonly asks = new Asks(this);
  readonly turns = new Turns(this);
  readonly route: Route;
  readonly deeds: Deeds;
  readonly notes: Notes;
  readonly arrivals: Arrivals;
  readonly week: WeekState;
  readonly today: TodayState;
  readonly roadmap: RoadmapState;
  readonly review: ReviewState;
  readonly leaving: Leaving;
  readonly strategies: StrategiesState;
  readonly palette: PaletteState;
  readonly keeping: Keeping;
  readonly syncing: Syncing;
  readonly calendars: Calendars;
  readonly reading: Reading;
  /** Mutations under way. */
  busy = $state(0);

  constructor(
    readonly ipc: Ipc,
    private readonly target: Window = window,
  ) {
    this.route = new Route(target);
    this.frame = new View(["app"], () => ipc.call("app_state", {}));
    this.deeds = new Deeds(this);
    this.notes = new Notes(ipc);
    this.arrivals = new Arrivals(this);
    this.week = new WeekState(this, target.localStorage);
    this.today = new TodayState(this);
    this.roadmap = new RoadmapState(this);
    this.review = new ReviewState(this);
    this.leaving = new Leaving(this);
    this.strategies = new StrategiesState(this);
    this.keeping = new Keeping(this);
    this.syncing = new Syncing(this);
    this.calendars = new Calendars(this);
    this.reading = new Reading(this);
    this.palette = new PaletteState(ipc, this.route, target.localStorage);
  }

  /** Starts listening; the answer ends it. */
  start(): () => void {
    sayAnew(this.toasts, this.target);
    const ends = [
      this.route.follow(),
      this.follow(this.frame),
      this.arrivals.follow(),
      this.reading.follow(),
      this.leaving.follow(),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Keeps a view true while a screen shows it. */
  follow<T>(view: View<T>): () => void {
    return view.follow(this.ipc, (refetch) => pulse(refetch, this.target));
  }

  /** What a screen shows is asked for anew, as if it had never been there. */
  forget(screen: ScreenName): void {
    const { today, week, roadmap, strategies, review } = this;
    const shown: Partial<Record<ScreenName, readonly View<unknown>[]>> = {
      today: [today.view],
      week: [week.view, week.detail, week.ways],
      roadmap: [roadmap.view, roadmap.why, roadmap.without],
      strategies: [strategies.view, strategies.detail, strategies.whyNot, strategies.found],
      review: [review.view],
    };
    for (const view of shown[screen] ?? []) view.clear();
  }

  /** Changes something; says what was answered (unless `quiet`) or why not. Answers null after a failure. */
  async act<K extends Mutation>(name: K, args: Args<K>, { quiet = false } = {}): Promise<Answered | null> {
    this.proposals.drop();
    this.turns.sends();
    this.busy += 1;
    try {
      const answered: Answered = await this.ipc.call(name, args);
      if (!quiet && (answered.message !== null || answered.changes.length > 0))
        this.toasts.show({ kind: "answered", answered });
      return answered;
    } catch (thrown) {
      this.toasts.show({ kind: "failed", failure: asFailure(thrown) });
      return null;
    } finally {
      this.busy -= 1;
    }
  }

  /** Back to one's own plan: of the sample nothing is kept, also not what is being written in it. */
  async leaveSample(): Promise<void> {
    if ((await this.act("sample_leave", {})) !== null) this.dropWords();
  }

  /** What is being written and not saved is another learner's. */
  dropWords(): void {
    this.notes.drop();
    this.review.drop();
  }

  /** Whether an act may be done: at once where it touches little, else as the person decides. A refusal is shown and
   *  nothing is done then. */
  async weigh(act: Act): Promise<Decision> {
    try {
      return await this.propose(act);
    } catch (thrown) {
      this.toasts.show({ kind: "failed", failure: asFailure(thrown) });
      return "none";
    }
  }

  /** The same, for who says a refusal in a place of their own: it is thrown. */
  async propose(act: Act, asking?: Asking): Promise<Decision> {
    this.busy += 1;
    const preview = await this.ipc.call("preview", act).finally(() => (this.busy -= 1));
    if (!preview.asks) return asking === undefined || (await asking.alone()) ? "apply" : "none";
    // What was said before has nothing to do with it, and would lie over it.
    this.toasts.dismiss();
    return this.proposals.show({ act, preview, question: asking?.question });
  }

  /** Asks something that changes nothing; a failure is shown and answers null. */
  async ask<K extends CommandName>(name: K, args: Args<K>): Promise<Answer<K> | null> {
    try {
      return await this.ipc.call(name, args);
    } catch (thrown) {
      this.toasts.show({ kind: "failed", failure: asFailure(thrown) });
      return null;
    }
  }

  /** The block in hand: selected in the week, or next today. */
  get inHand(): BlockView | null {
    const { screen } = this.route;
    if (screen === "week") return this.week.selected;
    return screen === "today" ? (this.today.view.data?.next?.block ?? null) : null;
  }

  /** What an undo would take back, in words, the last change first. */
  get undoable(): readonly string[] {
    const { undo, undo_more: more } = this.frame.data ?? {};
    return undo ? [undo, ...(more ?? [])] : [];
  }

  /** The same by now: another program may have done something. Null if that cannot be told. */
  async undoableNow(): Promise<readonly string[] | null> {
    await this.frame.refresh();
    await this.frame.settled();
    return this.frame.error === null ? this.undoable : null;
  }

  /** Takes back the last change. What was brought back or taken in is none: that is said first. */
  async undo(): Promise<Answered | null> {
    const toast = this.toasts.current;
    if (toast?.kind === "restored" && toast.restored.back !== null) {
      const said = toast.undoes ? this.undoable[0] : undefined;
      const now = await this.undoableNow();
      if (!toast.undoes || (now !== null && now[0] !== said)) {
        this.toasts.show({ ...toast, undoes: true });
        return null;
      }
    }
    return this.act("undo", {});
  }

  /** Takes back the changes of these words, as they were shown, the last one first; nothing if others are the last by now. */
  async undoAsSaid(said: readonly string[]): Promise<Answered | null> {
    const now = await this.undoableNow();
    if (now !== null && said.some((did, n) => now[n] !== did)) {
      this.toasts.show({ kind: "overtaken" });
      return null;
    }
    const changes = said.length;
    return changes === 1 ? this.act("undo", {}) : this.act("undo_several", { changes });
  }

  redo(): Promise<Answered | null> {
    return this.act("redo", {});
  }
}

/** The app of the components below `App.svelte`. */
export const [getApp, setApp] = createContext<App>();
