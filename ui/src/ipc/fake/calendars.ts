// What the fake application knows of calendars that are read again, accounts, and the published calendar.
import { Failure } from "../call";
import type {
  AccountAdd,
  CalendarAccount,
  CalendarSource,
  CalendarsLooked,
  CalendarsView,
  Connected,
  ConnectQuestion,
  LinkAdd,
  Provider,
  Publishing,
  StudyFile,
  Topic,
} from "../types";
import type { Desk, Handlers } from "./index";

/** All of it but the files. */
export interface CalendarWorld {
  sources: CalendarSource[];
  accounts: CalendarAccount[];
  publishing: Publishing | null;
  file: StudyFile;
  reminders: number[];
  poll: number;
  /** The system has a keychain. */
  keychain: boolean;
}

export const NO_CALENDARS: CalendarWorld = {
  sources: [],
  accounts: [],
  publishing: null,
  file: { on: false, titles: false, path: "~/Ninefold/study.ics", trouble: null },
  reminders: [],
  poll: 15,
  keychain: true,
};

const calendar = (name: string, color: string | null, writable = true) => ({
  url: `https://cloud.example.org/ada/${name.toLowerCase()}/`,
  name,
  color,
  read: false,
  published: false,
  holds_blocks: false,
  writable,
});

export const ACCOUNT: CalendarAccount = {
  id: "a1",
  name: "ada at cloud.example.org",
  address: "https://cloud.example.org/dav/",
  user: "ada",
  keep: "keychain",
  state: "Looked at 18:52.",
  trouble: false,
  needs_person: false,
  calendars: [calendar("Private", "#cc3366"), calendar("Choir", "#ffee00"), calendar("Holidays", null, false)],
  can_make: true,
};

/** A link that is read, and a calendar of an account that is not reached. */
export const SOURCES: readonly CalendarSource[] = [
  {
    source: "link:1",
    kind: "link",
    name: "Home",
    color: "#336699",
    state: "Read 18:52, 14 events in the next 4 weeks.",
    trouble: false,
    can_try: true,
  },
  {
    source: "account:1",
    kind: "account",
    name: "Work",
    color: "#cc3366",
    state: "Not reached since 14:05. The server did not answer in 10 s; it is tried again at 19:20.",
    trouble: true,
    can_try: true,
  },
];

export const PUBLISHING: Publishing = {
  account: "a1",
  calendar: "Ninefold",
  state: "In step since 18:52.",
  trouble: false,
  asks: [],
  many_gone: null,
  notes: [],
};

/** Much at once: a calendar out of reach, blocks published, two of them taken out in the calendar. */
export const CONNECTED: CalendarWorld = {
  ...NO_CALENDARS,
  sources: [...SOURCES],
  accounts: [ACCOUNT],
  publishing: {
    ...PUBLISHING,
    asks: [
      { block: "b5", sentence: "“Gradient boosting from scratch”, Wednesday 19:30, was deleted in your calendar." },
      { block: "b6", sentence: "“SQL window functions”, Thursday 19:30, was deleted in your calendar." },
    ],
  },
  file: { ...NO_CALENDARS.file, on: true },
};

const PROVIDERS: readonly Provider[] = [
  {
    id: "fastmail",
    name: "Fastmail",
    address: "https://caldav.fastmail.com/",
    account: true,
    steps: ["Open Settings, Privacy & Security, and make a password for an app.", "Use it here."],
  },
  {
    id: "nextcloud",
    name: "Nextcloud",
    address: "",
    account: true,
    steps: ["Type the address of your Nextcloud."],
  },
  {
    id: "google",
    name: "Google Calendar",
    address: "",
    account: false,
    steps: ["Open the calendar’s settings.", "Copy its secret address in iCal format."],
  },
];

const FINGERPRINT = "4f".repeat(32);

type Own =
  | "calendars"
  | "calendars_now"
  | "reading_stop"
  | "calendar_account_add"
  | "calendar_account_remove"
  | "calendar_read_set"
  | "calendar_link_add"
  | "calendar_remove"
  | "calendar_publish"
  | "calendar_publish_off"
  | "calendar_answer"
  | "calendar_many"
  | "calendar_file_set"
  | "calendar_reminders_set"
  | "calendar_poll_set";

export function calendarHandlers(desk: Desk, emit: (topics: Topic[]) => void): Pick<Handlers, Own> {
  const held = () => desk.world.connected;

  const view = (): CalendarsView => ({
    sources: [
      ...desk.world.calendars.map(({ source, name, events }) => ({
        source,
        kind: "file" as const,
        name,
        color: null,
        state: `Read 18:52, ${events} events.`,
        trouble: false,
        can_try: false,
      })),
      ...held().sources,
    ],
    accounts: held().accounts,
    publishing: held().publishing,
    file: held().file,
    reminders: held().reminders,
    trouble: null,
    poll_minutes: held().poll,
    poll_choices: [5, 15, 60],
    providers: [...PROVIDERS],
  });

  const looked = (message: string, edit: (world: CalendarWorld) => void): CalendarsLooked => {
    edit(held());
    emit(["calendars", "busy", "app"]);
    return { message, trouble: false, problems: [], calendars: view() };
  };

  const said = (message: string | null, edit: (world: CalendarWorld) => void) => {
    edit(held());
    emit(["calendars", "busy", "app"]);
    return { message, undoable: false, changes: [] };
  };

  const asks = (question: ConnectQuestion): Connected => ({
    question,
    account: null,
    message: null,
    problems: [],
    calendars: view(),
  });

  /** What is asked before anything is kept. */
  function questionOf({ address, keep, trust }: Pick<LinkAdd, "address" | "keep" | "trust">): ConnectQuestion | null {
    const host = "self.example.org";
    if (address.includes(host) && trust?.fingerprint !== FINGERPRINT)
      return {
        kind: "certificate",
        text: `The system does not trust the certificate of ${host}.`,
        trust: { host, fingerprint: FINGERPRINT },
      };
    if ((keep ?? "keychain") === "keychain" && !held().keychain)
      return { kind: "keep", text: "There is no keychain on this computer. Where may it be kept?" };
    return null;
  }

  return {
    calendars: view,
    reading_stop: () => said(null, () => undefined),
    calendars_now: () => looked("Nothing new.", () => undefined),
    calendar_account_add(args: AccountAdd) {
      if (args.password === "wrong")
        throw new Failure("calendar_password", "The server refused the password.", ["Type it again."]);
      const host = "p42.example.org";
      if (args.address.includes("moved.example.org") && !args.hosts.includes(host))
        return asks({ kind: "other_host", text: `Your calendars are at ${host}.`, host });
      const question = questionOf(args);
      if (question !== null) return asks(question);
      const added: CalendarAccount = structuredClone({
        ...ACCOUNT,
        id: args.account ?? `a${held().accounts.length + 1}`,
        address: args.address,
        user: args.user,
      });
      const { message, calendars } = looked("Found 3 calendars.", (world) => {
        world.accounts = [...world.accounts.filter(({ id }) => id !== added.id), added];
      });
      return { question: null, account: added.id, message, problems: [], calendars };
    },
    calendar_account_remove: ({ account }) =>
      said("The account is forgotten.", (world) => {
        world.accounts = world.accounts.filter(({ id }) => id !== account);
        if (world.publishing?.account === account) world.publishing = null;
      }),
    calendar_read_set: ({ url, read }) =>
      looked(read ? "Read, 9 events." : "Not read any more.", (world) => {
        for (const found of world.accounts.flatMap(({ calendars }) => calendars).filter((each) => each.url === url)) {
          found.read = read;
          world.sources = world.sources.filter(({ source }) => source !== url);
          const { name, color } = found;
          if (read)
            world.sources.push({
              source: url,
              kind: "account",
              name,
              color,
              state: "Read 19:10, 9 events.",
              trouble: false,
              can_try: true,
            });
        }
      }),
    calendar_link_add(args) {
      if (args.address.includes("gone.example.org"))
        throw new Failure("calendar_gone", "There is no calendar at this address.");
      const question = questionOf(args);
      if (question !== null) return asks(question);
      const { message, calendars } = looked("“Home” is read.", (world) => {
        const home = SOURCES.find(({ kind }) => kind === "link");
        if (home) world.sources = [...world.sources, home];
      });
      const problems = args.address.includes("odd") ? ["Line 7: the rule has no frequency."] : [];
      return { question: null, account: null, message, problems, calendars };
    },
    calendar_remove({ source }) {
      const name = view().sources.find((each) => each.source === source)?.name ?? source;
      return desk.change("removed a calendar", ["busy", "plan", "settings", "calendars"], (world) => {
        world.calendars = world.calendars.filter((each) => each.source !== source);
        world.connected.sources = world.connected.sources.filter((each) => each.source !== source);
        return { message: `Removed “${name}”.` };
      });
    },
    calendar_publish: ({ account, url, name }) =>
      looked("Published 12 blocks.", (world) => {
        const all = world.accounts.flatMap(({ calendars }) => calendars);
        const calendar = all.find((each) => each.url === url)?.name ?? name ?? "Ninefold";
        world.publishing = { ...PUBLISHING, account, calendar };
      }),
    calendar_publish_off: ({ take_out }) =>
      looked(take_out ? "12 blocks were taken out." : "The blocks stay there.", (world) => {
        world.publishing = null;
      }),
    calendar_answer: ({ blocks, answer }) =>
      desk.change("answered for a block", ["plan", "calendars"], (world) => {
        const { publishing } = world.connected;
        if (publishing) publishing.asks = publishing.asks.filter((ask) => !blocks.includes(ask.block));
        return { message: { skip: "Left out.", elsewhere: "Planned elsewhere.", keep: "It stays." }[answer] };
      }),
    calendar_many: ({ believe }) =>
      looked(believe ? "Each is asked about." : "They are written again.", (world) => {
        if (world.publishing) world.publishing.many_gone = null;
      }),
    calendar_file_set: (set) => said(null, (world) => void (world.file = { ...world.file, ...set })),
    calendar_reminders_set: ({ reminders }) =>
      looked("Published blocks have other reminders.", (world) => void (world.reminders = reminders)),
    calendar_poll_set: ({ minutes }) => said(null, (world) => void (world.poll = minutes)),
  };
}
