// Types that the generated file refers to by name only. Same words as crates/api/src/wire.

/** What the learner says of a strategy. */
type KnowledgeLevel = "new" | "seen_it" | "use_it" | "could_teach_it";
