// The roadmap on screen: what it asks, keeps and changes.
import { beforeEach, describe, expect, it } from "vitest";
import { Failure, type Ipc } from "../ipc/call";
import { fakeIpc, type FakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";
import type { RoadmapState } from "./roadmap.svelte";
import { WhatIf } from "./what-if.svelte";

let ipc: FakeIpc;
let roadmap: RoadmapState;

beforeEach(async () => {
  ipc = fakeIpc();
  roadmap = new App(ipc).roadmap;
  await roadmap.view.refresh();
});

const asked = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);

describe("what if", () => {
  it("asks one question at a time, and the newest wins", async () => {
    const waiting: (() => void)[] = [];
    const slow: Ipc = {
      ...ipc,
      async call(name, args) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return ipc.call(name, args);
      },
    };
    const whatIf = new WhatIf(slow);
    for (const week_min of [570, 600, 630, 660]) whatIf.ask({ week_min });
    expect(waiting).toHaveLength(1);
    const end = whatIf.settled();
    while (whatIf.answer?.week_min !== 660) {
      waiting.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect((await end)?.week_min).toBe(660);
    expect(asked("forecast")).toEqual([{ week_min: 570 }, { week_min: 660 }]);
  });

  it("keeps the last answer until the next is there, and forgets it with the question", async () => {
    roadmap.ask(600, "2027-05-28");
    await roadmap.whatIf.settled();
    const first = roadmap.whatIf.answer;
    roadmap.ask(660, "2027-05-28");
    expect(roadmap.whatIf.answer).toBe(first);
    roadmap.ask(540, "2027-05-28");
    expect([roadmap.whatIf.wish, roadmap.whatIf.answer]).toEqual([{}, null]);
    await roadmap.whatIf.settled();
    expect(roadmap.whatIf.answer).toBeNull();
  });

  it("asks only for what is different, and says why it could not be answered", async () => {
    roadmap.ask(540, "2027-06-25");
    await roadmap.whatIf.settled();
    expect(asked("forecast")).toEqual([{ target: "2027-06-25" }]);
    ipc.failNext("forecast", new Failure("bad_setting", "Not so."));
    roadmap.ask(600, "2027-06-25");
    await roadmap.whatIf.settled();
    expect(roadmap.whatIf.error?.message).toBe("Not so.");
  });

  it("asks again when what it rests on has changed", async () => {
    roadmap.ask(600, "2027-05-28");
    await roadmap.whatIf.settled();
    roadmap.whatIf.again();
    await roadmap.whatIf.settled();
    expect(asked("forecast")).toHaveLength(2);
  });
});

describe("the weeks", () => {
  it("are those of the plan, or of what was asked, but what was studied stays", async () => {
    const planned = roadmap.spans.get("optimisation");
    expect(planned?.from).toBe("2027-01-04");
    expect([roadmap.spans.has("docker"), roadmap.spans.has("data-graphs")]).toEqual([false, false]);
    roadmap.ask(900, "2027-05-28");
    await roadmap.whatIf.settled();
    expect(roadmap.spans.get("optimisation")?.from).toBe("2026-12-14");
    expect(roadmap.spans.get("algebra")).toEqual({ from: "2026-11-09", to: "2026-11-16" });
    expect(roadmap.spans.get("bayes")?.from).toBe("2026-11-09");
  });
});

describe("a change", () => {
  it("is made by one command for hours and date, and ends the question", async () => {
    roadmap.ask(600, "2027-06-25");
    await roadmap.whatIf.settled();
    await roadmap.apply();
    expect(asked("what_if_apply")).toEqual([{ week_min: 600, target: "2027-06-25" }]);
    expect(roadmap.whatIf.wish).toEqual({});
    expect(roadmap.view.data?.week_min).toBe(600);
  });

  it("takes units, hours and date together, whichever was asked first", async () => {
    roadmap.wonder("spark", true);
    roadmap.ask(600, "2027-05-28");
    await roadmap.whatIf.settled();
    roadmap.wonder("optimisation", true);
    const together = { week_min: 600, without: ["spark"] };
    expect(roadmap.whatIf.wish).toEqual(together);
    await roadmap.apply();
    expect(asked("what_if_apply")).toEqual([together]);
    expect(roadmap.whatIf.wish).toEqual({});
  });

  it("that failed leaves the question as it was", async () => {
    roadmap.ask(600, "2027-05-28");
    ipc.failNext("what_if_apply", new Failure("bad_setting", "Not so."));
    await roadmap.apply();
    expect(roadmap.whatIf.wish).toEqual({ week_min: 600 });
  });

  it("leaves a unit out and takes it back", async () => {
    await roadmap.drop("spark");
    await roadmap.view.refresh();
    expect([roadmap.units.get("spark")?.status, roadmap.spans.has("spark")]).toEqual(["left_out", false]);
    await roadmap.restore("spark");
    await roadmap.view.refresh();
    expect(roadmap.units.get("spark")?.status).toBe("ahead");
  });
});

describe("the unit in hand", () => {
  it("is asked about as far as there is something to ask", async () => {
    for (const unit of ["optimisation", "spark", "docker"]) {
      roadmap.choose({ unit });
      await roadmap.loadUnit();
    }
    expect(asked("why_not")).toEqual([{ unit: "optimisation" }, { unit: "spark" }]);
    expect(asked("forecast")).toEqual([{ without: ["spark"] }]);
    expect([roadmap.why.data, roadmap.without.data]).toEqual([null, null]);
  });

  it("knows what waits for it", () => {
    expect(roadmap.waiting.get("algebra")?.map(({ unit }) => unit)).toEqual(["optimisation", "clustering"]);
  });
});
