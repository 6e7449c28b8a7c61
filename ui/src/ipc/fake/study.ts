// The fake application's session on a block, and study off the plan.
import type { Desk, Handlers } from "./index";
import { find } from "./plan";
import { NOW } from "./world";

type Own = "session_start" | "session_pause" | "session_extend" | "study_log";

/** Seconds that the fake clock lets pass between two looks. */
const PASSED = 2538;
const MORE_MIN = 15;

export function studyHandlers(desk: Desk): Pick<Handlers, Own> {
  return {
    session_start: ({ id }) =>
      desk.change("started a block", ["plan"], (world) => {
        const before = world.session?.id === id ? world.session.seconds : 0;
        world.session = { id, began: NOW, running: true, seconds: before, extendable: true };
        find(world, id).state = "now";
        return {};
      }),
    session_pause: () =>
      desk.change("paused a block", ["plan"], (world) => {
        if (world.session) Object.assign(world.session, { running: false, seconds: world.session.seconds + PASSED });
        return {};
      }),
    session_extend: ({ id }) =>
      desk.change("changed the time of a block", ["plan"], (world) => {
        const block = find(world, id);
        block.minutes += MORE_MIN;
        block.to += MORE_MIN;
        return { message: `“${block.title}” now takes ${block.minutes}\u00a0min.` };
      }),
    study_log: ({ minutes, unit, text }) =>
      desk.change("logged study", ["plan", "units"], (world) => {
        const what = unit === undefined ? (text ?? "") : (world.units[unit]?.title ?? unit);
        return { message: `Logged ${minutes}\u00a0min of “${what}”.` };
      }),
  };
}
