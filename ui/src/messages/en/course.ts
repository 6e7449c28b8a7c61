// When it is likely done, in a few words. A date is never said without its chance.
import { capital, chance, dateText, dayShort, dayShortYear } from "./format";

export const course = {
  /** "Likely done 11 May": the year is said once, with the target. */
  likely: (likely: string | null, target: string): string => {
    if (likely === null) return "Likely more than six years";
    return `Likely done ${likely.slice(0, 4) === target.slice(0, 4) ? dayShort(likely) : dayShortYear(likely)}`;
  },
  /** "82% by 28 May 2027". */
  by: (percent: number, target: string, today: string): string =>
    target < today ? `${dayShortYear(target)} has passed` : `${chance(percent)} by ${dayShortYear(target)}`,
  done: "All your goal needs is done",

  title: "Forecast",
  lead: (percent: number, target: string, today: string): string =>
    target < today
      ? `Your date, ${dateText(target)}, has passed`
      : `${capital(chance(percent))} by your date, ${dateText(target)}`,
  caption: "Days by which it is done, with their chances",
  what: "What",
  everything: "Everything",
  half: "Likely (1 in 2)",
  fourInFive: "4 in 5 by",
  nineteenInTwenty: "19 in 20 by",
  day: (day: string | null): string => (day === null ? "over six years" : dayShortYear(day)),
};
