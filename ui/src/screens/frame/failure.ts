// What to say of a failure: the application's own sentence, or ours where the application is silent.
import type { Failure } from "../../ipc/call";
import { m } from "../../messages";

export function failureText(failure: Failure): string {
  const own = failure.code === "no_answer" ? m.failures.noAnswer : failure.message;
  return [own, ...failure.details.filter((detail) => !own.includes(detail))].join(" ");
}
