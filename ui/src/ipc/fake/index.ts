// A fake application for tests and for looking at the screens in a plain browser. Never part of a build.
import { split, clock } from "../../time/civil";
import { Failure, asFailure, type Answer, type Args, type CommandName, type Ipc } from "../call";
import type { Act, Answered, BlockView, Change, ReadingProgress, Theme, Topic } from "../types";
import * as plan from "./plan";
import { calendarHandlers } from "./calendars";
import { byHandHandlers } from "./by-hand";
import { computerHandlers } from "./computer";
import { keepingHandlers } from "./keeping";
import { onboardingHandlers } from "./onboarding";
import { roadmapHandlers } from "./roadmap";
import { reviewHandlers } from "./review";
import { settingsHandlers } from "./settings";
import { studyHandlers } from "./study";
import { syncHandlers } from "./sync";
import { strategiesHandlers } from "./strategies";
import { NOW, TODAY, newWorld, type Scenario, type World } from "./world";

export { scenarioFrom } from "./world";

export type Handlers = { [K in CommandName]: (args: Args<K>) => Answer<K> };

/** What handlers share: the world, and the one way to change it. */
export interface Desk {
  world: World;
  /** Runs a change that undo takes back, then says what went stale. */
  change(did: string, topics: Topic[], edit: (world: World) => Partial<Answered> | undefined): Answered;
}

export interface FakeIpc extends Ipc {
  readonly desk: Desk;
  /** An act that touches more published blocks than this is proposed before it is done. */
  asksAbove: number;
  /** Every call so far, in order. */
  readonly calls: { name: CommandName; args: unknown }[];
  /** Makes the next call of this name fail. */
  failNext(name: CommandName, failure: Failure): void;
  /** Answers to calls of this name wait, each is worked out and given when the function is called that is returned. */
  hold(name: CommandName): () => void;
  /** Tells the window that topics went stale. */
  emit(topics: Topic[]): void;
  /** Tells how far the reading of a calendar is. */
  reads(progress: ReadingProgress | null): void;
  /** Chooses an entry of the system's menu bar. */
  choose(command: string): void;
  /** Closes the window, as its button does. */
  close(): void;
  /** What was answered to that: whether it may close. */
  readonly left: boolean[];
}

export function fakeIpc({
  scenario = "usual",
  theme = "system",
}: { scenario?: Scenario; theme?: Theme } = {}): FakeIpc {
  const listeners = new Set<(topics: Topic[]) => void>();
  const readers = new Set<(progress: ReadingProgress | null) => void>();
  const choosers = new Set<(command: string) => void>();
  const leavers = new Set<() => void>();
  const failures = new Map<CommandName, Failure>();
  const held = new Map<CommandName, Promise<void>>();
  const calls: FakeIpc["calls"] = [];
  const done: { did: string; world: World }[] = [];
  const undone: { did: string; world: World }[] = [];
  const late = scenario === "late";

  let trying = false;
  const emit = (topics: Topic[]) => {
    if (!trying) listeners.forEach((listener) => listener(topics));
  };
  const answered = (rest: Partial<Answered> = {}): Answered => ({
    message: null,
    undoable: false,
    changes: [],
    ...rest,
  });

  const desk: Desk = {
    world: newWorld(scenario, theme),
    change(did, topics, edit) {
      const before = structuredClone(desk.world);
      const result = edit(desk.world) ?? {};
      if (!trying) {
        done.push({ did, world: before });
        undone.length = 0;
      }
      desk.world.events += 1;
      emit([...topics, "app"]);
      return answered({ undoable: true, ...result });
    },
  };

  function swap(from: typeof done, to: typeof done, code: string, word: string): Answered {
    const last = from.pop();
    if (last === undefined) throw new Failure(code, word);
    to.push({ did: last.did, world: desk.world });
    desk.world = last.world;
    emit(["app", "plan", "units", "settings", "busy"]);
    return answered({ message: word.replace("{}", last.did) });
  }

  const moved = (block: BlockView, start: string | null): Change => ({
    kind: start === null ? "gone" : "moved",
    title: block.title,
    activity: block.detail,
    activity_before: null,
    strategy: block.strategy,
    from: `${block.date}T${clock(block.from)}`,
    from_min: block.minutes,
    to: start,
    to_min: start === null ? null : block.minutes,
    why: "order",
    reason: "Follows from the other changes.",
  });

  const handlers: Handlers = {
    ...onboardingHandlers(desk, late),
    ...settingsHandlers(desk),
    ...studyHandlers(desk),
    ...roadmapHandlers(desk),
    ...byHandHandlers(desk),
    ...reviewHandlers(desk),
    ...strategiesHandlers(desk),
    ...computerHandlers(desk, emit),
    ...keepingHandlers(desk, emit),
    ...syncHandlers(desk, emit),
    ...calendarHandlers(desk, emit),
    app_state: () => ({
      onboarded: desk.world.onboarded,
      sample: desk.world.sample,
      version: "0.1.0",
      today: TODAY,
      now: NOW,
      zone: desk.world.zone,
      system_zone: scenario === "zone" ? "America/New_York" : null,
      theme: desk.world.theme,
      data_dir: "~/.local/share/ninefold",
      strategies: STRATEGIES.map(([short, label, title], n) => ({ number: n + 1, short, label, title })),
      notice: desk.world.notice,
      unsaved: desk.world.unsaved,
      backups: desk.world.noBackups,
      undo: done.at(-1)?.did ?? null,
      undo_more: done
        .slice(0, -1)
        .reverse()
        .map(({ did }) => did),
      redo: undone.at(-1)?.did ?? null,
      sync: desk.world.sync.trouble ? desk.world.sync.state : null,
      calendars: desk.world.connected.accounts.find(({ needs_person }) => needs_person)?.state ?? null,
    }),
    notice_dismiss() {
      desk.world.notice = null;
      emit(["app"]);
      return answered();
    },
    undo: () => swap(done, undone, "nothing_to_undo", "Took back: {}."),
    undo_several({ changes }) {
      const count = Math.min(changes, done.length);
      const oldest = done.at(-count)?.did ?? "";
      for (let n = 0; n < count; n += 1) swap(done, undone, "nothing_to_undo", "Took back: {}.");
      return answered({ message: `Undone: ${oldest}, and ${count - 1} changes after it.` });
    },
    redo: () => swap(undone, done, "nothing_to_redo", "Did again: {}."),
    link_open: () => answered(),
    sample_start() {
      desk.world = newWorld("sample", desk.world.theme);
      emit(["app", "plan", "units", "settings", "busy"]);
      return answered();
    },
    sample_leave() {
      desk.world = newWorld("first", desk.world.theme);
      emit(["app", "plan", "units", "settings", "busy"]);
      return answered();
    },
    week: ({ date }) => plan.week(desk.world, date ?? TODAY),
    today: () => plan.today(desk.world),
    block: ({ id }) => plan.detail(desk.world, id),
    why_not: ({ unit }) => plan.whyNot(desk.world, unit),
    ways_out: () => plan.waysOut(desk.world),
    way_out_take: (way) =>
      desk.change("changed hours and limits", ["plan", "settings", "units"], (world) => {
        if (way.kind === "hours") world.budget.week += way.extra_min;
        if (way.kind === "date") world.target = way.target;
        world.late = false;
        world.warnings = [];
        return { message: "Saved. Added 3 blocks." };
      }),
    block_check: (move) => plan.check(desk.world, move),
    block_move(move) {
      const verdict = plan.check(desk.world, move);
      if (!verdict.legal) throw new Failure("illegal_move", "It can’t go there.", verdict.reasons);
      return desk.change("moved a block", ["plan"], (world) => {
        const block = plan.find(world, move.id);
        const change = moved(block, move.start);
        const { day, minute } = split(move.start);
        Object.assign(block, {
          date: day,
          from: minute,
          to: minute + move.minutes,
          minutes: move.minutes,
          locked: true,
        });
        return { message: "Moved 1 block.", changes: [change] };
      });
    },
    block_lock: ({ id, locked }) =>
      desk.change(locked ? "locked a block" : "freed a block", ["plan"], (world) => {
        plan.find(world, id).locked = locked;
        return { message: locked ? "Locked. The planner will not move it." : "Freed. The planner may move it." };
      }),
    block_done: ({ id, minutes }) =>
      desk.change("marked done", ["plan", "units"], (world) => {
        const block = plan.find(world, id);
        Object.assign(block, { state: "done", done_min: minutes ?? block.minutes });
        if (world.session?.id === id) world.session = null;
        return { message: `Done: ${block.title}.` };
      }),
    block_finished: ({ id, minutes }) =>
      desk.change("marked done", ["plan", "units"], (world) => {
        const block = plan.find(world, id);
        Object.assign(block, { state: "done", done_min: minutes ?? block.minutes });
        const next = world.blocks.find((other) => other.state === "planned" && other.unit === block.unit);
        return {
          message: `Done: ${block.title}, and all of its activity.`,
          changes: next
            ? [{ ...moved(next, null), why: "less_left", reason: "Less of it is left to do than before." }]
            : [],
        };
      }),
    block_missed: ({ id }) =>
      desk.change("marked as not done", ["plan"], (world) => {
        const block = plan.find(world, id);
        block.state = "missed";
        const later = world.blocks.filter((other) => other.state === "planned" && other.date > block.date).slice(0, 1);
        const changed = world.blocks.filter((each) => each.state === "planned" && each.date > block.date).slice(2, 3);
        const longer = world.blocks.filter((other) => other.state === "planned" && other.date > block.date).slice(1, 2);
        return {
          message: "The plan took it in. Moved 1 block, changed the length of 1 block.",
          changes: [
            ...later.map((other) => ({
              ...moved(other, `${other.date}T20:30`),
              why: "taken" as const,
              reason: `Makes room for “${block.title}”.`,
            })),
            ...longer.map((other) => ({
              ...moved(other, `${other.date}T${clock(other.from)}`),
              kind: "resized" as const,
              to_min: other.minutes + 15,
            })),
            ...changed.map((each) => ({
              ...moved(each, `${each.date}T${clock(each.from)}`),
              kind: "changed" as const,
              activity: "Practice",
              activity_before: "Read",
            })),
          ],
        };
      }),
    blocks_missed_only: ({ ids }) =>
      desk.change("couldn’t do it", ["plan"], (world) => {
        for (const id of ids) plan.find(world, id).state = "missed";
        world.planLeft = true;
        return { message: `${ids.length} block could not be done. The plan stays as it is.` };
      }),
    replan: () =>
      desk.change("planned anew", ["plan"], (world) => {
        world.planLeft = false;
        return { message: "Planned anew." };
      }),
    unit_first: ({ unit, first }) =>
      desk.change(first ? "brought a unit forward" : "put a unit back in line", ["plan", "units"], (world) => {
        for (const block of world.blocks) if (block.unit === unit) block.first = first;
        return { message: first ? "It comes first now." : "It is planned in its usual order again." };
      }),
    preview(act) {
      const before = structuredClone(desk.world);
      trying = true;
      try {
        const { message, changes } = tried(handlers, act);
        return { message, changes, asks: changes.filter(({ from }) => from !== null).length > ipc.asksAbove };
      } finally {
        trying = false;
        desk.world = before;
      }
    },
    blocks_done: ({ ids }) =>
      desk.change("marked several blocks done", ["plan", "units"], (world) => {
        for (const id of ids) {
          const block = plan.find(world, id);
          Object.assign(block, { state: "done", done_min: block.minutes });
        }
        return { message: `Marked ${ids.length} blocks done.` };
      }),
    blocks_missed: ({ ids }) =>
      desk.change("couldn’t do several blocks", ["plan"], (world) => {
        for (const id of ids) plan.find(world, id).state = "missed";
        return { message: `${ids.length} blocks are back in the queue.` };
      }),
    review_graded: ({ block: id, unit, grade }) =>
      desk.change("graded a unit", ["plan", "units"], (world) => {
        const block = plan.find(world, id);
        world.grades[`${id} ${unit}`] = grade;
        const all = plan.detail(world, id).recall;
        const item = all.find((each) => each.unit === unit);
        if (!item?.back) throw new Failure("not_in_review", "This block does not review it.");
        if (all.every((each) => each.grade !== null || each.waits))
          Object.assign(block, { state: "done", done_min: block.minutes });
        return { message: `“${item.title}” comes back in ${item.back.days} days.` };
      }),
    outcome_tick: ({ unit, outcome, ticked }) =>
      desk.change(ticked ? "ticked an outcome" : "un-ticked an outcome", ["units"], (world) => {
        const found = world.units[unit]?.outcomes.find((each) => each.position === outcome);
        if (found === undefined) throw new Failure("unknown_outcome", "This unit has no such outcome.");
        found.ticked = ticked;
      }),
    note_set: ({ unit, text }) =>
      desk.change("wrote a note", ["units"], (world) => {
        const found = world.units[unit];
        if (found === undefined) throw new Failure("unknown_unit", "The pack has no such unit.");
        Object.assign(found, { note: text, note_on: TODAY });
      }),
  };

  const ipc: FakeIpc = {
    desk,
    asksAbove: 3,
    calls,
    emit,
    failNext: (name, failure) => void failures.set(name, failure),
    hold(name) {
      let release = () => {};
      held.set(name, new Promise((resolve) => (release = resolve)));
      return () => {
        held.delete(name);
        release();
      };
    },
    async call<K extends CommandName>(name: K, args: Args<K>): Promise<Answer<K>> {
      calls.push({ name, args });
      await held.get(name);
      if (scenario === "silent") return new Promise(() => undefined);
      const failure = failures.get(name);
      failures.delete(name);
      if (failure !== undefined) throw failure;
      try {
        return structuredClone(handlers[name](args));
      } catch (thrown) {
        throw asFailure(thrown);
      }
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reads: (progress) => readers.forEach((listener) => listener(progress)),
    onReading(listener) {
      readers.add(listener);
      return () => void readers.delete(listener);
    },
    choose: (command) => choosers.forEach((listener) => listener(command)),
    onMenu(listener) {
      choosers.add(listener);
      return () => void choosers.delete(listener);
    },
    close: () => leavers.forEach((listener) => listener()),
    onLeaving(listener) {
      leavers.add(listener);
      return () => void leavers.delete(listener);
    },
    left: [],
    leave(leaves) {
      ipc.left.push(leaves);
      return Promise.resolve();
    },
  };
  return ipc;
}

function tried(handlers: Handlers, act: Act): Pick<Answered, "message" | "changes"> {
  switch (act.command) {
    case "replan":
      return handlers.replan({});
    case "block_missed":
      return handlers.block_missed(act.args);
    case "blocks_missed":
      return handlers.blocks_missed(act.args);
    case "block_done":
      return handlers.block_done(act.args);
    case "block_finished":
      return handlers.block_finished(act.args);
    case "block_move":
      return handlers.block_move(act.args);
    case "block_split":
      return handlers.block_split(act.args);
    case "block_delete":
      return handlers.block_delete(act.args);
    case "block_add":
      return handlers.block_add(act.args);
    case "unit_first":
      return handlers.unit_first(act.args);
    case "availability_set":
      return handlers.availability_set(act.args);
    case "budget_set":
      return handlers.budget_set(act.args);
    case "busy_import":
      return handlers.busy_import(act.args);
    case "busy_remove":
      return handlers.busy_remove(act.args);
    case "profile_set":
      return handlers.profile_set(act.args);
    case "knowledge_set":
      return handlers.knowledge_set(act.args);
    case "pace_set":
      return handlers.pace_set(act.args);
    case "unit_mark":
      return handlers.unit_mark(act.args);
    case "estimate_set":
      return handlers.estimate_set(act.args);
    case "rhythm_set":
      return handlers.rhythm_set(act.args);
    case "own_unit_remove":
      return handlers.own_unit_remove(act.args);
    case "study_log":
      return handlers.study_log(act.args);
    case "what_if_apply":
      return handlers.what_if_apply(act.args);
    case "way_out_take":
      return handlers.way_out_take(act.args);
    case "pack_use":
      return handlers.pack_use(act.args);
  }
}

const STRATEGIES: readonly [string, string, string][] = [
  ["Maths", "Maths & statistics", "Build a strong foundation in mathematics and statistics"],
  ["Algorithms", "ML algorithms", "Gain proficiency in machine learning algorithms"],
  ["Tools", "Tools & frameworks", "Master machine learning tools and frameworks"],
  ["Data", "Data engineering", "Develop data engineering skills"],
  ["Deploy", "Deployment & scale", "Focus on model deployment and scalability"],
  ["Projects", "Real-world projects", "Work on real-world projects"],
  ["Current", "Staying current", "Stay updated with industry trends"],
  ["Network", "Mentors & network", "Seek mentorship and networking opportunities"],
  ["Interviews", "Resume & interviews", "Tailor your resume and prepare for interviews"],
];
