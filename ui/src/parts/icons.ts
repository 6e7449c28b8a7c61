// The names of the drawn icons in Sprite.svelte.

export type IconName =
  | StrategyIcon
  | "today"
  | "week"
  | "roadmap"
  | "strategies"
  | "settings"
  | "review"
  | "table"
  | "left"
  | "right"
  | "down"
  | "up"
  | "arrow"
  | "check"
  | "done"
  | "missed"
  | "partly"
  | "skipped"
  | "unanswered"
  | "lock"
  | "unlock"
  | "play"
  | "pause"
  | "more"
  | "move"
  | "open"
  | "book"
  | "paper"
  | "code"
  | "video"
  | "undo"
  | "close"
  | "alert"
  | "cloudoff"
  | "plus"
  | "minus"
  | "clock"
  | "info"
  | "download"
  | "folder"
  | "palette"
  | "repeat"
  | "pencil"
  | "flag"
  | "diamond"
  | "trash"
  | "link"
  | "keyboard"
  | "disk"
  | "computer"
  | "people"
  | "sync"
  | "search";

/** Icon of a strategy by its number. */
export type StrategyIcon = "s1" | "s2" | "s3" | "s4" | "s5" | "s6" | "s7" | "s8" | "s9";
const STRATEGIES: readonly StrategyIcon[] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"];

/** Icon and colour class of strategy `number`, 1 to 9; a foreign number gets the ninth. */
export function strategyIcon(number: number): StrategyIcon {
  return STRATEGIES[number - 1] ?? "s9";
}
