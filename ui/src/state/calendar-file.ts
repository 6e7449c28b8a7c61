// A file that a person chose, as the text that its bytes mean: UTF-8, UTF-16 as some programs on Windows write it, or the
// windows-1252 of old ones. The application reads files that are opened with it in the same way.
import type { TextFile } from "./busy-files.svelte";

const LF = 10;
const CR = 13;
const isBlank = (byte: number | undefined) => byte === 32 || byte === 9;
/** Goes on with a character of UTF-8 that began before. */
const continues = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;
const isLetter = (byte: number | undefined) => byte !== undefined && byte > 32 && byte < 127;

export const calendarFile = (file: File): TextFile => ({
  name: file.name,
  size: file.size,
  text: async () => textOf(new Uint8Array(await file.arrayBuffer())),
});

export function textOf(bytes: Uint8Array): string {
  const wide = utf16(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  return utf8(bytes) ?? utf8(withoutCutCharacters(bytes)) ?? windows1252(bytes);
}

/** Known by its byte order mark or by the zero beside its first letter. */
function utf16([first, second]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if ((first === 0xff && second === 0xfe) || (isLetter(first) && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && isLetter(second))) return "utf-16be";
  return null;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** 0x80 to 0x9F; not every engine's decoder has them. What is left open stays as it is. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const windows1252 = (bytes: Uint8Array) =>
  new TextDecoder("windows-1252")
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (letter) => HIGH[letter.charCodeAt(0) - 0x80] ?? letter);

/** Takes out the folds that cut a character in two (RFC 5545, 3.1, allows them), and no others. */
function withoutCutCharacters(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let kept = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const line = bytes[at] === CR && bytes[at + 1] === LF ? 2 : bytes[at] === LF ? 1 : 0;
    if (line > 0 && isBlank(bytes[at + line]) && continues(bytes[at + line + 1])) {
      at += line;
      continue;
    }
    out[kept] = bytes[at] ?? 0;
    kept += 1;
  }
  return out.subarray(0, kept);
}
