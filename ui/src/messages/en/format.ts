// How days, hours and times are written in English. Fixed forms: "1 h 30", "19:30", "25 Nov", "23–29 November".
import { addDays, clock, daysBetween, split, weekday } from "../../time/civil";

/** Keeps a number and its unit in one line. */
const NBSP = "\u00a0";

const parts = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const month = (day: string) => MONTHS[Number(day.slice(5, 7)) - 1] ?? "";
const dateOf = (day: string) => Number(day.slice(8, 10));

/** The days of a week, Monday first. */
export const weekdays = (): readonly string[] => WEEKDAYS;
/** "Wednesday"; takes a day or 0 (Monday) to 6. */
export const weekdayLong = (day: string | number) => WEEKDAYS[typeof day === "number" ? day : weekday(day)] ?? "";
/** "Wed". */
export const weekdayShort = (day: string | number) => weekdayLong(day).slice(0, 3);
/** "25". */
export const dayNumber = (day: string) => String(dateOf(day));
/** "Nov"; of a January the year: "2027". */
export const monthOrYear = (day: string) => (month(day) === "Jan" ? day.slice(0, 4) : month(day));
/** "25 Nov". */
export const dayShort = (day: string) => `${dateOf(day)} ${month(day)}`;
/** "Nov". */
export const monthShort = (day: string) => month(day);
/** "25 Nov 2027". */
export const dayShortYear = (day: string) => `${dayShort(day)} ${day.slice(0, 4)}`;
/** "Wednesday 25 November". */
export const dayLong = (day: string) => `${weekdayLong(day)} ${parts(day, { day: "numeric", month: "long" })}`;

/** "23–29 November", "30 November – 6 December". */
export const weekRange = (monday: string): string => dayRange(monday, addDays(monday, 6));

/** "23–27 November", "30 November – 4 December". */
export function dayRange(first: string, last: string): string {
  const end = parts(last, { day: "numeric", month: "long" });
  if (first.slice(5, 7) === last.slice(5, 7)) return `${dateOf(first)}–${end}`;
  return `${parts(first, { day: "numeric", month: "long" })} – ${end}`;
}

/** "9 h 00": for columns and sums. */
export const hours = (minutes: number) =>
  `${Math.floor(minutes / 60)}${NBSP}h${NBSP}${String(minutes % 60).padStart(2, "0")}`;

/** "45 min", "9 h", "1 h 30": for sentences. */
export function length(minutes: number): string {
  if (minutes < 60) return `${minutes}${NBSP}min`;
  return minutes % 60 === 0 ? `${minutes / 60}${NBSP}h` : hours(minutes);
}

/** "19:30–21:00". */
export const clockRange = (from: number, to: number) => `${clock(from)}–${clock(to)}`;

/** "Today", "Tomorrow", "Yesterday", else "Thu 26 Nov"; within six days after `today` "Thursday". */
export function dayNear(day: string, today: string): string {
  const away = daysBetween(today, day);
  if (away === 0) return "Today";
  if (away === 1) return "Tomorrow";
  if (away === -1) return "Yesterday";
  return away > 1 && away < 7 ? weekdayLong(day) : `${weekdayShort(day)} ${dayShort(day)}`;
}

/** "Tue 3 Feb", and with the year where it is most of a year away. */
export const dayOf = (day: string, away: number) =>
  `${weekdayShort(day)} ${away > 300 ? dayShortYear(day) : dayShort(day)}`;

/** "today", "tomorrow", "in 12 days". */
export const inDays = (days: number) => (days <= 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`);

/** A distance in few words: "1 day", "12 days", "7 weeks", "5 months", "2 years". */
export function apart(days: number): string {
  const some = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;
  if (days < 28) return some(days, "day");
  if (days < 70) return some(Math.round(days / 7), "week");
  return days < 640 ? some(Math.round(days / 30.4), "month") : some(Math.round(days / 365), "year");
}

/** "Thu 19:30", and with the date where it is a week or more from `today`: "Thu 3 Dec 19:30". */
export function whenShort(time: string, today: string): string {
  const { day, minute } = split(time);
  const far = Math.abs(daysBetween(today, day)) > 6;
  return `${weekdayShort(day)} ${far ? `${dayShort(day)} ` : ""}${clock(minute)}`;
}

/** "82%". Nothing ahead is certain: "over 99%", "under 1%". */
export const chance = (percent: number) => (percent <= 0 ? "under 1%" : percent >= 100 ? "over 99%" : `${percent}%`);

/** At the head of a sentence: "Under 1%". */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "46 h": whole hours, for sums that are estimates. */
export const hoursAbout = (minutes: number) => `${Math.round(minutes / 60)}${NBSP}h`;

const oneDigit = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
/** "0", "6.7": at most one digit behind the point. */
export const tenths = (number: number) => oneDigit.format(number);

const whole = new Intl.NumberFormat("en", { useGrouping: true });
/** A count: "1,500". */
export const count = (number: number) => whole.format(number);

/** "28 May 2027". */
export const dateText = (day: string) => parts(day, { day: "numeric", month: "long", year: "numeric" });
/** "Friday 28 May 2027". */
export const dateFull = (day: string) => `${weekdayLong(day)} ${dateText(day)}`;
/** "May 2027". */
export const monthText = (day: string) => parts(day, { month: "long", year: "numeric" });

/** "A", "A and B", "A, B and C". */
export const listText = (items: readonly string[]) =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;

/** "Mon to Thu", "Wed, Fri", "Saturday"; weekdays in order, 0 is Monday. */
export function weekdaysText(days: readonly number[]): string {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  if (days.length === 1) return weekdayLong(first);
  if (days.length > 2 && last - first === days.length - 1) return `${weekdayShort(first)} to ${weekdayShort(last)}`;
  return days.map(weekdayShort).join(", ");
}

/** An instant as "25 Nov 18:52" in a zone. */
export function momentText(instant: string, zone: string): string {
  const form = { timeZone: zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(instant)).replace(",", "");
}
