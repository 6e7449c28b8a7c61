// What a command is. Its id, words, keys, when it applies and what it does stand in one place; menus, the palette, the
// list of keys and the key handler all read them there, so that a key never differs from what is shown.
import type { BlockView } from "../../ipc/types";
import type { IconName } from "../../parts/icons";
import type { App } from "../../state/app.svelte";
import type { Chord } from "./chord";

/** What a command is asked about, and acts on. */
export interface Scene {
  readonly app: App;
  /** The block in hand: that which has the focus, whose menu is open, or whose panel is shown. */
  readonly block: BlockView | null;
}

/** Where its keys act: everywhere; on the screen of the week; with the focus in its grid, or on a block; in the strategies. */
export type Place = "anywhere" | "week" | "grid" | "block" | "strategies";

export interface Command {
  /** Stable: the palette remembers it, and the system's menu names it. */
  readonly id: string;
  readonly place: Place;
  /** All of these do it; the first is shown in menus. */
  readonly keys: readonly Chord[];
  readonly icon?: IconName;
  /** What it does, wherever nothing is known of the state: in the list of keys. */
  readonly does: () => string;
  /** The same in a menu or the palette, where the state says more. */
  readonly label?: (scene: Scene) => string;
  /** Other words by which it is found. */
  readonly also?: () => string;
  /** Only moves the focus: of use by key alone, in no menu. */
  readonly moves?: boolean;
  /** Text fields have these keys for their own text. */
  readonly yields?: boolean;
  /** Whether it can be done now; without it, always. */
  readonly applies?: (scene: Scene) => boolean;
  readonly run: (scene: Scene) => void;
}

export const labelOf = (command: Command, scene: Scene): string => command.label?.(scene) ?? command.does();

export const isApplicable = (command: Command, scene: Scene): boolean => command.applies?.(scene) ?? true;
