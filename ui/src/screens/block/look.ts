// How a block and its resources look: what became of it, or that its week is not promised yet.
import type { BlockView } from "../../ipc/types";
import type { BlockLook } from "../../parts/Block.svelte";
import type { IconName } from "../../parts/icons";

export const lookOf = (block: BlockView): BlockLook => (block.id === null ? "likely" : block.state);

/** Whether it is still to be answered: done or couldn't do it. */
export const isOpen = (block: BlockView): boolean =>
  block.id !== null && (block.state === "planned" || block.state === "now" || block.state === "unanswered");

/** Whether it may be moved by hand; the planner still has the last word. */
export const isMovable = (block: BlockView): boolean =>
  block.id !== null && (block.state === "planned" || block.state === "now");

/** Whether it has not begun yet. */
export const isAhead = (block: BlockView): boolean => block.id !== null && block.state === "planned";

/** Whether it may be split; reviews and rhythms are held in one go. */
export const isSplittable = (block: BlockView): boolean => isAhead(block) && block.kind === "work";

const ICONS: Record<string, IconName> = {
  book: "book",
  textbook: "book",
  video: "video",
  course: "video",
  paper: "paper",
  article: "paper",
  docs: "paper",
  tutorial: "paper",
  code: "code",
  repository: "code",
  tool: "code",
  dataset: "disk",
  community: "people",
  platform: "people",
};

/** Icon of a resource by its kind. */
export const resourceIcon = (kind: string): IconName => ICONS[kind] ?? "link";
