// Marks the place within a unit or rhythm that a search led to, and brings it into view.
import type { Attachment } from "svelte/attachments";
import type { Spot } from "../../state/strategies.svelte";

/** Items of each kind stand in a box that names it. */
const ITEMS = ":is(.check, .res, .quest, .rota)";

export function spotted(spot: Spot | null): Attachment<HTMLElement> {
  return (element) => {
    if (spot === null || spot.position === 0) return undefined;
    const items = element.querySelectorAll<HTMLElement>(`[data-kind="${spot.kind}"] ${ITEMS}`);
    const item = items[spot.position - 1];
    item?.classList.add("is-found");
    item?.scrollIntoView({ block: "center" });
    return () => item?.classList.remove("is-found");
  };
}
