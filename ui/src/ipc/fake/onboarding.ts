// The fake application's first start.
import { addDays } from "../../time/civil";
import { Failure } from "../call";
import type { HoursView, KnowledgeLevel, OnboardingDraft } from "../types";
import type { Desk, Handlers } from "./index";
import { course } from "./plan";
import { sampleBlocks, sampleWindows } from "./sample";
import { MONDAY, TODAY } from "./world";

type Own =
  "knowledge" | "knowledge_set" | "onboarding_start" | "onboarding_hours" | "onboarding_preview" | "onboarding_finish";

const UNITS_EACH = 5;
const UNIT_MIN = 480;
/** Units that a software engineer likely knows, by their place in the list. */
const KNOWN: Readonly<Record<number, string>> = { 10: "Git", 15: "SQL basics", 20: "Docker", 21: "CI/CD" };
const KNOWN_SHARE = { new: 0, seen_it: 0.15, use_it: 0.5, could_teach_it: 1 } as const;

function faults(draft: OnboardingDraft): string[] {
  const empty = "No study time is painted. Paint at least the hours you want to study.";
  return draft.windows.length === 0 ? [empty] : [];
}

function refuse(draft: OnboardingDraft): void {
  const reasons = faults(draft);
  if (reasons.length > 0) throw new Failure("bad_setting", "These answers cannot be planned.", reasons);
}

function isKnown(level: KnowledgeLevel, of: string): boolean {
  return level === "could_teach_it" || (level === "use_it" && of === "foundation");
}

export function onboardingHandlers(desk: Desk, late: boolean): Pick<Handlers, Own> {
  const units = Array.from({ length: 9 * UNITS_EACH }, (_, n) => ({
    id: `unit-${n + 1}`,
    title: KNOWN[n] ?? `Unit ${(n % UNITS_EACH) + 1} of strategy ${Math.floor(n / UNITS_EACH) + 1}`,
    strategy: Math.floor(n / UNITS_EACH) + 1,
    level: n % UNITS_EACH === 0 ? "foundation" : n % UNITS_EACH === 4 ? "optional" : "core",
    minutes: UNIT_MIN,
  }));

  function hours(draft: OnboardingDraft): HoursView {
    const strategies = Array.from({ length: 9 }, (_, n) => {
      const share = KNOWN_SHARE[draft.levels[String(n + 1)] ?? "new"];
      const known = units.filter((unit) => unit.strategy === n + 1 && draft.units[unit.id] === true).length;
      const left_out = draft.goal === "add_to_job" && n >= 7;
      // For one application only projects and interviews are core.
      const all_optional = draft.goal === "one_application" && n !== 5 && n !== 8;
      const core = all_optional ? 0 : UNITS_EACH - 1;
      const all_min = core * UNIT_MIN;
      const left_min = left_out ? 0 : Math.max(0, Math.round((all_min - known * UNIT_MIN) * (1 - share)));
      const optional_min = left_out ? 0 : (UNITS_EACH - core) * UNIT_MIN;
      return { strategy: n + 1, all_min, left_min, optional_min, left_out };
    });
    const painted = draft.windows.reduce((total, window) => total + window.to - window.from, 0);
    const deep = draft.windows.reduce((total, window) => total + (window.deep ? window.to - window.from : 0), 0);
    const left = strategies.reduce((total, each) => total + each.left_min, 0);
    const optional = strategies.reduce((total, each) => total + each.optional_min, 0);
    const work = `${Math.round(left / 60)}\u00a0h of core work, with recall and rhythms`;
    const weeks = Math.ceil(left / Math.max(30, draft.week_min));
    return {
      strategies,
      all_min: strategies.reduce((total, each) => total + (each.left_out ? 0 : each.all_min), 0),
      left_min: left,
      optional_min: optional,
      work,
      optional: optional > 0 ? `Another ${Math.round(optional / 60)}\u00a0h are optional.` : null,
      painted_min: painted,
      painted_deep_min: deep,
      rhythm_min: 90,
      warnings: [
        ...faults(draft),
        ...(painted > 0 && painted < draft.week_min
          ? [
              `${draft.week_min / 60}\u00a0h a week are wanted, but only ${painted / 60}\u00a0h are painted. Paint more or want less.`,
            ]
          : []),
      ],
      known: units
        .filter((unit) => draft.units[unit.id] ?? isKnown(draft.levels[String(unit.strategy)] ?? "new", unit.level))
        .map((unit) => unit.id),
      text: `${work}, take about ${weeks} weeks at ${draft.week_min / 60}\u00a0h a week.`,
    };
  }

  return {
    onboarding_start: () => ({
      draft: {
        goal: "ml_role",
        target: "2027-05-28",
        week_min: 540,
        windows: sampleWindows(),
        levels: Object.fromEntries(
          Array.from({ length: 9 }, (_, n) => [String(n + 1), n === 2 || n === 4 ? "seen_it" : "new"] as const),
        ),
        units: Object.fromEntries(Object.keys(KNOWN).map((n) => [`unit-${Number(n) + 1}`, true])),
      },
      units,
      busy: {
        calendars: desk.world.calendars,
        usual: [0, 1, 2, 3, 4].map((weekday) => ({ weekday, from: 540, to: 1080 })),
      },
    }),
    onboarding_hours: ({ draft }) => hours(draft),
    knowledge: () => {
      const { goal, target, windows, budget, levels, known } = desk.world;
      return { draft: { goal, target, windows, week_min: budget.week, levels, units: known }, units };
    },
    knowledge_set: ({ levels, units: known }) =>
      desk.change("changed what you know", ["settings", "units", "plan"], (world) => {
        Object.assign(world, { levels: { ...world.levels, ...levels }, known });
        return { message: "Saved. The published weeks stay as they are." };
      }),
    onboarding_preview: ({ draft }) => {
      refuse(draft);
      const blocks = sampleBlocks(MONDAY)
        .filter((block) => block.date >= TODAY && block.date <= addDays(MONDAY, 6))
        .map((block) => ({ ...block, id: null, state: "planned" as const, done_min: 0 }));
      return {
        hours: hours(draft),
        course: course(desk.world, late),
        first_week: MONDAY,
        blocks,
        first_week_min: blocks.reduce((total, block) => total + block.minutes, 0),
        milestones: [
          { title: "First model trained end to end", date: "2027-01-17" },
          { title: "First project online", date: "2027-03-07" },
          { title: "Ready for interviews", date: late ? null : "2027-05-11" },
        ],
        warnings: hours(draft).warnings,
      };
    },
    onboarding_finish: ({ draft }) => {
      refuse(draft);
      const answered = desk.change("finished the set-up", ["plan", "settings"], (world) => {
        Object.assign(world, { onboarded: true, goal: draft.goal, target: draft.target, windows: draft.windows });
        world.budget.week = draft.week_min;
        world.blocks = sampleBlocks(MONDAY).filter((block) => block.date >= TODAY);
        return { message: "Your first plan is ready." };
      });
      return { ...answered, read: [] };
    },
  };
}
