// Everything the window says in English, by subject. Its shape is the contract of every other language.
import { block } from "./block";
import { course } from "./course";
import { desktop } from "./desktop";
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

export const en = {
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
  desktop,
  when,
};
