// How days, hours and times are written in Spanish: "1 h 30", "19:30", "25 nov", "23–29 de noviembre". Names of days and
// months are small, as Spanish writes them.
import { addDays, clock, daysBetween, split, weekday } from "../../time/civil";

/** Keeps a number and its unit in one line. */
const NBSP = "\u00a0";

const parts = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("es-ES", { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

const WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

const month = (day: string) => MONTHS[Number(day.slice(5, 7)) - 1] ?? "";
const dateOf = (day: string) => Number(day.slice(8, 10));

/** The days of a week, Monday first. */
export const weekdays = (): readonly string[] => WEEKDAYS;
/** "miércoles"; takes a day or 0 (Monday) to 6. */
export const weekdayLong = (day: string | number) => WEEKDAYS[typeof day === "number" ? day : weekday(day)] ?? "";
/** "mié". */
export const weekdayShort = (day: string | number) => weekdayLong(day).slice(0, 3);
/** "25". */
export const dayNumber = (day: string) => String(dateOf(day));
/** "nov"; of a January the year: "2027". */
export const monthOrYear = (day: string) => (month(day) === "ene" ? day.slice(0, 4) : month(day));
/** "25 nov". */
export const dayShort = (day: string) => `${dateOf(day)} ${month(day)}`;
/** "nov". */
export const monthShort = (day: string) => month(day);
/** "25 nov 2027". */
export const dayShortYear = (day: string) => `${dayShort(day)} ${day.slice(0, 4)}`;
/** "Miércoles 25 de noviembre": a title. */
export const dayLong = (day: string) => capital(`${weekdayLong(day)} ${parts(day, { day: "numeric", month: "long" })}`);

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

/** "Hoy", "Mañana", "Ayer", else "Jue 26 nov"; within six days after `today` "Jueves". Stands for itself. */
export function dayNear(day: string, today: string): string {
  const away = daysBetween(today, day);
  if (away === 0) return "Hoy";
  if (away === 1) return "Mañana";
  if (away === -1) return "Ayer";
  return capital(away > 1 && away < 7 ? weekdayLong(day) : `${weekdayShort(day)} ${dayShort(day)}`);
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "mar 3 feb", and with the year where it is most of a year away. */
export const dayOf = (day: string, away: number) =>
  `${weekdayShort(day)} ${away > 300 ? dayShortYear(day) : dayShort(day)}`;

/** "hoy", "mañana", "dentro de 12 días". */
export const inDays = (days: number) => (days <= 0 ? "hoy" : days === 1 ? "mañana" : `dentro de ${days} días`);

/** A distance in few words: "1 día", "12 días", "7 semanas", "5 meses", "2 años". */
export function apart(days: number): string {
  const some = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
  if (days < 28) return some(days, "día", "días");
  if (days < 70) return some(Math.round(days / 7), "semana", "semanas");
  return days < 640 ? some(Math.round(days / 30.4), "mes", "meses") : some(Math.round(days / 365), "año", "años");
}

/** "jue 19:30", and with the date where it is a week or more from `today`: "jue 3 dic 19:30". */
export function whenShort(time: string, today: string): string {
  const { day, minute } = split(time);
  const far = Math.abs(daysBetween(today, day)) > 6;
  return `${weekdayShort(day)} ${far ? `${dayShort(day)} ` : ""}${clock(minute)}`;
}

/** "82 %". Nothing ahead is certain: "más del 99 %", "menos del 1 %". */
export const chance = (percent: number) =>
  percent <= 0 ? "menos del 1\u00A0%" : percent >= 100 ? "más del 99\u00A0%" : `${percent}\u00A0%`;

/** "46 h": whole hours, for sums that are estimates. */
export const hoursAbout = (minutes: number) => `${Math.round(minutes / 60)}${NBSP}h`;

const oneDigit = new Intl.NumberFormat("es-ES", { maximumFractionDigits: 1 });
/** "0", "6,7": at most one digit behind the point. */
export const tenths = (number: number) => oneDigit.format(number);

const whole = new Intl.NumberFormat("es", { useGrouping: true });
/** A count: "1.500". */
export const count = (number: number) => whole.format(number);

/** "28 de mayo de 2027". */
export const dateText = (day: string) => parts(day, { day: "numeric", month: "long", year: "numeric" });
/** "viernes 28 de mayo de 2027". */
export const dateFull = (day: string) => `${weekdayLong(day)} ${dateText(day)}`;
/** "mayo de 2027". */
export const monthText = (day: string) => parts(day, { month: "long", year: "numeric" });

/** "A", "A y B", "A, B y C"; "A e I" before the sound of an i. */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  const last = items.at(-1) ?? "";
  const and = /^[«“"]?h?[ií](?![aeo])/i.test(last) ? "e" : "y";
  return `${items.slice(0, -1).join(", ")} ${and} ${last}`;
}

/** "lun a jue", "mié, vie", "sábado"; weekdays in order, 0 is Monday. */
export function weekdaysText(days: readonly number[]): string {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  if (days.length === 1) return weekdayLong(first);
  if (days.length > 2 && last - first === days.length - 1) return `${weekdayShort(first)} a ${weekdayShort(last)}`;
  return days.map(weekdayShort).join(", ");
}

/** An instant as "25 nov 18:52" in a zone. */
export function momentText(instant: string, zone: string): string {
  const form = { timeZone: zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("es-ES", form).format(new Date(instant)).replace(",", "");
}
