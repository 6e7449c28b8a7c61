// A view loads, goes stale and says what went wrong.
import { describe, expect, it } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { View } from "./view.svelte";

const never = () => () => undefined;
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a view", () => {
  it("fetches again when one of its topics went stale, and only then", async () => {
    const ipc = fakeIpc();
    const view = new View(["plan"], () => ipc.call("today", {}));
    const end = view.follow(ipc, never);
    await settled();
    ipc.emit(["settings"]);
    await settled();
    expect(ipc.calls).toHaveLength(1);
    ipc.emit(["plan"]);
    await settled();
    expect(ipc.calls).toHaveLength(2);
    end();
    ipc.emit(["plan"]);
    await settled();
    expect(ipc.calls).toHaveLength(2);
  });

  it("keeps what it showed when a later fetch fails, and says why", async () => {
    const ipc = fakeIpc();
    const view = new View(["plan"], () => ipc.call("today", {}));
    await view.refresh();
    const before = view.data;
    ipc.failNext("today", new Failure("journal", "The disk is full."));
    await view.refresh();
    expect(view.data).toBe(before);
    expect(view.error?.message).toBe("The disk is full.");
    await view.refresh();
    expect(view.error).toBeNull();
  });

  it("never lets a late answer replace a newer one", async () => {
    const answers: ((n: number) => void)[] = [];
    const view = new View<number>([], () => new Promise((resolve) => answers.push(resolve)));
    const first = view.refresh();
    const second = view.refresh();
    answers[1]?.(2);
    await second;
    answers[0]?.(1);
    await first;
    expect(view.data).toBe(2);
  });
});
