// The fake application's blocks made by hand: split, taken out, added.
import { clock, join, split as parts } from "../../time/civil";
import { Failure } from "../call";
import type { BlockSplit, SplitCheck } from "../types";
import type { Desk, Handlers } from "./index";
import * as plan from "./plan";
import type { World } from "./world";

type Names =
  | "block_split_check"
  | "block_split"
  | "block_delete"
  | "kept_free_end"
  | "block_add_choices"
  | "block_add_check"
  | "block_add";

function judge(world: World, { id, first_min, second }: BlockSplit): SplitCheck {
  const block = plan.find(world, id);
  const first = first_min ?? Math.floor(block.minutes / 30) * 15;
  const sizes = { first_min: first, second_min: block.minutes - first };
  const least = world.budget.block_min;
  if (first < least || sizes.second_min < least) {
    const reason = `Each part needs at least ${least}\u00a0min; this block has ${block.minutes}\u00a0min.`;
    return { legal: false, reasons: [reason], ...sizes, second: null };
  }
  const rest: World = {
    ...world,
    blocks: world.blocks.map((each) => (each === block ? { ...each, to: each.from + first, minutes: first } : each)),
  };
  const wanted = second ?? join(block.date, block.from + first + 15);
  const found = plan.placed(rest, { id: "", start: wanted, minutes: sizes.second_min });
  if (found.legal) return { legal: true, reasons: [], ...sizes, second: wanted };
  const legal = second === undefined && found.nearest !== null;
  return { legal, reasons: legal ? [] : found.reasons, ...sizes, second: found.nearest };
}

export const byHandHandlers = (desk: Desk): Pick<Handlers, Names> => ({
  block_split_check: (wish) => judge(desk.world, wish),
  block_split(wish) {
    const verdict = judge(desk.world, wish);
    const { second } = verdict;
    if (!verdict.legal || second === null)
      throw new Failure("illegal_split", "It cannot be split so.", verdict.reasons);
    return desk.change("split a block", ["plan"], (world) => {
      const block = plan.find(world, wish.id);
      const { day, minute } = parts(second);
      const rest = { date: day, from: minute, to: minute + verdict.second_min, minutes: verdict.second_min };
      world.blocks.push({ ...block, id: `${wish.id}-2`, ...rest, locked: true });
      Object.assign(block, { to: block.from + verdict.first_min, minutes: verdict.first_min, locked: true });
      return { message: `Split “${block.title}”. Both are locked there.` };
    });
  },
  block_delete: ({ id }) =>
    desk.change("took out a block", ["plan"], (world) => {
      const block = plan.find(world, id);
      world.blocks = world.blocks.filter((each) => each !== block);
      world.kept.push({ id, date: block.date, from: block.from, to: block.to, title: block.title });
      return { message: `Took out “${block.title}”. ${clock(block.from)} to ${clock(block.to)} is kept free.` };
    }),
  kept_free_end: ({ id }) =>
    desk.change("let time that was kept free be planned", ["plan"], (world) => {
      world.kept = world.kept.filter((slot) => slot.id !== id);
      return { message: "That time may be planned again." };
    }),
  block_add_choices: () => ({
    units: Object.values(desk.world.units).map((unit, n) => ({
      id: unit.id,
      title: unit.title,
      strategy: unit.strategy,
      activity: "Practice",
      left_min: 90,
      waits_for: n === 1 ? ["Bayes’ rule"] : [],
    })),
  }),
  block_add_check: ({ start, minutes }) => plan.placed(desk.world, { id: "", start, minutes }),
  block_add({ unit, start, minutes }) {
    const { legal, reasons } = plan.placed(desk.world, { id: "", start, minutes });
    if (!legal) throw new Failure("illegal_move", "It cannot go there.", reasons);
    return desk.change("added a block", ["plan"], (world) => {
      const found = world.units[unit];
      const like = world.blocks[0];
      if (found === undefined || like === undefined) throw new Failure("unknown_unit", "There is no such unit.");
      const { day, minute } = parts(start);
      const place = { date: day, from: minute, to: minute + minutes, minutes };
      const what = { strategy: found.strategy, title: found.title, unit, kind: "work" as const, detail: "Practice" };
      world.blocks.push({
        ...like,
        ...what,
        ...place,
        id: "added",
        deep: true,
        locked: true,
        state: "planned",
        done_min: 0,
      });
      return { message: `Added “${found.title}”. It is locked there.` };
    });
  },
});
