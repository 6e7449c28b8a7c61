// What the today screen says.
import { length } from "../format";

export const today = {
  title: "Today",
  loading: "Reading the day",
  failed: "The day could not be read",
  strip: (from: string, to: string) => `Today from ${from} to ${to}`,
  week: "This week",
  of: "of",
  now: "Now",
  nextNow: (left: number) => `Now, ${length(left)} left`,
  nextIn: (minutes: number) => (minutes === 0 ? "Next, now" : `Next, in ${length(minutes)}`),
  move: "Move to…",
  seeWeek: "See it in the week",
  rest: "Rest of the week",
  nothingLeft: "Nothing more this week.",
  unanswered: "Not answered yet",
  unansweredText: "Say what became of these, so that the plan is true.",
  doneRow: (title: string) => `Done: ${title}`,
  missedRow: (title: string) => `Couldn’t do it: ${title}`,
  also: "Also today",
  free: {
    title: "Nothing more today",
    none: "Nothing is planned today",
    rest: "The plan counts this time as free.",
    later: (title: string, when: string) => `Next is ${title}, ${when}.`,
    nothing: "No block is planned after today this week.",
    week: "Open the week",
  },
};
