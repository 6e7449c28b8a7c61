// Rows and folds of the week.
import { describe, expect, it } from "vitest";
import { beginsFolded, busyIn, gridRow, hourMarks, line, minuteAt, segments, template, type Day } from "./scale";

const h = (hours: number) => hours * 60;
const span = (from: number, to: number) => ({ from: h(from), to: h(to) });
const day = (free: [number, number][], blocks: [number, number][] = [], busy: [number, number][] = []): Day => ({
  free: free.map(([from, to]) => span(from, to)),
  blocks: blocks.map(([from, to]) => span(from, to)),
  busy: busy.map(([from, to]) => ({ ...span(from, to), all_day: false })),
});
const none = new Set<number>();

describe("what is busy within a fold", () => {
  it("is counted as far as nothing of it is to be seen", () => {
    const week = [
      day(
        [[8, 9]],
        [],
        [
          [9, 10],
          [12, 14],
          [18, 21],
        ],
      ),
      day([[20, 22]], [], [[8, 10]]),
    ];
    const all = { from: 0, to: h(24), all_day: true };
    const days = week.map((each) => ({ ...each, busy: [...each.busy, all] }));
    expect(segments(days, none).map((each) => [each.from / 60, each.to / 60, each.folded, busyIn(days, each)])).toEqual(
      [
        [8, 9, false, 0],
        [9, 20, true, 2],
        [20, 22, false, 0],
      ],
    );
  });
});

describe("what begins under a fold", () => {
  const days = [
    day([
      [8, 9],
      [20, 22],
    ]),
  ];
  const list = segments(days, none);

  it.each([
    ["begins in it and goes on below", span(18, 21), true],
    ["begins with it", span(9, 21), true],
    ["lies in it alone", span(10, 12), false],
    ["ends with it", span(10, 20), false],
    ["begins above it", span(8, 21), false],
    ["begins below it", span(20, 21), false],
    ["begins after all", span(22, 23), false],
  ])("is told below it: one that %s", (_, slot, below) => {
    expect(beginsFolded(list, slot)).toBe(below);
  });

  it("is where it is once the fold is opened, and below a fold that the day begins with", () => {
    expect(beginsFolded(segments(days, new Set([h(9)])), span(18, 21))).toBe(false);
    expect(beginsFolded(segments([day([[12, 22]])], none), span(6.5, 13))).toBe(true);
  });
});

describe("folding", () => {
  it("folds three closed hours and more, and nothing else", () => {
    const list = segments([day([[8, 9.5]]), day([[14, 22]])], none);
    expect(list.map(({ from, to, folded }) => [from / 60, to / 60, folded])).toEqual([
      [8, 10, false],
      [10, 14, true],
      [14, 22, false],
    ]);
  });

  it("leaves two closed hours as they are", () => {
    const list = segments([day([[8, 12]]), day([[14, 22]])], none);
    expect(list).toEqual([{ ...span(8, 22), folded: false, foldable: false }]);
  });

  it("does not fold an hour with a block, even where nothing is free any more", () => {
    const list = segments(
      [
        day(
          [
            [8, 9],
            [20, 22],
          ],
          [[13, 14]],
        ),
      ],
      none,
    );
    expect(list.filter((each) => each.folded)).toEqual([
      { ...span(9, 13), folded: true, foldable: true },
      { ...span(14, 20), folded: true, foldable: true },
    ]);
  });

  it("is undone by hand for one fold at a time", () => {
    const list = segments(
      [
        day([
          [8, 9],
          [20, 22],
        ]),
      ],
      new Set([h(9)]),
    );
    expect(list.map(({ folded, foldable }) => [folded, foldable])).toEqual([
      [false, false],
      [false, true],
      [false, false],
    ]);
  });

  it("folds an empty week into one row", () => {
    expect(segments([day([])], none)).toEqual([{ ...span(8, 22), folded: true, foldable: true }]);
    expect(segments([day([])], none, 7 * 60 + 14)[0]?.from).toBe(7 * 60);
    expect(segments([day([])], none, 22 * 60 + 30).at(-1)?.to).toBe(23 * 60);
  });

  it("draws from the earliest to the latest thing, but not for a meeting at night", () => {
    const list = segments(
      [
        day(
          [[5.5, 6]],
          [],
          [
            [3, 4],
            [22, 23.5],
          ],
        ),
      ],
      none,
    );
    expect(list[0]?.from).toBe(h(5));
    expect(list.at(-1)?.to).toBe(h(24));
  });
});

describe("rows", () => {
  const list = segments(
    [
      day([
        [8, 10],
        [20, 22],
      ]),
    ],
    none,
  ); // 8–10 drawn, 10–20 folded, 20–22 drawn

  it("are five minutes each, a fold is one", () => {
    expect(template(list)).toBe("repeat(24, minmax(0.34rem, 1fr)) var(--fold-h) repeat(24, minmax(0.34rem, 1fr))");
  });

  it("hold what begins, ends and spans", () => {
    expect(gridRow(list, span(8, 9))).toBe("1 / 13");
    expect(gridRow(list, span(20, 21.5))).toBe("26 / 44");
    expect(gridRow(list, span(9, 21))).toBe("13 / 38");
  });

  it("cover the fold with what begins or ends inside it", () => {
    expect(gridRow(list, span(12, 21))).toBe("25 / 38");
    expect(gridRow(list, span(9, 12))).toBe("13 / 26");
    expect(gridRow(list, span(12, 13))).toBe("25 / 26");
  });

  it("give odd minutes the rows they touch", () => {
    expect(gridRow(list, { from: h(8) + 3, to: h(8) + 12 })).toBe("1 / 4");
    expect(line(list, h(22), "end")).toBe(50);
  });

  it("number whole hours, but not the one at which a fold ends", () => {
    expect(hourMarks(list).map((minute) => minute / 60)).toEqual([8, 9, 21]);
  });
});

describe("a point of the grid", () => {
  const list = segments(
    [
      day([
        [8, 10],
        [20, 22],
      ]),
    ],
    none,
  );
  const height = 240 + 24; // one px a minute beside the fold

  it("is a minute of the day", () => {
    expect(minuteAt(list, 0, height, 24)).toBe(h(8));
    expect(minuteAt(list, 90, height, 24)).toBe(h(9.5));
    expect(minuteAt(list, 120 + 24 + 30, height, 24)).toBe(h(20.5));
  });

  it("inside a fold is somewhere inside its hours", () => {
    expect(minuteAt(list, 120 + 12, height, 24)).toBe(h(15));
  });

  it("outside the grid stays at its ends", () => {
    expect(minuteAt(list, -50, height, 24)).toBe(h(8));
    expect(minuteAt(list, 9999, height, 24)).toBe(h(22));
  });
});
