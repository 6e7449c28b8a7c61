// Commands without keys that stand somewhere on a screen: found in the palette wherever one is.
import type { ExportWhat, Theme } from "../../ipc/types";
import { m } from "../../messages";
import type { Command, Scene } from "./command";
import { isIn } from "./frame";

type SettingsPart = keyof typeof m.settings.names;
const PARTS: readonly SettingsPart[] = [
  "availability",
  "goal",
  "known",
  "pace",
  "calendars",
  "appearance",
  "computer",
  "pack",
  "data",
];
const THEMES: readonly Theme[] = ["system", "light", "dark"];

const plain = (rest: Omit<Command, "place" | "keys">): Command => ({
  applies: isIn,
  ...rest,
  place: "anywhere",
  keys: [],
});

/** Writes a file and says where it is. */
async function exported({ app }: Scene, what: ExportWhat): Promise<void> {
  const file = await app.keeping.exported(what);
  if (file !== null) app.toasts.show({ kind: "said", text: m.settings.data.written(file.path, file.note) });
}

const EXPORTS: readonly { what: ExportWhat; id: string; does: () => string }[] = [
  { what: "everything", id: "export.all", does: () => m.palette.exportAll },
  { what: "notes", id: "export.notes", does: () => m.palette.exportNotes },
  { what: "log", id: "export.log", does: () => m.palette.exportLog },
  { what: "calendar", id: "export.calendar", does: () => m.palette.exportCalendar },
  { what: "review", id: "export.review", does: () => m.review.exportButton },
];

export const moreCommands: readonly Command[] = [
  plain({
    id: "replan",
    icon: "sync",
    does: () => m.week.planAnew,
    applies: ({ app }) => app.route.screen === "week" && typeof app.week.view.data?.plan_left === "string",
    run: ({ app }) => void app.deeds.replan(),
  }),
  ...PARTS.map((part) =>
    plain({
      id: `settings.${part}`,
      icon: "settings",
      does: () => m.palette.settings(m.settings.names[part]),
      also: () => m.palette.also.settings[part],
      run: ({ app }) => app.route.go("settings", part),
    }),
  ),
  ...THEMES.map((theme) =>
    plain({
      id: `theme.${theme}`,
      icon: "palette",
      does: () => m.palette.theme(m.settings.appearance.themes.find(({ value }) => value === theme)?.label ?? theme),
      applies: (scene) => isIn(scene) && scene.app.frame.data?.theme !== theme,
      run: ({ app }) => void app.act("theme_set", { theme }),
    }),
  ),
  ...EXPORTS.map(({ what, id, does }) =>
    plain({ id, icon: "download", does, run: (scene) => void exported(scene, what) }),
  ),
  plain({
    id: "calendars.now",
    icon: "sync",
    does: () => m.calendars.lookNow,
    also: () => m.palette.also.calendars,
    run: ({ app }) => void app.calendars.now(),
  }),
  plain({
    id: "sync.now",
    icon: "sync",
    does: () => m.palette.syncNow,
    also: () => m.palette.also.sync,
    run: ({ app }) => void app.syncing.now(),
  }),
  plain({
    id: "import",
    icon: "folder",
    does: () => m.palette.importAll,
    run: ({ app }) => app.route.show("import"),
  }),
  plain({
    id: "sample.leave",
    does: () => m.frame.sample.leave,
    applies: ({ app }) => app.frame.data?.sample === true,
    run: ({ app }) => void app.leaveSample(),
  }),
];
