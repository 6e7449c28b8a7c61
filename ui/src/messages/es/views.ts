// What the views of the week are called in Spanish: one day, five days, all seven.
import type { Messages } from "../contract";

export const views: Messages["views"] = {
  label: "Días a la vista",
  names: { day: "Día", five: "5 días", week: "Semana" },
  show: { day: "Ver un día", five: "Ver 5 días", week: "Ver toda la semana" },
  previous: { day: "Día anterior", five: "Días anteriores", week: "Semana anterior" },
  next: { day: "Día siguiente", five: "Días siguientes", week: "Semana siguiente" },
  previousAny: "Semana anterior, o los días de antes",
  nextAny: "Semana siguiente, o los días de después",
  empty: {
    day: "Este día no hay nada planificado",
    five: "Estos días no hay nada planificado",
    week: "Esta semana no hay nada planificado",
  },
};
