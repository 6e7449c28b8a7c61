// What the frame of the window says in Spanish: rail, banners, toast, shortcuts.
import type { Messages } from "../contract";
import { dateText, listText } from "./format";
import { words } from "./words";

export const frame: Messages["frame"] = {
  name: "Ninefold",
  skip: "Ir a la pantalla",
  rail: "Pantallas",
  loading: "Abriendo tu plan",
  failed: "No se ha podido leer tu plan",
  sample: {
    text: "Este es un estudiante de muestra. Nada de lo que cambies aquí se guarda.",
    leave: "Empezar el tuyo",
    kept: "Muestra: no se guarda nada",
  },
  zone: (system, plan) =>
    `Este equipo está en ${system}; tu semana de estudio, en ${plan}. Los bloques mantienen sus horas de ${plan}.`,
  zoneSettings: "Ajustes de zona horaria",
  restore: (day) => `Recuperar la copia de seguridad del ${day}`,
  backups: "Ver las copias de seguridad",
  dismiss: "Descartar",
  saved: "Guardado en este equipo",
  saving: "Se está guardando lo que has escrito; después se cierra la ventana.",
  stays: (unsaved) => `${unsaved} La ventana sigue abierta; ciérrala otra vez para salir sin esas palabras.`,
  anew: "La ventana se interrumpió y se ha vuelto a abrir. Tu plan está entero; mira si están las últimas palabras que escribías.",
  undrawn: {
    title: "No se ha podido dibujar esta pantalla",
    text: "Algo se ha roto en ella. Tu plan está entero: no se ha perdido nada de lo guardado, y las demás pantallas siguen ahí.",
    reason: (what) => `Lo que se ha roto: ${what}`,
    week: "Ir a la semana",
  },
  notSaved: "No todo está guardado",
  cannotSave: "No se puede guardar nada",
  calendarTrouble: "Guardado aquí; un calendario no está al día",
  syncTrouble: "Guardado aquí; no al día con tus otros equipos",
  unsaved: (what, why) => `No se ha podido guardar: ${listText(what)}. ${why}`,
  noteOn: (unit) => `la nota de «${unit}»`,
  lineAbout: (monday) => `la línea sobre la semana del ${dateText(monday)}`,
  notesKept: (unsaved) => `${unsaved} El texto se conserva aquí hasta que cierres Ninefold.`,
  toast: {
    region: "Mensajes",
    undo: words.undo,
    back: "Volver a lo de antes",
    undoes: (did) =>
      did === null
        ? "Deshacer no lo revierte; volver a lo de antes, sí."
        : `Deshacer no lo revierte; volver a lo de antes, sí. Otra vez, y se deshace: ${did}.`,
    overtaken: "Entretanto se ha hecho otra cosa, así que no se ha deshecho nada.",
    changed: "¿Qué ha cambiado?",
    nearest: (when) => `Lo más cercano: ${when}`,
    refused: "No puede ir ahí.",
    several: (n: number) => `${n} cosas a la vez`,
  },
  proposal: {
    title: (blocks) => `Esto cambiaría ${blocks === 1 ? "1 bloque planificado" : `${blocks} bloques planificados`}`,
    lead: "Todavía no ha cambiado nada. Los bloques que se irían están a rayas; sus lugares nuevos, con contorno.",
    missed:
      "Todavía no ha cambiado nada. Si lo dejas así, el bloque cuenta como no hecho y lo demás no se mueve por ahora.",
    apply: "Aplicar",
    leave: "Dejarlo como está",
    close: "Cerrar sin cambiar nada",
  },
  changes: {
    title: "Qué ha cambiado",
    caption: "Los bloques antes y después",
    block: "Bloque",
    before: "Antes",
    became: "pasa a",
    after: "Después",
    none: "–",
    gone: "quitado",
    kinds: { moved: "movido", resized: "otra duración", changed: "otra actividad", new: "nuevo", gone: "quitado" },
  },
  keys: {
    title: "Teclado",
    open: "Atajos de teclado",
    everywhere: "En todas partes",
    inRoadmap: "En la hoja de ruta, con el foco en una unidad o un carril",
    inWeek: "En la semana, con el foco en un bloque",
  },
};
