// Which screen is on: the address's fragment, "#week", "#week/2026-W48" or "#settings/data". Unknown names lead home.

export type ScreenName = "today" | "week" | "roadmap" | "strategies" | "review" | "settings" | "onboarding";
const NAMES: readonly ScreenName[] = ["today", "week", "roadmap", "strategies", "review", "settings", "onboarding"];
const HOME: ScreenName = "week";

export function readRoute(hash: string): { screen: ScreenName; part: string } {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/");
  return { screen: NAMES.find((known) => known === name) ?? HOME, part: rest.join("/") };
}

export class Route {
  screen = $state<ScreenName>(HOME);
  /** What follows the screen's name, such as "data". */
  part = $state("");
  /** How often an address came from outside: at the start, by a link, by hand. */
  arrived = $state(0);

  constructor(private readonly target: Window = window) {
    this.#read();
  }

  follow(): () => void {
    const read = () => this.#read();
    this.target.addEventListener("hashchange", read);
    return () => this.target.removeEventListener("hashchange", read);
  }

  go(screen: ScreenName, part = ""): void {
    this.target.location.hash = part === "" ? screen : `${screen}/${part}`;
    this.screen = screen;
    this.part = part;
  }

  /** Writes what is on screen into the address; nobody is led anywhere. */
  mirror(part: string): void {
    if (this.part === part) return;
    this.part = part;
    const hash = part === "" ? `#${this.screen}` : `#${this.screen}/${part}`;
    this.target.history.replaceState(this.target.history.state, "", hash);
  }

  #read(): void {
    const { screen, part } = readRoute(this.target.location.hash);
    this.screen = screen;
    this.part = part;
    this.arrived += 1;
  }
}
