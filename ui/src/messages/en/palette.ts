// What the command palette says.

export const palette = {
  title: "Find or do",
  open: "Find or do…",
  label: "A command, screen, unit or week",
  placeholder: "Type a command, a screen, a unit, “week 48” or a date",
  list: "What fits",
  groups: {
    recent: "Used before",
    block: (title: string) => `“${title}”`,
    commands: "Commands",
    screens: "Screens",
    weeks: "Weeks",
    units: "In the strategies",
  },
  none: (text: string) => `Nothing fits “${text}”. Try fewer letters or another word.`,
  count: (n: number) => (n === 1 ? "1 fits" : `${n} fit`),
  more: (n: number) => `${n} more in the strategies; type on to narrow them down`,
  /** How a week is asked for: “week 48”, “w48”. */
  weekWords: ["week", "w"],
  todayWords: ["today", "tomorrow", "yesterday"],
  week: (number: number, range: string) => `Week ${number}: ${range}`,
  planWeek: (number: number, range: string) => `Week ${number} of your plan: ${range}`,
  settings: (section: string) => `Settings: ${section}`,
  theme: (name: string) => `Theme: ${name}`,
  exportAll: "Export everything as JSON",
  exportCalendar: "Export your blocks as .ics",
  also: {
    done: "finished tick complete",
    missed: "skip miss fail",
    time: "move reschedule",
    remove: "delete remove",
    add: "new",
    keys: "shortcuts help",
    present: "today now",
    undo: "back",
  },
};
