// The language of the window: what was chosen on this computer, or the system's. The document's `lang` and `dir` say it to
// whoever cannot see this: screen readers, hyphenation, and `ipc/call`, which has the application answer in it.

/** Languages there is a whole set of texts in, here and in the application. */
export type Language = "en" | "es";
/** What a person chooses: a language, or that of the system. */
export type LanguageChoice = "system" | Language;

const KEY = "ninefold.language";
/** Each language in its own words, so that it is found by whoever reads no other. */
export const LANGUAGES: readonly { value: Language; label: string; dir: "ltr" | "rtl" }[] = [
  { value: "en", label: "English", dir: "ltr" },
  { value: "es", label: "Español", dir: "ltr" },
];

const known = (tag: string): Language | undefined =>
  LANGUAGES.find(({ value }) => tag.toLowerCase().split(/[-_]/)[0] === value)?.value;

/** The first of these tags, such as "es-MX", that there are texts for; English if there is none. */
export function firstKnown(tags: readonly string[]): Language {
  return tags.map(known).find((language) => language !== undefined) ?? "en";
}

/** The kept choice; the system's language if none is kept or it cannot be read. */
function kept(): LanguageChoice {
  try {
    return known(localStorage.getItem(KEY) ?? "") ?? "system";
  } catch {
    return "system";
  }
}

let choice = $state<LanguageChoice>(kept());
let system = $state<Language>(firstKnown(navigator.languages));
const language = $derived(choice === "system" ? system : choice);

/** What was chosen. */
export const languageChoice = (): LanguageChoice => choice;

/** The language that is spoken now. */
export const spoken = (): Language => language;

/** Speaks this language from now on, on this computer. */
export function chooseLanguage(to: LanguageChoice): void {
  choice = to;
  tell();
  try {
    if (to === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, to);
  } catch {
    // No permission: the choice lives as long as the page.
  }
}

/** The part of a window that tells the system's language. */
type Listened = EventTarget & { readonly navigator: { readonly languages: readonly string[] } };

/** Says the language to the document now, and again when the system's changes; the answer ends it. */
export function followLanguage(target: Listened = window): () => void {
  const look = () => {
    system = firstKnown(target.navigator.languages);
    tell();
  };
  look();
  target.addEventListener("languagechange", look);
  return () => target.removeEventListener("languagechange", look);
}

function tell(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES.find(({ value }) => value === language)?.dir ?? "ltr";
}
