// What draws each screen of the rail. A screen is one folder, one line in rail.ts and one here.
import type { Component } from "svelte";
import type { RailName } from "./rail";
import Roadmap from "./roadmap/Roadmap.svelte";
import Review from "./review/Review.svelte";
import Settings from "./settings/Settings.svelte";
import Strategies from "./strategies/Strategies.svelte";
import Today from "./today/Today.svelte";
import Week from "./week/Week.svelte";

export const components: Readonly<Record<RailName, Component>> = {
  today: Today,
  week: Week,
  roadmap: Roadmap,
  strategies: Strategies,
  review: Review,
  settings: Settings,
};
