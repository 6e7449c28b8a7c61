// Which days of a week are on screen: one, five or all seven; and what the address says of them. Pure.
import { addDays, monday, weekday, weekNumber } from "../time/civil";
import { readDay } from "../time/read-day";

/** Days that are shown at once. */
export type WeekView = "day" | "five" | "week";
export const VIEWS: readonly WeekView[] = ["day", "five", "week"];

/** A day of the calendar is never narrower than this, in rem. */
const LEAST_DAY_REM = 5.75;
const SATURDAY = 5;

/** What is known of a day before it is shown. */
interface Day {
  date: string;
  free: readonly unknown[];
  blocks: readonly unknown[];
}

/** The most days that fit into so many rem. */
export function fitting(rem: number): WeekView {
  if (rem >= 7 * LEAST_DAY_REM) return "week";
  return rem >= 5 * LEAST_DAY_REM ? "five" : "day";
}

/** The first day of five: Monday, and Wednesday for one at the weekend. */
const firstOfFive = (day: string) => addDays(monday(day), weekday(day) < SATURDAY ? 0 : 2);

/** The days on screen, of those of a week. */
export function daysOf<D extends { date: string }>(days: readonly D[], view: WeekView, day: string): readonly D[] {
  if (view === "week") return days;
  if (view === "day") return days.filter(({ date }) => date === day);
  const first = firstOfFive(day);
  return days.filter(({ date }) => date >= first && date < addDays(first, 5));
}

/** The day to show next or before. Of five days the weekend comes only where there is something in it. */
export function stepped(days: readonly Day[], view: WeekView, day: string, by: 1 | -1): string {
  if (view === "day") return addDays(day, by);
  if (view === "week") return addDays(day, 7 * by);
  const first = monday(day);
  const inWeekend = weekday(day) >= SATURDAY;
  if (inWeekend) return by === 1 ? addDays(first, 7) : first;
  if (by === -1) return addDays(first, -7);
  const matters = days.some(
    ({ date, free, blocks }) => weekday(date) >= SATURDAY && (free.length > 0 || blocks.length > 0),
  );
  return matters ? addDays(first, SATURDAY) : addDays(first, 7);
}

/** The day that the part of an address names, "2026-11-25" or the week "2026-W48"; null where it names none. */
export function dayOf(part: string): string | null {
  const week = /^(\d{4})-W(\d{2})$/.exec(part);
  if (week) return mondayOf(Number(week[1]), Number(week[2]));
  const read = readDay(part);
  return "day" in read ? read.day : null;
}

/** Monday of an ISO week; null where the year has no such week. */
export function mondayOf(year: number, week: number): string | null {
  const first = monday(`${String(year).padStart(4, "0")}-01-04`);
  const found = addDays(first, 7 * (week - 1));
  return week >= 1 && week <= 53 && weekNumber(found) === week ? found : null;
}
