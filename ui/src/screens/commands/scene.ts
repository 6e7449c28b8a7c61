// What commands act on when nobody points at a block: the one in hand on the screen.
import type { App } from "../../state/app.svelte";
import type { Scene } from "./command";

export const sceneOf = (app: App): Scene => ({ app, block: app.inHand });
