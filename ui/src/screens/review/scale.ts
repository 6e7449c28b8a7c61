// Where things stand in a chart: days and minutes as a share of its width and height, and round places for its labels.
import { addDays, daysBetween } from "../../time/civil";

/** Place of a day between two others, 0 to 100. */
export function dayPlace(day: string, from: string, to: string): number {
  const all = daysBetween(from, to);
  return all <= 0 ? 0 : (100 * daysBetween(from, day)) / all;
}

const HOUR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Whole round hours up to `most` minutes, in minutes, at most five with the zero. */
export function hourTicks(most: number): number[] {
  const step = 60 * (HOUR_STEPS.find((hours) => most / (60 * hours) < 5) ?? 10000);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
}

/** Firsts of months between two days, so many that their names have room. */
export function monthTicks(from: string, to: string, most: number): string[] {
  const firsts: string[] = [];
  let day = `${from.slice(0, 8)}01`;
  if (day < from) day = next(day);
  for (; day <= to; day = next(day)) firsts.push(day);
  const step = [1, 2, 3, 6, 12].find((months) => firsts.length / months <= most) ?? 24;
  return firsts.filter((first) => (Number(first.slice(5, 7)) - 1) % step === 0 || step > 12);
}

const next = (first: string): string => `${addDays(first, 31).slice(0, 8)}01`;

/** A line through points of 0 to 100 as an SVG path. */
export const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], n) => `${n === 0 ? "M" : "L"}${x.toFixed(2)} ${(100 - y).toFixed(2)}`).join(" ");
