// What the roadmap says. A forecast date is never said without its chance.
import type { ForecastView, LaneRhythm, LaneUnit, UnitStatus } from "../../ipc/types";
import { capital, chance, dateText, dayShort, dayShortYear, hoursAbout, length, listText } from "./format";

const weeks = (n: number) => (n === 1 ? "1 week" : `${n} weeks`);
const quoted = (titles: readonly string[]) => listText(titles.map((title) => `“${title}”`));

const statuses: Record<UnitStatus, string> = {
  ahead: "Ahead",
  begun: "Begun",
  done: "Done",
  known: "Known before",
  left_out: "Left out",
};

/** Monday to Monday, or "the week of" a single one. `to` null: it does not end within the plan. */
function when(from: string, to: string | null): string {
  if (to === null) return `from the week of ${dayShortYear(from)}, without an end in this plan`;
  if (from === to) return `week of ${dayShortYear(from)}`;
  const first = from.slice(0, 4) === to.slice(0, 4) ? dayShort(from) : dayShortYear(from);
  return `weeks of ${first} to ${dayShortYear(to)}`;
}

function done(unit: LaneUnit): string | null {
  if (unit.status !== "begun") return unit.status === "ahead" ? null : statuses[unit.status].toLowerCase();
  return `${Math.round((100 * unit.done_min) / Math.max(1, unit.total_min))}% done`;
}

/** First and last week of a rhythm. */
type Weeks = { from: string; to: string } | null;

/** “40 min every 2 weeks”. */
const often = ({ minutes, cadence }: LaneRhythm) => `${length(minutes)} ${cadence}`;

/** What a bar's place is called: kept, promised, likely, or only asked for. */
export type Certainty = "past" | "promised" | "likely" | "asked";

const certain: Record<Certainty, string | null> = {
  past: null,
  promised: "promised",
  likely: "likely course",
  asked: "what if",
};

export const roadmap = {
  title: "Roadmap",
  loading: "Reading the roadmap",
  failed: "The roadmap could not be read",
  note: (target: string, n: number, left: number, all: number) =>
    `${n > 0 ? `${weeks(n)} to ${dayShortYear(target)}` : `${dayShortYear(target)} has passed`} · ${hoursAbout(left)} left of ${hoursAbout(all)}`,
  view: "Show as",
  views: { weeks: "Weeks", whole: "Whole plan", table: "Table" },

  chart: "Nine lanes by week",
  help: "Arrow keys lead along a lane and to the next lane. Home and End go to its ends. Enter opens a unit or a lane.",
  /** Over the weeks that are promised, and over those that are not. */
  promised: "Promised",
  likely: "Likely course, may still change",
  asked: (week: number) => `What if: the likely course with ${length(week)} a week`,
  week: (n: number) => `Week ${n}`,
  today: "Today",
  target: (target: string) => `Target ${dayShortYear(target)}`,
  half: (day: string) => `${dayShortYear(day)} · 1 in 2`,
  key: {
    target: "Target",
    likely: "Likely, 1 in 2",
    band: "To 4 in 5, to 19 in 20",
    optional: "Optional",
    rhythm: "A rhythm’s weeks",
    lane: "A lane is likely done, 1 in 2",
  },
  keyLabel: "Marks",

  /** Begins with what is on screen: “Maths 94 h left in 13 units, Maths & statistics, likely done …”. */
  lane: (short: string, label: string, left: number, unitsLeft: number, likely: string | null | undefined) =>
    [
      `${short} ${hoursAbout(left)} left${unitsLeft === 0 ? "" : ` in ${unitsLeft === 1 ? "1 unit" : `${unitsLeft} units`}`}`,
      label,
      ...(likely === undefined
        ? []
        : [likely === null ? "likely more than six years" : `likely done ${dateText(likely)}, 1 in 2`]),
    ].join(", "),
  laneLikely: (label: string, day: string) => `${label} likely done ${dayShortYear(day)}, 1 in 2`,

  statuses,
  when,
  done,
  /** “Bayes’ rule, Maths & statistics, weeks of 23 Nov to 7 Dec 2026, promised, 7 h, 89% done. Waits for … ” */
  name: (
    unit: LaneUnit,
    label: string,
    span: { from: string; to: string | null },
    certainty: Certainty,
    needs: readonly string[],
    opens: readonly string[],
  ) => {
    const facts = [
      unit.title,
      label,
      when(span.from, span.to),
      certain[certainty],
      length(unit.total_min),
      done(unit),
      unit.core ? null : "optional",
    ].filter((part) => part !== null);
    return [
      `${facts.join(", ")}.`,
      ...(needs.length > 0 ? [`Waits for ${quoted(needs)}.`] : []),
      ...(opens.length > 0 ? [`Opens the way to ${quoted(opens)}.`] : []),
    ].join(" ");
  },
  certain,
  /** “Weekly paper, 40 min every week, weeks of 23 Nov 2026 to 7 Jun 2027”. */
  rhythm: (rhythm: LaneRhythm, span: Weeks) =>
    [rhythm.title, often(rhythm), ...(span === null ? [] : [when(span.from, span.to)])].join(", "),

  milestones: "Milestones",
  milestone: (title: string, day: string) => `${title}, planned for ${dayShortYear(day)}`,

  panel: {
    label: "Selected unit or lane",
    close: "Close",
    hours: (unit: LaneUnit) =>
      unit.done_min > 0 && unit.status === "begun"
        ? `${length(unit.done_min)} of ${length(unit.total_min)} studied`
        : length(unit.total_min),
    optional: "Optional",
    core: "Your goal needs it",
    noWeeks: "It has no weeks in this plan.",
    asked: "These weeks are those of your question, not of your plan.",
    likely: "Likely course: it may still change.",
    needs: "Waits for",
    needsNothing: "Nothing: it can begin at any time.",
    opens: "Opens the way to",
    opensNothing: "No other unit waits for it.",
    whyNot: "Why not earlier?",
    whyFailed: "Why it waits could not be worked out.",
    why: "What it is for",
    week: "Go to its week",
    weekBegun: "Go to its next week",
    weekPast: "Go to its last week",
    drop: "Leave it out",
    restore: "Take it back",
    restored: "It is left out: no block is planned for it. Taking it back plans it again.",
    dropTitle: "Without it",
    saves: (minutes: number) => `Leaving it out frees ${length(minutes)}.`,
    effect: (now: ForecastView, then: ForecastView, target: string) => {
      if (now.likely === then.likely && now.chance_percent === then.chance_percent)
        return `Your date stays as it is: likely ${then.likely === null ? "more than six years" : dateText(then.likely)}, 1 in 2.`;
      const day = (view: ForecastView) => (view.likely === null ? "more than six years" : dateText(view.likely));
      return `Likely done ${day(then)} instead of ${day(now)}, 1 in 2. ${capital(chance(then.chance_percent))} by ${dateText(target)}, was ${chance(now.chance_percent)}.`;
    },
    builds: (titles: readonly string[]) =>
      `${quoted(titles)} ${titles.length === 1 ? "builds" : "build"} on it and would be planned as if you knew it.`,
    lane: (left: number, n: number) =>
      n === 0 ? "Nothing left to study." : `${hoursAbout(left)} left in ${n === 1 ? "1 unit" : `${n} units`}.`,
    laneLikely: (half: string | null, four: string | null) =>
      half === null
        ? "What your goal needs of it likely takes more than six years."
        : `What your goal needs of it is likely done ${dateText(half)}, 1 in 2${four === null ? "" : `; 4 in 5 by ${dateText(four)}`}.`,
    groups: { ahead: "Ahead", past: "Done", known: "Known before", left_out: "Left out" },
    rhythms: "Rhythms",
    rhythm: (rhythm: LaneRhythm, span: Weeks) =>
      `${often(rhythm)}, ${span === null ? "no week yet" : when(span.from, span.to)}`,
  },

  whatIf: {
    title: "What if",
    hours: "Hours a week",
    plan: (week: number, most: number) => `Your plan uses ${length(week)} of ${length(most)} study time`,
    target: "Target date",
    step: "Arrow keys move one week",
    now: "As planned",
    then: "Then",
    likely: (day: string | null) => (day === null ? "Likely more than six years" : `Likely done ${dayShortYear(day)}`),
    by: (percent: number, target: string) => ({ chance: capital(chance(percent)), by: ` by ${dateText(target)}` }),
    was: (percent: number) => `, was ${chance(percent)}`,
    passed: (target: string) => `Your date, ${dateText(target)}, has passed.`,
    /** Likely day against the target. */
    side: (days: number) => {
      if (days === 0) return "On your target.";
      const n = Math.abs(days) === 1 ? "1 day" : `${Math.abs(days)} days`;
      return `${n} ${days > 0 ? "after" : "before"} your target, 1 in 2.`;
    },
    later: (four: string | null, nineteen: string | null) =>
      four === null
        ? ""
        : `4 in 5 by ${dayShortYear(four)}${nineteen === null ? "" : `, 19 in 20 by ${dayShortYear(nineteen)}`}.`,
    hint: "Nothing changes until you apply it.",
    apply: "Apply to plan",
    back: "Back to your plan",
    failed: "That could not be worked out.",
  },

  /** The list of optional units, of which several may be chosen. */
  leaveOut: {
    open: (n: number) => `Leave out optional units${n === 0 ? "" : `, ${n} chosen`}`,
    title: "Optional units",
    none: "Choose units to see what leaving them out would do. You can take them back at any time.",
    saves: (n: number, minutes: number) =>
      n === 1 ? `Leaving it out frees ${length(minutes)}.` : `Leaving these ${n} out frees ${length(minutes)}.`,
    builds: (titles: readonly string[]) =>
      `${quoted(titles)} ${titles.length === 1 ? "builds" : "build"} on what you leave out and would be planned as if you knew that.`,
  },

  table: {
    caption: "Every unit and rhythm with its weeks",
    unit: "Unit or rhythm",
    weeks: "Weeks",
    hours: "Hours",
    done: "Studied",
    status: "Status",
    needs: "Waits for",
    none: "–",
    spanText: (from: string | null, to: string | null) =>
      from === null
        ? "–"
        : to === null
          ? `${dayShortYear(from)} – no end`
          : from === to
            ? dayShortYear(from)
            : `${dayShort(from)} – ${dayShortYear(to)}`,
    status1: (unit: LaneUnit) => `${statuses[unit.status]}${unit.core ? "" : ", optional"}`,
    rhythm: (rhythm: LaneRhythm) => `Rhythm, ${often(rhythm)}`,
  },

  empty: {
    title: "Nothing is planned yet",
    text: "Your study times hold no block, so no unit has a week. Add study times and the plan fills them.",
    action: "Study hours",
    doneTitle: "Nothing is left to study",
    doneText: "Every unit is done, known or left out. A lane’s list can take units back.",
    doneAction: "See all units",
    allDone: "Everything your goal needs is done.",
  },
  keys: [
    { keys: ["←", "→"], does: "Along a lane" },
    { keys: ["↑", "↓"], does: "To the next lane" },
    { keys: ["Home", "End"], does: "First, last unit of the lane" },
    { keys: ["Enter"], does: "Open the unit or the lane" },
    { keys: ["Esc"], does: "Close what is open" },
  ],
};
