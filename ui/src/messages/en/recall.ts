// What a review says: questions, grades, when a unit comes back.
import type { BackView, Grade } from "../../ipc/types";
import { apart, dayOf, inDays } from "./format";

const grades: Record<Grade, string> = { forgot: "Forgot", hard: "Hard", good: "Good", easy: "Easy" };

export const recall = {
  title: "Recall",
  /** 0: none is asked about. */
  of: (n: number, all: number) => (all === 1 ? "1 unit" : n === 0 ? `${all} units` : `unit ${n} of ${all}`),
  question: (n: number, all: number) => `${n} of ${all}`,
  answer: "Answer",
  show: "Show answer",
  space: "Space",
  next: "Next question",
  nextUnit: "Next unit",
  first: "From the start",
  /** Before an outcome, where a unit has no questions. */
  can: "Still true?",
  nothing: "Say what you remember of it.",
  how: (questions: number) => (questions > 1 ? "How well did you recall this unit?" : "How well did you recall it?"),
  grades,
  gap: (days: number) => apart(days),
  /** Said between a grade and its gap: “Good comes back in 12 days”. */
  backIn: " comes back in",
  graded: "Graded",
  /** “Comes back on Tue 3 Feb, in 12 days”. */
  back: ({ on, days }: BackView) => `Comes back on ${dayOf(on, days)}, ${inDays(days)}`,
  waiting: "Not asked about yet",
  waits: "Not studied to the end yet",
  ends: "Nothing more of this review can be graded now. Say whether it was done.",
  open: "Recall",
  openRow: (title: string) => `Recall: ${title}`,
  keys: [{ keys: ["1", "2", "3", "4"], does: "Forgot, hard, good, easy, after the last answer" }],
  keysTitle: "In a review",
};
