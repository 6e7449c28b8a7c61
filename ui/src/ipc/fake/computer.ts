// What the fake application knows of the desktop around the window.
import type { Desk, Handlers } from "./index";

export function computerHandlers(
  desk: Desk,
  emit: (topics: ["computer"]) => void,
): Pick<Handlers, "computer" | "computer_set" | "start_with_system" | "glance" | "arrive" | "arrivals"> {
  const answered = { message: null, undoable: false, changes: [] };
  return {
    computer: () => desk.world.computer,
    computer_set({ choices }) {
      desk.world.computer = { ...desk.world.computer, choices };
      emit(["computer"]);
      return answered;
    },
    start_with_system({ on }) {
      desk.world.computer = { ...desk.world.computer, starts_with_system: on };
      emit(["computer"]);
      return answered;
    },
    glance: () => ({
      reminder: null,
      tray: { next: "Nothing is planned", act: null, open: "Open Ninefold", quit: "Quit" },
      until: null,
    }),
    arrive: () => answered,
    arrivals: () => ({ arrivals: desk.world.arrivals.splice(0) }),
  };
}
