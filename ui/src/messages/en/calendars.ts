// What is said of calendars: those that keep time busy, accounts, and the calendar that study blocks are published in.
import { count, length } from "./format";

export const calendars = {
  failed: "How the calendars stand could not be read.",
  loading: "Reading how the calendars stand",
  kinds: { file: "ICS file", link: "ICS link", account: "CalDAV", elsewhere: "Elsewhere" },
  elsewhere: "Read by another of your computers, or no longer read at all",
  remove: "Remove",
  removeOf: (name: string): string => `Remove ${name}`,
  tryNow: (name: string): string => `Try “${name}” now`,
  tryAll: "Try them now",
  lookNow: "Look for changes now",
  looking: "Looking",
  poll: "Look for changes",
  every: (minutes: number): string => `Every ${length(minutes)}`,

  reading: {
    of: (name: string): string => `Reading “${name}”`,
    counted: (done: number, of: number): string => `${count(done)} of ${count(of)} events`,
    stop: "Stop",
  },

  add: {
    title: "Add a calendar",
    kind: "Kind of calendar",
    kinds: [
      { value: "file", label: "ICS file" },
      { value: "link", label: "ICS link" },
      { value: "account", label: "CalDAV server" },
    ] as const,
    service: "Service",
    another: "Another server",
    steps: "How to connect it",
    linkOnly: (name: string): string =>
      `${name} lets no program sign in with a password. Its calendar can be read by its secret address; study blocks cannot be published there, but it can subscribe to the file below.`,
    linkAddress: "Address of the .ics file",
    linkHint: "Begins with https:// or webcal://. Whoever knows a secret address can read the calendar.",
    linkExample: "https://calendar.example.org/home.ics",
    address: "Server address",
    addressHint: "Or your mail address, if the service finds its calendars by that",
    addressExample: "https://calendar.example.org/dav/",
    user: "User name",
    password: "Password for apps",
    passwordHint: "Made in the account’s settings for Ninefold alone, so that it can be taken back there",
    keep: "Keep the password",
    keepLink: "Keep the address",
    keeps: [
      { value: "keychain", label: "In the system’s keychain" },
      { value: "file", label: "In a file only you can read" },
      { value: "session", label: "Until Ninefold is closed" },
    ] as const,
    keepHints: {
      keychain: "Not in Ninefold’s files, exports or sync folder",
      file: "On this computer alone, not encrypted; not in exports or the sync folder",
      session: "Nothing is kept; it is asked for at the next start",
    },
    check: "Check and add",
    checkAgain: "Check again",
    asking: "Asking the server. You can go on with something else meanwhile.",
    leave: "Leave it",
    unanswered: "The calendar asks something first. Nothing was added; add it again to answer.",
  },

  ask: {
    title: "Before it is added",
    certificate: (host: string): string => `Trust it for ${host}`,
    host: (host: string): string => `Go to ${host}`,
    file: "Keep it in a file",
    session: "Until Ninefold is closed",
    refuse: "Do not connect",
  },

  accounts: {
    title: "Accounts",
    busy: "Keep time busy",
    busyOf: (account: string): string => `Calendars of ${account} that keep time busy`,
    none: "There is no calendar in it that could be read.",
    reading: "Reading it",
    again: "Check again",
    againOf: (account: string): string => `Check ${account} again`,
    remove: "Forget",
    removeOf: (account: string): string => `Forget ${account}`,
    ask: (account: string): string =>
      `Forget ${account}? Its calendars keep no time busy then, and no block is published there any more. The calendars themselves stay as they are, and the password is deleted here.`,
    forget: "Forget it",
    keep: "Keep it",
  },

  share: {
    title: "Share your study blocks",
    lead: "Published blocks can be moved and taken out in the calendar; Ninefold follows, and asks where it is not clear.",
    none: "Add a CalDAV account to publish your study blocks in one of its calendars.",
    noPlace: "No calendar of your accounts can be written to.",
    where: "Calendar to publish in",
    fresh: (account: string): string => `A new calendar, ${account}`,
    of: (calendar: string, account: string): string => `${calendar}, ${account}`,
    name: "Name of the new calendar",
    nameFirst: "Ninefold",
    publish: "Publish",
    publishing: "Publishing",
    in: (calendar: string): string => `Published in “${calendar}”`,
    stop: "Stop publishing",
    stopAsk: "What becomes of the blocks that stand in the calendar?",
    takeOut: "Take them out",
    letStay: "Let them stay",
    goOn: "Go on publishing",
    many: (n: number): string =>
      n === 1
        ? "A block has gone from the calendar, and nothing was done about it yet. Was it taken out there?"
        : `${n} blocks have gone from the calendar at once, and nothing was done about it yet. Were they taken out there?`,
    believe: "Yes, ask about each",
    write: "No, write them again",
    file: "Write blocks to an ICS file",
    fileHint: (path: string): string => `${path}, so that other calendars can subscribe`,
    titles: "Show block titles in that file",
    titlesHint: "When off, it only says “Study”",
    reminder: "Reminder",
    reminderHint: "In the calendar and in the file. One that you take out in the calendar stays out",
  },

  asks: {
    title: "Taken out in your calendar",
    skip: "Leave it out",
    elsewhere: "Plan it elsewhere",
    more: (n: number): string => (n === 1 ? "And 1 more after these." : `And ${n} more after these.`),
    keep: "Keep it",
  },
};
