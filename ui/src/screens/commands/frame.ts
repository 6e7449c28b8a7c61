// Commands of the whole window: its screens, undo and redo, the list of keys.
import { m } from "../../messages";
import { rail } from "../rail";
import type { Command, Scene } from "./command";

/** Whether the window is past onboarding. */
export const isIn = ({ app }: Scene): boolean => {
  const frame = app.frame.data;
  return frame !== null && (frame.onboarded || frame.sample);
};

export const screenCommands: readonly Command[] = rail.map(({ name, label, icon }, n) => ({
  id: `screen.${name}`,
  place: "anywhere",
  keys: [`Mod ${n + 1}`],
  icon,
  does: label,
  applies: isIn,
  run: ({ app }) => app.route.goBack(name),
}));

export const frameCommands: readonly Command[] = [
  {
    id: "palette",
    place: "anywhere",
    keys: ["Mod K"],
    icon: "search",
    does: () => m.palette.open,
    applies: isIn,
    run: ({ app }) => {
      // Another program may have done what would be undone.
      void app.frame.refresh();
      app.palette.show();
    },
  },
  {
    id: "undo",
    place: "anywhere",
    keys: ["Mod Z"],
    icon: "undo",
    does: () => m.words.undo,
    label: ({ app }) => (app.frame.data?.undo ? m.week.undo(app.frame.data.undo) : m.week.nothingToUndo),
    also: () => m.palette.also.undo,
    yields: true,
    run: ({ app }) => void app.undo(),
  },
  {
    id: "redo",
    place: "anywhere",
    keys: ["Mod Shift Z", "Mod Y"],
    does: () => m.words.redo,
    label: ({ app }) => (app.frame.data?.redo ? m.week.redo(app.frame.data.redo) : m.words.redo),
    yields: true,
    applies: ({ app }) => app.frame.data !== null && app.frame.data.redo !== null,
    run: ({ app }) => void app.redo(),
  },
  {
    id: "keys",
    place: "anywhere",
    keys: ["?"],
    icon: "keyboard",
    does: () => m.week.keyboard,
    also: () => m.palette.also.keys,
    run: ({ app }) => app.route.show("keys"),
  },
];
