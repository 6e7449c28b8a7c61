// What can be done with a block, wherever it is shown. Every deed ends in what the application answered.
import type { Act, BlockAdd, BlockMove, BlockSplit, BlockView, Grade, MoveCheck } from "../ipc/types";
import { addDays, join, split } from "../time/civil";
import type { App } from "./app.svelte";
import { blockKey } from "./week.svelte";

/** Days after the block's own in which slots are looked for. */
const LOOK_DAYS = 6;
const OFFER = 3;

export class Deeds {
  constructor(private readonly app: App) {}

  /** Minutes really used; without them: as planned. */
  async done(id: string, minutes?: number): Promise<void> {
    if (minutes === undefined) await this.app.act("block_done", { id });
    else if (await this.#allows({ command: "block_done", args: { id, minutes } }))
      await this.app.act("block_done", { id, minutes });
  }

  /** The same, and nothing of its activity is left. */
  async finished(id: string, minutes: number): Promise<void> {
    if (await this.#allows({ command: "block_finished", args: { id, minutes } }))
      await this.app.act("block_finished", { id, minutes });
  }

  /** All of these as planned, in one step for undo. */
  async allDone(ids: string[]): Promise<void> {
    const [only, ...more] = ids;
    if (only !== undefined && more.length === 0) await this.done(only);
    else await this.app.act("blocks_done", { ids });
  }

  /** None of these, in one step for undo. */
  async allMissed(ids: string[]): Promise<void> {
    const [only, ...more] = ids;
    if (only !== undefined && more.length === 0) await this.missed(only);
    else await this.#missed({ command: "blocks_missed", args: { ids } }, ids);
  }

  /** Studies a block from now on. */
  async start(id: string): Promise<void> {
    await this.app.act("session_start", { id });
  }

  async pause(id: string): Promise<void> {
    await this.app.act("session_pause", { id });
  }

  /** A quarter of an hour more for the block that is being studied. */
  async extend(id: string): Promise<void> {
    await this.app.act("session_extend", { id });
  }

  async missed(id: string): Promise<void> {
    await this.#missed({ command: "block_missed", args: { id } }, [id]);
  }

  /** What was missed is planned anew, or only noted as missed. */
  async #missed(act: Act, ids: string[]): Promise<void> {
    const decision = await this.app.weigh(act);
    if (decision === "leave") await this.app.act("blocks_missed_only", { ids });
    const [only, ...more] = ids;
    if (decision !== "apply" || only === undefined) return;
    if (more.length === 0) await this.app.act("block_missed", { id: only });
    else await this.app.act("blocks_missed", { ids });
  }

  async #allows(act: Act): Promise<boolean> {
    return (await this.app.weigh(act)) === "apply";
  }

  /** The plan that was left as it was is made anew. */
  async replan(): Promise<void> {
    if (await this.#allows({ command: "replan" })) await this.app.act("replan", {});
  }

  /** A unit and what it needs come before everything else, or in their usual order again. */
  async forward(unit: string, first: boolean): Promise<void> {
    const args = { unit, first };
    if (await this.#allows({ command: "unit_first", args })) await this.app.act("unit_first", args);
  }

  /** A unit of a review was recalled, so well. True if that was saved. */
  async grade(block: string, unit: string, grade: Grade): Promise<boolean> {
    return (await this.app.act("review_graded", { block, unit, grade })) !== null;
  }

  /** Leads to a block in its week. */
  show(block: BlockView): void {
    this.app.week.select(blockKey(block));
    void this.app.week.show(block.date);
    this.app.route.goBack("week");
  }

  /** Leads to a unit: to a block of it in the week on screen, other than `from`, else to its page. */
  goTo(unit: string, from: BlockView): void {
    const { week, route, strategies } = this.app;
    const others = week.blocks.filter((block) => block.unit === unit && blockKey(block) !== blockKey(from));
    const block = others.find(({ state }) => state === "planned") ?? others[0];
    if (route.screen !== "week" || block === undefined) return strategies.go(unit);
    week.select(blockKey(block));
    week.reveal(block.date);
    week.sought += 1;
  }

  async lock(id: string, locked: boolean): Promise<void> {
    await this.app.act("block_lock", { id, locked });
  }

  /** In its middle, or as said; the rest of it goes to the next lawful place. True if it was split. */
  async split(split: BlockSplit): Promise<boolean> {
    if (!(await this.#allows({ command: "block_split", args: split }))) return false;
    return (await this.app.act("block_split", split)) !== null;
  }

  /** Takes a block out; its time is kept free. */
  async remove(id: string): Promise<void> {
    if (await this.#allows({ command: "block_delete", args: { id } })) await this.app.act("block_delete", { id });
  }

  /** Time that was kept free may be planned again. */
  async release(id: string): Promise<void> {
    await this.app.act("kept_free_end", { id });
  }

  /** Adds a block, and leads to it. True if it was added. */
  async add(add: BlockAdd): Promise<boolean> {
    if (!(await this.#allows({ command: "block_add", args: add }))) return false;
    if ((await this.app.act("block_add", add)) === null) return false;
    const { day, minute } = split(add.start);
    await this.app.week.show(day);
    const added = this.app.week.blocks.find(({ date, from }) => date === day && from === minute);
    if (added) this.app.week.select(blockKey(added));
    return true;
  }

  async tick(unit: string, outcome: number, ticked: boolean): Promise<void> {
    await this.app.act("outcome_tick", { unit, outcome, ticked });
  }

  async open(url: string): Promise<void> {
    await this.app.act("link_open", { url });
  }

  /** Moves if it is legal, else says why not and where it could go. True if it moved. For another
   *  length other blocks may have to change. */
  async move(move: BlockMove, verdict?: MoveCheck | null): Promise<boolean> {
    const known = verdict ?? (await this.app.ask("block_check", move));
    if (known === null) return false;
    if (known.legal) {
      const resized = this.app.week.blocks.find(({ id }) => id === move.id)?.minutes !== move.minutes;
      if (resized && !(await this.#allows({ command: "block_move", args: move }))) return false;
      return (await this.app.act("block_move", move)) !== null;
    }
    const nearest = known.nearest === null ? null : { ...move, start: known.nearest };
    this.app.toasts.show({ kind: "refused", reasons: known.reasons, nearest });
    return false;
  }

  /** Up to three other legal starts, soonest first: the same hour of the days that follow, or what is nearest to it. */
  async slots(block: BlockView): Promise<string[]> {
    const { id } = block;
    if (id === null) return [];
    const days = Array.from({ length: LOOK_DAYS }, (_, n) => addDays(block.date, n + 1));
    const wishes = days.map((day) => ({ id, start: join(day, block.from), minutes: block.minutes }));
    const verdicts = await Promise.all(wishes.map((wish) => this.app.ask("block_check", wish)));
    const starts = verdicts.map((verdict, n) => (verdict?.legal ? wishes[n]?.start : verdict?.nearest) ?? null);
    const own = join(block.date, block.from);
    return [...new Set(starts)]
      .filter((start): start is string => start !== null && start !== own)
      .sort()
      .slice(0, OFFER);
  }
}
