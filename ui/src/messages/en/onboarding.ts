// What the four steps to a first plan say.
import { capital, chance, dateText, length, listText, weekRange } from "./format";

export const onboarding = {
  title: "Set up",
  steps: "Steps",
  names: ["Goal and date", "When you can study", "What you know already", "Your plan"],
  step: (n: number, name: string): string => `Step ${n} of 4: ${name}`,
  answered: "seen",
  note: "Everything stays on this computer. No account. You can change all of this later.",
  back: "Back",
  next: "Continue",
  skip: "Skip to your plan",
  sample: "Try with a sample learner",
  have: "Have a plan already?",
  bring: "Bring an export",
  failed: "The first step could not be prepared",
  loading: "Preparing the first step",

  join: {
    open: "Join another computer",
    title: "Your plan from your other computer",
    lead: "Choose the same sync folder as there (Settings, Data). Everything in it comes here, and both stay in step.",
    empty: "There is no plan in this folder yet",
    wait: "It appears by itself once the folder’s program has brought it here. If this is another folder than on your other computer, change it.",
    here: "You can also set up a plan here: it goes to your other computers through this folder. If there is one already, what was set up later counts.",
    setUp: "Set up here",
    off: "Leave the folder alone",
  },

  goal: {
    title: "What are you working towards?",
    lead: "Ninefold turns nine strategies into a weekly plan that fits around your job.",
    label: "Goal",
    choices: [
      { value: "ml_role", title: "Move into an ML engineer role", detail: "All nine strategies, interviews last" },
      { value: "add_to_job", title: "Add ML to the job I have", detail: "Seven strategies, no interview prep" },
      {
        value: "one_application",
        title: "Prepare for one application",
        detail: "Short plan, interviews and projects first",
      },
    ] as const,
    date: "Target date",
    weeks(days: number, today: string): string {
      const from = `from today, ${dateText(today)}`;
      if (days < 14) return `${days === 1 ? "1 day" : `${days} days`} ${from}`;
      return `About ${Math.round(days / 7)} weeks ${from}`;
    },
    hours: "Hours a week",
    hoursRange: "Between 30\u00a0min and 70\u00a0h a week can be planned.",
    example: (minutes: number): string => `For example ${length(Math.round(minutes / 25) * 5)} on each of five days`,
    hold: (hours: string): string => `What the ${hours} of core work hold`,
    leftOut: "left out",
    optional: "optional",
    known: (hours: string): string => `${hours} that you likely know already are taken off; step 3 changes that.`,
    uncounted: "The hours are counted once date and hours can be read.",
    counting: "Adding up the hours",
  },

  time: {
    title: "When can you study?",
    lead: "Paint the hours you could study. The plan will not use all of them.",
    painted: (length: string): string => `${length} painted`,
    nothing: "Nothing painted yet",
    uses: (length: string): string => `The plan uses about ${length} of it. The rest is where a lost evening goes.`,
    deep: "Deep, for new material",
    light: "Light, for reading and recall",
    busy: "Busy times",
  },

  know: {
    title: "What do you know already?",
    lead: "A rough answer is fine. Each one can be refined unit by unit, now or later.",
    offered: (titles: readonly string[]): string =>
      `${listText(titles)} ${titles.length === 1 ? "is" : "are"} ticked as known for a software engineer.`,
    strategy: "Strategy",
    level: "Level",
    hours: "Hours",
    before: "before",
    now: "now",
    units: "Units",
    levels: [
      { value: "new", label: "New" },
      { value: "seen_it", label: "Seen it" },
      { value: "use_it", label: "Use it" },
      { value: "could_teach_it", label: "Could teach it" },
    ] as const,
    pick: "Pick units",
    close: "Close units",
    picked: (n: number): string => `${n} picked one by one`,
    unpick: "Follow the level again",
    known: "Tick the units you know. They get no blocks.",
    total: (hours: string): string => `Knowing this takes off ${hours}`,
    added: (hours: string): string => `This adds ${hours}`,
    none: "Nothing is taken off",
    hint: "Not sure? Leave “New”; the settings can change it later.",
  },

  plan: {
    working: "Placing the blocks of your first weeks",
    workingTitle: "Your plan",
    failed: "No plan can be made from these answers yet. Go back, change what is named here, and come again.",
    likely: (day: string): string => `Likely done ${dateText(day)}`,
    endless: "Likely more than six years",
    finished: "Nothing is left to study",
    chance: (percent: number, target: string): string =>
      `${capital(chance(percent))} by your date, ${dateText(target)}.`,
    lead: (work: string, week: string): string => `${work}, at ${week} a week.`,
    week: (monday: string): string => `Your first week, ${weekRange(monday)}`,
    free: "Free",
    over: "Over",
    empty: "There is no block in the first week.",
    block: (title: string, from: string, to: string, kind: string): string => `${title}, ${from} to ${to}, ${kind}`,
    split: (hours: string): string => `Where the ${hours} of core work go`,
    way: "The way there",
    notReached: "not yet",
    behaves: "How the plan behaves",
    rules: [
      "It replans when your calendar changes, and says what moved.",
      "Locked blocks never move. Undo is always there.",
      "A missed block goes back in the queue. Nothing turns red.",
    ],
    warnings: "Before you start",
    finish: "Start with this plan",
    finishing: "Saving your plan",
  },
};
