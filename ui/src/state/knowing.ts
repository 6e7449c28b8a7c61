// Answers about what is known, per strategy and then per unit; onboarding and settings each hold such answers.
import type { HoursView, KnowledgeLevel, OnboardingDraft, OnboardingUnit } from "../ipc/types";

export abstract class Knowing {
  /** What the answers mean in hours; null before the first answer. */
  abstract get sums(): HoursView | null;

  /** Units that can be picked. */
  abstract get units(): readonly OnboardingUnit[];

  /** Changes answers; their hours follow a moment later. */
  abstract edit(answers: Partial<OnboardingDraft>): void;

  /** The answers. Throws before they have come. */
  protected abstract now(): OnboardingDraft;

  levelOf(strategy: number): KnowledgeLevel {
    return this.now().levels[String(strategy)] ?? "new";
  }

  setLevel(strategy: number, level: KnowledgeLevel): void {
    this.edit({ levels: { ...this.now().levels, [String(strategy)]: level } });
  }

  /** Whether a unit counts as known: as picked, or as its strategy's level says. */
  isKnown(unit: string): boolean {
    return this.now().units[unit] ?? this.sums?.known.includes(unit) ?? false;
  }

  pick(unit: string, known: boolean): void {
    this.edit({ units: { ...this.now().units, [unit]: known } });
  }

  /** Units of a strategy that were picked one by one. */
  picked(strategy: number): OnboardingUnit[] {
    const { units } = this.now();
    return this.units.filter((unit) => unit.strategy === strategy && units[unit.id] !== undefined);
  }

  /** Back to what the strategy's level says. */
  unpick(strategy: number): void {
    const gone = new Set(this.picked(strategy).map((unit) => unit.id));
    this.edit({ units: Object.fromEntries(Object.entries(this.now().units).filter(([unit]) => !gone.has(unit))) });
  }
}
