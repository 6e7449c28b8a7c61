// What the printed week says.
import { dayRange, hours } from "./format";

export const print = {
  command: "Print the week…",
  also: "paper pdf page",
  title: (first: string, last: string) => `${dayRange(first, last)} ${last.slice(0, 4)}`,
  week: (number: number) => `Week ${number} of your plan`,
  planned: (minutes: number) => `Planned ${hours(minutes)}`,
  likely: "Likely course: may still change",
  none: "Nothing planned this week.",
  made: (day: string) => `Ninefold, printed ${day}`,
};
