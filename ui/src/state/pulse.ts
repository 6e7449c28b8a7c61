// Moments at which the world outside may have changed: the window is looked at again, or a minute has passed
// while it is looked at. Does nothing while the window is hidden.

/** Calls `beat` on focus and once a minute while visible; the answer ends it. */
export function pulse(beat: () => void, target: Window = window, everyMs = 60_000): () => void {
  const document = target.document;
  let timer: number | undefined;
  const stop = () => {
    target.clearInterval(timer);
    timer = undefined;
  };
  const start = () => {
    stop();
    if (!document.hidden) timer = target.setInterval(beat, everyMs);
  };
  const onVisible = () => {
    if (document.hidden) stop();
    else {
      beat();
      start();
    }
  };
  target.addEventListener("focus", beat);
  document.addEventListener("visibilitychange", onVisible);
  start();
  return () => {
    stop();
    target.removeEventListener("focus", beat);
    document.removeEventListener("visibilitychange", onVisible);
  };
}
