// What a failure is called, in Spanish, where the application's own sentence is missing or needs a way out.
import type { Messages } from "../contract";

export const failures: Messages["failures"] = {
  title: "No se ha podido hacer",
  noAnswer:
    "El motor de Ninefold no ha respondido. Lo que hiciste antes está guardado. Cierra Ninefold y vuelve a abrirlo.",
  nothing: "No se ha podido mostrar nada.",
};
