// How days, hours and times are written in the language that is spoken: one line for each form.
import * as en from "./en/format";
import * as es from "./es/format";
import { spoken, type Language } from "./language.svelte";

type Format = typeof en;

const SETS: Readonly<Record<Language, Format>> = { en, es };
const form = (): Format => SETS[spoken()];

/** The days of a week, Monday first. */
export const weekdays: Format["weekdays"] = (...args) => form().weekdays(...args);
/** "Wednesday"; takes a day or 0 (Monday) to 6. */
export const weekdayLong: Format["weekdayLong"] = (...args) => form().weekdayLong(...args);
/** "Wed". */
export const weekdayShort: Format["weekdayShort"] = (...args) => form().weekdayShort(...args);
/** "25". */
export const dayNumber: Format["dayNumber"] = (...args) => form().dayNumber(...args);
/** "Nov"; of a January the year: "2027". */
export const monthOrYear: Format["monthOrYear"] = (...args) => form().monthOrYear(...args);
/** "25 Nov". */
export const dayShort: Format["dayShort"] = (...args) => form().dayShort(...args);
/** "Nov". */
export const monthShort: Format["monthShort"] = (...args) => form().monthShort(...args);
/** "25 Nov 2027". */
export const dayShortYear: Format["dayShortYear"] = (...args) => form().dayShortYear(...args);
/** "Wednesday 25 November". */
export const dayLong: Format["dayLong"] = (...args) => form().dayLong(...args);
/** "23–29 November", "30 November – 6 December". */
export const weekRange: Format["weekRange"] = (...args) => form().weekRange(...args);
/** "23–27 November", "30 November – 4 December". */
export const dayRange: Format["dayRange"] = (...args) => form().dayRange(...args);
/** "9 h 00": for columns and sums. */
export const hours: Format["hours"] = (...args) => form().hours(...args);
/** "45 min", "9 h", "1 h 30": for sentences. */
export const length: Format["length"] = (...args) => form().length(...args);
/** "19:30–21:00". */
export const clockRange: Format["clockRange"] = (...args) => form().clockRange(...args);
/** "Today", "Tomorrow", "Yesterday", else "Thu 26 Nov"; within six days after `today` "Thursday". */
export const dayNear: Format["dayNear"] = (...args) => form().dayNear(...args);
/** "Tue 3 Feb", and with the year where it is most of a year away. */
export const dayOf: Format["dayOf"] = (...args) => form().dayOf(...args);
/** "today", "tomorrow", "in 12 days". */
export const inDays: Format["inDays"] = (...args) => form().inDays(...args);
/** A distance in few words: "1 day", "12 days", "7 weeks", "5 months", "2 years". */
export const apart: Format["apart"] = (...args) => form().apart(...args);
/** "Thu 19:30", and with the date where it is a week or more from `today`: "Thu 3 Dec 19:30". */
export const whenShort: Format["whenShort"] = (...args) => form().whenShort(...args);
/** "82%". Nothing ahead is certain: "over 99%", "under 1%". */
export const chance: Format["chance"] = (...args) => form().chance(...args);
/** "46 h": whole hours, for sums that are estimates. */
export const hoursAbout: Format["hoursAbout"] = (...args) => form().hoursAbout(...args);
/** "0", "6.7": at most one digit behind the point. */
export const tenths: Format["tenths"] = (...args) => form().tenths(...args);
/** "28 May 2027". */
export const dateText: Format["dateText"] = (...args) => form().dateText(...args);
/** "Friday 28 May 2027". */
export const dateFull: Format["dateFull"] = (...args) => form().dateFull(...args);
/** "May 2027". */
export const monthText: Format["monthText"] = (...args) => form().monthText(...args);
/** "A", "A and B", "A, B and C". */
export const listText: Format["listText"] = (...args) => form().listText(...args);
/** "Mon to Thu", "Wed, Fri", "Saturday"; weekdays in order, 0 is Monday. */
export const weekdaysText: Format["weekdaysText"] = (...args) => form().weekdaysText(...args);
/** An instant as "25 Nov 18:52" in a zone. */
export const momentText: Format["momentText"] = (...args) => form().momentText(...args);
