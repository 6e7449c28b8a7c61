// Which screen is on: the address's fragment, "#week" or "#settings/data". Unknown names lead home.

export type ScreenName = "today" | "week" | "roadmap" | "strategies" | "review" | "settings" | "onboarding";
const NAMES: readonly ScreenName[] = ["today", "week", "roadmap", "strategies", "review", "settings", "onboarding"];
const HOME: ScreenName = "week";

export function readRoute(hash: string): { screen: ScreenName; part: string } {
  const [name = "", part = ""] = hash.replace(/^#\/?/, "").split("/");
  return { screen: NAMES.find((known) => known === name) ?? HOME, part };
}

export class Route {
  screen = $state<ScreenName>(HOME);
  /** What follows the screen's name, such as "data". */
  part = $state("");

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

  #read(): void {
    const { screen, part } = readRoute(this.target.location.hash);
    this.screen = screen;
    this.part = part;
  }
}
