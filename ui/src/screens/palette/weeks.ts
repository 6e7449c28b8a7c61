// Weeks and days as they are asked for: "week 48", "w3", "2026-W48", "26 Nov", "tomorrow". Pure.
import { m } from "../../messages";
import { mondayOf } from "../../state/week-days";
import { addDays, daysBetween } from "../../time/civil";
import { readDayNear } from "../../time/read-day";

export interface Asked {
  day: string;
  /** Week of the plan rather than of the year. */
  ofPlan: boolean;
}

/** The days that a text means; empty for everything that names no week and no day. `planStart` is the Monday of the plan's first week. */
export function weeksIn(text: string, today: string, planStart: string | null): Asked[] {
  const clean = text.trim().toLowerCase();
  const named = m.palette.todayWords.indexOf(clean);
  if (named !== -1) return [{ day: addDays(today, [0, 1, -1][named] ?? 0), ofPlan: false }];
  const iso = /^(\d{4})-?w(\d{1,2})$/.exec(clean);
  if (iso) {
    const day = mondayOf(Number(iso[1]), Number(iso[2]));
    return day === null ? [] : [{ day, ofPlan: false }];
  }
  const words = m.palette.weekWords.map((word) => word.toLowerCase()).join("|");
  const week = new RegExp(`^(?:${words})\\s*(\\d{1,3})(?:\\s+(\\d{4}))?$`).exec(clean);
  if (week) {
    const [number, year] = [Number(week[1]), week[2] === undefined ? null : Number(week[2])];
    const present = Number(today.slice(0, 4));
    const years = year === null ? [present - 1, present, present + 1] : [year];
    const days = years.map((each) => mondayOf(each, number)).filter((day) => day !== null);
    days.sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)));
    const ofYear = days.slice(0, 1).map((day) => ({ day, ofPlan: false }));
    const isOfPlan = planStart !== null && year === null && number >= 1;
    return isOfPlan ? [...ofYear, { day: addDays(planStart, 7 * (number - 1)), ofPlan: true }] : ofYear;
  }
  const read = readDayNear(text, today);
  return "day" in read ? [{ day: read.day, ofPlan: false }] : [];
}
