// Keeps unfinished onboarding answers on this computer, so that closing the window loses none. Gone once they are saved.
import type { Goal, KnowledgeLevel, OnboardingDraft, StudyWindow } from "../ipc/types";

const KEY = "ninefold.onboarding";
const GOALS: readonly Goal[] = ["ml_role", "add_to_job", "one_application"];
const LEVELS: readonly KnowledgeLevel[] = ["new", "seen_it", "use_it", "could_teach_it"];

/** The part of the browser's storage that is used. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function keepDraft(store: Store, draft: OnboardingDraft): void {
  try {
    store.setItem(KEY, JSON.stringify(draft));
  } catch {
    // No room or no permission: the answers still live as long as the page.
  }
}

export function forgetDraft(store: Store): void {
  store.removeItem(KEY);
}

/** The kept answers; null if there are none or they are not of this form. */
export function keptDraft(store: Store): OnboardingDraft | null {
  try {
    return readDraft(JSON.parse(store.getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}

function readDraft(raw: unknown): OnboardingDraft | null {
  if (!isRecord(raw)) return null;
  const goal = GOALS.find((known) => known === raw["goal"]);
  const { target, week_min, windows, levels, units } = raw;
  if (goal === undefined || typeof target !== "string" || !/^\d{4}-\d\d-\d\d$/.test(target)) return null;
  if (!isWhole(week_min) || !Array.isArray(windows) || !windows.every(isWindow)) return null;
  if (!isRecord(levels) || !isRecord(units)) return null;
  const levelOf: Record<string, KnowledgeLevel> = {};
  for (const [strategy, raw] of Object.entries(levels)) {
    const level = LEVELS.find((known) => known === raw);
    if (level === undefined) return null;
    levelOf[strategy] = level;
  }
  const known: Record<string, boolean> = {};
  for (const [unit, raw] of Object.entries(units)) {
    if (typeof raw !== "boolean") return null;
    known[unit] = raw;
  }
  return { goal, target, week_min, windows, levels: levelOf, units: known };
}

function isWindow(raw: unknown): raw is StudyWindow {
  return isRecord(raw) && [raw["weekday"], raw["from"], raw["to"]].every(isWhole) && typeof raw["deep"] === "boolean";
}

function isWhole(raw: unknown): raw is number {
  return typeof raw === "number" && Number.isInteger(raw) && raw >= 0;
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}
