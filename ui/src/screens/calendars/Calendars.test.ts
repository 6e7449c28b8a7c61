// Calendars on screen: each form, each question, each state; what was typed stays until it is of no more use.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import AppView from "../../App.svelte";
import { Failure } from "../../ipc/call";
import { ACCOUNT, PUBLISHING, SOURCES } from "../../ipc/fake/calendars";
import { fakeIpc, type FakeIpc } from "../../ipc/fake/index";
import type { CalendarAccount } from "../../ipc/types";
import { App } from "../../state/app.svelte";

let ipc: FakeIpc;
let app: App;

function open(hash = "#settings/calendars", prepare: (ipc: FakeIpc) => void = () => undefined) {
  location.hash = hash;
  ipc = fakeIpc(hash.startsWith("#onboarding") ? { scenario: "first" } : {});
  prepare(ipc);
  app = new App(ipc);
  render(AppView, { app });
}

const withAccount = (change: Partial<CalendarAccount> = {}) => {
  return ({ desk }: FakeIpc) => void (desk.world.connected.accounts = [structuredClone({ ...ACCOUNT, ...change })]);
};
const withSources = ({ desk }: FakeIpc) => void (desk.world.connected.sources = structuredClone([...SOURCES]));

const called = (name: string) => ipc.calls.filter((call) => call.name === name).map(({ args }) => args);
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole("button", { name }));
const choose = async (name: string) => fireEvent.click(await screen.findByRole("radio", { name }));
const field = (name: string | RegExp) => screen.findByLabelText<HTMLInputElement>(name);
async function type(name: string | RegExp, value: string) {
  await fireEvent.input(await field(name), { target: { value } });
}
async function select(name: string, label: RegExp) {
  const box = screen.getByRole<HTMLSelectElement>("combobox", { name });
  const option = [...box.options].find(({ text }) => label.test(text));
  await fireEvent.change(box, { target: { value: option?.value } });
}
async function account(address = "https://cloud.example.org/dav/", password = "engine 1843") {
  await choose("CalDAV server");
  await type("Server address", address);
  await type("User name", "ada");
  await type("Password for apps", password);
}

afterEach(() => {
  cleanup();
  location.hash = "";
});

describe("sources", () => {
  it("say what they are, how they stand, and what is the matter with a sign beside it", async () => {
    open(undefined, withSources);
    const rows = await screen.findAllByRole("listitem");
    const row = (name: string) => rows.find((each) => each.textContent.includes(name) && each.matches(".calrow"));
    expect(row("Home")?.textContent).toMatch(/Read 18:52.*ICS link/);
    expect(row("Home")?.querySelector(".warntext")).toBeNull();
    expect(row("Not reached since 14:05")?.textContent).toContain("CalDAV");
    expect(row("Not reached since 14:05")?.querySelector("use")?.getAttribute("href")).toBe("#i-cloudoff");
  });

  it("are tried again by name, and looked at as often as is chosen", async () => {
    open(undefined, withSources);
    await press("Try “Work” now");
    await waitFor(() => expect(called("calendars_now")).toHaveLength(1));
    await screen.findByText("Nothing new.");
    await select("Look for changes", /^Every 1.h$/);
    await waitFor(() => expect(called("calendar_poll_set")).toEqual([{ minutes: 60 }]));
    const box = screen.getByRole<HTMLSelectElement>("combobox", { name: "Look for changes" });
    await waitFor(() => expect(box.selectedOptions[0]?.text).toMatch(/^Every 1.h$/));
  });

  it("let a removal be taken back, whatever they are", async () => {
    open(undefined, withSources);
    await press("Remove Home");
    await screen.findByText("Removed “Home”.");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Remove Home" })).toBeNull());
    await press("Undo");
    await screen.findByRole("button", { name: "Remove Home" });
  });
});

describe("an address", () => {
  it("is checked and added, and forgotten by the form", async () => {
    open();
    await choose("ICS link");
    await type("Address of the .ics file", "webcal://example.org/odd.ics");
    await press("Check and add");
    await screen.findByText("“Home” is read.");
    expect(called("calendar_link_add")).toEqual([
      { address: "webcal://example.org/odd.ics", keep: "keychain", trust: null },
    ]);
    expect((await field("Address of the .ics file")).value).toBe("");
    screen.getByText("Line 7: the rule has no frequency.");
    await screen.findByRole("button", { name: "Remove Home" });
  });

  it("that leads nowhere is still there to be corrected", async () => {
    open();
    await choose("ICS link");
    await type("Address of the .ics file", "https://gone.example.org/a.ics");
    await press("Check and add");
    expect((await screen.findByRole("alert")).textContent).toContain("There is no calendar at this address.");
    const address = await field("Address of the .ics file");
    expect(address.value).toBe("https://gone.example.org/a.ics");
    await waitFor(() => expect(document.activeElement).toBe(address));
  });

  it("is what a service without passwords for programs wants, in honest words; the list of services stays", async () => {
    open();
    await choose("CalDAV server");
    const services = screen.getByRole("combobox", { name: "Service" });
    services.focus();
    await select("Service", /Google/);
    expect(document.activeElement).toBe(services);
    screen.getByText("Copy its secret address in iCal format.");
    const said = screen.getByText(/^Google Calendar lets no program sign in with a password/).textContent;
    expect(said).not.toContain("subscribe");
    expect(said).toMatch(/cannot be published there\. Export them as an \.ics file and import it there, or publish/);
    expect(screen.queryByLabelText("Password for apps")).toBeNull();
    await type("Address of the .ics file", "https://example.org/secret.ics");
    await select("Service", /Nextcloud/);
    expect(document.activeElement).toBe(services);
    screen.getByLabelText("Password for apps");
    await select("Service", /Google/);
    await press("Check and add");
    await screen.findByRole("button", { name: "Remove Home" });
    expect(called("calendar_link_add")).toMatchObject([{ address: "https://example.org/secret.ics" }]);
  });
});

describe("an account", () => {
  it("is found with the keys alone, and its calendars are there to be chosen", async () => {
    open();
    await account();
    const password = await field("Password for apps");
    expect([password.type, password.autocomplete]).toEqual(["password", "off"]);
    await fireEvent.keyDown(password, { key: "Enter" });
    await screen.findByText("Found 3 calendars.");
    expect(called("calendar_account_add")).toEqual([
      {
        address: "https://cloud.example.org/dav/",
        user: "ada",
        password: "engine 1843",
        keep: "keychain",
        trust: null,
        hosts: [],
        account: null,
      },
    ]);
    expect((await field("Password for apps")).value).toBe("");
    expect(location.hash).not.toMatch(/ada|engine/);
    await waitFor(() => expect(document.activeElement?.textContent).toBe("ada at cloud.example.org"));
    await fireEvent.click(screen.getByRole("checkbox", { name: "Choir" }));
    await waitFor(() =>
      expect(called("calendar_read_set")).toEqual([
        { account: "a1", url: "https://cloud.example.org/ada/choir/", read: true },
      ]),
    );
    await screen.findByRole("button", { name: "Remove Choir" });
  });

  it("of a known service has its address and steps, and an address that was typed stays", async () => {
    open();
    await choose("CalDAV server");
    await select("Service", /Fastmail/);
    expect((await field("Server address")).value).toBe("https://caldav.fastmail.com/");
    screen.getByText(/^Open Settings, Privacy & Security/);
    await type("Server address", "https://own.example.org/");
    await select("Service", /Nextcloud/);
    expect((await field("Server address")).value).toBe("https://own.example.org/");
  });

  it("keeps what was typed while something else is looked at", async () => {
    open();
    await account();
    await choose("ICS file");
    await choose("CalDAV server");
    expect((await field("Password for apps")).value).toBe("engine 1843");
  });

  it("whose certificate nobody vouches for is asked about", async () => {
    open();
    await account("https://self.example.org/");
    await press("Check and add");
    const asked = await screen.findByRole("group", { name: /does not trust the certificate of self\.example\.org/ });
    expect(document.activeElement).toBe(asked);
    await fireEvent.click(within(asked).getByRole("button", { name: "Trust it for self.example.org" }));
    await screen.findByText("Found 3 calendars.");
    expect(called("calendar_account_add")).toMatchObject([
      { trust: null, password: "engine 1843" },
      { trust: { host: "self.example.org", fingerprint: "4f".repeat(32) }, password: "engine 1843" },
    ]);
  });

  it("is not connected where that is refused, and nothing that was typed is lost", async () => {
    open();
    await account("https://self.example.org/");
    await press("Check and add");
    await press("Do not connect");
    expect(screen.queryByText(/does not trust the certificate/)).toBeNull();
    expect((await field("Password for apps")).value).toBe("engine 1843");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Check and add"));
    expect(called("calendar_account_add")).toHaveLength(1);
  });

  it("of another host is gone to when that is agreed to, for this address alone", async () => {
    open();
    await account("https://moved.example.org/");
    await press("Check and add");
    await press("Go to p42.example.org");
    await screen.findByText("Found 3 calendars.");
    expect(called("calendar_account_add")).toMatchObject([{ hosts: [] }, { hosts: ["p42.example.org"] }]);
    await account("https://moved.example.org/");
    await press("Check and add");
    await screen.findByRole("button", { name: "Go to p42.example.org" });
    expect(called("calendar_account_add").at(-1)).toMatchObject({ hosts: [] });
  });

  it.each([
    ["Keep it in a file", "file"],
    ["Until Ninefold is closed", "session"],
  ])("without a keychain asks where the password is kept (%s)", async (name, keep) => {
    open(undefined, ({ desk }) => void (desk.world.connected.keychain = false));
    await account();
    await press("Check and add");
    await press(name);
    await screen.findByText("Found 3 calendars.");
    expect(called("calendar_account_add")).toMatchObject([{ keep: "keychain" }, { keep }]);
  });

  it("is stopped where it is left while the server takes its time, and nothing else waits", async () => {
    open(undefined, withSources);
    await account();
    const answer = ipc.hold("calendar_account_add");
    await press("Check and add");
    await screen.findByText(/^Connecting\./);
    await press("Remove Home");
    await screen.findByText("Removed “Home”.");
    await press("Leave it");
    expect((await field("Password for apps")).value).toBe("");
    expect(screen.queryByText(/^Connecting\./)).toBeNull();
    expect(called("reading_stop")).toHaveLength(1);
    ipc.failNext("calendar_account_add", new Failure("stopped", "It was stopped. Nothing was changed."));
    answer();
    await waitFor(() => expect(app.toasts.current).toMatchObject({ answered: { message: "Removed “Home”." } }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("that was found before it could be stopped is told", async () => {
    open();
    await account();
    const answer = ipc.hold("calendar_account_add");
    await press("Check and add");
    await press("Leave it");
    answer();
    await screen.findByText("Found 3 calendars.");
    await screen.findByRole("checkbox", { name: "Choir" });
  });

  it("goes on while another screen is looked at", async () => {
    open();
    await account();
    const answer = ipc.hold("calendar_account_add");
    await press("Check and add");
    location.hash = "#today";
    await waitFor(() => expect(screen.queryByLabelText("Password for apps")).toBeNull());
    expect(called("reading_stop")).toEqual([]);
    answer();
    await screen.findByText("Found 3 calendars.");
  });

  it("that asks after it was left says so, and asks nothing", async () => {
    open();
    await account("https://self.example.org/");
    const answer = ipc.hold("calendar_account_add");
    await press("Check and add");
    location.hash = "#today";
    await waitFor(() => expect(screen.queryByLabelText("Password for apps")).toBeNull());
    answer();
    await screen.findByText(/^The calendar asks something first\. Nothing was added/);
  });

  it("whose password is refused leads back to it", async () => {
    const state = "The server refused the password.";
    open(undefined, withAccount({ state, trouble: true, needs_person: true }));
    await press("Check again ada at cloud.example.org");
    const form = screen.getByRole("group", { name: "Check ada at cloud.example.org again" });
    const typed = (label: string) => within(form).getByLabelText<HTMLInputElement>(label);
    expect([typed("Server address").value, typed("User name").value]).toEqual([ACCOUNT.address, "ada"]);
    expect(document.activeElement).toBe(typed("Password for apps"));
    await fireEvent.input(typed("Password for apps"), { target: { value: "wrong" } });
    await fireEvent.click(within(form).getByRole("button", { name: "Check again" }));
    await within(form).findByRole("alert");
    expect(typed("Password for apps").value).toBe("wrong");
    await fireEvent.input(typed("Password for apps"), { target: { value: "right" } });
    await fireEvent.click(within(form).getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(form.isConnected).toBe(false));
    expect(called("calendar_account_add").at(-1)).toMatchObject({ account: "a1", password: "right" });
  });

  it("is forgotten after a question, for no undo brings its password back", async () => {
    open(undefined, withAccount());
    await press("Forget ada at cloud.example.org");
    await press("Keep it");
    expect(called("calendar_account_remove")).toEqual([]);
    await press("Forget ada at cloud.example.org");
    await press("Forget it");
    await waitFor(() => expect(called("calendar_account_remove")).toEqual([{ account: "a1" }]));
    await waitFor(() => expect(screen.queryByRole("checkbox", { name: "Choir" })).toBeNull());
  });

  it("that is in trouble is said in the frame, which leads there", async () => {
    const state = "The server refused the password.";
    open("#settings/data", withAccount({ state, trouble: true, needs_person: true }));
    const link = await screen.findByRole("link", { name: "Saved here; a calendar is not up to date" });
    expect(link).toMatchObject({ title: state, hash: "#settings/calendars" });
  });
});

describe("study blocks", () => {
  it("are published in a calendar of their own, or in one that is there", async () => {
    open(undefined, withAccount());
    expect((await field("Name of the new calendar")).value).toBe("Ninefold");
    await select("Calendar to publish in", /^Choir/);
    expect(screen.queryByLabelText("Name of the new calendar")).toBeNull();
    const places = screen.getByRole<HTMLSelectElement>("combobox", { name: "Calendar to publish in" });
    expect([...places.options].map(({ text }) => text).join()).not.toContain("Holidays");
    await select("Calendar to publish in", /^A new calendar/);
    await press("Publish");
    await screen.findByText("Published in “Ninefold”");
    expect(called("calendar_publish")).toEqual([{ account: "a1", url: null, name: "Ninefold" }]);
  });

  it("are published by Enter in the name of a new calendar", async () => {
    open(undefined, withAccount());
    await fireEvent.keyDown(await field("Name of the new calendar"), { key: "Enter" });
    await screen.findByText("Published in “Ninefold”");
  });

  it("go to another calendar, which takes them and what others added along", async () => {
    open(undefined, (fake) => {
      withAccount()(fake);
      fake.desk.world.connected.publishing = { ...PUBLISHING, calendar: "Private" };
    });
    await press("Another calendar");
    await screen.findByText(/with what others added to them/);
    await press("Go on publishing");
    expect(screen.queryByLabelText("Calendar to publish in")).toBeNull();
    await press("Another calendar");
    await select("Calendar to publish in", /^Choir/);
    await press("Publish there");
    await screen.findByText("Published in “Choir”");
    await waitFor(() => expect(screen.queryByLabelText("Calendar to publish in")).toBeNull());
    expect(called("calendar_publish_off")).toEqual([]);
  });

  it.each([
    ["Take them out", true],
    ["Let them stay", false],
  ])("are published no longer, and those that are there are asked about (%s)", async (name, take_out) => {
    open(undefined, (fake) => {
      withAccount()(fake);
      fake.desk.world.connected.publishing = PUBLISHING;
    });
    await press("Stop publishing");
    await press("Go on publishing");
    expect(called("calendar_publish_off")).toEqual([]);
    await press("Stop publishing");
    await press(name);
    await waitFor(() => expect(called("calendar_publish_off")).toEqual([{ take_out }]));
    await screen.findByLabelText("Calendar to publish in");
  });

  it.each([
    ["Yes, ask about each", true],
    ["No, write them again", false],
  ])("that vanished at once are believed to be gone only if one says so (%s)", async (name, believe) => {
    open(undefined, (fake) => {
      withAccount()(fake);
      fake.desk.world.connected.publishing = { ...PUBLISHING, many_gone: 8 };
    });
    await screen.findByText(/^8 blocks have gone from the calendar at once/);
    await press(name);
    await waitFor(() => expect(called("calendar_many")).toEqual([{ believe }]));
    await waitFor(() => expect(screen.queryByText(/^8 blocks have gone/)).toBeNull());
  });

  it("are written to a file, with their titles if one wants", async () => {
    open();
    await screen.findByText(/^Add a CalDAV account/);
    expect(screen.queryByRole("switch", { name: /^Show block titles/ })).toBeNull();
    await fireEvent.click(screen.getByRole("switch", { name: /^Write blocks to an ICS file.*study\.ics/ }));
    await fireEvent.click(await screen.findByRole("switch", { name: /^Show block titles/ }));
    await waitFor(() =>
      expect(called("calendar_file_set")).toEqual([
        { on: true, titles: false },
        { on: true, titles: true },
      ]),
    );
  });

  it("come with a reminder if one wants, once they are published, and with those of a terminal", async () => {
    open();
    await screen.findByText(/^Add a CalDAV account/);
    expect(screen.queryByRole("combobox", { name: "Reminder" })).toBeNull();
    cleanup();
    open(undefined, (fake) => {
      withAccount()(fake);
      fake.desk.world.connected.publishing = PUBLISHING;
    });
    const box = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Reminder" });
    expect([box.value, box.options.length]).toEqual(["", 7]);
    const answer = ipc.hold("calendar_reminders_set");
    await select("Reminder", /^10.min before$/);
    await waitFor(() => expect(box.disabled).toBe(true));
    answer();
    await screen.findByText("Published blocks have other reminders.");
    await waitFor(() => expect([box.disabled, box.value]).toEqual([false, "10"]));
    ipc.desk.world.connected.reminders = [10, 60];
    ipc.emit(["calendars"]);
    await waitFor(() => expect(box.selectedOptions[0]?.text).toMatch(/^10.min and 1.h before$/));
    await select("Reminder", /^None$/);
    await waitFor(() => expect(box.options).toHaveLength(7));
    expect(called("calendar_reminders_set")).toEqual([{ reminders: [10] }, { reminders: [] }]);
  });

  it("that are written to a file can remind, too", async () => {
    open(undefined, ({ desk }) => void (desk.world.connected.file.on = true));
    await screen.findByRole("combobox", { name: "Reminder" });
  });
});

describe("the week", () => {
  const asks = [
    { block: "b5", sentence: "“Gradient boosting”, Wednesday 19:30, was deleted in your calendar." },
    { block: "b6", sentence: "“SQL windows”, Thursday 19:30, was deleted in your calendar." },
  ];

  it.each([
    ["Leave it out", "skip"],
    ["Plan it elsewhere", "elsewhere"],
    ["Keep it", "keep"],
  ])("asks about a block that was taken out in the calendar (%s)", async (name, answer) => {
    open("#week", ({ desk }) => void (desk.world.connected.publishing = { ...PUBLISHING, asks }));
    const list = await screen.findByRole("list", { name: "Taken out in your calendar" });
    const first = within(list).getAllByRole("button", { name })[0];
    first?.focus();
    if (first) await fireEvent.click(first);
    await waitFor(() => expect(called("calendar_answer")).toEqual([{ blocks: ["b5"], answer }]));
    await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(1));
    await screen.findByRole("button", { name: "Undo" });
  });

  it("asks about a few at a time", async () => {
    const [first] = asks;
    const many = [1, 2, 3, 4, 5].map((n) => ({ block: `x${n}`, sentence: `${first?.sentence ?? ""} ${n}` }));
    open("#week", ({ desk }) => void (desk.world.connected.publishing = { ...PUBLISHING, asks: many }));
    const list = await screen.findByRole("list", { name: "Taken out in your calendar" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(3);
    screen.getByText("And 2 more after these.");
    const all = screen.getByRole("button", { name: "Plan all elsewhere" });
    expect(document.getElementById(all.getAttribute("aria-describedby") ?? "")?.textContent).toBe("All 5 of them");
    await fireEvent.click(all);
    const blocks = many.map(({ block }) => block);
    await waitFor(() => expect(called("calendar_answer")).toEqual([{ blocks, answer: "elsewhere" }]));
    await waitFor(() => expect(screen.queryByRole("list", { name: "Taken out in your calendar" })).toBeNull());
  });

  it("shows no stale calendar as fresh: which, since when, and what is over as it was", async () => {
    open("#week", withSources);
    await screen.findByText("“Work” could not be read anew.");
    screen.getByText(/Not reached since 14:05/);
    const slot = (day: string) => screen.getByTestId(`day-2026-11-${day}`).querySelector(".busy");
    expect(slot("24")?.matches(".is-stale")).toBe(false);
    expect(slot("26")?.matches(".is-stale")).toBe(true);
    expect(slot("26")?.textContent).toContain("Busy: Work, as it was read last, 09:00 to 18:00");
    await press("Try again");
    await waitFor(() => expect(called("calendars_now")).toHaveLength(1));
    const banner = screen.getByText("“Work” could not be read anew.").closest<HTMLElement>(".banner");
    if (banner) await fireEvent.click(within(banner).getByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(screen.queryByText("“Work” could not be read anew.")).toBeNull());
  });

  it("tells two calendars of one name apart: only one of them is old", async () => {
    const slot = (from: number, to: number, source: string) => {
      return { from, to, title: "", all_day: false, source, calendar: "Work", color: null };
    };
    open("#week", (fake) => {
      withSources(fake);
      fake.desk.world.busy["2026-11-27"] = [slot(540, 600, "link:2"), slot(660, 720, "account:1")];
    });
    const day = await screen.findByTestId("day-2026-11-27");
    const old = () => [...day.querySelectorAll(".busy")].map((each) => each.matches(".is-stale"));
    await waitFor(() => expect(old()).toEqual([false, true]));
  });

  it("draws what came after a block beside it, so that both can be read", async () => {
    open("#week", ({ desk }) => {
      desk.world.busy["2026-11-25"] = [
        { from: 1180, to: 1240, title: "Choir", all_day: false, source: "link:1", calendar: "Home", color: null },
        { from: 540, to: 600, title: "Standup", all_day: false, source: "link:1", calendar: "Home", color: null },
      ];
    });
    const day = await screen.findByTestId("day-2026-11-25");
    const slot = (name: string) =>
      [...day.querySelectorAll<HTMLElement>(".slot")].find((each) => each.textContent.includes(name))?.style;
    expect(parseFloat(slot("Choir")?.marginInline ?? "")).toBeCloseTo(
      100 - parseFloat(slot("Gradient")?.marginInlineEnd ?? ""),
    );
    expect([slot("Standup")?.marginInline, slot("Weekly paper")?.marginInlineEnd]).toEqual(["", ""]);
  });

  it("shows the title of what begins under a fold below it, until that is opened", async () => {
    open("#week", ({ desk }) => {
      desk.world.busy["2026-11-27"] = [
        { from: 840, to: 1220, title: "Party", all_day: false, source: "link:1", calendar: "Home", color: null },
      ];
    });
    const day = await screen.findByTestId("day-2026-11-27");
    const isBelow = () => day.querySelector(".busy")?.matches(".busy--below");
    expect(isBelow()).toBe(true);
    const [fold] = [...document.querySelectorAll<HTMLElement>(".foldbtn[aria-expanded=false]")].slice(-1);
    if (fold) await fireEvent.click(fold);
    expect(isBelow()).toBe(false);
  });

  it("names the calendar of an event, and of what is private no more than that", async () => {
    open("#week", ({ desk }) => {
      desk.world.busy["2026-11-27"] = [
        { from: 1140, to: 1350, title: "", all_day: false, source: "link:1", calendar: "Home", color: "#ffee00" },
        { from: 540, to: 600, title: "Standup", all_day: false, source: "account:1", calendar: "Work", color: null },
      ];
    });
    const day = await screen.findByTestId("day-2026-11-27");
    const [evening, morning] = day.querySelectorAll<HTMLElement>(".busy");
    expect(evening?.textContent).toContain("Busy: Busy (Home), 19:00 to 22:30");
    expect(evening?.title).toBe("Busy (Home), 19:00–22:30");
    expect(evening?.matches(".busy--edge")).toBe(true);
    expect(morning?.textContent).toContain("Busy: Standup (Work), 09:00 to 10:00");
    expect(morning?.matches(".busy--edge")).toBe(false);
  });
});

describe("today", () => {
  it("shows no stale calendar as fresh", async () => {
    open("#today", (fake) => {
      withSources(fake);
      fake.desk.world.busy["2026-11-25"] = [
        { from: 540, to: 1080, title: "Office", all_day: false, source: "account:1", calendar: "Work", color: null },
        { from: 1260, to: 1320, title: "", all_day: false, source: "account:1", calendar: "Work", color: null },
      ];
    });
    const evening = await screen.findByText("Busy: Busy (Work), as it was read last, 21:00 to 22:00");
    expect(evening.closest(".strip__busy")?.matches(".is-stale")).toBe(true);
    const office = screen.getByText("Busy: Office (Work), 09:00 to 18:00");
    expect(office.closest(".strip__busy")?.matches(".is-stale")).toBe(false);
  });
});

describe("what was done in a calendar", () => {
  it("is told with the way back, whatever the look says after it", async () => {
    open(undefined, withSources);
    const answer = ipc.hold("calendars_now");
    await press("Try “Work” now");
    const answered = { message: "Moved 1 block, as in your calendar.", undoable: true, changes: [] };
    ipc.desk.world.arrivals.push({ kind: "told", answered });
    ipc.emit(["arrivals"]);
    await screen.findByText(answered.message);
    answer();
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Try “Work” now" })).toHaveProperty("disabled", false),
    );
    screen.getByText(answered.message);
    screen.getByRole("button", { name: "Undo" });
  });
});

describe("the first start", () => {
  it("takes an address and an account, too, and stays where it is at Enter", async () => {
    open("#onboarding/2");
    await account();
    await fireEvent.keyDown(await field("Password for apps"), { key: "Enter" });
    await fireEvent.click(await screen.findByRole("checkbox", { name: "Private" }));
    await screen.findByRole("button", { name: "Remove Private" });
    await choose("ICS link");
    await type("Address of the .ics file", "https://example.org/a.ics");
    await press("Check and add");
    await screen.findByRole("button", { name: "Remove Home" });
    expect(location.hash).toMatch(/^#onboarding\/2/);
  });
});
