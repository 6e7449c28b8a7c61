// What commands, keys and the palette are called in Spanish where no other subject has the words already.
import type { Messages } from "../contract";

const keys: Record<string, string> = {
  Mod: "Ctrl",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "Re Pág",
  PageDown: "Av Pág",
  Escape: "Esc",
  Delete: "Supr",
  Home: "Inicio",
  End: "Fin",
  Shift: "Mayús",
  "-": "−",
};
const macKeys: Record<string, string> = { Mod: "⌘", Alt: "⌥" };

export const commands: Messages["commands"] = {
  keys,
  macKeys,
  menu: "Menú del bloque",
  lock: "Fijarlo, o dejar que el plan lo mueva",
  forward: "Adelantar su unidad, o devolverla a su lugar",
  runs: "Este bloque está en marcha. Di si lo hiciste o que no pudiste.",
  oneGo: (title) => `«${title}» se hace de una vez y no se puede dividir. Se puede mover.`,
  focus: {
    next: "Bloque siguiente",
    previous: "Bloque anterior",
    up: "El bloque de arriba",
    down: "El bloque de abajo",
    left: "Al día anterior",
    right: "Al día siguiente",
    first: "Primer bloque de la semana",
    last: "Último bloque de la semana",
  },
};
