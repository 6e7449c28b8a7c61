// What the settings screen says.
import { length, weekdayLong, weekdaysText } from "./format";
import { clock } from "../../time/civil";

const minutes = (n: number): string => (n === 0 ? "None" : length(n));

export const settings = {
  title: "Settings",
  sections: "Settings sections",
  names: {
    availability: "Availability",
    goal: "Goal and date",
    known: "What you know already",
    pace: "Your pace",
    calendars: "Calendars",
    appearance: "Appearance",
    computer: "This computer",
    pack: "Curriculum",
    data: "Data",
  },
  failed: "The settings could not be read",
  loading: "Reading the settings",
  save: "Save",
  saving: "Saving",
  reset: "Back to saved",
  unsaved: "Not saved yet",

  availability: {
    lead: "The plan only uses these windows, and only as many as it needs.",
    caption: "Study windows",
    days: "Days",
    from: "From",
    to: "To",
    kind: "Good for",
    deep: "Deep or light",
    light: "Light only",
    remove: "Remove",
    removeRow: (row: string): string => `Remove ${row}`,
    row: (days: readonly number[], from: number | null, to: number | null): string => {
      const hours = from === null || to === null ? "" : ` ${clock(from)} to ${clock(to)}`;
      return `${days.length === 0 ? "the new window" : weekdaysText(days)}${hours}`;
    },
    of: (row: string, field: string): string => `${row}, ${field}`,
    add: "Add a window",
    grid: "Paint on a grid instead",
    table: "Edit as a list instead",
    fixFirst: "Correct the rows above first; then they can be painted.",
    total: (total: string, used: string): string => `${total} a week, about ${used} used`,
    none: "No study windows. Without one, nothing can be planned.",
    timeShort: "Such as 19:30",
    problem: {
      time: "Write times such as 19:30.",
      day: "Choose at least one day.",
      order: "The end must be after the start. Time after midnight belongs to the next day.",
      overlap: (day: number): string => `Shares time with another row on ${weekdayLong(day)}.`,
    },
  },

  limits: {
    title: "Limits",
    week: "Hours a week",
    weekHint: "The plan aims for this",
    day: "Most in one day",
    dayHint: "Hours; no day gets more",
    shortest: "Shortest block",
    longest: "Longest block",
    longestHint: "Longer units are split",
    break: "Break between blocks",
    minutes,
    problem: {
      unread: "Write hours such as 9 or 9.5.",
      week_range: "Between 30\u00a0min and 70\u00a0h a week can be planned.",
      week_under_block: "This is less than the shortest block.",
      day_range: "Between 30\u00a0min and 16\u00a0h a day can be planned.",
      shortest_longer: "This is shorter than the shortest block.",
      longest_over_day: "This is longer than the most in one day.",
    },
  },

  goal: {
    lead: "The plan changes with them, and says what moved.",
    zone: "Time zone of your study week",
    zoneHint: "Blocks keep their times of day in this zone, also when you travel.",
    zoneNone: "No zone has this name. Type a city, such as Berlin or New York.",
    zoneLeft: (text: string, zone: string): string => `“${text}” is no zone; it is still ${zone}.`,
    zoneMore: (n: number): string => `${n} more; type to narrow them down`,
  },

  known: {
    lead: "What you know gets no blocks. What you studied with Ninefold to the end is not listed.",
    left: "Core work left",
  },

  pace: {
    own: "Plan with my own pace",
    ownHint: "When off, plans keep to the estimates as they are",
    none: "Nothing is finished yet. From the first finished activities on, what they took you is shown here.",
    caption: "What finished activities took you, against their estimates",
    what: "What",
    groups: { everything: "", strategy: "Strategies", kind: "Kinds of activity" },
    from: "From",
    factor: "Planned",
    blocks: (n: number): string => (n === 1 ? "1 block" : `${n} blocks`),
  },

  calendars: {
    lead: "Read only, to know when you are busy. Blocks never land on an event. Events stay on this computer.",
    none: "No calendar yet.",
    noneWhy: "Add the file of one, and its hours stay free of blocks.",
    detail: (events: string, read: string): string => `${events}, read ${read}`,
    add: "Add a calendar",
    again: "To read a newer copy of a calendar, add its file again under the same name.",
  },

  appearance: {
    lead: "Changes apply at once.",
    theme: "Theme",
    themes: [
      { value: "system", label: "System" },
      { value: "light", label: "Light" },
      { value: "dark", label: "Dark" },
    ] as const,
    language: "Language",
    languageHint: "Of the window and its messages. The curriculum is in English.",
    languageSystem: "System",
    colours: "Strategy colours",
    coloursHint: "Icons and names are always shown as well",
  },

  pack: {
    lead: "Units, questions and resources come from a pack: a folder of text files that anybody can write.",
    bundled: "Came with Ninefold",
    back: "Back to the one that came with Ninefold",
    unread: "Your pack cannot be read by this version of Ninefold, so the one that came with it stands in.",
    another: "Another pack",
    folder: "Folder of the pack",
    folderHint: "The folder that holds pack.toml. All of it is kept with your plan, so the folder may go.",
    choose: "Choose a folder",
    look: "Look at it",
    use: "Study from this pack",
    used: "You study from this pack already.",
    problems: (n: number): string =>
      n === 1
        ? "This pack cannot be used: there is one problem in it."
        : `This pack cannot be used: there are ${n} problems in it.`,
    more: (n: number): string => `${n} more`,
  },

  data: {
    lead: "Everything you did is kept in one folder on this computer.",
    leadSample: "A sample learner is on screen: nothing of it is kept. Your own plan is kept in this folder.",
    folder: "Where it lives",
    open: "Open folder",
    events: "Saved so far",
    eventsOf: (n: number): string => (n === 1 ? "1 event" : `${n.toLocaleString("en-GB")} events`),
    backup: "Last backup",
    noBackup: "None yet",
    about: "About",
    version: "Ninefold",
    export: "Export",
    exports: {
      everything: { title: "Everything", hint: "One JSON file, to take in elsewhere", button: "Export JSON" },
      notes: { title: "To read", hint: "Plan, study, notes and your own units as Markdown", button: "Export Markdown" },
      log: { title: "What you studied", hint: "A table for spreadsheets", button: "Export CSV" },
      calendar: { title: "Study blocks", hint: "An .ics file for another calendar", button: "Export .ics" },
    },
    chooseWhere: (what: string): string => `${what}: choose where the file goes`,
    written: (path: string, note: string | null): string => `Written to ${path}${note === null ? "" : `. ${note}`}`,
    backups: {
      title: "Backups",
      lead: "One a day of use, kept for days, weeks and months. Going back deletes nothing.",
      loading: "Looking into the backups",
      none: "There is none yet. The first is made at the next start.",
      replaced: (when: string): string => `Set aside on ${when}`,
      back: "Go back",
      backTo: (when: string): string => `Go back to ${when}`,
      more: (n: number): string => (n === 1 ? "1 more" : `${n} more`),
      ask: (when: string): string => `Go back to ${when}?`,
      kept: "What is here now is kept, stands in this list then, and can be brought back the same way.",
      leave: "Leave it as it is",
    },
    take: {
      title: "Import",
      lead: "Takes in what another Ninefold exported as JSON. What is here stays.",
      button: "Import…",
      file: "File",
      fileHint: "A .json file that Ninefold exported",
      choose: "Choose a file",
      look: "Look at it",
      take: "Take it in",
    },
  },
};
