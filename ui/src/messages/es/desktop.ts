// What the window says of the desktop around it: choices of this computer, files that come from outside.
import type { Messages } from "../contract";

export const desktop: Messages["desktop"] = {
  lead: "Estas opciones valen solo en este ordenador y se aplican al momento.",
  failed: "No se pudieron leer las opciones de este ordenador",
  notify: "Avisar de los bloques",
  notifyHint:
    "Mientras Ninefold está en marcha, un aviso cuando empieza un bloque: empezarlo, recordarlo en 10 minutos o decir que no pudiste",
  quiet: "Horas de silencio",
  quietHint: "En ellas no se avisa de nada",
  from: "Desde",
  to: "Hasta",
  time: "Como 22:00",
  same: "El final tiene que ser otra hora que el comienzo.",
  tray: "Seguir en marcha al cerrar la ventana",
  trayHint: "Ninefold se queda en la bandeja y sigue avisando de los bloques",
  noTray: "Este escritorio no muestra ninguna bandeja, así que cerrar la ventana cierra Ninefold.",
  start: "Empezar con el sistema",
  startHint: { tray: "En la bandeja, sin su ventana", window: "Su ventana se abre al iniciar sesión" },
  drop: "Suéltalo aquí",
  dropHint: "Un calendario (.ics), la carpeta de un temario o una exportación (.json)",
  offer: {
    title: (name: string): string => `¿Añadir «${name}» a tus calendarios?`,
    text: (events: string): string =>
      `Contiene ${events} al alcance de tu plan. Los bloques nunca caen sobre un evento. Los eventos solo van adonde van tus datos.`,
    add: "Añadirlo",
    leave: "Ahora no",
  },
};
