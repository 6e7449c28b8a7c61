// The look back's state: one period at a time, and lines that are not lost while they are written.
import { describe, expect, it } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";

async function begun() {
  const ipc = fakeIpc();
  const { review } = new App(ipc);
  await review.view.refresh();
  return { ipc, review };
}

const asked = (ipc: ReturnType<typeof fakeIpc>, name: string) => ipc.calls.filter((call) => call.name === name);

describe("the look back", () => {
  it("asks for the period that is chosen", async () => {
    const { ipc, review } = await begun();
    await review.show("four_weeks");
    expect(review.view.data?.weeks).toHaveLength(4);
    expect(asked(ipc, "review").map(({ args }) => args)).toEqual([
      { period: "twelve_weeks" },
      { period: "four_weeks" },
    ]);
  });

  it("keeps a draft for each week until it is saved", async () => {
    const { ipc, review } = await begun();
    expect([review.week, review.hasLast, review.lineChanged]).toEqual(["2026-11-23", true, false]);
    review.write("This one");
    review.aboutLast = true;
    expect([review.week, review.line]).toEqual(["2026-11-16", "Mornings went better than evenings."]);
    review.write("That one");
    review.aboutLast = false;
    expect([review.line, review.lineChanged]).toEqual(["This one", true]);
    expect(await review.saveLine()).toBe(true);
    expect([review.line, review.saved, review.lineChanged]).toEqual(["This one", "This one", false]);
    review.aboutLast = true;
    expect(review.line).toBe("That one");
    expect(asked(ipc, "reflection_set")).toHaveLength(1);
  });

  it("keeps what is typed while it saves", async () => {
    const { review } = await begun();
    review.write("One");
    const saving = review.saveLine();
    review.write("One and more");
    await saving;
    expect([review.saved, review.line, review.lineChanged]).toEqual(["One", "One and more", true]);
  });

  it("saves nothing twice, nothing unchanged and nothing too long", async () => {
    const { ipc, review } = await begun();
    expect(await review.saveLine()).toBe(false);
    review.write(`${"ä".repeat(280)}😀`);
    expect([review.lineTooLong, await review.saveLine()]).toEqual([true, false]);
    review.write("Once");
    expect(await Promise.all([review.saveLine(), review.saveLine()])).toEqual([true, false]);
    expect(asked(ipc, "reflection_set")).toHaveLength(1);
  });

  it("is saved in the place of another one only by who was told of it", async () => {
    const { ipc, review } = await begun();
    review.write("Half a th");
    // Another window of the same home.
    ipc.desk.world.lines["2026-11-23"] = "The whole line";
    await review.view.refresh();
    ipc.failNext("reflection_set", new Failure("bad_setting", "Another line stands there by now."));
    expect([await review.saveLine(), review.line]).toEqual([false, "Half a th"]);
    expect(await review.saveLine()).toBe(true);
    expect(asked(ipc, "reflection_set").map(({ args }) => args)).toMatchObject([
      { was: "" },
      { was: "The whole line" },
    ]);
  });

  it("forgets what was typed and taken back", async () => {
    const { ipc, review } = await begun();
    review.write("x");
    review.write("");
    ipc.desk.world.lines["2026-11-23"] = "From another window";
    await review.view.refresh();
    expect([review.line, await review.saveAll()]).toEqual(["From another window", []]);
    expect(asked(ipc, "reflection_set")).toEqual([]);
  });

  it("keeps the words when they could not be saved", async () => {
    const { ipc, review } = await begun();
    ipc.failNext("reflection_set", new Failure("journal", "The disk is full."));
    review.write("Kept");
    expect([await review.saveLine(), review.line, review.working]).toEqual([false, "Kept", false]);
  });
});
