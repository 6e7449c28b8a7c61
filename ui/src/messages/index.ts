// What the window says, in the language that is spoken. A new language is a folder here, a line in `SETS` and one in
// `language.svelte.ts`; a new subject is a line in `en/index.ts`, and the compiler asks for it everywhere else.
import type { Messages } from "./contract";
import { en } from "./en";
import { es } from "./es";
import { spoken, type Language } from "./language.svelte";

const SETS: Readonly<Record<Language, Messages>> = { en, es };
const said = (): Messages => SETS[spoken()];

/** Read anew at each use, so that nothing holds on to a language. */
export const m: Messages = {
  get words() {
    return said().words;
  },
  get frame() {
    return said().frame;
  },
  get failures() {
    return said().failures;
  },
  get block() {
    return said().block;
  },
  get recall() {
    return said().recall;
  },
  get course() {
    return said().course;
  },
  get week() {
    return said().week;
  },
  get today() {
    return said().today;
  },
  get roadmap() {
    return said().roadmap;
  },
  get strategies() {
    return said().strategies;
  },
  get review() {
    return said().review;
  },
  get onboarding() {
    return said().onboarding;
  },
  get settings() {
    return said().settings;
  },
  get calendars() {
    return said().calendars;
  },
  get desktop() {
    return said().desktop;
  },
  get commands() {
    return said().commands;
  },
  get history() {
    return said().history;
  },
  get palette() {
    return said().palette;
  },
  get print() {
    return said().print;
  },
  get views() {
    return said().views;
  },
  get when() {
    return said().when;
  },
};
