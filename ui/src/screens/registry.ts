// The screens of the rail, in its order. A screen is one folder and one line here.
import type { Component } from "svelte";
import { m } from "../messages";
import type { IconName } from "../parts/icons";
import type { ScreenName } from "../state/route.svelte";
import Roadmap from "./roadmap/Roadmap.svelte";
import Review from "./review/Review.svelte";
import Settings from "./settings/Settings.svelte";
import Strategies from "./strategies/Strategies.svelte";
import Today from "./today/Today.svelte";
import Week from "./week/Week.svelte";

export interface Screen {
  name: ScreenName;
  /** In the language that is spoken. */
  label: () => string;
  icon: IconName;
  component: Component;
  /** Stands at the foot of the rail. */
  end: boolean;
}

export const screens: readonly Screen[] = [
  { name: "today", label: () => m.today.title, icon: "today", component: Today, end: false },
  { name: "week", label: () => m.week.title, icon: "week", component: Week, end: false },
  { name: "roadmap", label: () => m.roadmap.title, icon: "roadmap", component: Roadmap, end: false },
  { name: "strategies", label: () => m.strategies.title, icon: "strategies", component: Strategies, end: false },
  { name: "review", label: () => m.review.title, icon: "review", component: Review, end: false },
  { name: "settings", label: () => m.settings.title, icon: "settings", component: Settings, end: true },
];
