// Lengths as people type them, in minutes.

/** Read "9", "9.5", "9,5 h", "9 h 30", "9:30" or "45 min" as minutes; a bare number counts hours. Null if it is none. */
export function readLength(text: string): number | null {
  const clean = text
    .trim()
    .replace(/\s/g, " ")
    .toLowerCase()
    .replace(/hours?\b/, "h")
    .replace(/min(ute)?s?\b/, "min");
  const onlyMinutes = /^(\d{1,4}) ?min$/.exec(clean);
  if (onlyMinutes) return Number(onlyMinutes[1]);
  const both = /^(\d{1,3}) ?(?:h|:) ?(\d{1,2}) ?(?:min)?$/.exec(clean);
  if (both) return Number(both[2]) < 60 ? Number(both[1]) * 60 + Number(both[2]) : null;
  const hours = /^(\d{1,3}(?:[.,]\d{1,2})?) ?h?$/.exec(clean);
  return hours ? Math.round(Number((hours[1] ?? "").replace(",", ".")) * 60) : null;
}

/** Read "90" or "90 min" as minutes, where minutes are asked for; null for none, nothing, or more than a day. */
export function readMinutes(text: string): number | null {
  const match = /^(\d{1,4})(?:\s?min)?$/.exec(text.trim().toLowerCase());
  const minutes = Number(match?.[1] ?? 0);
  return minutes > 0 && minutes <= 1440 ? minutes : null;
}

/** "9", "9.5", or "9 h 20" where tenths would not be exact. */
export function writeHours(minutes: number): string {
  if ((minutes * 10) % 60 === 0) return String(minutes / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}
