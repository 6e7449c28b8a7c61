// Seconds of a session as a stopwatch shows them.

const two = (value: number) => String(value).padStart(2, "0");

/** "42:18", "1:02:03". */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** Whole minutes of a session, at least one. */
export const minutesOf = (seconds: number): number => Math.max(1, Math.round(seconds / 60));
