// Commands of the week's grid: which week is on screen, a new block, and moving the focus between blocks.
import { tick } from "svelte";
import { m } from "../../messages";
import { monday } from "../../time/civil";
import { blockKey } from "../../state/week.svelte";
import { VIEWS, type WeekView } from "../../state/week-days";
import { focusBlock } from "../week/focus";
import { neighbour } from "../week/steps";
import type { Command, Scene } from "./command";
import { isIn } from "./frame";

const isWeek = ({ app }: Scene) => app.route.screen === "week";

const step =
  (by: 1 | -1) =>
  ({ app, block }: Scene): void => {
    if (block !== null) app.week.holdFocus();
    app.route.goBack("week");
    void app.week.step(by);
  };

/** Moves the focus to the block that this key leads to. */
const move = (id: string, keys: readonly string[], key: string, does: () => string): Command => ({
  id: `focus.${id}`,
  place: "block",
  keys,
  moves: true,
  does,
  run: ({ app, block }) => {
    const to = block === null ? null : neighbour(app.week.blocks, blockKey(block), key);
    if (to === null) return;
    if (app.week.days.some(({ date }) => date === to.date)) return focusBlock(to);
    // In a day that is not on screen: it comes, and the focus is on the block in it.
    app.week.select(blockKey(to));
    app.week.holdFocus();
    app.week.reveal(to.date);
  },
});

export const weekCommands: readonly Command[] = [
  {
    id: "block.add",
    place: "grid",
    keys: ["N"],
    icon: "plus",
    does: () => m.block.add.menu,
    also: () => m.palette.also.add,
    applies: (scene) => isWeek(scene) && scene.app.week.view.data?.published === true,
    run: ({ app }) => app.asks.add(),
  },
  {
    id: "week.previous",
    place: "block",
    keys: ["PageUp"],
    icon: "left",
    does: () => m.views.previousAny,
    label: ({ app }) => m.views.previous[app.week.shownAs],
    applies: isIn,
    run: step(-1),
  },
  {
    id: "week.next",
    place: "block",
    keys: ["PageDown"],
    icon: "right",
    does: () => m.views.nextAny,
    label: ({ app }) => m.views.next[app.week.shownAs],
    applies: isIn,
    run: step(1),
  },
  {
    id: "week.present",
    place: "anywhere",
    keys: [],
    icon: "week",
    does: () => m.week.present,
    also: () => m.palette.also.present,
    applies: (scene) => {
      const { frame, week } = scene.app;
      const today = frame.data?.today;
      return isIn(scene) && (!isWeek(scene) || (today !== undefined && monday(week.date ?? today) !== monday(today)));
    },
    run: ({ app }) => {
      app.route.goBack("week");
      void app.week.show(null);
    },
  },
];

/** Lays the week out on paper and opens the system's dialog. */
async function print({ app }: Scene): Promise<void> {
  app.route.goBack("week");
  if (app.week.view.data === null) await app.week.view.refresh();
  app.week.sheet = true;
  await tick();
  window.print();
}

export const printCommand: Command = {
  id: "print",
  place: "anywhere",
  keys: ["Mod P"],
  icon: "paper",
  does: () => m.print.command,
  also: () => m.print.also,
  applies: isIn,
  run: (scene) => void print(scene),
};

/** A digit for the number of days. */
const VIEW_KEYS: Readonly<Record<WeekView, string>> = { day: "Alt 1", five: "Alt 5", week: "Alt 7" };

export const viewCommands: readonly Command[] = VIEWS.map((view) => ({
  id: `view.${view}`,
  place: "week",
  keys: [VIEW_KEYS[view]],
  icon: "week",
  does: () => m.views.show[view],
  applies: (scene) => isWeek(scene) && scene.app.week.shownAs !== view,
  run: ({ app, block }) => {
    if (block !== null) app.week.holdFocus();
    app.week.look(view);
  },
}));

export const focusCommands: readonly Command[] = [
  move("next", ["J"], "j", () => m.commands.focus.next),
  move("previous", ["K"], "k", () => m.commands.focus.previous),
  move("up", ["ArrowUp"], "ArrowUp", () => m.commands.focus.up),
  move("down", ["ArrowDown"], "ArrowDown", () => m.commands.focus.down),
  move("left", ["ArrowLeft"], "ArrowLeft", () => m.commands.focus.left),
  move("right", ["ArrowRight"], "ArrowRight", () => m.commands.focus.right),
  move("first", ["Home"], "Home", () => m.commands.focus.first),
  move("last", ["End"], "End", () => m.commands.focus.last),
];
