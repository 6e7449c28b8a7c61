// What a language must say: the shape of English, with any words. A text that is missing, left over or asks for other
// arguments does not compile.
import type { en } from "./en";

/** The shape of `T`; strings are free but for the `value` of a choice and the names of keys on the keyboard. */
type Said<T> = T extends (...args: infer Args) => infer Answer
  ? (...args: Args) => Said<Answer>
  : T extends string
    ? string
    : T extends object
      ? { readonly [Key in keyof T]: Key extends "value" ? T[Key] : Said<T[Key]> }
      : T;

export type Messages = Said<typeof en>;
