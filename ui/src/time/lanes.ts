// Side by side: where spans of a day that overlap are drawn. Pure.

export interface Lane {
  /** 0 is the first. */
  lane: number;
  /** How many stand beside each other here. */
  of: number;
}

/** A lane for each span, in their order; spans that share time never share a lane. Whole groups share one width. */
export function lanes(spans: readonly { from: number; to: number }[]): Lane[] {
  const order = [...spans.keys()].sort((a, b) => {
    const [x, y] = [spans[a], spans[b]];
    return x && y ? x.from - y.from || y.to - x.to || a - b : 0;
  });
  const found: Lane[] = spans.map(() => ({ lane: 0, of: 1 }));
  let group: number[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const n of group) found[n] = { lane: found[n]?.lane ?? 0, of: ends.length };
    group = [];
    ends = [];
  };
  for (const n of order) {
    const span = spans[n];
    if (span === undefined) continue;
    if (ends.every((end) => end <= span.from)) close();
    const free = ends.findIndex((end) => end <= span.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = span.to;
    found[n] = { lane, of: 1 };
    group.push(n);
  }
  close();
  return found;
}
