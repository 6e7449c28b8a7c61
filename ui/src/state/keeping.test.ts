// Exports, an export taken in, and backups brought back.
import { describe, expect, it } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { App } from "./app.svelte";

function open() {
  const ipc = fakeIpc({});
  const app = new App(ipc);
  const sent = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
  return { ipc, app, keeping: app.keeping, sent };
}

describe("an export", () => {
  it("of a calendar holds what was chosen for it", async () => {
    const { keeping, sent } = open();
    await keeping.exported("calendar");
    keeping.calendar = { span: "week", tasks: true, reminders: [10] };
    await keeping.exported("calendar");
    expect(sent("export_calendar")).toEqual([
      { span: "all", tasks: false, reminders: [] },
      { span: "week", tasks: true, reminders: [10] },
    ]);
  });

  it("is a new file, or one in a place that was chosen", async () => {
    const { keeping, sent } = open();
    expect((await keeping.exported("everything"))?.path).toMatch(/\.json$/);
    expect((await keeping.exported("notes"))?.path).toMatch(/\.md$/);
    expect((await keeping.exportedTo("log"))?.path).toBe("/home/me/ninefold-studied-2026-11-25.csv");
    expect(sent("export_log")).toEqual([{ to: "/home/me/ninefold-studied-2026-11-25.csv", replace: true }]);
  });

  it("is none where no place was chosen, or where it cannot be written", async () => {
    const { keeping, ipc, app, sent } = open();
    ipc.failNext("export_place", new Failure("no_choice", "No window."));
    expect(await keeping.exportedTo("everything")).toBeNull();
    expect(sent("export_all")).toEqual([]);
    ipc.failNext("export_all", new Failure("write_failed", "The disk is full."));
    expect(await keeping.exported("everything")).toBeNull();
    expect(app.toasts.current).toMatchObject({ kind: "failed" });
    expect(keeping.working).toBe(false);
  });
});

describe("an import", () => {
  it("is looked at, taken in, and led back from", async () => {
    const { keeping, app, sent } = open();
    await keeping.choose();
    expect(keeping.path).toBe("/home/me/ninefold.json");
    expect(keeping.offer?.new).toBe(12);
    expect(sent("import_take")).toEqual([]);
    expect(await keeping.take()).toBe(true);
    expect(sent("import_take")).toEqual([{ path: "/home/me/ninefold.json" }]);
    expect([keeping.path, keeping.offer]).toEqual(["", null]);
    expect(app.toasts.current).toMatchObject({ kind: "restored", restored: { back: "journal-2026-11-24T061000Z.db" } });
  });

  it("is looked at anew when another file is named", async () => {
    const { keeping, app } = open();
    keeping.path = "/home/me/known.json";
    await keeping.check();
    expect(keeping.offer?.new).toBe(0);
    keeping.path = "/home/me/song.mp3";
    expect(keeping.offer).toBeNull();
    await keeping.check();
    expect([keeping.offer, keeping.failure?.code]).toEqual([null, "bad_import"]);
    expect(app.toasts.current, "a message would lie under the dialog").toBeNull();
    keeping.path = "/home/me/known.json";
    expect(keeping.failure).toBeNull();
  });

  it("keeps the file in hand when it was refused", async () => {
    const { keeping, ipc } = open();
    await keeping.choose();
    ipc.failNext("import_take", new Failure("journal_full", "The disk is full."));
    expect(await keeping.take()).toBe(false);
    expect([keeping.path, keeping.failure?.code]).toEqual(["/home/me/ninefold.json", "journal_full"]);
  });
});

describe("a backup", () => {
  it("is looked into after the one before it, and what cannot be looked into says why", async () => {
    const { keeping, ipc, sent } = open();
    ipc.failNext("backup", new Failure("unknown_backup", "There is no such backup."));
    await keeping.lookInto(["a", "journal-2026-11-24T061000Z.db"]);
    expect(keeping.held.get("a")).toEqual({ whole: false, says: ["There is no such backup."] });
    expect(keeping.held.get("journal-2026-11-24T061000Z.db")?.whole).toBe(true);
    expect(sent("backup")).toEqual([{ name: "a" }, { name: "journal-2026-11-24T061000Z.db" }]);
  });

  it("is not looked into once nobody wants to know, or anew", async () => {
    const { keeping, sent } = open();
    const looks = keeping.lookInto(["a", "b", "c"]);
    keeping.lookNoFurther();
    await looks;
    expect(sent("backup")).toEqual([{ name: "a" }]);
    expect(keeping.held.size).toBe(0);
    await Promise.all([keeping.lookInto(["a", "b"]), keeping.lookInto(["c"])]);
    expect([...keeping.held.keys()]).toEqual(["c"]);
  });

  it("is brought back by name in place of what is there, and the newest in place of nothing", async () => {
    const { keeping, sent, app } = open();
    await keeping.backups.refresh();
    const [first] = keeping.backups.data?.backups ?? [];
    await keeping.restore(first?.name ?? "");
    expect(app.toasts.current).toMatchObject({ kind: "restored" });
    await keeping.restore(null);
    expect(sent("backup_restore")).toEqual([{ backup: first?.name, replace: true }, {}]);
  });

  it("that is brought back from within the sample takes nothing along that is being written there", async () => {
    const { keeping, app, ipc } = open();
    await Promise.all([app.frame.refresh(), app.review.view.refresh()]);
    app.review.write("One's own line");
    await keeping.restore("a");
    expect(app.review.line).toBe("One's own line");
    await ipc.call("sample_start", {});
    await app.frame.refresh();
    app.review.write("The sample's line");
    await keeping.restore("b");
    expect(app.review.lineChanged).toBe(false);
  });
});
