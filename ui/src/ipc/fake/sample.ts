// The sample learner's material: believable windows, meetings, units and blocks of two weeks.
import { addDays } from "../../time/civil";
import type { BlockDetail, BlockView, BusySlot, RecallView, ResourceView, StudyWindow, UnitView } from "../types";

const at = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};

export function sampleWindows(): StudyWindow[] {
  const window = (weekday: number, from: string, to: string, deep: boolean) => ({
    weekday,
    from: at(from),
    to: at(to),
    deep,
  });
  return [
    window(0, "19:15", "22:00", true),
    window(1, "19:15", "22:00", true),
    window(2, "07:45", "08:45", false),
    window(2, "19:15", "22:00", true),
    window(3, "19:15", "22:00", true),
    window(4, "07:45", "08:45", false),
    window(5, "08:30", "12:30", true),
    window(6, "09:30", "12:00", false),
  ];
}

export function sampleBusy(monday: string): Record<string, BusySlot[]> {
  const busy: Record<string, BusySlot[]> = {};
  const add = (n: number, from: string, to: string, title: string, all_day = false) => {
    const day = addDays(monday, n);
    const slot = { from: at(from), to: at(to), title, all_day, source: "account:1", calendar: "Work", color: null };
    busy[day] = [...(busy[day] ?? []), slot].sort((a, b) => a.from - b.from);
  };
  for (const week of [-7, 0, 7, 14]) {
    for (let n = 0; n < 5; n += 1) add(week + n, "09:00", "18:00", "Work");
    add(week, "18:20", "19:10", "Swim");
    add(week + 4, "19:00", "22:30", "Dinner out");
    add(week + 5, "12:30", "17:45", "Family lunch");
    add(week + 6, "17:00", "18:30", "Long walk");
  }
  add(3, "21:00", "22:15", "Call home");
  add(11, "00:00", "24:00", "St Nicholas fair", true);
  return busy;
}

interface Row {
  day: number;
  from: string;
  to: string;
  strategy: number;
  title: string;
  detail: string;
  unit?: string;
  deep?: boolean;
  kind?: BlockView["kind"];
  state?: BlockView["state"];
  locked?: boolean;
}

const ROWS: readonly Row[] = [
  {
    day: 0,
    from: "19:30",
    to: "21:00",
    strategy: 1,
    title: "Bayes’ rule, worked examples",
    detail: "Practice",
    unit: "bayes",
    deep: true,
    state: "done",
  },
  {
    day: 1,
    from: "19:30",
    to: "20:45",
    strategy: 3,
    title: "PyTorch Dataset and DataLoader",
    detail: "Practice",
    unit: "dataloader",
    deep: true,
    state: "unanswered",
  },
  {
    day: 1,
    from: "21:00",
    to: "21:30",
    strategy: 8,
    title: "Messages",
    detail: "every week",
    kind: "rhythm",
    state: "missed",
  },
  {
    day: 2,
    from: "08:00",
    to: "08:40",
    strategy: 7,
    title: "Weekly paper",
    detail: "every week",
    kind: "rhythm",
    state: "done",
  },
  {
    day: 2,
    from: "19:30",
    to: "21:00",
    strategy: 2,
    title: "Gradient boosting from scratch",
    detail: "Practice",
    unit: "boosting",
    deep: true,
  },
  {
    day: 3,
    from: "19:30",
    to: "20:30",
    strategy: 4,
    title: "SQL window functions",
    detail: "Practice",
    unit: "windows",
  },
  {
    day: 5,
    from: "09:00",
    to: "10:45",
    strategy: 6,
    title: "Ranking baseline, first end-to-end run",
    detail: "Build",
    unit: "ranking",
    deep: true,
    locked: true,
  },
  { day: 5, from: "11:00", to: "11:30", strategy: 8, title: "Messages", detail: "every week", kind: "rhythm" },
  { day: 6, from: "10:00", to: "10:50", strategy: 9, title: "Two SQL drills", detail: "every week", kind: "rhythm" },
  {
    day: 7,
    from: "19:30",
    to: "21:00",
    strategy: 2,
    title: "Gradient boosting from scratch",
    detail: "Build",
    unit: "boosting",
    deep: true,
  },
  {
    day: 8,
    from: "19:30",
    to: "20:00",
    strategy: 1,
    title: "Review: Bayes’ rule, Trees",
    detail: "4 questions",
    kind: "review",
  },
  {
    day: 8,
    from: "20:15",
    to: "21:45",
    strategy: 5,
    title: "Serving a model behind an API",
    detail: "Read",
    unit: "serving",
  },
  {
    day: 9,
    from: "19:30",
    to: "21:00",
    strategy: 3,
    title: "PyTorch Dataset and DataLoader",
    detail: "Build",
    unit: "dataloader",
    deep: true,
  },
  {
    day: 12,
    from: "09:00",
    to: "11:00",
    strategy: 6,
    title: "Ranking baseline, first end-to-end run",
    detail: "Build",
    unit: "ranking",
    deep: true,
  },
];

export function sampleBlocks(monday: string): BlockView[] {
  return ROWS.map((row, n) => {
    const from = at(row.from);
    const to = at(row.to);
    const state = row.state ?? "planned";
    return {
      id: `b${n + 1}`,
      kind: row.kind ?? "work",
      strategy: row.strategy,
      title: row.title,
      detail: row.detail,
      unit: row.unit ?? null,
      date: addDays(monday, row.day),
      from,
      to,
      minutes: to - from,
      deep: row.deep ?? false,
      locked: row.locked ?? false,
      first: false,
      state,
      done_min: state === "done" ? to - from : 0,
    };
  });
}

/** The likely course of a week that the promise does not reach. */
export function likelyBlocks(monday: string): BlockView[] {
  return sampleBlocks(monday)
    .filter((block) => block.date < addDays(monday, 7))
    .map((block) => ({ ...block, id: null, locked: false, state: "planned", done_min: 0 }));
}

function unit(
  id: string,
  strategy: number,
  title: string,
  why: string,
  outcomes: string[],
  done_min: number,
  total_min: number,
): [string, UnitView] {
  return [
    id,
    {
      id,
      title,
      why,
      strategy,
      outcomes: outcomes.map((text, n) => ({ position: n + 1, text, ticked: done_min > 0 && n === 0 })),
      note: id === "boosting" ? "Residuals equal the negative gradient only for squared loss." : "",
      note_on: id === "boosting" ? "2026-11-23" : null,
      done_min,
      total_min,
      pace:
        id === "boosting"
          ? "Planned with 4\u00a0h for 3\u00a0h of estimate that are left, by your pace in “ML algorithms” (9 blocks)."
          : null,
      projects: [],
    },
  ];
}

export function sampleUnits(): Record<string, UnitView> {
  const units = Object.fromEntries([
    unit(
      "bayes",
      1,
      "Bayes’ rule, worked examples",
      "Every probabilistic model rests on it.",
      [
        "I can turn a word problem into a prior, a likelihood and a posterior",
        "I can say why a rare disease makes a good test mostly wrong",
      ],
      180,
      240,
    ),
    unit(
      "dataloader",
      3,
      "PyTorch Dataset and DataLoader",
      "Training is as fast as its data.",
      ["I can write a Dataset for files on disk", "I can find the number of workers that keeps the GPU busy"],
      0,
      300,
    ),
    unit(
      "boosting",
      2,
      "Gradient boosting from scratch",
      "The strongest model for tables, and a common interview question.",
      [
        "I can write the boosting loop in NumPy",
        "I can explain why each tree fits the negative gradient",
        "I can plot learning rate against validation error",
        "I can say when boosting beats a random forest",
      ],
      90,
      420,
    ),
    unit(
      "windows",
      4,
      "SQL window functions",
      "Features per user and per day come from them.",
      ["I can rank rows within a group", "I can write a running total and a seven-day mean"],
      0,
      240,
    ),
    unit(
      "ranking",
      6,
      "Ranking baseline, first end-to-end run",
      "A whole system teaches what its parts do not.",
      ["I can run the whole pipeline with one command", "I can beat the popularity baseline and say by how much"],
      60,
      720,
    ),
    unit(
      "serving",
      5,
      "Serving a model behind an API",
      "A model that nobody can call helps nobody.",
      ["I can serve a model behind a typed endpoint", "I can measure its latency under load"],
      0,
      480,
    ),
  ]);
  const ranking = units["ranking"];
  if (ranking)
    ranking.projects = [
      {
        title: "Rank articles for one reader",
        brief:
          "Build a small recommender for a public news data set: popularity baseline, then a learned ranker, measured offline.",
        milestones: ["Data in, one command", "Popularity baseline", "Learned ranker", "Offline report"],
        definition_of_done: ["Another person can run it from the README", "The report names the metric and its spread"],
      },
    ];
  return units;
}

export const RESOURCES: readonly ResourceView[] = [
  {
    title: "The Elements of Statistical Learning",
    authors: "Hastie, Tibshirani, Friedman",
    kind: "book",
    url: "https://hastie.su.domains/ElemStatLearn/",
    sections: "10.1–10.10",
    cost: "free",
    own: null,
  },
  {
    title: "Gradient boosting",
    authors: "scikit-learn",
    kind: "docs",
    url: "https://scikit-learn.org/stable/modules/ensemble.html",
    sections: "1.11",
    cost: "free",
    own: null,
  },
  {
    title: "Hands-On Machine Learning",
    authors: "Aurélien Géron",
    kind: "book",
    url: null,
    sections: "ch. 7",
    cost: "about 60 €",
    own: null,
  },
];

export const REASONS: Record<string, string[]> = {
  boosting: [
    "It waited for Decision trees, which you finished on 19 Nov.",
    "Ranking baseline on Saturday needs it first.",
    "Wednesday evening is the longest deep window before then.",
    "It stands where your study time begins.",
  ],
};

export const NAMED: Record<string, BlockDetail["named"]> = {
  boosting: [
    { unit: "trees", title: "Decision trees" },
    { unit: "ranking", title: "Ranking baseline" },
  ],
};

export const PRICES: Record<string, Pick<BlockDetail, "costs" | "alternatives">> = {
  boosting: {
    costs: [
      { term: "block", label: "Getting started", points: 80 },
      { term: "deep", label: "Outside your focus hours", points: 75 },
      { term: "finish", label: "Days until the unit is done", points: 240 },
    ],
    alternatives: [
      {
        start: "2026-11-26T19:30",
        cost_min: 14,
        text: "Thu 19:30 would cost 14\u00a0min more: 8\u00a0min outside your focus hours and 6\u00a0min later finish.",
        terms: [
          { term: "deep", label: "Outside your focus hours", points: 75 },
          { term: "finish", label: "Days until the unit is done", points: 60 },
        ],
      },
    ],
  },
};

/** The units of every review. */
export const RECALL: readonly Pick<RecallView, "unit" | "title" | "strategy" | "questions">[] = [
  {
    unit: "bayes",
    title: "Bayes’ rule",
    strategy: 1,
    questions: [
      {
        position: 1,
        question: "When is a posterior equal to its prior?",
        answer: "When the evidence is equally likely under every hypothesis.",
      },
      {
        position: 2,
        question: "What does the evidence term do?",
        answer: "It makes the posterior sum to one.",
      },
    ],
  },
  {
    unit: "trees",
    title: "Decision trees",
    strategy: 2,
    questions: [
      {
        position: 1,
        question: "Why does a deep tree overfit?",
        answer: "Its leaves hold so few rows that it learns their noise.",
      },
    ],
  },
  {
    unit: "network",
    title: "A map of your network",
    strategy: 8,
    questions: [{ position: 1, question: "I can name three people who do the work I want to do.", answer: null }],
  },
];
