// The one key handler of the window: which command a stroke asks for, where the focus is.
import type { App } from "../../state/app.svelte";
import { blockKey } from "../../state/week.svelte";
import { refusal } from "./block";
import { isText, matches } from "./chord";
import { isApplicable, type Command, type Place, type Scene } from "./command";
import { commands } from "./registry";
import { sceneOf } from "./scene";

const WRITING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select";

/** What the places of the focus are. */
function placesOf(target: Element | null, scene: Scene): Set<Place> {
  const places = new Set<Place>(["anywhere"]);
  if (scene.app.route.screen === "strategies") places.add("strategies");
  if (scene.app.route.screen === "week") places.add("week");
  if (target?.closest(".cal__scroll")) places.add("grid");
  if (scene.block !== null) places.add("block");
  return places;
}

/** The command that these keys ask for there; undefined for all others. */
export function asked(event: KeyboardEvent, places: ReadonlySet<Place>, writing: boolean): Command | undefined {
  return commands.find(
    (each) =>
      places.has(each.place) &&
      each.keys.some((chord) => matches(chord, event) && !(writing && (isText(chord) || each.yields))),
  );
}

/** Does what was chosen in the system's menu bar, as its key would. A text field undoes its own text. */
export function choose(id: string, app: App): void {
  const found = commands.find((each) => each.id === id);
  if (found === undefined || app.frame.data === null || document.querySelector("dialog[open]") !== null) return;
  if (found.yields && document.activeElement?.matches(WRITING)) {
    // There is no other way to the field's own undo than the one that is called old.
    document.execCommand(id);
    return;
  }
  const scene = sceneOf(app);
  if (isApplicable(found, scene)) found.run(scene);
}

/** Does what the keys ask for. A dialog has all keys for itself, and so has whoever took them already. */
export function press(event: KeyboardEvent, app: App): void {
  if (event.defaultPrevented || app.frame.data === null || document.querySelector("dialog[open]") !== null) return;
  const target = event.target instanceof Element ? event.target : null;
  const key = target?.closest<HTMLElement>(".cal__days [data-key]")?.dataset["key"];
  const block = app.week.blocks.find((each) => blockKey(each) === key) ?? null;
  const scene: Scene = { app, block };
  const found = asked(event, placesOf(target, scene), target?.matches(WRITING) ?? false);
  if (found === undefined) return;
  if (block !== null && found.place === "block" && !found.moves) app.week.select(blockKey(block));
  if (isApplicable(found, scene)) found.run(scene);
  else if (block !== null && found.place === "block") app.toasts.show({ kind: "said", text: refusal(block) });
  else return;
  event.preventDefault();
}
