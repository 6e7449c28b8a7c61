// What is on screen, as the address says it: "#week/2026-11-25?view=day&block=b5&open=split". A screen, the part of it, and what
// is chosen and open there; all of a view's state that is worth coming back to stands in it. Unknown names lead home.
// A screen that is left is remembered as it was.

const NAMES = ["today", "week", "roadmap", "strategies", "review", "settings", "onboarding"] as const;
export type ScreenName = (typeof NAMES)[number];
const HOME: ScreenName = "week";

/** Rest before the address follows what is chosen: the web view refuses more than a hundred such changes in half a
 *  minute. */
const REST_MS = 400;

/** What is chosen and open on a screen, by name. */
export type Choices = Readonly<Record<string, string>>;
/** Where on a screen: its part, such as "data", and what is chosen there. */
export interface Place {
  part: string;
  choices: Choices;
}

const NOWHERE: Place = { part: "", choices: {} };

/** A part with a broken escape is taken as it is written. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function readRoute(hash: string): { screen: ScreenName } & Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", part = ""] = path.split("/");
  const choices = Object.fromEntries(new URLSearchParams(query));
  return { screen: NAMES.find((known) => known === name) ?? HOME, part: plain(part), choices };
}

export function writeRoute(screen: ScreenName, { part, choices }: Place): string {
  const query = new URLSearchParams(choices).toString();
  return screen + (part === "" ? "" : `/${encodeURIComponent(part)}`) + (query === "" ? "" : `?${query}`);
}

export class Route {
  screen = $state<ScreenName>(HOME);
  /** Every screen that was on, as it was left. */
  #places = $state.raw<Partial<Record<ScreenName, Place>>>({});
  /** The dialog or menu that is open on the screen. */
  readonly open: string | null = $derived.by(() => this.chosen(this.screen, "open"));
  /** The address as it was last read or written: what is said of it later is no news. */
  #known = "";
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly target: Window = window) {
    this.#read();
  }

  /** What follows the screen's name, such as "data". */
  get part(): string {
    return this.place(this.screen).part;
  }

  /** Where a screen is, or was when it was left. */
  place(screen: ScreenName): Place {
    return this.#places[screen] ?? NOWHERE;
  }

  /** What is chosen of this name on a screen. */
  chosen(screen: ScreenName, name: string): string | null {
    return this.place(screen).choices[name] ?? null;
  }

  /** The address of a screen as it was left, for a link. */
  href(screen: ScreenName): string {
    return `#${writeRoute(screen, this.place(screen))}`;
  }

  follow(): () => void {
    const read = () => {
      if (this.target.location.hash !== this.#known) this.#read();
    };
    this.target.addEventListener("hashchange", read);
    return () => {
      this.target.removeEventListener("hashchange", read);
      clearTimeout(this.#rest);
    };
  }

  /** Goes to a place on a screen, with nothing open. */
  go(screen: ScreenName, part = "", choices: Choices = {}): void {
    clearTimeout(this.#rest);
    this.#leave(screen);
    this.#places = { ...this.#places, [screen]: { part, choices } };
    this.screen = screen;
    this.target.location.hash = writeRoute(screen, this.place(screen));
    this.#known = this.target.location.hash;
  }

  /** Goes to a screen as it was left; nowhere if it is on. */
  goBack(screen: ScreenName): void {
    if (screen === this.screen) return;
    const { part, choices } = this.place(screen);
    this.go(screen, part, choices);
  }

  /** Chooses by name; null chooses nothing of that name. The address follows if the screen is on. */
  choose(screen: ScreenName, changed: Readonly<Record<string, string | null>>, part?: string): void {
    const place = this.place(screen);
    const kept = Object.entries({ ...place.choices, ...changed }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    this.#places = { ...this.#places, [screen]: { part: part ?? place.part, choices: Object.fromEntries(kept) } };
    if (screen !== this.screen) return;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#write(), REST_MS);
  }

  /** Opens a dialog or menu on the screen that is on; null closes it. */
  show(open: string | null): void {
    if (this.open !== open) this.choose(this.screen, { open });
  }

  /** Closes a dialog or menu, if it is the one that is open. */
  hide(open: string): void {
    if (this.open === open) this.show(null);
  }

  #write(): void {
    const { history } = this.target;
    history.replaceState(history.state, "", `#${writeRoute(this.screen, this.place(this.screen))}`);
    this.#known = this.target.location.hash;
  }

  /** A screen that is come back to shows no dialog. */
  #leave(to: ScreenName): void {
    if (to !== this.screen && this.open !== null) this.choose(this.screen, { open: null });
    clearTimeout(this.#rest);
  }

  #read(): void {
    this.#known = this.target.location.hash;
    const { screen, part, choices } = readRoute(this.target.location.hash);
    this.#leave(screen);
    this.screen = screen;
    this.#places = { ...this.#places, [screen]: { part, choices } };
  }
}
