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

/** What a person wrote for a day: "2026-11-25", or "25 Nov", "25/11", "25.11.2026" near `today`; null if it is none. */
export function parseDay(text: string, today: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
  if (iso !== null) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = /^(?:[a-z]+,? )?(\d{1,2})[ ./]+([a-z]{3,9}|\d{1,2})(?:[ ./]+(\d{4}))?\.?$/.exec(trimmed);
  if (named === null) return null;
  const [, d = "", mon = "", y] = named;
  const month = /^\d/.test(mon) ? Number(mon) : MONTHS.findIndex((name) => mon.startsWith(name)) + 1;
  if (y !== undefined) return real(Number(y), month, Number(d));
  const year = Number(today.slice(0, 4));
  const near = [year - 1, year, year + 1].map((candidate) => real(candidate, month, Number(d)));
  return near.find((day) => day !== null && daysBetween(today, day) > -183) ?? null;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function real(year: number, month: number, date: number): string | null {
  const day = `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
  const at = ms(day);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? null : day;
}
