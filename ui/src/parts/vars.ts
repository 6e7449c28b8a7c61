// Sets custom properties on an element through its style object: style attributes are closed by the security policy.
import type { Attachment } from "svelte/attachments";

/** `{@attach vars({ "--grow": "3" })}` */
export function vars(values: Readonly<Record<`--${string}`, string | number>>): Attachment<HTMLElement> {
  return (element) => {
    for (const [name, value] of Object.entries(values)) element.style.setProperty(name, String(value));
  };
}
