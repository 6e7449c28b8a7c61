// The page took the place of one that was gone with the process that drew it. What was being written in the last moment may
// be gone with it, and that is said.
import type { Toasts } from "./toasts.svelte";

/** What the shell puts into the address then. */
const ANEW = "?anew";

/** Says it once: a page that is loaded again is as any other. */
export function sayAnew(toasts: Toasts, target: Window): void {
  const { location, history } = target;
  if (location.search !== ANEW) return;
  history.replaceState(history.state, "", location.pathname + location.hash);
  toasts.show({ kind: "anew" });
}
