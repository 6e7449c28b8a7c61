// Lint rules, above all who may import whom:
// parts nothing of ours; state ipc only; screens state, parts, messages and types of ipc; only ipc mentions Tauri.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauri = { group: ["@tauri-apps/*"], message: "Only src/ipc speaks to the shell." };
const away = (names, message, allowTypeImports = false) => ({
  group: names.flatMap((name) => [`**/${name}`, `**/${name}/**`]),
  message,
  allowTypeImports,
});
const restrict = (files, ...patterns) => ({
  files,
  rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [tauri, ...patterns] }] },
});

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/ipc/gen/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: globals.browser } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { extraFileExtensions: [".svelte"], parser: ts.parser, svelteConfig } },
  },
  {
    files: ["src/**/*.{ts,svelte}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "svelte/no-at-html-tags": "error",
      // `style:` directives are set by script and pass the content security policy; style attributes do not.
      "no-restricted-syntax": ["error", { selector: "SvelteAttribute[key.name='style']", message: "Use style:name." }],
      "svelte/no-useless-mustaches": "off",
      "svelte/prefer-svelte-reactivity": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  // `as const` aside, the one place that may assert a type is where JSON comes in.
  { files: ["src/ipc/call.ts"], rules: { "@typescript-eslint/consistent-type-assertions": "off" } },
  restrict(["src/*.{ts,svelte}"]),
  restrict(["src/parts/**"], { group: ["../*"], message: "Parts import nothing of ours." }),
  restrict(
    ["src/messages/**"],
    away(["state", "parts", "screens"], "Messages know wire types only."),
    away(["ipc"], "Types only.", true),
  ),
  restrict(["src/state/**"], away(["parts", "screens", "messages"], "State imports ipc only.")),
  restrict(["src/screens/**"], away(["ipc"], "Screens take types only from ipc.", true)),
  { files: ["src/**/*.test.ts"], rules: { "@typescript-eslint/no-restricted-imports": "off" } },
);
