// Calendar files: read, or refused in words.
import { describe, expect, it } from "vitest";
import { Failure } from "../ipc/call";
import { fakeIpc } from "../ipc/fake/index";
import { BusyFiles, TOO_LARGE, UNREADABLE } from "./busy-files.svelte";

const ICS = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR";
const file = (text: string, name = "Home.ics", size = text.length) => ({
  name,
  size,
  text: () => Promise.resolve(text),
});

describe("calendar files", () => {
  it("sends the text with its name and shows all calendars", async () => {
    const ipc = fakeIpc();
    const files = new BusyFiles(ipc);
    await files.add(file(ICS));
    expect(ipc.calls.at(-1)).toEqual({ name: "busy_import", args: { file_name: "Home.ics", text: ICS } });
    expect(files.overview.calendars.map((calendar) => calendar.name)).toContain("Home");
    expect(files.last?.calendar.events).toBe(1);
  });

  it("keeps the calendars and says why when a file is none", async () => {
    const files = new BusyFiles(fakeIpc());
    await files.add(file(ICS));
    const before = files.overview;
    expect(await files.add(file("hello", "bad.ics"))).toBeNull();
    expect(files.error?.code).toBe("bad_calendar");
    expect(files.overview).toBe(before);
    expect(files.last).toBeNull();
    await files.add(file(ICS));
    expect(files.error).toBeNull();
  });

  it("tells what could not be read beside what was", async () => {
    const files = new BusyFiles(fakeIpc());
    await files.add(file(`${ICS}\nX-BAD:Line 7: the rule has no frequency.`));
    expect(files.last?.problems).toEqual(["Line 7: the rule has no frequency."]);
    expect(files.error).toBeNull();
  });

  it("says nothing of a file whose reading was stopped, for who stopped it knows", async () => {
    const ipc = fakeIpc();
    const files = new BusyFiles(ipc);
    ipc.failNext("busy_import", new Failure("stopped", "It was stopped. Nothing was changed."));
    expect(await files.add(file(ICS))).toBeNull();
    expect([files.error, files.last, files.working]).toEqual([null, null, false]);
  });

  it("does not read a file that is far too large", async () => {
    const ipc = fakeIpc();
    const files = new BusyFiles(ipc);
    await files.add(file(ICS, "disk.img", 20 * 1024 * 1024 + 1));
    expect(files.error).toMatchObject({ code: TOO_LARGE, message: "disk.img" });
    expect(ipc.calls).toHaveLength(0);
  });

  it("says when the disk does not give the file", async () => {
    const files = new BusyFiles(fakeIpc());
    await files.add({ name: "gone.ics", size: 1, text: () => Promise.reject(new Error("gone")) });
    expect(files.error?.code).toBe(UNREADABLE);
    expect(files.working).toBe(false);
  });
});
