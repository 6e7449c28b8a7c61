// What the roadmap says of a unit from several places: its name for a screen reader, how certain its weeks are.
import type { LaneRhythm, LaneUnit, RoadmapView } from "../../ipc/types";
import { m } from "../../messages";
import type { Certainty } from "../../messages/en/roadmap";
import { monday } from "../../time/civil";
import type { Span } from "./layout";

export const isOpen = ({ status }: LaneUnit): boolean => status === "ahead" || status === "begun";

/** Past weeks are as they were; a bar that ends within the promise is promised. */
export function certaintyOf(view: RoadmapView, span: Span, asked: boolean): Certainty {
  if (span.to !== null && span.to < monday(view.today)) return "past";
  if (asked) return "asked";
  return span.to !== null && span.to < view.promised_until ? "promised" : "likely";
}

/** The units that it still waits for. */
export const waitsFor = (units: ReadonlyMap<string, LaneUnit>, unit: LaneUnit): LaneUnit[] =>
  unit.needs.flatMap((need) => units.get(need) ?? []).filter(isOpen);

export const titlesOf = (units: readonly LaneUnit[]): string[] => units.map(({ title }) => title);

/** The weeks of a rhythm, from the first to the last; null while it has none. */
export function spanOf({ weeks }: LaneRhythm): { from: string; to: string } | null {
  const [from, to] = [weeks[0], weeks.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

export const nameOf = (...about: Parameters<typeof m.roadmap.name>): string => m.roadmap.name(...about);
