// The button of a block in the grid of the week, and the focus on it.
import type { BlockView } from "../../ipc/types";
import { blockKey } from "../../state/week.svelte";

/** The button of the block of this name; undefined while it is not drawn. */
export const buttonOf = (key: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(".cal__days [data-key]")].find((button) => button.dataset["key"] === key);

export function focusBlock(block: BlockView | null): void {
  if (block !== null) buttonOf(blockKey(block))?.focus();
}
