// Days ("2026-11-25"), local times ("2026-11-25T19:30") and minutes of the day, as the wire writes them.
// Pure sums on wall-clock time: no zone, no clock of the machine.

export const DAY_MIN = 1440;

const DAY_MS = 86_400_000;
const ms = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const two = (n: number): string => String(n).padStart(2, "0");

export function addDays(day: string, n: number): string {
  return new Date(ms(day) + n * DAY_MS).toISOString().slice(0, 10);
}

/** Days from `a` to `b`; negative if `b` is before. */
export function daysBetween(a: string, b: string): number {
  return Math.round((ms(b) - ms(a)) / DAY_MS);
}

/** 0 is Monday. */
export function weekday(day: string): number {
  return (new Date(ms(day)).getUTCDay() + 6) % 7;
}

export function monday(day: string): string {
  return addDays(day, -weekday(day));
}

/** Day and minute of the day of a local time. */
export function split(time: string): { day: string; minute: number } {
  const [day = "", clock = "00:00"] = time.split("T");
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return { day, minute: hours * 60 + minutes };
}

/** The local time `minute` minutes after the start of `day`; minutes beyond the day run on into its neighbours. */
export function join(day: string, minute: number): string {
  const days = Math.floor(minute / DAY_MIN);
  const rest = minute - days * DAY_MIN;
  return `${addDays(day, days)}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

/** A minute of the day as "19:30"; the end of the day is "24:00". */
export function clock(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What a person wrote for a time of day: "19:30", "19.30", "1930", "19", "7:30 pm"; null if it is none. */
export function parseClock(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim());
  if (match === null) return null;
  const [, h = "", m = "0", half = ""] = match;
  let hours = Number(h);
  if (half !== "") {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  }
  const minute = hours * 60 + Number(m);
  return Number(m) < 60 && minute <= DAY_MIN ? minute : null;
}

/** The number of a week by ISO 8601: the week of a year's first Thursday is 1. */
export function weekNumber(day: string): number {
  const thursday = addDays(monday(day), 3);
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
}
