// A bar whose words are as wide as they are counted here: one of them stands for so many pixels.
import { afterEach, describe, expect, it, vi } from "vitest";
import { tighten } from "./tighten";

const WIDTHS: Readonly<Record<string, number>> = { title: 300, note: 100, done: 100, more: 200, stat: 150 };
/** What each step leaves out, as the style sheet does. */
const GONE = [
  [],
  ["note"],
  ["note", "done"],
  ["note", "done", "more"],
  ["note", "done", "more", "stat"],
  ["note", "done", "more", "stat"],
];

afterEach(() => vi.restoreAllMocks());

function bar(room: number): HTMLElement {
  const made = document.createElement("header");
  for (const name of Object.keys(WIDTHS)) made.append(Object.assign(document.createElement("span"), { title: name }));
  vi.spyOn(made, "clientWidth", "get").mockReturnValue(room);
  vi.spyOn(made, "scrollWidth", "get").mockImplementation(() => {
    const gone = GONE[Number(made.dataset["tight"] ?? 0)] ?? [];
    const titles = [...made.children].map((each) => (each instanceof HTMLElement ? each.title : ""));
    return titles.reduce((sum, name) => sum + (gone.includes(name) ? 0 : (WIDTHS[name] ?? 0)), 0);
  });
  return made;
}

describe("a bar", () => {
  it.each([
    [900, undefined],
    [850, undefined],
    [849, "1"],
    [700, "2"],
    [500, "3"],
    [300, "4"],
    [100, "5"],
  ])("of %i px leaves out no more than it must", (room, tight) => {
    const made = bar(room);
    const end = tighten(made);
    expect(made.dataset["tight"]).toBe(tight);
    expect(made.dataset["measured"]).toBeUndefined();
    end();
  });

  it("looks again when its words change", async () => {
    const made = bar(700);
    const end = tighten(made);
    expect(made.dataset["tight"]).toBe("2");
    made.querySelector("[title=more]")?.remove();
    await vi.waitFor(() => expect(made.dataset["tight"]).toBeUndefined());
    end();
  });
});
