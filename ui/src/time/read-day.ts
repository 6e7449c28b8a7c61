// A whole date as people type it, or what was wrong with it; and the weeks of a month for a small calendar.
import { addDays, daysBetween, weekday } from "./civil";

/** Why a text is not a day: nothing, no form we know, no such month, no such day in it, no year of four digits. */
export type DayProblem = "empty" | "form" | "month" | "day" | "year";

export type ReadDay = { day: string } | { problem: DayProblem };

/** In every language of the window: no name of a month begins like that of another one. */
const MONTHS = [
  "january february march april may june july august september october november december",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
].map((names) => names.split(" "));

/** Read "28 May 2027", "28 de mayo de 2027", "May 28, 2027", "2027-05-28", "28.5.2027" or "28/5/2027". */
export function readDay(text: string): ReadDay {
  const clean = text
    .trim()
    .toLowerCase()
    .replace(/(\d)(st|nd|rd|th)\b/, "$1")
    .replace(/[,\s]+/g, " ")
    .replace(/ del? (?=\S)/g, " ");
  if (clean === "") return { problem: "empty" };
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(clean);
  if (iso) return check(iso[1], Number(iso[2]), iso[3]);
  const numbers = /^(\d{1,2})[-/.] ?(\d{1,2})[-/.] ?(\d{2,4})$/.exec(clean);
  if (numbers) return check(numbers[3], Number(numbers[2]), numbers[1]);
  const dayFirst = /^(\d{1,2})\.? ?([a-zà-ü]+)\.? (\d{2,4})$/.exec(clean);
  if (dayFirst) return check(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const monthFirst = /^([a-zà-ü]+)\.? (\d{1,2}) (\d{2,4})$/.exec(clean);
  if (monthFirst) return check(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  return { problem: "form" };
}

/** The day that is meant without a year, from half a year before `today` to half a year after it; "Thu 26 Nov", "26/11". */
export function readDayNear(text: string, today: string): ReadDay {
  const plain = text.trim().replace(/^\p{L}{3,9},? (?=\d)/u, "");
  const read = readDay(plain);
  if ("day" in read || read.problem !== "form") return read;
  const year = Number(today.slice(0, 4));
  const joint = /[-/.]\s*\d+\.?$/.test(plain) ? (plain.endsWith(".") ? "" : /[-/.]/.exec(plain)?.[0]) : " ";
  const tries = [year - 1, year, year + 1].map((each) => readDay(`${plain}${joint ?? " "}${each}`));
  const days = tries.flatMap((each) => ("day" in each ? [each.day] : []));
  const day = days.find((each) => daysBetween(today, each) > -HALF_YEAR);
  return day === undefined ? (tries[1] ?? read) : { day };
}

const HALF_YEAR = 183;

/** 1 to 12 for a name or its beginning of three letters or more; 0 for none. */
function monthOf(word = ""): number {
  if (word.length < 3) return 0;
  return Math.max(...MONTHS.map((names) => names.findIndex((name) => name.startsWith(word)) + 1));
}

function check(yearText = "", month: number, dayText = ""): ReadDay {
  const [year, day] = [Number(yearText), Number(dayText)];
  if (yearText.length !== 4 || year < 1970) return { problem: "year" };
  if (month < 1 || month > 12) return { problem: "month" };
  if (day < 1 || day > daysIn(year, month)) return { problem: "day" };
  return { day: write(year, month, day) };
}

/** Days of a month; months count from 1. */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The same day of the month so many months later, or that month's last. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const months = year * 12 + month - 1 + count;
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return write(toYear, toMonth, Math.min(date, daysIn(toYear, toMonth)));
}

/** The weeks that show a day's month, Monday first, with days of the months beside it. */
export function monthWeeks(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const start = addDays(first, -weekday(first));
  const count = Math.ceil((weekday(first) + daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7)))) / 7);
  return Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (_, i) => addDays(start, week * 7 + i)));
}

function write(year: number, month: number, day: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}
