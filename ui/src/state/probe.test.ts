// Where a held block may go is asked once in a while.
import { describe, expect, it } from "vitest";
import { Failure, type Answer, type Ipc } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { MoveProbe } from "./probe.svelte";

const move = (clock: string) => ({ id: "b6", start: `2026-11-26T${clock}`, minutes: 60 });

describe("a probe", () => {
  it("asks one question at a time and answers the newest", async () => {
    const waiting: (() => void)[] = [];
    const asked: string[] = [];
    const real = fakeIpc();
    const slow: Ipc = {
      ...real,
      async call(name, args) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        if (typeof args === "object" && "start" in args) asked.push(String(args.start));
        return real.call(name, args);
      },
    };
    const probe = new MoveProbe(slow);
    for (const clock of ["19:30", "19:45", "20:00", "20:30"]) probe.ask(move(clock));
    expect(waiting).toHaveLength(1);
    const end = probe.settled();
    while (asked.length < 2) {
      waiting.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await end).toMatchObject({ legal: false, nearest: "2026-11-26T20:00" } satisfies Partial<
      Answer<"block_check">
    >);
    expect(asked).toEqual(["2026-11-26T19:30", "2026-11-26T20:30"]);
  });

  it("takes a failure for a no, in its words", async () => {
    const ipc = fakeIpc();
    ipc.failNext("block_check", new Failure("unknown_block", "This block is no longer in the plan."));
    const probe = new MoveProbe(ipc);
    probe.ask(move("19:30"));
    expect(await probe.settled()).toEqual({
      legal: false,
      reasons: ["This block is no longer in the plan."],
      nearest: null,
    });
  });

  it("does not ask the same twice", async () => {
    const ipc = fakeIpc();
    const probe = new MoveProbe(ipc);
    probe.ask(move("19:30"));
    await probe.settled();
    probe.ask(move("19:30"));
    await probe.settled();
    expect(ipc.calls).toHaveLength(1);
  });

  it("answers a wish that comes in the moment of an answer", async () => {
    // How long that moment is, in steps of the engine, is nobody's business: one of these meets it.
    for (let steps = 0; steps < 12; steps += 1) {
      const probe = new MoveProbe(fakeIpc());
      probe.ask(move("19:30"));
      for (let n = 0; n < steps; n += 1) await Promise.resolve();
      probe.ask(move("19:45"));
      await new Promise((resolve) => setTimeout(resolve));
      expect(probe.verdict, `after ${steps} steps`).not.toBeNull();
    }
  });
});
