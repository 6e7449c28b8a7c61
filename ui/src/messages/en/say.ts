// How the window writes days, times and lengths: 28 May 2027, 8 Jan, 19:30, 1 h 30.
import { clock, weekday } from "../../time/civil";

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const DAY_LETTERS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS = "January February March April May June July August September October November December".split(" ");

const monthOf = (day: string): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? "";
const dateOf = (day: string): number => Number(day.slice(8, 10));

export const say = {
  /** "1 h 30", "2 h", "45 min" */
  length(minutes: number): string {
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    if (h === 0) return `${m} min`;
    return m === 0 ? `${h} h` : `${h} h ${String(m).padStart(2, "0")}`;
  },
  /** Whole hours: "46 h" */
  hours: (minutes: number): string => `${Math.round(minutes / 60)} h`,
  clock,
  /** "28 May 2027" */
  date: (day: string): string => `${dateOf(day)} ${monthOf(day)} ${day.slice(0, 4)}`,
  /** "Friday 28 May 2027" */
  fullDate: (day: string): string => `${WEEKDAYS[weekday(day)] ?? ""} ${say.date(day)}`,
  /** "8 Jan" */
  shortDate: (day: string): string => `${dateOf(day)} ${monthOf(day).slice(0, 3)}`,
  /** "8 Jan 2027" */
  shortDateYear: (day: string): string => `${say.shortDate(day)} ${day.slice(0, 4)}`,
  /** "May 2027" */
  month: (day: string): string => `${monthOf(day)} ${day.slice(0, 4)}`,
  /** "7–13 September", "28 September – 4 October" */
  week(from: string, to: string): string {
    const start = dateOf(from);
    return from.slice(0, 7) === to.slice(0, 7)
      ? `${start}–${dateOf(to)} ${monthOf(to)}`
      : `${start} ${monthOf(from)} – ${dateOf(to)} ${monthOf(to)}`;
  },
  /** "A", "A and B", "A, B and C" */
  list: (items: readonly string[]): string =>
    items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`,
  /** "Mon to Thu", "Wed, Fri", "Saturday" */
  days(days: readonly number[]): string {
    const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
    if (days.length === 1) return WEEKDAYS[first] ?? "";
    if (days.length > 2 && last - first === days.length - 1) return `${DAYS[first] ?? ""} to ${DAYS[last] ?? ""}`;
    return days.map((day) => DAYS[day]).join(", ");
  },
  /** An instant as "25 Nov 18:52" in a zone. */
  moment(instant: string, zone: string): string {
    const form = { timeZone: zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
    return new Intl.DateTimeFormat("en-GB", form).format(new Date(instant)).replace(",", "");
  },
};
