// The fake application's settings and busy calendars.
import { Failure } from "../call";
import type { BusyOverview, PaceRow, PackInUse } from "../types";
import type { Desk, Handlers } from "./index";
import { NOW } from "./world";

type Own =
  | "settings"
  | "availability_set"
  | "budget_set"
  | "profile_set"
  | "pace_set"
  | "folder_choose"
  | "pack_check"
  | "pack_use"
  | "theme_set"
  | "data_folder_open"
  | "busy_import"
  | "busy_remove";

const PACE_TEXT = "What finished activities took you, against their estimates.";

const row = (
  group: PaceRow["group"],
  label: string,
  strategy: number | null,
  percent: number,
  blocks: number,
  text: string,
): PaceRow => ({
  group,
  label,
  strategy,
  percent,
  next_percent: null,
  activities: Math.ceil(blocks / 2),
  blocks,
  text,
});

const paceRows: PaceRow[] = [
  row("everything", "Everything", null, 110, 31, "1.1 times the estimate"),
  row("strategy", "Maths & statistics", 1, 100, 14, "as estimated"),
  row("strategy", "Real-world projects", 6, 130, 17, "1.3 times the estimate"),
  row("kind", "Practice", null, 100, 9, "like its strategy"),
  row("kind", "Build", null, 120, 14, "1.2 times its strategy"),
];

const BUNDLED: PackInUse = {
  title: "From software engineer to machine learning engineer",
  version: "1.0.0",
  holds: "116 units, 15 rhythms, 950\u00a0h",
  bundled: true,
  problems: [],
};
const OWN_PACK: PackInUse = {
  title: "Compilers on the side",
  version: "2.1",
  holds: "3 units, 0 rhythms, 9\u00a0h",
  bundled: false,
  problems: [],
};

export function settingsHandlers(desk: Desk): Pick<Handlers, Own> {
  const busy = (): BusyOverview => ({
    calendars: desk.world.calendars,
    usual:
      desk.world.calendars.length === 0 ? [] : [0, 1, 2, 3, 4].map((weekday) => ({ weekday, from: 540, to: 1080 })),
  });
  return {
    settings: () => ({
      goal: desk.world.goal,
      target: desk.world.target,
      zone: desk.world.zone,
      zones: ["America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Europe/Berlin", "Europe/London", "UTC"],
      windows: desk.world.windows,
      budget: desk.world.budget,
      pace: { own: desk.world.ownPace, rows: desk.world.ownPace ? paceRows : [], text: PACE_TEXT },
      theme: desk.world.theme,
      busy: busy(),
      data_dir: "~/.local/share/ninefold",
      pack: desk.world.ownPack ? OWN_PACK : BUNDLED,
      events: desk.world.events,
    }),
    availability_set: ({ windows }) =>
      desk.change("changed the study hours", ["settings", "plan"], (world) => {
        world.windows = windows;
        return { message: "Study hours saved. No block had to move." };
      }),
    budget_set: ({ budget }) => {
      if (budget.block_min > budget.block_max)
        throw new Failure("bad_setting", "The shortest block is longer than the longest.", [
          "Make the longest block at least as long.",
        ]);
      return desk.change("changed hours and limits", ["settings", "plan"], (world) => {
        world.budget = budget;
        return { message: "Hours saved. No block had to move." };
      });
    },
    profile_set: ({ goal, target, zone }) =>
      desk.change("changed goal, date or zone", ["settings", "plan"], (world) => {
        Object.assign(world, { goal, target, zone });
        return { message: "Saved. No block had to move." };
      }),
    pace_set: ({ own }) =>
      desk.change(
        own ? "planned with your own pace" : "planned with the estimates as they are",
        ["settings"],
        (world) => {
          world.ownPace = own;
          return {
            message: own ? "Saved. Ninefold now plans so: 6\u00a0h more." : "Saved. Plans keep to the estimates again.",
          };
        },
      ),
    folder_choose: () => ({ folder: "/home/dana/compilers" }),
    pack_check({ folder }) {
      if (folder.includes("nowhere"))
        throw new Failure("bad_setting", "That cannot be used.", [`There is no folder “${folder}” on this computer.`]);
      if (folder.includes("broken"))
        return {
          pack: null,
          means: [],
          used: false,
          problems: ["1-front.toml:9: There is no unit “lexxer”. Name one."],
        };
      return {
        pack: OWN_PACK,
        means: ["1 unit stays, with all that you did of it.", "2 units are new."],
        used: desk.world.ownPack,
        problems: [],
      };
    },
    pack_use: ({ folder }) =>
      desk.change("changed the pack", ["settings", "units", "plan"], (world) => {
        world.ownPack = folder !== null;
        return { message: "Saved. Took out 4 blocks." };
      }),
    theme_set: ({ theme }) => desk.change("changed the theme", ["settings"], (world) => void (world.theme = theme)),
    data_folder_open: () => ({ message: null, undoable: false, changes: [] }),
    busy_import({ file_name, text }) {
      if (!text.includes("BEGIN:VCALENDAR"))
        throw new Failure("bad_calendar", `“${file_name}” is not a calendar file.`, [
          "Its first line is not BEGIN:VCALENDAR.",
        ]);
      const calendar = {
        source: file_name,
        name: file_name.replace(/\.ics$/, ""),
        events: text.split("BEGIN:VEVENT").length - 1,
        times: text.split("BEGIN:VEVENT").length - 1,
        read_at: NOW,
      };
      const answered = desk.change("read a calendar", ["busy", "plan", "settings"], (world) => {
        world.calendars = [...world.calendars.filter(({ source }) => source !== calendar.source), calendar];
        const block = world.blocks.find(({ state }) => state === "planned");
        if (block === undefined) return { message: `“${calendar.name}” is read.` };
        const change = {
          kind: "moved",
          title: block.title,
          activity: block.detail,
          activity_before: null,
          why: "busy",
          reason: `“${calendar.name}” lies on its former time.`,
        } as const;
        const [from, to] = [`${block.date}T19:30`, `${block.date}T20:30`];
        return {
          message: `“${calendar.name}” is read. Moved 1 block.`,
          changes: [{ ...change, strategy: block.strategy, from, from_min: block.minutes, to, to_min: block.minutes }],
        };
      });
      const problems = [...text.matchAll(/^X-BAD:(.*)$/gm)].map((found) => found[1] ?? "");
      return { ...answered, calendar, problems, busy: busy() };
    },
    busy_remove({ source }) {
      const name = desk.world.calendars.find((each) => each.source === source)?.name ?? source;
      const answered = desk.change("removed a calendar", ["busy", "plan", "settings"], (world) => {
        world.calendars = world.calendars.filter((each) => each.source !== source);
        return { message: `Removed “${name}”.` };
      });
      return { ...busy(), ...answered };
    },
  };
}
