// THE list of commands. A command is one entry in one of these lists; the key handler, the menus, the palette and the
// list of keys read nothing else.
import type { MenuItem } from "../../parts/Menu.svelte";
import { blockCommands } from "./block";
import { shown } from "./chord";
import { isApplicable, labelOf, type Command, type Scene } from "./command";
import { frameCommands, screenCommands } from "./frame";
import { moreCommands } from "./more";
import { strategiesCommands } from "./strategies";
import { focusCommands, printCommand, viewCommands, weekCommands } from "./week";

export const commands: readonly Command[] = [
  ...screenCommands,
  ...frameCommands,
  ...weekCommands,
  ...viewCommands,
  printCommand,
  ...focusCommands,
  ...blockCommands,
  ...strategiesCommands,
  ...moreCommands,
];

/** The command of this id. Throws for a foreign one: ids are written in the source. */
export function command(id: string): Command {
  const found = commands.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no command is called ${id}`);
  return found;
}

/** Menu entries for those of these commands that apply now, in this order, with the keys that do the same. */
export function menuItems(ids: readonly string[], scene: Scene): MenuItem[] {
  return ids
    .map(command)
    .filter((each) => isApplicable(each, scene))
    .map((each) => ({
      label: labelOf(each, scene),
      keys: each.keys[0] === undefined ? undefined : shown(each.keys[0]),
      onselect: () => each.run(scene),
      ...(each.icon === undefined ? {} : { icon: each.icon }),
    }));
}
