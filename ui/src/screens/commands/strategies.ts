// Commands of the strategies screen.
import { m } from "../../messages";
import type { Command } from "./command";

/** Goes to the field in which one looks for something. */
function startFind(): void {
  const field = document.querySelector<HTMLInputElement>(".find input");
  field?.focus();
  field?.select();
}

export const strategiesCommands: readonly Command[] = [
  {
    id: "strategies.find",
    place: "strategies",
    keys: ["/"],
    icon: "search",
    does: () => m.strategies.find.label,
    applies: ({ app }) => app.route.screen === "strategies",
    run: startFind,
  },
];
