// When it is likely done, in a few Spanish words. A date is never said without its chance.
import type { Messages } from "../contract";
import { capital, chance, dateText, dayShort, dayShortYear } from "./format";

export const course: Messages["course"] = {
  /** «Fin probable: 11 may»: the year is said once, with the target. */
  likely: (likely, target) => {
    if (likely === null) return "Probablemente, más de seis años";
    return `Fin probable: ${likely.slice(0, 4) === target.slice(0, 4) ? dayShort(likely) : dayShortYear(likely)}`;
  },
  /** «82 % para el 28 may 2027». */
  by: (percent, target, today) =>
    target < today ? `El ${dayShortYear(target)} ya ha pasado` : `${chance(percent)} para el ${dayShortYear(target)}`,
  done: "Todo lo que pide tu meta está hecho",

  title: "Previsión",
  lead: (percent, target, today) =>
    target < today
      ? `Tu fecha, el ${dateText(target)}, ya ha pasado`
      : `${capital(chance(percent))} para tu fecha, el ${dateText(target)}`,
  caption: "Días para los que está hecho, con su probabilidad",
  what: "Qué",
  everything: "Todo",
  half: "Probable (1 de cada 2)",
  fourInFive: "4 de cada 5 para el",
  nineteenInTwenty: "19 de cada 20 para el",
  day: (day) => (day === null ? "más de seis años" : dayShortYear(day)),
};
