// What going back several changes at once is called in Spanish.
import type { Messages } from "../contract";

export const history: Messages["history"] = {
  back: (changes, what) => `Deshacer los últimos ${changes}, desde: ${what}`,
};
