// The screens of the rail in its order: name, word in the language that is spoken, icon. What draws each is in registry.ts.
import { m } from "../messages";
import type { IconName } from "../parts/icons";

export const rail = [
  { name: "today", label: () => m.today.title, icon: "today", end: false },
  { name: "week", label: () => m.week.title, icon: "week", end: false },
  { name: "roadmap", label: () => m.roadmap.title, icon: "roadmap", end: false },
  { name: "strategies", label: () => m.strategies.title, icon: "strategies", end: false },
  { name: "review", label: () => m.review.title, icon: "review", end: false },
  { name: "settings", label: () => m.settings.title, icon: "settings", end: true },
] as const satisfies readonly { name: string; label: () => string; icon: IconName; end: boolean }[];

export type RailName = (typeof rail)[number]["name"];
