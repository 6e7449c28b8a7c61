// How large the printed week is set so that it stays on one page. Pure.

/** Blocks of the week that find room at full size, with the heads of their days. */
const ROOMY = 28;
/** Smaller than this, a text of 9.5 points can no longer be read. */
const SMALLEST = 0.62;

/** The size of the text, 1 at most. Both the lines and their height grow with it, so room goes with its square. */
export function fit(blocks: number): number {
  return Math.max(SMALLEST, Math.min(1, Math.sqrt(ROOMY / Math.max(1, blocks))));
}
