// Commands without keys that stand somewhere on a screen: found in the palette wherever one is.
import type { Theme } from "../../ipc/types";
import { m } from "../../messages";
import type { Command, Scene } from "./command";
import { isIn } from "./frame";

type SettingsPart = keyof typeof m.settings.names;
const PARTS: readonly SettingsPart[] = ["availability", "goal", "known", "pace", "calendars", "appearance", "data"];
const THEMES: readonly Theme[] = ["system", "light", "dark"];

const plain = (rest: Omit<Command, "place" | "keys">): Command => ({
  applies: isIn,
  ...rest,
  place: "anywhere",
  keys: [],
});

/** Writes a file and says where it is. */
async function exported({ app }: Scene, name: "export_all" | "export_calendar" | "export_review"): Promise<void> {
  const file = await app.ask(name, {});
  if (file === null) return;
  const words = name === "export_review" ? m.review : m.settings.data;
  app.toasts.show({ kind: "said", text: words.written(file.path) });
}

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
  plain({
    id: "export.all",
    icon: "download",
    does: () => m.palette.exportAll,
    run: (scene) => void exported(scene, "export_all"),
  }),
  plain({
    id: "export.calendar",
    icon: "download",
    does: () => m.palette.exportCalendar,
    run: (scene) => void exported(scene, "export_calendar"),
  }),
  plain({
    id: "export.review",
    icon: "download",
    does: () => m.review.exportButton,
    run: (scene) => void exported(scene, "export_review"),
  }),
  plain({
    id: "sample.leave",
    does: () => m.frame.sample.leave,
    applies: ({ app }) => app.frame.data?.sample === true,
    run: ({ app }) => void app.act("sample_leave", {}),
  }),
];
