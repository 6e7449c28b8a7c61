// Every wire type under one roof: the generated ones, and the few that no command names as its argument or answer.

export type * from "./gen/wire";

/** What the learner says of a strategy. */
export type KnowledgeLevel = "new" | "seen_it" | "use_it" | "could_teach_it";

/** A subject that views are made from. */
export type Topic = "app" | "plan" | "units" | "settings" | "busy" | "computer" | "arrivals" | "sync" | "calendars";

/** Which views went stale. */
export interface Changed {
  topics: Topic[];
}
