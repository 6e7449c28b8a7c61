// What the parts that ask for days, times and weekly hours say; onboarding and settings share them.
import type { DayProblem } from "../../time/read-day";
import type { CellKind, Painted, Stretch, Tool } from "../../time/paint";
import { length, listText, weekdayLong } from "./format";
import { clock } from "../../time/civil";

const TOOL: Record<Tool, string> = { deep: "deep", light: "light", erase: "erased" };
const at = ({ weekday, from, to }: Stretch): string => `${weekdayLong(weekday)} ${clock(from)} to ${clock(to)}`;

export const when = {
  reminder: {
    none: "None",
    before: (minutes: readonly number[]): string => `${listText(minutes.map(length))} before`,
  },
  day: {
    open: "Choose in a calendar",
    previous: "Month before",
    next: "Month after",
    problem(problem: DayProblem, text: string): string {
      const forms = "Write it as 28 May 2027, 28.5.2027 or 2027-05-28.";
      switch (problem) {
        case "empty":
          return `A date is needed. ${forms}`;
        case "form":
          return `“${text}” is not a date that can be read here. ${forms}`;
        case "month":
          return `“${text}” names no month. ${forms}`;
        case "day":
          return `“${text}” names a day that this month does not have.`;
        case "year":
          return `“${text}” needs a year of four digits, such as 2027.`;
      }
    },
    past: "This day is not in the future. Choose a later one.",
    far: "This is more than three years ahead. Choose an earlier day.",
  },
  time: "Write a time such as 19:30.",
  length: "Write hours such as 9 or 9.5.",
  painter: {
    label: "Study hours of a week",
    help: "Arrow keys move. Space or Enter paints. Shift with arrow keys paints a stretch. D, L and E choose deep, light and erase. Home and End go to Monday and Sunday.",
    cell(where: Stretch, kind: CellKind, parts: readonly Painted[], busy: boolean): string {
      const part = (one: Painted) => `${one.deep ? "deep" : "light"} ${clock(one.from)} to ${clock(one.to)}`;
      const held = { deep: "deep", light: "light", none: busy ? "" : "free", partly: parts.map(part).join(", ") }[kind];
      return [at(where), held, busy ? "usually busy" : ""].filter(Boolean).join(", ");
    },
    painted: (where: Stretch, tool: Tool): string => `${at(where)}, ${TOOL[tool]}`,
    earlier: "Earlier hours, from 0:00",
    later: "Later hours, until 24:00",
    tool: "Brush",
    deep: "Deep",
    light: "Light",
    erase: "Erase",
    rows: "Rows of",
    hour: "1\u00a0h",
    half: "30\u00a0min",
    addRange: "Add a range",
    undo: "Undo",
    busyKey: "Busy in most of the next four weeks",
  },
  range: {
    label: "Add a range",
    days: "Days",
    from: "From",
    to: "To",
    kind: "Good for",
    add: "Add",
    noDay: "Choose at least one day.",
    order: "The end must be after the start. Time after midnight belongs to the next day.",
  },
  files: {
    add: "Calendar file (.ics)",
    detail: "Most calendars can export one",
    reading: "Reading the file",
    promise: "Blocks never land on them. Events go nowhere but with your own data.",
    events: (n: number): string => (n === 1 ? "1 event" : `${n} events`),
    problems: (n: number): string =>
      n === 1
        ? "One thing in it could not be read; the rest is used."
        : `${n} things in it could not be read; the rest is used.`,
    more: (n: number): string => `And ${n} more.`,
    tooLarge: (name: string): string =>
      `“${name}” is larger than 20\u00a0MB. A calendar file is smaller; choose another file.`,
    unreadable: (name: string): string => `“${name}” could not be read from the disk. Choose it again.`,
  },
};
