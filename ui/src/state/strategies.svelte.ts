// What the strategies screen holds: all strategies, the one on screen, the unit that is open, and what a search found.
// The address says what is chosen: "#strategies/2" a strategy, "#strategies/algo-framing" a unit or rhythm of one,
// "?find=..." what is looked for.
import type {
  FindView,
  HitView,
  OwnResourceSet,
  OwnUnitSet,
  StrategiesView,
  StrategyView,
  UnitDetail,
  UnitMark,
  WhyNotView,
} from "../ipc/types";
import type { App } from "./app.svelte";
import { View } from "./view.svelte";

/** A place within an open unit or rhythm that a search led to. */
export interface Spot {
  id: string;
  kind: HitView["kind"];
  position: number;
}

/** Whether a unit or rhythm is one of a strategy. */
const holds = (one: StrategyView, id: string) => [...one.units, ...one.rhythms].some((each) => each.id === id);

export class StrategiesState {
  readonly view: View<StrategiesView>;
  readonly detail: View<UnitDetail>;
  readonly whyNot: View<WhyNotView>;
  readonly found: View<FindView>;

  /** What is looked for. */
  readonly text: string = $derived.by(() => this.app.route.chosen("strategies", "find") ?? "");
  /** Where the last hit that was taken stands. */
  spot = $state.raw<Spot | null>(null);
  /** The strategy that was on screen last. */
  #last = $state(1);

  readonly #part: string = $derived.by(() => (this.app.route.screen === "strategies" ? this.app.route.part : ""));

  /** The strategy on screen: that of the address, or of the unit or rhythm in it, else the last one. */
  readonly strategy: StrategyView | null = $derived.by(() => {
    const all = this.view.data?.strategies ?? [];
    const part = this.#part;
    const named = all.find((one) => String(one.number) === part || holds(one, part));
    return named ?? all.find(({ number }) => number === this.#last) ?? all[0] ?? null;
  });

  /** The unit or rhythm that is open. */
  readonly open: string | null = $derived.by(() => {
    const { strategy } = this;
    return strategy !== null && holds(strategy, this.#part) ? this.#part : null;
  });

  /** The open unit; null for a rhythm. */
  readonly unit: string | null = $derived.by(() =>
    this.strategy?.units.some(({ id }) => id === this.open) ? this.open : null,
  );

  /** All of the open unit; null until it has come. */
  readonly shown: UnitDetail | null = $derived.by(() =>
    this.detail.data?.unit.id === this.unit ? this.detail.data : null,
  );

  constructor(private readonly app: App) {
    const { ipc } = app;
    const unit = () => {
      const { unit } = this;
      return unit === null ? Promise.reject(new Error("no unit is open")) : Promise.resolve({ unit });
    };
    this.view = new View(["plan", "units", "settings"], () => ipc.call("strategies", {}));
    this.detail = new View([], async () => ipc.call("unit", await unit()));
    this.whyNot = new View([], async () => ipc.call("why_not", await unit()));
    this.found = new View([], () => ipc.call("find", { text: this.text }));
  }

  /** Keeps everything true while the screen is on. */
  follow(): () => void {
    const ends = [
      this.app.follow(this.view),
      this.app.ipc.onChanged((topics) => {
        if (topics.some((topic) => topic === "plan" || topic === "units")) void this.loadUnit();
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Fetches the open unit. What was said of why it waits may be true no longer. */
  async loadUnit(): Promise<void> {
    this.whyNot.clear();
    if (this.unit === null) this.detail.clear();
    else await this.detail.refresh();
  }

  /** Shows a strategy. */
  choose(number: number): void {
    this.#last = number;
    this.spot = null;
    this.app.route.go("strategies", String(number));
  }

  /** Opens a unit or rhythm, of whichever strategy. */
  go(id: string): void {
    this.spot = null;
    this.#follow(id);
  }

  /** Closes it. */
  shut(): void {
    const { strategy } = this;
    if (strategy !== null) this.choose(strategy.number);
  }

  toggle(id: string): void {
    if (this.open === id) this.shut();
    else this.go(id);
  }

  /** Looks for what is typed; nothing for nothing. */
  async look(text: string): Promise<void> {
    this.app.route.choose("strategies", { find: text === "" ? null : text });
    if (text.trim() === "") this.found.clear();
    else await this.found.refresh();
  }

  /** Goes where a hit stands. */
  take(hit: HitView): void {
    const id = hit.unit ?? hit.rhythm;
    if (id === null) this.choose(hit.strategy);
    else {
      this.spot = { id, kind: hit.kind, position: hit.position };
      this.#follow(id);
    }
    void this.look("");
  }

  async mark(unit: string, mark: UnitMark): Promise<void> {
    const args = { unit, mark };
    if ((await this.app.weigh({ command: "unit_mark", args })) === "apply") await this.app.act("unit_mark", args);
  }

  /** Null returns to the pack's estimate. True if that was saved. */
  async estimate(unit: string, minutes: number | null): Promise<boolean> {
    const args = { unit, minutes };
    if ((await this.app.weigh({ command: "estimate_set", args })) !== "apply") return false;
    return (await this.app.act("estimate_set", args)) !== null;
  }

  /** Saves a unit of one's own, a new one for null, and opens it. True if that was saved. */
  async saveUnit(unit: string | null, content: Omit<OwnUnitSet, "unit">): Promise<boolean> {
    const saved = await this.app.act("own_unit_set", unit === null ? content : { ...content, unit });
    if (saved === null || !("unit" in saved) || typeof saved.unit !== "string") return false;
    await this.view.refresh();
    this.go(saved.unit);
    return true;
  }

  async removeUnit(unit: string): Promise<void> {
    const { strategy } = this;
    if ((await this.app.weigh({ command: "own_unit_remove", args: { unit } })) !== "apply") return;
    if ((await this.app.act("own_unit_remove", { unit })) !== null && strategy !== null) this.choose(strategy.number);
  }

  /** Saves a resource of one's own, a new one for null. True if that was saved. */
  async saveResource(resource: string | null, content: Omit<OwnResourceSet, "resource">): Promise<boolean> {
    const args = resource === null ? content : { ...content, resource };
    return (await this.app.act("own_resource_set", args)) !== null;
  }

  async removeResource(resource: string): Promise<void> {
    await this.app.act("own_resource_remove", { resource });
  }

  async want(rhythm: string, wanted: boolean): Promise<void> {
    const args = { rhythm, wanted };
    if ((await this.app.weigh({ command: "rhythm_set", args })) === "apply") await this.app.act("rhythm_set", args);
  }

  #follow(id: string): void {
    this.#last = this.view.data?.strategies.find((one) => holds(one, id))?.number ?? this.#last;
    this.app.route.go("strategies", id);
  }
}
