// Which keys mean something everywhere. Keys without Ctrl are left to whoever is writing.

/** A screen by its place in the rail, or what else a key asks for; null for every other key. */
export function frameKey(event: KeyboardEvent, screens: number): number | "undo" | "redo" | "keys" | null {
  const command = event.ctrlKey || event.metaKey;
  const writing =
    event.target instanceof HTMLElement &&
    event.target.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select");
  if (command && !event.altKey) {
    const place = Number(event.key);
    if (Number.isInteger(place) && place >= 1 && place <= screens) return place - 1;
    if (event.key.toLowerCase() === "z" && !writing) return event.shiftKey ? "redo" : "undo";
    if (event.key.toLowerCase() === "y" && !writing && !event.shiftKey) return "redo";
    return null;
  }
  return event.key === "?" && !writing && !event.altKey ? "keys" : null;
}
