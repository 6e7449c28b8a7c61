// What the roadmap screen holds: every unit in its weeks, the one in hand, and what is asked of the forecast. The address
// says it: "#roadmap?as=table&unit=paper&hours=720&optional=list&out=spark".
import type {
  Answered,
  ForecastDetail,
  ForecastOf,
  LaneUnit,
  RoadmapView,
  UnitMarkSet,
  WhyNotView,
} from "../ipc/types";
import { readDay } from "../time/read-day";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";
import { WhatIf } from "./what-if.svelte";

/** How it is shown: a few months by week, the whole plan at once, or as a table. */
export type Shape = "weeks" | "whole" | "table";

/** A unit by its id, or a lane by its strategy's number. */
export type Chosen = { unit: string } | { strategy: number };

export class RoadmapState {
  readonly view: View<RoadmapView>;
  readonly whatIf: WhatIf;
  /** Why the chosen unit is not studied earlier. */
  readonly why: View<WhyNotView>;
  /** The forecast without the chosen unit. */
  readonly without: View<ForecastDetail>;

  readonly shape: Shape = $derived.by(() => {
    const written = this.#said("as");
    return written === "whole" || written === "table" ? written : "weeks";
  });
  readonly chosen: Chosen | null = $derived.by(() => {
    const [unit, lane] = [this.#said("unit"), this.#said("lane")];
    if (unit !== null) return { unit };
    return lane === null ? null : { strategy: Number(lane) };
  });

  readonly units: ReadonlyMap<string, LaneUnit> = $derived.by(() => {
    const all = this.view.data?.lanes.flatMap((lane) => lane.units) ?? [];
    return new Map(all.map((unit) => [unit.unit, unit]));
  });

  /** Open units that the goal can do without, in the order of the lanes. */
  readonly optional: readonly LaneUnit[] = $derived.by(() =>
    [...this.units.values()].filter(({ core, status }) => !core && (status === "ahead" || status === "begun")),
  );

  /** The list of optional units is open. */
  readonly isListed: boolean = $derived.by(() => this.#said("optional") === "list");

  /** The chosen unit, if it is still in the pack. */
  readonly unit: LaneUnit | null = $derived.by(() =>
    this.chosen !== null && "unit" in this.chosen ? (this.units.get(this.chosen.unit) ?? null) : null,
  );

  /** Units that wait for each unit. */
  readonly waiting: ReadonlyMap<string, readonly LaneUnit[]> = $derived.by(() => {
    const waiting = new Map<string, LaneUnit[]>();
    for (const unit of this.units.values())
      for (const need of unit.needs) waiting.set(need, [...(waiting.get(need) ?? []), unit]);
    return waiting;
  });

  /** The weeks of each unit that has some: as planned, or as they would be. */
  readonly spans: ReadonlyMap<string, { from: string; to: string | null }> = $derived.by(() => {
    const spans = new Map<string, { from: string; to: string | null }>();
    const asked = this.whatIf.answer;
    for (const { unit, from, to, status } of this.units.values()) {
      if (from !== null && (asked === null || status === "done")) spans.set(unit, { from, to });
    }
    for (const { unit, from, to } of asked?.roadmap ?? []) {
      const begun = this.units.get(unit)?.from;
      // What was studied of it stays where it was.
      spans.set(unit, { from: begun !== undefined && begun !== null && begun < from ? begun : from, to });
    }
    return spans;
  });

  constructor(private readonly app: App) {
    const { ipc } = app;
    this.view = new View(["plan", "units", "settings", "busy"], () => ipc.call("roadmap", {}));
    this.whatIf = new WhatIf(ipc);
    const chosen = () =>
      this.unit === null ? Promise.reject(new Error("no unit is chosen")) : Promise.resolve(this.unit.unit);
    this.why = new View([], async () => ipc.call("why_not", { unit: await chosen() }));
    this.without = new View([], async () => ipc.call("forecast", { without: [await chosen()] }));
  }

  follow(): () => void {
    return this.app.follow(this.view);
  }

  choose(chosen: Chosen | null): void {
    const unit = chosen !== null && "unit" in chosen ? chosen.unit : null;
    const lane = chosen !== null && "strategy" in chosen ? String(chosen.strategy) : null;
    this.app.route.choose("roadmap", { unit, lane });
  }

  show(shape: Shape): void {
    this.app.route.choose("roadmap", { as: shape === "weeks" ? null : shape });
  }

  /** Fetches what the panel says of the chosen unit. */
  async loadUnit(): Promise<void> {
    const { unit } = this;
    const open = unit?.status === "ahead" || unit?.status === "begun";
    const asks: Promise<void>[] = [];
    if (open) asks.push(this.why.refresh());
    else this.why.clear();
    if (open && !unit.core) asks.push(this.without.refresh());
    else this.without.clear();
    await Promise.all(asks);
  }

  /** Opens the list of optional units, or closes it; what is chosen in it stays chosen. */
  list(open: boolean): void {
    this.app.route.choose("roadmap", { optional: open ? "list" : null });
  }

  /** Asks what would be without this unit as well, or with it again. */
  wonder(unit: string, without: boolean): void {
    const view = this.view.data;
    if (view === null) return;
    const { week_min, target, without: out = [] } = this.whatIf.wish;
    const others = out.filter((each) => each !== unit);
    this.ask(week_min ?? view.week_min, target ?? view.course.target, without ? [...others, unit] : others);
  }

  /** Asks what would be with so many minutes a week, this date and without these units; what is as in the plan, and a
   *  unit that cannot be left out, is not asked. */
  ask(week: number, target: string, out: readonly string[] = this.whatIf.wish.without ?? []): void {
    const view = this.view.data;
    if (view === null) return;
    const wish: ForecastOf = {};
    if (week !== view.week_min) wish.week_min = week;
    if (target !== view.course.target) wish.target = target;
    const without = this.optional.map(({ unit }) => unit).filter((unit) => out.includes(unit));
    if (without.length > 0) wish.without = without;
    this.app.route.choose("roadmap", {
      hours: wish.week_min === undefined ? null : String(wish.week_min),
      date: wish.target ?? null,
      out: wish.without?.join(",") ?? null,
    });
    this.whatIf.ask(wish);
  }

  /** Asks what the address asks, and what is asked already once more: what it rests on has changed. */
  askAgain(): void {
    const view = this.view.data;
    if (view === null) return;
    const [hours, read] = [Number(this.#said("hours")), readDay(this.#said("date") ?? "")];
    const date = "day" in read ? read.day : null;
    const out = this.#said("out")?.split(",") ?? [];
    if (hours > 0 || date !== null || out.length > 0)
      this.ask(hours > 0 ? hours : view.week_min, date ?? view.course.target, out);
    else this.whatIf.again();
  }

  /** Asks nothing any more. */
  forget(): void {
    this.app.route.choose("roadmap", { hours: null, date: null, out: null });
    this.whatIf.clear();
  }

  /** Makes it true. The bars stay where they are until the new plan is there. */
  async apply(): Promise<void> {
    const { wish } = this.whatIf;
    if ((await this.#makeTrue(wish)) === null) return;
    await this.view.refresh();
    if (this.whatIf.wish === wish) this.forget();
  }

  async drop(unit: string): Promise<void> {
    await this.#makeTrue({ without: [unit] });
  }

  async restore(unit: string): Promise<void> {
    const args: UnitMarkSet = { unit, mark: "open" };
    if ((await this.app.weigh({ command: "unit_mark", args })) === "apply") await this.app.act("unit_mark", args);
  }

  /** Leads to the week of this Monday. */
  leave(monday: string): void {
    void this.app.week.show(monday);
    this.app.route.goBack("week");
  }

  /** Changes it if what that moves is wanted. Null: it is not, or that failed. */
  async #makeTrue(args: ForecastOf): Promise<Answered | null> {
    if ((await this.app.weigh({ command: "what_if_apply", args })) !== "apply") return null;
    return this.app.act("what_if_apply", args);
  }

  #said(name: string): string | null {
    return this.app.route.chosen("roadmap", name);
  }
}
