// The fake application's exports, imports and backups.
import { Failure } from "../call";
import type { BackupHeld, BackupView, ExportWhat, Exported, Topic } from "../types";
import type { Desk, Handlers } from "./index";

type Own =
  | "backups"
  | "backup"
  | "backup_restore"
  | "export_all"
  | "export_calendar"
  | "export_log"
  | "export_notes"
  | "export_review"
  | "export_place"
  | "import_choose"
  | "import_check"
  | "import_take";

const NAMES: Record<ExportWhat, string> = {
  everything: "ninefold-2026-11-25.json",
  calendar: "ninefold-2026-11-25.ics",
  review: "ninefold-2026-11-25.csv",
  log: "ninefold-studied-2026-11-25.csv",
  notes: "ninefold-2026-11-25.md",
};

const backup = (day: number, rest: Partial<BackupView> = {}): BackupView => ({
  name: `journal-2026-11-${day}T061000Z.db`,
  at: `2026-11-${day}T06:10:00Z`,
  when: `${day} November 2026, 07:10`,
  replaced: false,
  newest: day === 24,
  ...rest,
});

const held = (day: number): BackupHeld => ({
  whole: true,
  says: [
    "Move into an ML engineer role, by 28 May 2027.",
    `It holds ${day} study sessions and 2 plans; the last is of ${day - 1} November 2026, 20:30.`,
    "Going back to it would set aside what came after: 3 study sessions and 1 note.",
  ],
});

const DAMAGED: BackupHeld = { whole: false, says: ["It is damaged and cannot be opened, so it is no backup."] };

export const BACKUPS: BackupView[] = [
  backup(24),
  backup(23),
  backup(22, { name: "journal.replaced-2026-11-22T061000Z.db", replaced: true }),
  backup(21),
  backup(20),
  backup(15),
];

export function keepingHandlers(desk: Desk, emit: (topics: Topic[]) => void): Pick<Handlers, Own> {
  const written =
    (what: ExportWhat) =>
    ({ to }: { to?: string }): Exported => ({ path: to ?? `~/Downloads/${NAMES[what]}`, note: null });
  /** The journal that a backup took the place of last. */
  let replaced: BackupView[] = [];
  return {
    backups: () => ({
      dir: "~/.local/share/ninefold/backups",
      backups: desk.world.noBackups === null ? [...replaced, ...BACKUPS] : [],
      trouble: desk.world.noBackups,
    }),
    backup({ name }) {
      const day = Number(/2026-11-(\d\d)/.exec(name)?.[1]);
      return day === 23 ? DAMAGED : held(day);
    },
    backup_restore({ backup: name }) {
      desk.world.notice = null;
      emit(["app", "settings"]);
      const back = name === undefined ? null : "journal.replaced-2026-11-25T061000Z.db";
      if (back !== null) replaced = [backup(25, { name: back, replaced: true })];
      return { message: "The backup of 24 November 2026 is back.", back };
    },
    export_all: written("everything"),
    export_calendar: written("calendar"),
    export_log: written("log"),
    export_notes: written("notes"),
    export_review: written("review"),
    export_place: ({ what }) => ({ path: `/home/me/${NAMES[what]}` }),
    import_choose: () => ({ path: "/home/me/ninefold.json" }),
    import_check({ path }) {
      if (!path.endsWith(".json"))
        throw new Failure("bad_import", `“${path}” was not taken in: it is of another program. Nothing was changed.`);
      const known = path.includes("known");
      const last = known ? "All of it is here already." : "New here: 3 study sessions and 1 note.";
      return {
        says: ["Exported on 24 November 2026. It holds 42 study sessions and 3 notes.", last],
        new: known ? 0 : 12,
      };
    },
    import_take() {
      emit(["app", "settings"]);
      return { message: "Taken in: 3 study sessions and 1 note.", back: "journal-2026-11-24T061000Z.db" };
    },
  };
}
