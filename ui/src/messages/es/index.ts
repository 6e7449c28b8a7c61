// Everything the window says in Spanish, by subject.
//
// The person is addressed as «tú»; nothing blames, nothing cheers. These words are used, and no others for the same thing:
//
//   activity actividad            goal meta                    promised (weeks) comprometida
//   availability disponibilidad   kept free se deja libre      recall (to) recordar
//   backup copia de seguridad     known ya lo sabes            resource recurso
//   block bloque                  lane carril                  review (block) repaso
//   bring forward adelantar       leave out dejar fuera        Review (screen) revisión
//   busy ocupado                  likely course curso probable rhythm rutina
//   couldn’t do it no pude        light ligero                 roadmap hoja de ruta
//   curriculum, pack temario      lock, free fijar, soltar     session sesión
//   deep profundo                 milestone hito               split dividir
//   done hecho                    note nota                    strategy estrategia
//   estimate estimación           outcome logro                take out quitar
//   forecast previsión            pace ritmo                   target date fecha objetivo
//   plan anew planificar de nuevo unit unidad                  window (of time) franja
import type { Messages } from "../contract";
import { block } from "./block";
import { course } from "./course";
import { failures } from "./failures";
import { frame } from "./frame";
import { onboarding } from "./onboarding";
import { recall } from "./recall";
import { roadmap } from "./roadmap";
import { review } from "./review";
import { settings } from "./settings";
import { strategies } from "./strategies";
import { today } from "./today";
import { week } from "./week";
import { when } from "./when";
import { words } from "./words";

export const es: Messages = {
  words,
  frame,
  failures,
  block,
  recall,
  course,
  week,
  today,
  roadmap,
  strategies,
  review,
  onboarding,
  settings,
  when,
};
