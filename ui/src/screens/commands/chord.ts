// The keys of one stroke, written once ("Mod Shift Z") and matched, shown and announced from that one text.
import { m } from "../../messages";

/** Modifiers and one key, with spaces between: "Mod Z", "Alt ArrowUp", "?". Mod is Ctrl, and Cmd on a Mac. */
export type Chord = string;

const MAC = /\bMac/.test(navigator.userAgent);

interface Parts {
  mod: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

function parts(chord: Chord): Parts {
  const words = chord.split(" ");
  return {
    mod: words.includes("Mod"),
    alt: words.includes("Alt"),
    shift: words.includes("Shift"),
    key: words.at(-1) ?? "",
  };
}

/** Signs such as "?" or "+" stand behind Shift on some keyboards and not on others. */
const isSign = (key: string) => key.length === 1 && key.toLowerCase() === key.toUpperCase() && !/\d/.test(key);

/** Whether these are the keys that were pressed. */
export function matches(chord: Chord, event: KeyboardEvent): boolean {
  const { mod, alt, shift, key } = parts(chord);
  if (mod !== (event.ctrlKey || event.metaKey) || alt !== event.altKey) return false;
  // With a modifier some keyboards write another sign on a digit's key.
  const isDigit = /^\d$/.test(key) && event.code === `Digit${key}`;
  if (event.key.toLowerCase() !== key.toLowerCase() && !isDigit) return false;
  return isSign(key) || shift === event.shiftKey;
}

/** Whether a text field takes these keys as text. */
export const isText = (chord: Chord): boolean => !parts(chord).mod;

/** As a person reads them: "Ctrl Shift Z", "Alt ↑", "Page Up". */
export const shown = (chord: Chord): string =>
  chord
    .split(" ")
    .map((word) => (MAC ? m.commands.macKeys[word] : undefined) ?? m.commands.keys[word] ?? word)
    .join(" ");

/** As `aria-keyshortcuts` wants them: "Control+1". */
export const announced = (chord: Chord): string => chord.replace("Mod", MAC ? "Meta" : "Control").replaceAll(" ", "+");
