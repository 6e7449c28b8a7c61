// How well a few typed letters fit a text: whole beginnings of words first, then parts, then letters in their order.
// Pure; case and accents do not matter.

export interface Fit {
  /** 0 to 4; more is better. */
  score: number;
  /** Which characters of the text were meant, in order. */
  at: readonly number[];
}

/** Costs of a letter that does not follow at once, and what a word of letters may cost each. */
const TO_WORD = 0.15;
const SKIP = 0.3;
const PER_LETTER = 0.02;
const MOST = 0.45;

/** Without case and accents, one unit for each unit of the text. */
const plain = (text: string) =>
  [...text.split("")].map((unit) => (unit.normalize("NFD")[0] ?? unit).toLowerCase()[0] ?? unit).join("");

const isStart = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** How a query of one or more words fits; null where one of them does not. */
export function fuzzy(query: string, text: string): Fit | null {
  const within = plain(text);
  const words = plain(query).split(/\s+/).filter(Boolean);
  let score = 0;
  const at = new Set<number>();
  for (const word of words) {
    const fit = one(word, within);
    if (fit === null) return null;
    score += fit.score;
    fit.at.forEach((n) => at.add(n));
  }
  if (words.length === 0) return { score: 0, at: [] };
  return { score: score / words.length, at: [...at].sort((a, b) => a - b) };
}

function one(word: string, text: string): Fit | null {
  const range = (from: number) => Array.from({ length: word.length }, (_, n) => from + n);
  let part = -1;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isStart(text, at)) return { score: (at === 0 ? 4 : 3) - (text.length - word.length) / 1000, at: range(at) };
    if (part === -1) part = at;
  }
  if (part !== -1 && word.length > 1) return { score: 2 - part / 1000, at: range(part) };
  return letters(word, text);
}

/** The letters in their order, from the beginning of a word on, with the least to skip. */
function letters(word: string, text: string): Fit | null {
  const known = new Map<string, { cost: number; at: number[] } | null>();
  const from = (n: number, last: number): { cost: number; at: number[] } | null => {
    if (n === word.length) return { cost: 0, at: [] };
    const key = `${n} ${last}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    let best: { cost: number; at: number[] } | null = null;
    for (let at = text.indexOf(word[n] ?? "", last + 1); at !== -1; at = text.indexOf(word[n] ?? "", at + 1)) {
      const gap = at - last - 1;
      const step = gap === 0 ? 0 : (isStart(text, at) ? TO_WORD : SKIP) + gap * PER_LETTER;
      const rest = from(n + 1, at);
      if (rest !== null && (best === null || step + rest.cost < best.cost))
        best = { cost: step + rest.cost, at: [at, ...rest.at] };
    }
    known.set(key, best);
    return best;
  };
  let best: { cost: number; at: number[] } | null = null;
  for (let at = text.indexOf(word[0] ?? ""); at !== -1; at = text.indexOf(word[0] ?? "", at + 1)) {
    if (!isStart(text, at)) continue;
    const rest = from(1, at);
    if (rest !== null && (best === null || rest.cost < best.cost)) best = { cost: rest.cost, at: [at, ...rest.at] };
  }
  if (best === null || word.length < 2 || best.cost / word.length > MOST) return null;
  return { score: 1 - best.cost / word.length, at: best.at };
}
