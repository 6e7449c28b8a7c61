// Makes a bar of one line fit its words, whatever the language: where they are too long, what may give way goes, first what
// matters least. Invariant: what is left out is left out whole, and comes back with the room for it.

/** Steps that the style sheet knows, `data-tight="1"` and so on: each leaves out what the last did, and more. */
const STEPS = 5;

/** An attachment for a bar whose parts stand beside each other. */
export function tighten(bar: HTMLElement): () => void {
  const fit = () => {
    // Nothing shrinks or wraps while it is measured.
    bar.dataset["measured"] = "";
    for (let step = 0; step <= STEPS; step += 1) {
      if (step === 0) delete bar.dataset["tight"];
      else bar.dataset["tight"] = String(step);
      if (bar.scrollWidth <= bar.clientWidth) break;
    }
    delete bar.dataset["measured"];
  };
  fit();
  const room = new ResizeObserver(fit);
  const words = new MutationObserver(fit);
  room.observe(bar);
  words.observe(bar, { childList: true, characterData: true, subtree: true });
  // Letters that come later have another width.
  void document.fonts?.ready.then(fit);
  return () => {
    room.disconnect();
    words.disconnect();
  };
}
