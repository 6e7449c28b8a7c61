// Commands on one block: everything that can be done with it, by key in the week, from its menu, from the palette.
import type { BlockMove, BlockView } from "../../ipc/types";
import { m } from "../../messages";
import type { App } from "../../state/app.svelte";
import { blockKey } from "../../state/week.svelte";
import { isAhead, isMovable, isOpen, isSplittable } from "../block/look";
import { split } from "../../time/civil";
import { step } from "../week/steps";
import type { Command, Scene } from "./command";

type On = (app: App, block: BlockView, id: string) => Promise<unknown> | undefined;

/** A command on a block that has a name; `when` says whether the block is one it can be done with. Pressed twice before the
 *  first press is on screen it is done once, or with `again` a second time with what has become of the block. */
function on(
  rest: Omit<Command, "place" | "run" | "applies" | "label"> & {
    label?: (block: BlockView) => string;
    when: (block: BlockView) => boolean;
    does: () => string;
    again?: boolean;
  },
  run: On,
): Command {
  const { when, label, again = false, ...command } = rest;
  return {
    ...command,
    place: "block",
    applies: ({ block }) => block !== null && when(block),
    ...(label === undefined ? {} : { label: ({ block }: Scene) => (block === null ? rest.does() : label(block)) }),
    run: ({ app, block }) => {
      if (block === null || block.id === null) return;
      const name = `${rest.id} ${block.id}`;
      app.turns.take({
        name,
        block,
        again,
        run: (now) => (now.id !== null && when(now) ? run(app, now, now.id) : undefined),
      });
    },
  };
}

/** Another start or length, a step away. The focus stays with the block, wherever it is drawn then. */
const steps = (id: string, keys: readonly string[], key: string, isLength: boolean, does: () => string): Command =>
  on({ id: `block.${id}`, keys, does, when: isMovable, again: true }, (app, block) => {
    const move: BlockMove | null = step(block, key, isLength);
    if (move === null) return;
    app.week.holdFocus();
    return app.deeds.move(move).then((moved) => {
      if (moved) app.week.reveal(split(move.start).day);
    });
  });

export const blockCommands: readonly Command[] = [
  on({ id: "block.start", keys: [], icon: "play", does: () => m.today.session.start, when: isOpen }, (app, _, id) =>
    app.deeds.start(id),
  ),
  on({ id: "block.menu", keys: ["M"], does: () => m.commands.menu, when: isMovable, moves: true }, (app, block) => {
    app.week.select(blockKey(block));
    return app.week.openMenu();
  }),
  on(
    {
      id: "block.time",
      keys: ["T"],
      icon: "clock",
      does: () => m.block.move.choose,
      also: () => m.palette.also.time,
      when: isMovable,
    },
    (app, block) => void app.asks.about(block, "time"),
  ),
  steps("earlier", ["Alt ArrowUp"], "ArrowUp", false, () => m.block.move.earlier),
  steps("later", ["Alt ArrowDown"], "ArrowDown", false, () => m.block.move.later),
  steps("day-before", ["Alt ArrowLeft"], "ArrowLeft", false, () => m.block.move.dayBefore),
  steps("day-after", ["Alt ArrowRight"], "ArrowRight", false, () => m.block.move.dayAfter),
  steps("shorter", ["Alt Shift ArrowUp", "-"], "ArrowUp", true, () => m.block.move.shorter),
  steps("longer", ["Alt Shift ArrowDown", "+"], "ArrowDown", true, () => m.block.move.longer),
  on(
    {
      id: "block.lock",
      keys: ["L"],
      icon: "lock",
      does: () => m.commands.lock,
      label: ({ locked }) => (locked ? m.block.freeShort : m.block.lockShort),
      when: isMovable,
      again: true,
    },
    (app, { locked }, id) => app.deeds.lock(id, !locked),
  ),
  on({ id: "block.split", keys: ["S"], does: () => m.block.split.menu, when: isSplittable }, (app, _, id) =>
    app.deeds.split({ id }),
  ),
  on(
    { id: "block.split-at", keys: ["Shift S"], does: () => m.block.split.menuAt, when: isSplittable },
    (app, block) => void app.asks.about(block, "split"),
  ),
  on(
    {
      id: "block.done",
      keys: ["D"],
      icon: "check",
      does: () => m.block.done,
      also: () => m.palette.also.done,
      when: isOpen,
    },
    (app, _, id) => app.deeds.done(id),
  ),
  on(
    { id: "block.took", keys: [], icon: "done", does: () => m.block.took.menu, when: isOpen },
    (app, block) => void app.asks.about(block, "took"),
  ),
  on(
    {
      id: "block.missed",
      keys: ["X"],
      icon: "missed",
      does: () => m.block.missed,
      also: () => m.palette.also.missed,
      when: isOpen,
    },
    (app, _, id) => app.deeds.missed(id),
  ),
  on(
    {
      id: "block.forward",
      keys: ["F"],
      icon: "flag",
      does: () => m.commands.forward,
      label: ({ first }) => (first ? m.block.back : m.block.forward),
      when: (block) => isOpen(block) && block.unit !== null,
      again: true,
    },
    (app, { unit, first }) => (unit === null ? undefined : app.deeds.forward(unit, !first)),
  ),
  on(
    {
      id: "block.remove",
      keys: ["Delete"],
      icon: "trash",
      does: () => m.block.remove,
      also: () => m.palette.also.remove,
      when: isAhead,
    },
    (app, _, id) => {
      app.week.holdFocus();
      return app.deeds.remove(id);
    },
  ),
];

/** Why nothing can be done with this block. */
export function refusal(block: BlockView): string {
  if (block.id === null) return m.block.likely;
  if (block.state === "now") return m.commands.runs;
  if (isAhead(block)) return m.commands.oneGo(block.title);
  return m.block.past(block);
}
