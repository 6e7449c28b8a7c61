// Words that several screens share, in Spanish.
import type { Messages } from "../contract";

export const words: Messages["words"] = {
  close: "Cerrar",
  cancel: "Cancelar",
  undo: "Deshacer",
  redo: "Rehacer",
  again: "Probar otra vez",
  loading: "Cargando",
  deep: "Profundo",
  light: "Ligero",
};
