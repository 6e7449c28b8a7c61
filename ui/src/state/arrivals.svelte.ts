// What comes from outside the window: links and files that it was opened with, a file that is dropped on it.
// The application has checked it. The window goes there, or asks; nothing is changed unasked.
import type { Arrival } from "../ipc/types";
import type { App } from "./app.svelte";
import type { TextFile } from "./busy-files.svelte";
import { readRoute } from "./route.svelte";
import type { Toast } from "./toasts.svelte";

/** A calendar file that may be read. */
export interface Offer {
  file: TextFile;
  /** What to ask; null for a file that the person dropped here, which is read at once. */
  ask: { name: string; events: number } | null;
}

export class Arrivals {
  /** Waits for the list of calendars, which takes it. */
  offer = $state.raw<Offer | null>(null);
  /** The folder of a pack; waits for the settings, which look into it. */
  pack = $state.raw<string | null>(null);
  /** Lists of calendars on screen. Nothing is drawn by it but during a drag. */
  #lists = 0;

  constructor(private readonly app: App) {}

  /** Takes what is there, and what comes later; the answer ends it. */
  follow(): () => void {
    void this.#take();
    return this.app.ipc.onChanged((topics) => {
      if (topics.includes("arrivals")) void this.#take();
    });
  }

  /** A list of calendars is on screen, until the answer is called. */
  attend(): () => void {
    this.#lists += 1;
    return () => void (this.#lists -= 1);
  }

  /** Whether a file that is dropped now has somewhere to go. */
  get hasPlace(): boolean {
    return this.#lists > 0 || !this.#isBare;
  }

  drop(file: TextFile): void {
    this.#offer({ file, ask: null });
  }

  /** What is offered, for the one who deals with it. */
  takeOffer(): Offer | null {
    const { offer } = this;
    this.offer = null;
    return offer;
  }

  /** The folder of a pack, for the one who looks into it. */
  takePack(): string | null {
    const { pack } = this;
    this.pack = null;
    return pack;
  }

  get #isBare(): boolean {
    const frame = this.app.frame.data;
    return frame !== null && !frame.onboarded && !frame.sample;
  }

  #offer(offer: Offer): void {
    this.offer = offer;
    // What was said before has nothing to do with it.
    this.app.toasts.dismiss();
    if (!this.#isBare) this.app.route.go("settings", "calendars");
  }

  async #take(): Promise<void> {
    // That the application does not answer is told by the frame.
    const taken = await this.app.ipc.call("arrivals", {}).catch(() => null);
    const arrivals = taken?.arrivals ?? [];
    for (const arrival of arrivals) this.#follow(arrival);
    // What leads somewhere takes away what was said before; what came with it is told there.
    this.app.toasts.showAll(arrivals.flatMap(toastOf));
  }

  #follow(arrival: Arrival): void {
    const { app } = this;
    switch (arrival.kind) {
      case "screen": {
        const { screen, part } = readRoute(`#${arrival.route}`);
        app.route.go(screen, part);
        break;
      }
      case "week":
        void app.week.show(arrival.date);
        app.route.goBack("week");
        break;
      case "block":
        app.week.select(arrival.id);
        void app.week.show(arrival.date);
        app.route.goBack("week");
        break;
      case "missed":
        void app.deeds.missed(arrival.id);
        break;
      case "calendar": {
        const { file_name, text, name, events } = arrival;
        const file = { name: file_name, size: text.length, text: () => Promise.resolve(text) };
        this.#offer({ file, ask: { name, events } });
        break;
      }
      case "pack":
        this.pack = arrival.folder;
        app.toasts.dismiss();
        app.route.go("settings", "pack");
        break;
      case "export":
        app.toasts.dismiss();
        app.keeping.path = arrival.path;
        if (this.#isBare) app.route.show("import");
        else app.route.go("settings", "data", { open: "import" });
        void app.keeping.check();
        break;
      case "told":
      case "refused":
        break;
    }
  }
}

/** What is told of an arrival that leads nowhere. */
function toastOf(arrival: Arrival): Toast[] {
  if (arrival.kind === "told") return [{ kind: "answered", answered: arrival.answered }];
  return arrival.kind === "refused" ? [{ kind: "said", text: arrival.message }] : [];
}
