// What the command palette says in Spanish.
import type { Messages } from "../contract";

export const palette: Messages["palette"] = {
  title: "Buscar o hacer",
  open: "Buscar o hacer…",
  label: "Una orden, pantalla, unidad o semana",
  placeholder: "Escribe una orden, una pantalla, una unidad, «semana 48» o una fecha",
  list: "Lo que encaja",
  groups: {
    recent: "Usado antes",
    block: (title) => `«${title}»`,
    commands: "Órdenes",
    screens: "Pantallas",
    weeks: "Semanas",
    units: "En las estrategias",
  },
  none: (text) => `Nada encaja con «${text}». Prueba con menos letras o con otra palabra.`,
  count: (n) => (n === 1 ? "1 encaja" : `${n} encajan`),
  more: (n) => `${n} más en las estrategias; sigue escribiendo para acotarlas`,
  /** How a week is asked for: “semana 48”, “s48”. */
  weekWords: ["semana", "s"],
  todayWords: ["hoy", "mañana", "ayer"],
  week: (number, range) => `Semana ${number}: ${range}`,
  planWeek: (number, range) => `Semana ${number} de tu plan: ${range}`,
  settings: (section) => `Ajustes: ${section}`,
  theme: (name) => `Tema: ${name}`,
  exportAll: "Exportar todo como JSON",
  exportCalendar: "Exportar tus bloques como .ics",
  exportLog: "Exportar lo estudiado como CSV",
  exportNotes: "Exportar plan y notas en Markdown",
  importAll: "Importar una exportación",
  also: {
    done: "hecho terminado completo",
    missed: "saltar fallar faltar",
    time: "mover cambiar hora",
    remove: "borrar eliminar quitar",
    add: "nuevo añadir",
    keys: "atajos ayuda teclas",
    present: "hoy ahora",
    undo: "atrás",
  },
};
